// Text from outside on a terminal: it moves no cursor, forges no line, and JSON keeps it exactly.
import fc from 'fast-check';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { terminalLine, terminalReport, terminalText } from '../../src/text/terminal.js';
import { hostileText, problemsOfTerminal } from '../helpers/inert-oracle.js';
import { searchFor, storePapers } from '../helpers/papers.js';
import { run, type Environment } from '../helpers/program.js';
import { seeds } from '../helpers/seeds.js';
import { openTestStore, temporaryFolder, type TestStore } from '../helpers/stores.js';

const ACTING = '\u001B[2J\u001B]52;c;ZXZpbA==\u0007\r\nready http://127.0.0.1:1/\u009B2K\u2028x\u202Ey\uD800z';
const texts = [ACTING, ...fc.sample(hostileText, { seed: 3, numRuns: 12 })];

let store: TestStore;
let folder: ReturnType<typeof temporaryFolder>;
let env: Environment;

beforeAll(() => {
  store = openTestStore();
  folder = temporaryFolder();
  env = { DATABASE_PATH: store.path, INBOX_DIR: join(folder.path, `inbox${ACTING}`) };
  storePapers(
    store,
    texts.map((text) => ({
      title: `widget ${text}`,
      abstract: `${text}.`,
      abstractJa: text,
      titleJa: text,
      authors: [`${text} q`],
      categories: ['cs.LG', text],
      comments: text,
      journalRef: text,
    })),
  );
});
afterAll(() => {
  store.close();
  folder.remove();
});

const lines = (text: string): string[] => text.split('\n').slice(0, -1);

describe('a terminal', () => {
  it('shows what was found, a line for each', async () => {
    const { code, stdout, stderr } = await run(['search', 'widget', '--limit', '100'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(problemsOfTerminal(stdout)).toEqual([]);
    expect(lines(stdout)).toHaveLength(texts.length + 1);
    expect(lines(stdout).filter((line) => !/^(?:2025-01-01 {2}s-|\d+ papers)/.test(line))).toEqual([]);
  });

  it('says what a nearer search leaves out, as it can be typed', async () => {
    const { stdout } = await run(['search', 'widget', '--author', 'Nobody Such', '--since', '2024'], env);
    expect(lines(stdout)).toEqual([
      '0 papers for "widget" --author "Nobody Such" --since "2024"; try "widget" --since "2024"',
      '0 papers',
    ]);
  });

  it('says that there is nothing to list, to a person alone', async () => {
    for (const verb of ['subscriptions', 'rejections']) {
      expect(lines((await run([verb], env)).stdout)).toEqual([expect.stringMatching(/^No /)]);
      expect((await run([verb, '--json'], env)).stdout).toBe('');
    }
  });

  it('shows each paper and the status', async () => {
    for (const { paper } of store.reader.eachPaper())
      expect(problemsOfTerminal((await run(['show', paper.key], env)).stdout)).toEqual([]);
    const { code, stdout } = await run(['status'], env);
    expect(code).toBe(0);
    expect(problemsOfTerminal(stdout)).toEqual([]);
    expect(lines(stdout).filter((line) => line.startsWith('ready'))).toEqual([]);
  });

  it('shows names of files that could not be read, rejected records and their dump', async () => {
    const place = join(folder.path, 'given');
    mkdirSync(place);
    const name = ACTING.replaceAll('/', '').replace('\uD800', '');
    writeFileSync(join(place, `a${name}.txt`), 'nothing that is a dump');
    const broken = JSON.stringify({ id: ACTING, title: ACTING, abstract: ACTING, authors: ACTING, categories: ACTING });
    writeFileSync(join(place, `b${name}.json`), `${broken}\n${broken}\n`);
    const taken = await run(['ingest', place], env);
    expect(problemsOfTerminal(taken.stdout + taken.stderr)).toEqual([]);
    expect(lines(taken.stdout)).toHaveLength(2);
    const rejections = await run(['rejections'], env);
    expect(problemsOfTerminal(rejections.stdout)).toEqual([]);
    expect(lines(rejections.stdout).length).toBeGreaterThan(0);
    expect(lines(rejections.stdout).filter((line) => !/^(?:\d+ {2}| {4})/.test(line))).toEqual([]);
    const ledger = await run(['status', '--ledger'], env);
    expect(problemsOfTerminal(ledger.stdout)).toEqual([]);
  });

  it.each([
    ['an unknown reference', ['show', ACTING]],
    ['a query that is not understood', ['search', `au:(${ACTING}`]],
    ['an unknown source', ['fetch', ACTING]],
    ['an unknown verb', [`verb${ACTING}`]],
    ['an unknown option', ['search', `--${ACTING}`]],
  ])('shows %s', async (_, args) => {
    const { stdout, stderr } = await run(args, env);
    expect(problemsOfTerminal(stdout + stderr)).toEqual([]);
    expect(lines(stdout + stderr).filter((line) => line.startsWith('ready'))).toEqual([]);
  });

  it('gets the same values in JSON as the store holds', async () => {
    const papers = [...store.reader.eachPaper()].map(({ paper }) => paper);
    const { stdout } = await run(['export', '--json'], env);
    expect(problemsOfTerminal(stdout)).toEqual([]);
    const exported = lines(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    const told = ({ key, title, abstract, authors, categories }: Record<string, unknown>): unknown => ({
      key,
      title,
      abstract,
      authors,
      categories,
    });
    expect(exported.map(told)).toEqual(papers.map((paper) => told({ ...paper })));
  });

  it('gets whatever it is, with the same values in JSON', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const json = terminalLine(JSON.stringify({ [text]: text }));
        expect(JSON.parse(json)).toEqual({ [text]: text });
        expect(problemsOfTerminal(`${json}${terminalLine(text)}`)).toEqual([]);
        expect(terminalLine(text)).not.toContain('\n');
        expect(lines(terminalReport(`error ${text}`)).filter((line, at) => at > 0 && !line.startsWith('    '))).toEqual(
          [],
        );
      }),
      { seed: 21, numRuns: seeds(300) },
    );
  });

  it.each([true, false])('gets the log, of which no text begins a line (pretty: %s)', (isPretty) => {
    const written: string[] = [];
    const log = createLog('info', [], { write: (text) => written.push(terminalText(text)), isPretty });
    for (const text of texts) log.warn({ path: text, deep: { reason: [text] }, err: new Error(text) }, text);
    expect(problemsOfTerminal(written.join(''))).toEqual([]);
    const begun = lines(written.join('')).filter((line) => line !== '' && !line.startsWith(' '));
    expect(begun.filter((line) => !(isPretty ? /^\[\d\d:\d\d:\d\d\] WARN: / : /^\{"level":40,/).test(line))).toEqual(
      [],
    );
    expect(begun).toHaveLength(texts.length);
    if (!isPretty) expect(written.map((line) => (JSON.parse(line) as { path: string }).path)).toEqual(texts);
  });
});

describe('a query', () => {
  it('never makes the store speak of itself, whatever was typed', () => {
    const typed = [
      '\0',
      '"\0"',
      'ti:\0',
      '*',
      '^a',
      'NEAR(a b)',
      'a AND',
      'since:99999999999999999999d',
      '1e999',
      '9'.repeat(400),
    ];
    for (const text of [...typed, ...texts]) {
      for (const more of [{}, { author: text }, { category: text }, { since: text }, { sort: 'relevance' as const }]) {
        const { error } = store.reader.search(searchFor(text, more));
        expect(error ?? '').not.toMatch(/fts5|sqlite|datatype|syntax error|no such/i);
      }
    }
    expect(() => store.reader.search(searchFor('widget', { offset: 1e20 }))).not.toThrow();
  });
});
