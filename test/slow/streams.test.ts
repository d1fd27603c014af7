// The program and its surroundings: output that cannot be written, a folder that is gone, a signal that comes twice.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../helpers/control.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { root } from '../helpers/root.js';
import { temporaryFolder } from '../helpers/stores.js';

const main = join(root, 'dist', 'src', 'main.js');
let folder: ReturnType<typeof temporaryFolder>;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = temporaryFolder();
  env = {
    PATH: process.env['PATH'],
    DATABASE_PATH: join(folder.path, 'test.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    SANDBOX_PORT: '0',
  };
});
afterEach(() => folder.remove());

interface Shelled {
  readonly code: number | null;
  readonly stderr: string;
}

function ended(child: ChildProcess): Promise<Shelled> {
  let stderr = '';
  child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, stderr })));
}

/** Runs a line of the shell, in which `shinchaku` is the program. */
function shell(line: string): Promise<Shelled> {
  return ended(
    spawn('bash', ['-c', `shinchaku() { "${process.execPath}" "${main}" "$@"; }; ${line}`], {
      env,
      cwd: mkdtempSync(join(folder.path, 'cwd-')),
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
}

describe('standard output', () => {
  it('that takes nothing is said, and the exit is 1', async () => {
    const { code, stderr } = await shell('shinchaku status >/dev/full');
    expect(code).toBe(1);
    expect(stderr.match(/Standard output cannot be written/g)).toHaveLength(1);
  });

  it('that took only the beginning of the last line is said, and the exit is 1', async () => {
    const out = join(folder.path, 'out.json');
    const { code, stderr } = await shell(`ulimit -f 1; shinchaku search --json ${'x'.repeat(2_000)} >"${out}"`);
    expect(stderr).toContain('Standard output cannot be written');
    expect(code).toBe(1);
    expect(readFileSync(out, 'utf8')).toHaveLength(1_024);
  });

  it('that takes nothing does not keep a dump from being stored', async () => {
    const dump = join(root, 'data', 'sample', 'arxiv-jp-cs.LG.txt');
    expect((await shell(`shinchaku ingest "${dump}" "${dump}" >/dev/full`)).code).toBe(1);
    const counted = await shell('shinchaku status | grep -q "^papers  *10,"');
    expect(counted.code).toBe(0);
  });
});

describe('a reader of standard output that goes away', () => {
  it('does not keep the second of two dumps from being stored', async () => {
    const first = join(folder.path, 'first.txt');
    const second = join(folder.path, 'second.txt');
    writeFileSync(first, dumpText(generateEntries(1, 2)));
    writeFileSync(second, dumpText(generateEntries(2, 3)));
    expect((await shell(`set -o pipefail; shinchaku ingest "${first}" "${second}" | true`)).code).toBe(0);
    expect((await shell('shinchaku status | grep -q "^papers  *5,"')).code).toBe(0);
  });
});

describe('a disk without room', () => {
  it('is the reason that is told of a dump, which can be read', async () => {
    const [dump, out] = [join(folder.path, 'dump.txt'), join(folder.path, 'out.json')];
    writeFileSync(dump, dumpText(generateEntries(3, 1_000)));
    const { code, stderr } = await shell(
      `shinchaku ingest /dev/null; ulimit -f 1500; shinchaku ingest --json "${dump}" >"${out}"`,
    );
    expect(code).toBe(1);
    const { error } = JSON.parse(readFileSync(out, 'utf8')) as { error: string };
    expect(error).toMatch(
      /^the database cannot take it in now \(.*\); what was stored of it is kept, and the same command goes on from there$/,
    );
    expect(stderr).not.toContain('The program failed');
  });
});

describe('the folder of the caller', () => {
  it('is missed with a sentence when it was deleted', async () => {
    const { code, stderr } = await shell('rmdir "$PWD"; shinchaku status');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The folder that this program was called in is gone .*\n$/);
  });
});

describe('start', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('stops in order at a second %s as at the first', async (signal) => {
    const child = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    const end = ended(child);
    await until('the bot to be ready', () => (stdout.includes('ready http') ? true : null));
    child.kill(signal);
    // Signals that have not been handled yet are one.
    const again = setInterval(() => child.kill(signal), 20);
    const { code } = await end;
    clearInterval(again);
    expect(code).toBe(0);
    expect(existsSync(`${env['DATABASE_PATH']}-wal`) && readFileSync(`${env['DATABASE_PATH']}-wal`).length > 0).toBe(
      false,
    );
  });

  it('ends with a sentence when its database is deleted while Discord cannot be reached', async () => {
    const nobody = { DISCORD_TOKEN: 'token', DISCORD_API_URL: 'http://127.0.0.1:9/api' };
    const child = spawn(process.execPath, [main, 'start'], {
      env: { ...env, ...nobody },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString()));
    const end = ended(child);
    try {
      await until('the first attempt', () => (told.includes('cannot be reached') ? true : null));
      rmSync(env['DATABASE_PATH']!);
      const sentence = 'was deleted while the bot ran';
      await until('the sentence', () => (told.includes(sentence) ? true : null));
      await until('the end', () => (child.exitCode === null ? null : true));
      expect(await end).toMatchObject({ code: 1 });
      expect(told.split(sentence)).toHaveLength(2);
      expect(told).not.toContain('The program failed');
    } finally {
      child.kill('SIGKILL');
    }
  });
});
