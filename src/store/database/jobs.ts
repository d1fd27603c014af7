// When scheduled jobs were last done, kept so that a restart neither repeats nor forgets them.
import type { Db } from './db.js';

/** The last backup that a bot made by itself. */
export const BACKUP_MADE = 'backup made';

/** The name in `meta` of when a job was last done. */
export const nameOfJob = (job: string): string => `done:${job}`;

export function createJobStore(db: Db) {
  const remember = db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
  return {
    /** `at` is a UTC text. */
    rememberJob: (job: string, at: string): void => void remember.run(nameOfJob(job), at),
  };
}

export function createJobReports(db: Db) {
  const find = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?');
  return {
    /** UTC text; null when a job was never done nor waited for. */
    jobDoneAt: (job: string): string | null => find.get(nameOfJob(job))?.value ?? null,
  };
}
