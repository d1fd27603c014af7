// Backups by schedule: what the log says of a copy that was made.
import Database from 'better-sqlite3';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pino } from 'pino';
import { scheduleBackups } from '../../../src/pipeline/maintenance/backups.js';
import type { Job } from '../../../src/schedule.js';
import { ownPort } from '../../../src/store/port.js';
import { openTestStore, temporaryFolder, type TestStore } from '../../helpers/stores.js';

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

/** Warnings of the log while one backup is made as if its time had come. */
async function warningsOfOne(day = 3): Promise<string[]> {
  const jobs: Job[] = [];
  const lines: string[] = [];
  await scheduleBackups({
    settings: {
      databasePath: store.path,
      backupDir: join(folder.path, 'backups'),
      backupCron: '0 3 * * *',
      backupKeep: 7,
      timezone: 'Asia/Tokyo',
    },
    reader: store.reader,
    writer: ownPort(store.writer),
    schedule: { add: (job) => void jobs.push(job), stop: () => Promise.resolve() },
    startedAt: new Date('2030-01-02T03:04:05Z'),
    log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) }),
    say: () => undefined,
  });
  for (const job of jobs) await job.run(new Date(Date.UTC(2030, 0, day, 3)));
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
