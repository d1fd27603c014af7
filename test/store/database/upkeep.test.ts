// Upkeep: lost commits are noticed, a file that is exchanged under the bot is noticed, the write-ahead log stays small.
import Database from 'better-sqlite3';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mergeFacts } from '../../../src/domain/merge.js';
import { recordOf } from '../../../src/domain/paper.js';
import { parseRecord } from '../../../src/domain/record.js';
import { createLog } from '../../../src/log.js';
import { startUpkeep } from '../../../src/pipeline/maintenance/upkeep.js';
import { copyDatabase } from '../../../src/store/database/backup.js';
import { restoreDatabase } from '../../../src/store/database/restore.js';
import { openReader } from '../../../src/store/reader.js';
import { openWriter, type Writer } from '../../../src/store/writer.js';
import { taxonomy, temporaryFolder } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'bot.db');
});
afterEach(() => folder.remove());

function write(writer: Writer, name: string): void {
  writer.rememberInboxFile(
    { path: name, size: 1, modifiedMs: 1, changedMs: 1, sha256: null, error: 'x'.repeat(5_000), program: null },
    '2030-01-01T00:00:00Z',
  );
  writer.countCommit();
}

/** A database whose newest changes stand in its log alone, as after a kill. */
function killed(): void {
  const first = openWriter(path, taxonomy);
  write(first, 'a');
  first.close();
  const second = openWriter(path, taxonomy);
  for (const name of ['b', 'c']) write(second, name);
  for (const end of ['', '-wal', '.last-commit']) copyFileSync(`${path}${end}`, join(folder.path, `kept${end}`));
  second.close();
  for (const end of ['', '-wal', '.last-commit']) renameSync(join(folder.path, `kept${end}`), `${path}${end}`);
}

function lossAtStart(): string | null {
  const writer = openWriter(path, taxonomy);
  const loss = writer.takeLoss();
  expect(writer.takeLoss()).toBeNull();
  writer.close();
  return loss;
}

const isOfThePast = (): boolean => {
  const reader = openReader(path, taxonomy);
  const since = reader.restoredBackupOf();
  reader.close();
  return since !== null;
};

describe('commits that a crash lost', () => {
  it('are none that the disk refused', () => {
    const writer = openWriter(path, taxonomy);
    write(writer, 'a');
    const other = new Database(path);
    // A commit that fails by itself, after the statement gave its row, as on a full disk.
    other.exec(`CREATE TABLE parents (id INTEGER PRIMARY KEY);
      CREATE TABLE children (parent INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER refusal AFTER UPDATE ON commits BEGIN INSERT INTO children VALUES (1); END;`);
    expect(() => write(writer, 'b')).toThrow(/FOREIGN KEY/);
    other.exec('DROP TRIGGER refusal; DROP TABLE children; DROP TABLE parents');
    other.close();
    writer.close();
    expect(lossAtStart()).toBeNull();
  });

  it('are noticed at the next start, once, and the histories are read again', () => {
    killed();
    rmSync(`${path}-wal`);
    expect(lossAtStart()).toContain('2 later changes had been committed');
    expect(isOfThePast()).toBe(true);
    expect(lossAtStart()).toBeNull();
  });

  it('are kept for the next start when a verb finds them first', () => {
    killed();
    rmSync(`${path}-wal`);
    const verb = openWriter(path, taxonomy);
    write(verb, 'd');
    verb.close();
    expect(lossAtStart()).toContain('2 later changes');
  });

  it('are not imagined: not after a kill, not after a restore, not for a new database', async () => {
    killed();
    expect(lossAtStart()).toBeNull();
    const backup = await copyDatabase(path, join(folder.path, 'copy.db'), new Date());
    const writer = openWriter(path, taxonomy);
    write(writer, 'later');
    writer.close();
    await restoreDatabase(path, { path: backup }, new Date());
    expect(lossAtStart()).toBeNull();
    rmSync(path);
    expect(lossAtStart()).toBeNull();
    // Neither an empty file nor a number that no count reaches.
    writeFileSync(`${path}.last-commit`, '');
    expect(lossAtStart()).toBeNull();
    const mark = readFileSync(`${path}.last-commit`, 'utf8');
    writeFileSync(`${path}.last-commit`, mark.replace(/ \d+ /, ` ${'9'.repeat(20)} `));
    expect(lossAtStart()).toBeNull();
  });
});

describe('a database that is exchanged while the bot runs', () => {
  const exchanges: readonly (readonly [string, string, () => void])[] = [
    ['deleted', 'was deleted', () => rmSync(path)],
    [
      'replaced',
      'was replaced by another file',
      () => {
        copyFileSync(join(folder.path, 'old.db'), `${path}.new`);
        renameSync(`${path}.new`, path);
      },
    ],
    ['parted from its log', 'lost bot.db-wal, which is a part of it, while the bot ran', () => rmSync(`${path}-wal`)],
    [
      'parted from the index of its log',
      'lost bot.db-shm, which is a part of it, while the bot ran',
      () => rmSync(`${path}-shm`),
    ],
    [
      'moved away, with a link in its place',
      'lost bot.db-wal, which is a part of it, while the bot ran',
      () => {
        mkdirSync(join(folder.path, 'elsewhere'));
        renameSync(path, join(folder.path, 'elsewhere', 'bot.db'));
        symlinkSync(join(folder.path, 'elsewhere', 'bot.db'), path);
      },
    ],
    ['overwritten with an older copy', 'was overwritten', () => copyFileSync(join(folder.path, 'old.db'), path)],
    ['overwritten with something else', 'was overwritten', () => writeFileSync(path, 'x'.repeat(50_000))],
  ];

  it.each(exchanges)(
    'and %s ends the bot with a sentence that says what is owed and where it is kept',
    async (_what, why, exchange) => {
      const before = openWriter(path, taxonomy);
      before.close();
      copyFileSync(path, join(folder.path, 'old.db'));
      const writer = openWriter(path, taxonomy);
      const reader = openReader(path, taxonomy);
      write(writer, 'a');
      expect(writer.keepUp().problem).toBeNull();
      exchange();
      const call = async (name: 'keepUp', ...args: []): Promise<unknown> => writer[name](...args);
      const reason = await new Promise<string>((fail, reject) => {
        startUpkeep({
          databasePath: path,
          writer: { call: call as Parameters<typeof startUpkeep>[0]['writer']['call'] },
          reader,
          now: () => new Date('2030-01-01T00:00:00Z'),
          log: createLog('silent'),
          say: () => undefined,
          fail,
          lookMs: 1,
        }).catch(reject);
      });
      expect(reason).toContain(`${path} ${why}`);
      expect(reason).toMatch(/Owed: (?:pending 0|not known)/);
      reader.close();
      if (!why.startsWith('was overwritten')) {
        const rescued = new Database(`${path}.rescued-20300101T000000Z`, { readonly: true });
        expect(rescued.prepare('SELECT path FROM inbox_files').pluck().all()).toEqual(['a']);
        rescued.close();
      }
      // What lies at its place by now is somebody else's.
      const there = existsSync(path) ? statSync(path).size : null;
      writer.close();
      if (why !== 'was overwritten') expect(existsSync(path) ? statSync(path).size : null).toBe(there);
    },
  );
});

describe('a folder that is moved to another disk while the bot runs, with a link in its place', () => {
  let moved: Writer;
  beforeEach(() => {
    const [place, elsewhere] = [join(folder.path, 'place'), join(folder.path, 'elsewhere')];
    mkdirSync(place);
    path = join(place, 'bot.db');
    moved = openWriter(path, taxonomy);
    write(moved, 'a');
    cpSync(place, elsewhere, { recursive: true });
    rmSync(place, { recursive: true });
    symlinkSync(elsewhere, place);
  });

  it('loses what was changed later with a word at the next start, which says where it is kept', async () => {
    for (const name of ['b', 'c']) write(moved, name);
    expect(moved.keepUp().problem).not.toBeNull();
    const rescued = await moved.rescue(new Date('2030-01-01T00:00:00Z'));
    expect(lossAtStart()).toMatch(new RegExp(`2 later changes had been committed.*restore ${rescued}`));
    moved.close();
    expect(isOfThePast()).toBe(true);
    await restoreDatabase(path, { path: rescued }, new Date());
    expect(lossAtStart()).toBeNull();
  });

  it('is noticed also where the bot is stopped before it looks, or can keep nothing', () => {
    write(moved, 'b');
    moved.close();
    expect(lossAtStart()).toMatch(/1 later changes had been committed.*have to be made again/);
    expect(isOfThePast()).toBe(true);
  });

  it('is no loss where nothing was changed after it, nor where another database lies there by now', () => {
    moved.close();
    expect(lossAtStart()).toBeNull();
    const again = openWriter(path, taxonomy);
    for (const end of ['', '-wal', '-shm', '.last-commit']) rmSync(`${path}${end}`);
    const other = openWriter(path, taxonomy);
    write(other, 'x');
    for (const name of ['b', 'c', 'd']) write(again, name);
    again.close();
    other.close();
    expect(lossAtStart()).toBeNull();
  });
});

describe('the running bot', () => {
  afterEach(() => void vi.useRealTimers());

  it('looks at its database within a minute, again and again, and no more after its end', async () => {
    vi.useFakeTimers();
    const [ends, calls]: [string[], string[]] = [[], []];
    let problem: string | null = null;
    const answers: Record<string, () => unknown> = {
      takeLoss: () => null,
      keepUp: () => ({ problem, walBytes: 0 }),
      rescue: () => 'rescued.db',
    };
    const call = (name: string): Promise<unknown> => {
      calls.push(name);
      return Promise.resolve(answers[name]?.());
    };
    const stop = await startUpkeep({
      databasePath: path,
      writer: { call: call as Parameters<typeof startUpkeep>[0]['writer']['call'] },
      reader: { outboxCounts: () => ({ pending: 3, sending: 0, sent: 9, held: 0, rejected: 0, withheld: 0 }) },
      now: () => new Date('2030-01-01T00:00:00Z'),
      log: createLog('silent'),
      say: () => undefined,
      fail: (reason) => ends.push(reason),
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls.filter((name) => name === 'keepUp').length).toBeGreaterThanOrEqual(2);
    problem = 'was deleted';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toEqual([expect.stringMatching(/was deleted while the bot ran.*Owed: pending 3.*restore rescued.db/)]);
    await stop();
    calls.length = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(calls).toEqual([]);
  });
});

it('says once for each reason that the database cannot be looked at, and once that it can again', async () => {
  vi.useFakeTimers();
  const lines: string[] = [];
  const log = createLog('silent');
  vi.spyOn(log, 'error').mockImplementation((fields: unknown) => {
    lines.push((fields as { err: Error }).err.message);
  });
  vi.spyOn(log, 'info').mockImplementation((text: unknown) => void lines.push(String(text)));
  let reason: string | null = null;
  const call = (name: string): Promise<unknown> => {
    if (name === 'takeLoss') return Promise.resolve(null);
    return reason === null ? Promise.resolve({ problem: null, walBytes: 0 }) : Promise.reject(new Error(reason));
  };
  const stop = await startUpkeep({
    databasePath: path,
    writer: { call: call as Parameters<typeof startUpkeep>[0]['writer']['call'] },
    reader: { outboxCounts: () => ({ pending: 0, sending: 0, sent: 0, held: 0, rejected: 0, withheld: 0 }) },
    now: () => new Date('2030-01-01T00:00:00Z'),
    log,
    say: () => undefined,
    fail: () => undefined,
  });
  for (const next of [null, 'no entry', 'no disk', null, 'no entry', null]) {
    reason = next;
    await vi.advanceTimersByTimeAsync(60_000);
  }
  await stop();
  vi.useRealTimers();
  const again = 'the database can be looked at again';
  expect(lines).toEqual(['no entry', 'no disk', again, 'no entry', again]);
});

describe('the write-ahead log', () => {
  it('is written into the file as it grows, whatever is written between two looks', () => {
    const writer = openWriter(path, taxonomy);
    const row = { path: '', size: 1, modifiedMs: 1, changedMs: 1, sha256: null, program: null };
    let longest = 0;
    for (let number = 0; number < 120; number += 1) {
      writer.rememberInboxFile({ ...row, path: String(number), error: 'x'.repeat(400_000) }, '2030-01-01T00:00:00Z');
      longest = Math.max(longest, statSync(`${path}-wal`).size);
    }
    expect(statSync(path).size).toBeGreaterThan(20_000_000);
    expect(longest).toBeLessThan(20_000_000);
    writer.close();
  });

  it('is written into the file, also while somebody reads all papers slowly', () => {
    const writer = openWriter(path, taxonomy);
    const db = new Database(path);
    const facts = JSON.stringify(mergeFacts([{ format: 'snapshot', facts: parseRecord(recordOf('On logs', {})) }]));
    const insert = db.prepare('INSERT INTO papers (key, search_id, facts, is_translated) VALUES (?, ?, ?, 0)');
    for (let number = 1; number <= 300; number += 1) insert.run(`s-${number}`, number, facts);
    db.close();
    const reader = openReader(path, taxonomy);
    const slow = reader.eachPaper()[Symbol.iterator]();
    slow.next();
    write(writer, 'a');
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
    expect(writer.keepUp()).toEqual({ problem: null, walBytes: 0 });
    let count = 1;
    while (slow.next().done !== true) count += 1;
    expect(count).toBe(300);
    reader.close();
    writer.close();
  });

  it('waits for no reader: what one of them needs is written the next time', () => {
    const writer = openWriter(path, taxonomy);
    const other = new Database(path, { readonly: true });
    other.exec('BEGIN');
    other.prepare('SELECT count(*) FROM papers').get();
    write(writer, 'a');
    expect(writer.keepUp().walBytes).toBeGreaterThan(0);
    other.exec('COMMIT');
    expect(writer.keepUp().walBytes).toBe(0);
    other.close();
    writer.close();
  });
});
