// Backups by schedule: what the log says of a copy that was made.
import Database from 'better-sqlite3';
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
async function warningsOfOne(): Promise<string[]> {
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
  for (const job of jobs) await job.run(new Date('2030-01-03T03:00:00Z'));
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
