// Backups by schedule: what the log says of a copy that was made.
import Database from 'better-sqlite3';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pino } from 'pino';
import { scheduleBackups } from '../../../src/pipeline/maintenance/backups.js';
import type { Job } from '../../../src/schedule.js';
import { copyDatabase, type BackupFolder } from '../../../src/store/database/backup.js';
import { inThisProcess, type Backups } from '../../../src/store/database/backup-process.js';
import { openWriter } from '../../../src/store/writer.js';
import { ownPort } from '../../../src/store/port.js';
import { openTestStore, taxonomy, temporaryFolder, type TestStore } from '../../helpers/stores.js';

let store: TestStore;
let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  store = openTestStore();
  folder = temporaryFolder();
});
afterEach(() => {
  store.close();
  folder.remove();
});

const backupDir = (): string => join(folder.path, 'backups');

function ownBackups(): Backups {
  const place = (into: BackupFolder, at: Date) => ({ databasePath: store.path, into, at });
  return {
    look: (into, at) => Promise.resolve(inThisProcess.look(place(into, at))),
    backUp: (into, at) => inThisProcess.make(place(into, at)),
    end: () => Promise.resolve(true),
  };
}

/** A run of the bot: what is said at its start, the warnings in its log, and how to make a backup as if its time had come. */
async function start(backups: Backups = ownBackups()) {
  const jobs: Job[] = [];
  const lines: string[] = [];
  const said: string[] = [];
  const { stop, isIdle } = await scheduleBackups({
    settings: {
      databasePath: store.path,
      backupDir: backupDir(),
      backupCron: '0 3 * * *',
      backupKeep: 7,
      timezone: 'Asia/Tokyo',
    },
    reader: store.reader,
    writer: ownPort(store.writer),
    backups,
    schedule: { add: (job) => void jobs.push(job), stop: () => Promise.resolve() },
    startedAt: new Date('2030-01-02T03:04:05Z'),
    log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
    say: (line) => void said.push(line),
  });
  const night = async (day: number): Promise<void> => {
    for (const job of jobs) await job.run(new Date(Date.UTC(2030, 0, day, 3)));
  };
  return { said, lines, night, stop, isIdle };
}

async function warningsOfOne(day = 3): Promise<string[]> {
  const { lines, night } = await start();
  await night(day);
  return lines;
}

it('a scheduled backup that no start and no restore takes is told in the log, with the reason', async () => {
  expect(await warningsOfOne()).toEqual([]);
  const db = new Database(store.path);
  db.exec('CREATE TRIGGER lab AFTER INSERT ON papers BEGIN DELETE FROM searches; END');
  db.close();
  expect(await warningsOfOne()).toEqual([
    expect.stringMatching(/Start and restore refuse the backup .*: it holds a trigger lab/),
  ]);
});

it('a scheduled backup is done where an old one cannot be removed, and the log tells which', async () => {
  const stuck = join(folder.path, 'backups', 'test-20290101T000000Z.db');
  mkdirSync(join(`${stuck}-shm`, 'kept'), { recursive: true });
  writeFileSync(stuck, 'x');
  for (let day = 1; day <= 6; day += 1) expect(await warningsOfOne(day)).toEqual([]);
  expect(await warningsOfOne(7)).toEqual([expect.stringContaining(`stay beside the new one: ${stuck} (`)]);
  expect(store.reader.jobDoneAt('backup')).toBe('2030-01-07T03:00:00Z');
});

describe('a folder without any of the backups that were made, as where its disk is not mounted', () => {
  const away = (): void => renameSync(backupDir(), join(folder.path, 'disk'));
  const none = (): unknown =>
    expect.stringContaining(
      `None of the backups that were made of ${store.path} until 2030-01-04T03:00:00Z lies in ${backupDir()}`,
    );

  it('is told at the start, once in a run, and no more once a backup lies there', async () => {
    const first = await start();
    await first.night(3);
    await first.night(4);
    const whole = await start();
    expect([...first.said, ...first.lines, ...whole.said]).toEqual([]);
    away();
    const bare = await start();
    expect(bare.said).toEqual([none()]);
    await bare.night(5);
    const after = await start();
    expect([...bare.lines, ...after.said]).toEqual([]);
  });

  it('is told by the first backup of the night that finds it so, and not again in that run', async () => {
    const run = await start();
    await run.night(3);
    await run.night(4);
    away();
    await run.night(5);
    rmSync(backupDir(), { recursive: true });
    await run.night(6);
    expect(run.said).toEqual([]);
    expect(run.lines).toEqual([none()]);
  });

  it('is told where it holds only those of another database', async () => {
    const run = await start();
    await run.night(4);
    away();
    const other = join(folder.path, 'test.db');
    openWriter(other, taxonomy).close();
    await copyDatabase(other, { folder: backupDir(), keep: 7 }, new Date('2030-01-04T04:00:00Z'));
    expect((await start()).said).toEqual([none()]);
  });
});

describe('a disk of backups that hangs', () => {
  it('is told once, and when the backup ended; the start waits for no look at it', async () => {
    vi.useFakeTimers();
    try {
      let thaw = (): void => undefined;
      const thawed = new Promise<void>((resolve) => (thaw = resolve));
      const own = ownBackups();
      const { said, lines, night, isIdle } = await start({
        ...own,
        look: () => thawed.then(() => ({ problem: null, none: null })),
        backUp: (into, at) => thawed.then(() => own.backUp(into, at)),
      });
      const made = night(3);
      await vi.advanceTimersByTimeAsync(299_000);
      expect([lines, isIdle()]).toEqual([[], false]);
      await vi.advanceTimersByTimeAsync(3_600_000);
      // Nobody waits for it any more.
      expect(isIdle()).toBe(true);
      const slow = [
        'The look at the folder of backups has not ended after five minutes',
        'The backup has not ended after five minutes',
      ].map((text) => expect.stringContaining(text) as unknown);
      expect(lines).toEqual(slow);
      thaw();
      vi.useRealTimers();
      await made;
      const ended = ['The look at the folder of backups has ended', 'The backup has ended'];
      expect(lines).toEqual([...slow, ...ended.map((text) => expect.stringContaining(text) as unknown)]);
      expect(said).toEqual([]);
      expect(store.reader.jobDoneAt('backup')).toBe('2030-01-03T03:00:00Z');
    } finally {
      vi.useRealTimers();
    }
  });

  it('is told at the end of the bot, which gives up what is under way', async () => {
    const { said, stop } = await start({ ...ownBackups(), end: () => Promise.resolve(false) });
    await stop();
    expect(said).toEqual([expect.stringContaining(`${backupDir()}, did not end and was given up`)]);
  });
});
