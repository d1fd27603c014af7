// Taking in a large file by a process that is killed on the way.
import { execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { openReader } from '../../src/store/reader.js';
import { root } from '../helpers/root.js';
import { snapshotOf } from '../helpers/snapshot.js';
import { taxonomy, temporaryFolder } from '../helpers/stores.js';

describe('a large file', () => {
  it('loses and repeats nothing when the process is killed', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    try {
      const file = join(folder.path, 'bulk.jsonl');
      writeFileSync(file, snapshotOf(6_000));
      const env = { ...process.env, DATABASE_PATH: join(folder.path, 'a.db') };
      const args = [join(root, 'dist/src/main.js'), 'ingest', file, '--json'];
      const killed = spawn(process.execPath, args, { env, stdio: 'ignore' });
      const ended = new Promise((done) => killed.once('exit', (_, signal) => done(signal)));
      const papers = (): number => {
        try {
          const reader = openReader(env.DATABASE_PATH, taxonomy);
          try {
            return reader.counts().papers;
          } finally {
            reader.close();
          }
        } catch {
          // The database is being made.
          return 0;
        }
      };
      while (papers() < 500) await new Promise((look) => setTimeout(look, 20));
      killed.kill('SIGKILL');
      expect(await ended).toBe('SIGKILL');
      const before = papers();
      expect(before).toBeLessThan(6_000);
      const { stdout } = await promisify(execFile)(process.execPath, args, { env });
      expect(JSON.parse(stdout)).toMatchObject({ records: 6_000, new: 6_000 - before, duplicate: before, rejected: 0 });
      expect(papers()).toBe(6_000);
    } finally {
      folder.remove();
    }
  });
});
