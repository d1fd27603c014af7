// With as many files open as the system allows, each way in says that, and not that a folder is to be made writable.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { root } from '../../helpers/root.js';
import { tooManyOpenText } from '../../../src/store/database/open-files.js';
import { openTestStore } from '../../helpers/stores.js';

/** Opens a database, backs it up, and tries the folder, each with `left` files left to open; prints what is said. */
const PROGRAM = `
  import { closeSync, openSync } from 'node:fs';
  const load = (name) => import(new URL('dist/src/store/database/' + name, 'file://' + process.cwd() + '/').href);
  const { openForReading, openForWriting } = await load('open.js');
  const { copyDatabase, folderProblem } = await load('backup.js');
  const [path, folder] = process.argv.slice(1);
  const ways = [
    () => openForReading(path).close(),
    () => openForWriting(path).close(),
    () => copyDatabase(path, { folder, keep: 1 }, new Date(0)),
    () => { const problem = folderProblem(folder); if (problem !== null) throw new Error(problem); },
  ];
  const said = [];
  openForReading(path).close();
  for (const left of [0, 1, 2]) {
    const opened = [];
    try { for (;;) opened.push(openSync('/dev/null', 'r')); } catch {}
    for (let n = 0; n < left; n += 1) closeSync(opened.pop());
    for (const way of ways) {
      try { await way(); } catch (error) { said.push(error.message); }
    }
    opened.forEach((file) => closeSync(file));
  }
  console.log(JSON.stringify(said));
`;

it.runIf(process.platform === 'linux')(
  'says how many files may be open, and not that a folder is to be made writable',
  () => {
    const store = openTestStore();
    try {
      const line = 'ulimit -n 256; exec "$0" --input-type=module -e "$1" "$2" "$3"';
      const args = ['-c', line, process.execPath, PROGRAM, store.path, `${store.path}-backups`];
      const { stdout, stderr } = spawnSync('sh', args, { cwd: root, encoding: 'utf8' });
      expect(stderr).toBe('');
      const said = JSON.parse(stdout) as string[];
      expect(said.length).toBeGreaterThanOrEqual(6);
      for (const sentence of said) {
        expect(sentence).toContain('as many files are open as the system allows');
        expect(sentence).not.toContain('writable');
      }
    } finally {
      store.close();
    }
  },
);

it('names what helps where all programs together have too many open', () => {
  const error = Object.assign(new Error('ENFILE: file table overflow, open'), { code: 'ENFILE' });
  expect(tooManyOpenText(error)).toMatch(/^all programs of this machine together have .*ENFILE.*sysctl fs\.file-max/);
  expect(tooManyOpenText(error)).not.toContain('ulimit');
});
