// The program where its process may do little: few open files, nobody who reads what it says, folders that may not be written.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from '../helpers/root.js';
import { temporaryFolder } from '../helpers/stores.js';

vi.setConfig({ testTimeout: 60_000 });

const main = join(root, 'dist', 'src', 'main.js');
let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Runs a line of the shell with `$NODE $MAIN` as the program; answers its exit code and what it said. */
function shell(line: string): Promise<{ code: number | null; said: string }> {
  mkdirSync(join(folder.path, 'inbox'), { recursive: true });
  const env = {
    PATH: process.env['PATH'],
    NODE: process.execPath,
    MAIN: main,
    DATABASE_PATH: join(folder.path, 'bot.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    SANDBOX_PORT: '0',
    LOG_LEVEL: 'warn',
  };
  const child = spawn('sh', ['-c', line], { env, cwd: root });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, said })));
}

describe.runIf(process.platform === 'linux')('with few open files allowed', () => {
  it.each([20, 64, 100])('%i: a sentence says how many are needed', async (limit) => {
    const { code, said } = await shell(`ulimit -n ${limit}; exec "$NODE" "$MAIN" start`);
    expect(code).toBe(1);
    expect(said).toMatch(/^The program could not be loaded: .* only \d+ files at once.*ulimit -n 1024.*\n$/);
  });
});

describe('with standard error closed', () => {
  it.each(['2>&-', '>&- 2>&-'])('the bot does its work and ends with 0 (%s)', async (closed) => {
    expect(await shell(`exec "$NODE" "$MAIN" start --until-idle ${closed}`)).toMatchObject({ code: 0 });
    const { said } = await shell('exec "$NODE" "$MAIN" status --json');
    expect(JSON.parse(said)).toMatchObject({ outbox: { sent: 22, sending: 0, held: 0 } });
  });
});

// The kernel lets nobody make a file there, root included.
describe.runIf(existsSync('/sys/kernel'))('in a folder that may not be written', () => {
  it('a sentence names the file and says what to do', async () => {
    const { code, said } = await shell('DATABASE_PATH=/sys/bot.db exec "$NODE" "$MAIN" start');
    expect(code).toBe(1);
    expect(said).toMatch(
      /^The database \/sys\/bot\.db.* cannot be used: .*\. Nothing was changed\. Check that its folder is writable.*\n$/,
    );
  });
});
