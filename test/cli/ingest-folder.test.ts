// `ingest FOLDER`: a file that fails while it is read costs itself; those behind it are taken in.
import fs, { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { runIngest } from '../../src/cli/ingest.js';
import { openTestStore, taxonomyData } from '../helpers/stores.js';

/**
 * From now on `b.json` opens, and reading it fails, as on a broken disk; answers what ends that. The files of a worker share
 * their modules, so that a module which another test loaded cannot be mocked.
 */
function breakFile(): () => void {
  const { createReadStream } = fs;
  const broken = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
  const failing = (): fs.ReadStream => createReadStream(devNull).destroy(broken);
  fs.createReadStream = (path, options) =>
    String(path).endsWith('b.json') ? failing() : createReadStream(path, options);
  syncBuiltinESMExports();
  return () => {
    fs.createReadStream = createReadStream;
    syncBuiltinESMExports();
  };
}

it('goes on behind a file that fails while it is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shinchaku-folder-'));
  const store = openTestStore();
  const mend = breakFile();
  try {
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      const authors = 'Ann Lee';
      const record = { id: `2401.0000${index + 1}`, title: `Paper ${name}`, abstract: 'Short.', authors };
      writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...record, categories: 'cs.LG' }));
    }
    const lines: string[] = [];
    const code = await runIngest(store.writer, [{ path: 'folder', location: folder }], {
      mode: 'auto',
      taxonomy: taxonomyData,
      input: Readable.from([]),
      now: () => new Date('2030-01-02T03:00:00Z'),
      isJson: false,
      print(line) {
        lines.push(line);
        return Promise.resolve();
      },
      say: () => undefined,
    });
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(/^folder\/a\.json: 1 record/),
      expect.stringMatching(/^folder\/b\.json: .*EIO/),
      expect.stringMatching(/^folder\/c\.json: 1 record/),
    ]);
    expect(store.reader.counts().papers).toBe(2);
  } finally {
    mend();
    store.close();
    rmSync(folder, { recursive: true });
  }
});
