// The inbox: whole files once, by content; unfinished ones later; unreadable ones stay, with the reason in status.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransientError } from '../../../src/errors.js';
import { takeInbox } from '../../../src/pipeline/ingest/inbox.js';
import { createInboxMemory, type InboxMemory } from '../../../src/pipeline/ingest/inbox-look.js';
import { eachEntry, listFiles } from '../../../src/sources/files/inbox.js';
import { fsPath } from '../../../src/sources/files/path-bytes.js';
import { unreadable, type DumpResult } from '../../../src/pipeline/ingest/ingest.js';
import { createFileReader } from '../../../src/pipeline/ingest/read-file.js';
import { fileDump } from '../../../src/sources/files/file.js';
import type { InboxFile } from '../../../src/store/sources/dumps.js';
import { createSerial } from '../../../src/schedule.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { openTestStore, taxonomy, temporaryFolder, type TestStore } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let store: TestStore;
let results: DumpResult[];
const now = new Date('2030-01-01T00:00:00Z');

beforeEach(() => {
  folder = temporaryFolder();
  dir = folder.path;
  logged = [];
  store = openTestStore();
  results = [];
});
afterEach(() => {
  store.close();
  folder.remove();
});

/** The same writes as the port offers, in this thread. */
const writer = {
  async call(name: string, ...args: unknown[]): Promise<unknown> {
    const write = store.writer[name as 'forgetInboxFiles'] as (...values: unknown[]) => unknown;
    return write(...args);
  },
} as Parameters<typeof takeInbox>[0]['writer'];

const read = async (path: string): Promise<DumpResult[]> => [await store.ingest(readFileSync(fsPath(path)))];

let dir = '';
let logged: string[] = [];
const log = pino({ level: 'info', base: null }, { write: (line: string) => void logged.push(line) });
const hashOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(readFileSync(fsPath(path)))
    .digest('hex');
const inboxOptions = (version = '1', ingest = read): Parameters<typeof takeInbox>[0] => ({
  dir,
  reader: store.reader,
  writer,
  ingest,
  hash: hashOf,
  version,
  now: () => now,
  log,
  onDump: (result) => results.push(result),
});
const take = (version = '1', ingest = read, memory?: InboxMemory) => takeInbox(inboxOptions(version, ingest), memory);

/** A function that counts its calls. */
function counted<Args extends unknown[], Value>(run: (...args: Args) => Value) {
  let count = 0;
  return { run: (...args: Args): Value => ((count += 1), run(...args)), count: () => count };
}

function put(name: string, content: string | Uint8Array, secondsAgo = 60): string {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  const at = new Date(now.getTime() - secondsAgo * 1000);
  utimesSync(path, at, at);
  return path;
}

describe('takeInbox', () => {
  it('takes a file once, and again only when it changed', async () => {
    const entries = generateEntries(31, 3);
    mkdirSync(join(folder.path, 'sub'));
    put('sub/a.txt', dumpText(entries.slice(0, 2)));
    expect(await take()).toEqual({ taken: 1, waiting: 0 });
    expect(await take()).toEqual({ taken: 0, waiting: 0 });
    put('sub/a.txt', dumpText(entries), 30);
    expect(await take()).toEqual({ taken: 1, waiting: 0 });
    copyFileSync(join(folder.path, 'sub/a.txt'), put('b.txt', ''));
    utimesSync(join(folder.path, 'b.txt'), new Date(0), new Date(0));
    await take();
    expect(results.map((result) => [result.new, result.duplicate])).toEqual([
      [2, 0],
      [1, 2],
      [0, 3],
    ]);
  });

  it('reads a file to its end that was copied there once more while it was read', async () => {
    const whole = dumpText(generateEntries(33, 3));
    put('a.txt', whole);
    const copied = async (path: string): Promise<DumpResult[]> => {
      writeFileSync(path, whole.slice(0, whole.length / 2));
      const read = [await store.ingest(readFileSync(path))];
      put('a.txt', whole, 30);
      return read;
    };
    expect(await take('1', copied)).toEqual({ taken: 1, waiting: 1 });
    expect(await take()).toEqual({ taken: 1, waiting: 0 });
    expect(await take()).toEqual({ taken: 0, waiting: 0 });
    expect(store.reader.counts().papers).toBe(3);
  });

  it('does not read a file without end to which something is done during each reading', async () => {
    const path = put('a.txt', dumpText(generateEntries(34, 1)));
    const memory = createInboxMemory();
    let mode = 0o600;
    const touched = async (): Promise<DumpResult[]> => {
      const read = [await store.ingest(readFileSync(path))];
      mode ^= 0o040;
      chmodSync(path, mode);
      return read;
    };
    const waiting: number[] = [];
    for (let looks = 0; looks < 4; looks += 1) waiting.push((await take('1', touched, memory)).waiting);
    expect(waiting).toEqual([1, 1, 0, 0]);
  });

  it('leaves what is still being written, by time and by name', async () => {
    put('now.txt', dumpText(generateEntries(32, 1)), 0);
    put('later.txt.part', 'x');
    put('.hidden', 'x');
    expect(await take()).toEqual({ taken: 0, waiting: 2 });
    put('now.txt', dumpText(generateEntries(32, 1)), 3);
    expect((await take()).taken).toBe(1);
  });

  it('leaves an unreadable file where it is, says why in status, and forgets it when it is gone or mended', async () => {
    const bad = put('bad.txt', 'no dump');
    put(
      'noise.txt',
      Uint8Array.from({ length: 4_000 }, (_, index) => 0x80 + ((index * 37) % 128)),
    );
    await take();
    expect(store.reader.inboxErrors()).toEqual([
      { path: bad, error: 'no known format of paper metadata was recognised in it' },
      {
        path: join(folder.path, 'noise.txt'),
        error: 'it is not UTF-8 text, and no other encoding fits; save it again as a text file in UTF-8',
      },
    ]);
    expect(readFileSync(bad, 'utf8')).toBe('no dump');
    put('bad.txt', dumpText(generateEntries(33, 1)), 20);
    await take();
    expect(store.reader.inboxErrors()).toHaveLength(1);
  });
});

describe('an entry that cannot be taken', () => {
  it('costs no other entry anything: links that lead nowhere or to themselves, and pipes', async () => {
    symlinkSync(join(folder.path, 'loop'), join(folder.path, 'loop'));
    symlinkSync(join(folder.path, 'nothing-there'), join(folder.path, 'dangling'));
    execFileSync('mkfifo', [join(folder.path, 'pipe')]);
    symlinkSync(folder.path, join(folder.path, 'elsewhere'));
    put('good.txt', dumpText(generateEntries(41, 2)));
    expect(await take()).toEqual({ taken: 1, waiting: 0 });
    expect(results.map((result) => result.new)).toEqual([2]);
    expect(store.reader.inboxErrors()).toEqual([
      { path: join(folder.path, 'dangling'), error: 'it is a link that leads nowhere' },
      { path: join(folder.path, 'elsewhere'), error: 'it is a link to a folder, and those are not followed' },
      { path: join(folder.path, 'loop'), error: 'it is a link that leads to itself' },
      { path: join(folder.path, 'pipe'), error: 'it is neither a file nor a folder' },
    ]);
  });

  // Like lost+found, which belongs to root alone; who runs as root has to be somebody else to see it.
  it('costs no other entry anything: a folder that may not be read', async () => {
    put('good.txt', 'x');
    mkdirSync(join(folder.path, 'lost+found'), { mode: 0 });
    chmodSync(folder.path, 0o755);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      const { files, faults } = await listFiles(folder.path);
      expect(files.map(({ path }) => path)).toEqual([join(folder.path, 'good.txt')]);
      expect(faults).toEqual([{ path: join(folder.path, 'lost+found'), error: 'this program may not read it' }]);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  it('is forgotten when it is gone', async () => {
    symlinkSync(join(folder.path, 'target'), join(folder.path, 'link'));
    await take();
    put('target', dumpText(generateEntries(42, 1)));
    expect((await take()).taken).toBe(2);
    expect(store.reader.inboxErrors()).toEqual([]);
  });
});

describe('a file whose name is no UTF-8', () => {
  it('is taken once like any other, and shown with its bytes', async () => {
    const name = Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from([0x93, 0xfa, 0x2e, 0x74, 0x78, 0x74])]);
    writeFileSync(name, dumpText(generateEntries(43, 2)));
    utimesSync(name, new Date(0), new Date(0));
    expect((await take()).taken).toBe(1);
    expect((await take()).taken).toBe(0);
    expect(results.map((result) => result.new)).toEqual([2]);
    writeFileSync(name, 'no dump');
    utimesSync(name, new Date(0), new Date(0));
    await take();
    expect(store.reader.inboxErrors().map(({ path }) => path)).toEqual([join(folder.path, '\\x93\\xFA.txt')]);
  });
});

describe('many files that were taken before', () => {
  const COUNT = 1_200;

  it('are asked of the store once in a run, a few in a turn, looked at a few at a time, and not read again', async () => {
    for (let index = 0; index < COUNT; index += 1) {
      const path = put(`${index}.txt`, 'x');
      const { size, mtimeMs, ctimeMs } = statSync(path);
      const known = { path, size, modifiedMs: mtimeMs, changedMs: ctimeMs, sha256: 'x', error: null, program: null };
      store.writer.rememberInboxFile(known, '2030-01-01T00:00:00Z');
    }
    let [inTurn, mostInTurn] = [0, 0];
    function* rows(): Iterable<InboxFile> {
      for (const row of store.reader.eachInboxFile()) {
        inTurn += 1;
        mostInTurn = Math.max(mostInTurn, inTurn);
        yield row;
      }
    }
    const count = (): void => {
      inTurn = 0;
      turn = setImmediate(count);
    };
    let turn = setImmediate(count);
    const asked = counted(rows);
    const hashed = counted(hashOf);
    const memory = createInboxMemory();
    const options = { ...inboxOptions(), reader: { eachInboxFile: asked.run }, hash: hashed.run };
    for (let looks = 0; looks < 3; looks += 1)
      expect(await takeInbox(options, memory)).toEqual({ taken: 0, waiting: 0 });
    clearImmediate(turn);
    expect([asked.count(), hashed.count()]).toEqual([1, 0]);
    expect(mostInTurn).toBeLessThan(COUNT);
    put('new.txt', dumpText(generateEntries(44, 1)));
    expect(await takeInbox(options, memory)).toEqual({ taken: 1, waiting: 0 });
    expect([asked.count(), hashed.count(), memory.known?.size]).toEqual([1, 1, COUNT + 1]);
    const sizes: number[] = [];
    for await (const entries of eachEntry(folder.path)) sizes.push(entries.length);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(COUNT + 1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(64);
  });
});

describe('a file that is known', () => {
  it('is taken again when its content changed, though size and time are the same', async () => {
    const [one = '', two = ''] = [35, 36].map((seed) => dumpText(generateEntries(seed, 1)));
    const length = Math.max(Buffer.byteLength(one), Buffer.byteLength(two));
    const padded = (text: string): string => text + ' '.repeat(length - Buffer.byteLength(text));
    put('a.txt', padded(one));
    await take();
    put('a.txt', padded(two));
    expect(await take()).toEqual({ taken: 1, waiting: 0 });
    expect(results.map((result) => result.new)).toEqual([1, 1]);
  });

  it('is not taken again when only its times changed', async () => {
    put('a.txt', dumpText(generateEntries(37, 1)), 60);
    await take();
    put('a.txt', dumpText(generateEntries(37, 1)), 30);
    expect(await take()).toEqual({ taken: 0, waiting: 0 });
    expect(results).toHaveLength(1);
  });

  it('and could not be read is tried again by another version of the program only', async () => {
    put('bad.txt', 'no dump');
    await take('1');
    expect((await take('1')).taken).toBe(0);
    expect((await take('2')).taken).toBe(1);
    expect((await take('2')).taken).toBe(0);
  });

  it('and made the program fail is tried again at the next start, and is no unreadable file', async () => {
    put('a.txt', dumpText(generateEntries(38, 2)));
    put('b.txt', dumpText(generateEntries(39, 1)));
    const memory = createInboxMemory();
    const failing = async (path: string): Promise<DumpResult[]> => {
      if (path.endsWith('a.txt')) throw new TypeError('undefined is not a function');
      return read(path);
    };
    expect((await take('1', failing, memory)).taken).toBe(2);
    expect(results.map((result) => result.new)).toEqual([1]);
    expect(store.reader.inboxErrors()[0]?.error).toContain('an error of this program');
    expect((await take('1', failing, memory)).taken).toBe(0);
    expect((await take('1', read, createInboxMemory())).taken).toBe(1);
    expect(store.reader.inboxErrors()).toEqual([]);
  });

  it('waits when the store cannot be written, as if it had not been looked at', async () => {
    put('a.txt', dumpText(generateEntries(40, 1)));
    await expect(take('1', () => Promise.reject(new TransientError('full')))).rejects.toThrow(TransientError);
    expect((await take()).taken).toBe(1);
  });
});

describe('createSerial', () => {
  it('never runs twice at once, and runs once more for calls during a run', async () => {
    let running = 0;
    let runs = 0;
    const serial = createSerial(async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((later) => setTimeout(later, 5));
      running -= 1;
      runs += 1;
    });
    await Promise.all([serial(), serial(), serial()]);
    expect(runs).toBe(2);
  });
});

describe('a file that takes long', () => {
  it('is taken after the others', async () => {
    truncateSync(put('a.json', ''), 300 * 1024 * 1024);
    put('b.txt', dumpText(generateEntries(43, 1)));
    const order: string[] = [];
    const ingest = async (path: string): Promise<DumpResult[]> => {
      order.push(path);
      return path.endsWith('a.json') ? [unreadable(path, 'x', 'it has a hole')] : read(path);
    };
    await takeInbox({ ...inboxOptions('1', ingest), hash: () => Promise.resolve('x') });
    expect(order).toEqual([join(dir, 'b.txt'), join(dir, 'a.json')]);
  });

  it('is not hashed again where what was read is known', async () => {
    const path = put('a.bin', 'no dump');
    const hash = counted(hashOf);
    const ingest = async (): Promise<DumpResult[]> => [unreadable(path, await hashOf(path), 'it is no dump')];
    await takeInbox({ ...inboxOptions('1', ingest), hash: hash.run });
    expect(hash.count()).toBe(1);
    expect(store.reader.inboxErrors()).toEqual([{ path, error: 'it is no dump' }]);
  });
});

describe('a file that is written all the time', () => {
  it('is waited for, after ten minutes told once and no longer waited for, and taken once it is whole', async () => {
    const text = dumpText(generateEntries(44, 1));
    const memory = createInboxMemory();
    const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    const lookAt = (minutes: number) => takeInbox({ ...inboxOptions(), now: () => at(minutes) }, memory);
    const touch = (minutes: number): void => utimesSync(path, at(minutes), at(minutes));
    const path = put('log.txt', text, 0);
    put('paper.txt.part', text);
    put('.hidden.part', text);
    for (const minutes of [0, 5, 9]) {
      touch(minutes);
      expect(await lookAt(minutes)).toEqual({ taken: 0, waiting: 2 });
    }
    expect(logged).toEqual([]);
    for (const minutes of [10, 11]) {
      touch(minutes);
      expect(await lookAt(minutes)).toEqual({ taken: 0, waiting: 0 });
    }
    expect(logged.map((line) => (JSON.parse(line) as { path: string }).path)).toEqual([path, `${dir}/paper.txt.part`]);
    expect(store.reader.inboxErrors()).toHaveLength(2);
    renameSync(`${dir}/paper.txt.part`, `${dir}/paper.txt`);
    expect(await lookAt(12)).toEqual({ taken: 2, waiting: 0 });
    expect(store.reader.inboxErrors()).toEqual([]);
  });

  it.skipIf(!existsSync('/proc/self/mem'))(
    'is a link to one of the system, too, and one without a size is not opened',
    async () => {
      symlinkSync('/proc/self/mem', join(dir, 'mem'));
      symlinkSync('/proc/version', join(dir, 'version'));
      const memory = createInboxMemory();
      const hash = () => Promise.reject(new Error('it was opened'));
      const read = createFileReader(taxonomy, { now: () => now, pause: () => Promise.resolve() });
      const ingest = async (path: string): Promise<DumpResult[]> => {
        const found: DumpResult[] = [];
        for await (const event of read(fileDump(path, path, statSync(path).size)))
          if (event.kind === 'unreadable') found.push(unreadable(path, event.sha256, event.error));
        return found;
      };
      for (const seconds of [0, 601]) {
        const later = new Date(Date.now() + seconds * 1_000);
        await takeInbox({ ...inboxOptions('1', ingest), hash, now: () => later }, memory);
      }
      expect(store.reader.inboxErrors().map(({ path, error }) => [path, error])).toEqual([
        [join(dir, 'mem'), 'the file is empty'],
        [join(dir, 'version'), 'the file is empty'],
      ]);
      expect(logged).toHaveLength(2);
    },
  );
});

describe('files that are away for a moment while others are read', () => {
  const away = (): string => `${folder.path}-away`;
  const hashNow = (path: string): Promise<string | null> => hashOf(path).catch(() => null);
  afterEach(() => {
    if (existsSync(away())) renameSync(away(), folder.path);
  });

  it('are taken by the next look, without a word for each', async () => {
    for (const name of ['a', 'b', 'c', 'd']) put(`${name}.txt`, dumpText(generateEntries(name.charCodeAt(0), 1)));
    const isGone = (path: string): string | null => (existsSync(path) ? null : 'the file is gone');
    const options = inboxOptions('1', async (path) => {
      if (path.endsWith('b.txt')) renameSync(folder.path, away());
      const error = isGone(path);
      return error === null ? read(path) : [unreadable(path, null, error)];
    });
    const hash = async (path: string): Promise<string | null> => {
      const found = await hashNow(path);
      // Between the two the folder comes back.
      if (path.endsWith('d.txt') && existsSync(away())) renameSync(away(), folder.path);
      return found;
    };
    const memory = createInboxMemory();
    expect(await takeInbox({ ...options, hash }, memory)).toEqual({ taken: 3, waiting: 2 });
    expect(logged).toEqual([]);
    expect(await takeInbox({ ...options, ingest: read, hash: hashNow }, memory)).toEqual({ taken: 2, waiting: 0 });
    expect(results.map((result) => result.new)).toEqual([1, 1, 1, 1]);
    expect(store.reader.inboxErrors()).toEqual([]);
  });

  it('and one that cannot be opened is told once, and taken once it can', async () => {
    const path = put('a.txt', dumpText(generateEntries(41, 1)));
    const hash = async (): Promise<null> => {
      rmSync(path);
      symlinkSync(path, path);
      return null;
    };
    const memory = createInboxMemory();
    expect(await takeInbox({ ...inboxOptions(), hash }, memory)).toEqual({ taken: 0, waiting: 0 });
    expect(await takeInbox(inboxOptions(), memory)).toEqual({ taken: 0, waiting: 0 });
    expect(store.reader.inboxErrors()).toEqual([{ path, error: 'it is a link that leads to itself' }]);
    expect(logged).toHaveLength(1);
    rmSync(path);
    put('a.txt', dumpText(generateEntries(41, 1)));
    expect(await takeInbox(inboxOptions(), memory)).toEqual({ taken: 1, waiting: 0 });
  });
});

describe('a file whose disk fails while it is read', () => {
  it.each([
    ['as the answer of a disk', (each: string) => Promise.resolve([unreadable(each, null, 'EIO: i/o error, read')])],
    ['as the error of a disk', () => Promise.reject(new Error('EIO: i/o error, read'))],
  ])('is told once, and taken by the first look that can read it: %s', async (_what, ingest) => {
    const path = put('a.txt', dumpText(generateEntries(42, 1)));
    const failing = inboxOptions('1', ingest);
    const memory = createInboxMemory();
    for (const look of [1, 2]) {
      expect(await takeInbox({ ...failing, hash: () => Promise.resolve(null) }, memory)).toEqual({
        taken: 1,
        waiting: 0,
      });
      expect([look, logged.length, results.length]).toEqual([look, 1, 0]);
    }
    expect(store.reader.inboxErrors()).toEqual([{ path, error: 'EIO: i/o error, read' }]);
    expect(await takeInbox(inboxOptions(), memory)).toEqual({ taken: 1, waiting: 0 });
    expect(store.reader.inboxErrors()).toEqual([]);
    expect(results.at(-1)?.new).toBe(1);
  });
});

describe('the folder itself', () => {
  const messages = (): string[] => logged.map((line) => (JSON.parse(line) as { msg: string }).msg);
  beforeEach(() => {
    dir = join(folder.path, 'inbox');
  });

  it('that is no folder is said once, and once more when it can be read again', async () => {
    const memory = createInboxMemory();
    writeFileSync(dir, 'x');
    for (let looks = 0; looks < 3; looks += 1) expect(await take('1', read, memory)).toEqual({ taken: 0, waiting: 0 });
    expect(messages()).toEqual(['the inbox cannot be read; it is tried again']);
    expect(logged[0]).toContain('it is not a folder');
    renameSync(dir, `${dir}.aside`);
    await take('1', read, memory);
    await take('1', read, memory);
    expect(messages().slice(1)).toEqual(['the inbox can be read again']);
  });

  it('that was taken away while the bot ran is created again, which is said', async () => {
    const memory = createInboxMemory();
    await take('1', read, memory);
    renameSync(dir, `${dir}.aside`);
    await take('1', read, memory);
    expect(messages()).toEqual(['the inbox was gone; an empty one was made in its place']);
  });
});
