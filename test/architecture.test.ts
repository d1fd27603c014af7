// The import rules and the rules of code, read from the sources; a planted breach is found.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { exponential } from './helpers/ambiguity.js';
import {
  longParameterLists,
  patternsIn,
  sharedNames,
  unexplainedAssertions,
  type Pattern,
  type Source,
} from './helpers/code-rules.js';

const root = fileURLToPath(new URL('../', import.meta.url));

function sources(folders: readonly string[] = ['src', 'commands']): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.m?[jt]s$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('node_modules'))
      .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') })),
  );
}

/** `store` of `src/store/x.ts`, `errors` of `src/errors.ts`, `commands` of `commands/x.ts`. */
function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'src' ? second.replace(/\.[jt]s$/, '') : top;
}

/** The sub-room of pipeline and sandbox: `deliver` of `src/pipeline/deliver/x.ts`; null elsewhere. */
function subRoomOf(path: string): string | null {
  return /^src\/(?:pipeline|sandbox)\/([^/]+)\//.exec(path)?.[1] ?? null;
}

const BASE = ['errors', 'log', 'clock', 'text', 'domain', 'http'];
const MIDDLE = ['sources', 'parse', 'translate', 'search', 'cards', 'config', 'schedule'];
const UPPER = ['discord', 'commands', 'sandbox'];
/** What each part may import besides itself. `command-line` wires everything, and `main` starts it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  loading: ['errors'],
  'env-file': ['errors'],
  'data-file': ['errors'],
  printing: ['errors'],
  log: [],
  clock: [],
  text: [],
  domain: ['text', 'errors'],
  http: ['errors', 'log', 'clock'],
  ...Object.fromEntries(MIDDLE.map((part) => [part, BASE])),
  config: [...BASE, 'env-file'],
  store: [...BASE, 'search'],
  pipeline: [...BASE, ...MIDDLE, 'store'],
  discord: ['errors', 'log', 'domain', 'cards'],
  commands: ['errors', 'text', 'domain', 'cards'],
  sandbox: ['log'],
  app: [...BASE, ...MIDDLE, 'store', 'pipeline', ...UPPER],
  cli: [...BASE, ...MIDDLE, 'store', 'pipeline', ...UPPER],
};
/** Sub-rooms of pipeline and sandbox that a sub-room may import. */
const SUB_ROOMS: Readonly<Record<string, readonly string[]>> = {
  fetch: ['ingest'],
  maintenance: ['ingest'],
  control: ['discord'],
  page: ['control', 'discord'],
};
/** Libraries and globals that appear in one part only. */
const ONE_PLACE: readonly (readonly [RegExp, string])[] = [
  [/from 'discord\.js'/, 'discord'],
  [/from 'better-sqlite3'/, 'store'],
  [/process\.env/, 'config'],
  [/from 'node-cron'/, 'schedule'],
  [/from 'undici'/, 'http'],
];

function importsOf({ path, text }: Source): string[] {
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
    .map((found) => relative(root, resolve(root, dirname(path), found[1] ?? '')))
    .map((target) => target.replace(/\.js$/, '.ts'));
}

/** Migrations are frozen: what they call would change under them. */
const MIGRATION = /^src\/store\/database\/migrations\/\d/;
const OF_MIGRATIONS = /^import type \{[^}]*\} from '(?:\.\/migration\.js|better-sqlite3)';$/;

function livingCode({ path, text }: Source): string[] {
  if (!MIGRATION.test(path)) return [];
  return text.split('\n').filter((line) => /\bimport\b|\bfrom '/.test(line) && !OF_MIGRATIONS.test(line));
}

function mayImport(path: string, target: string): boolean {
  const [from, to] = [partOf(path), partOf(target)];
  if (from === 'command-line') return to !== 'main';
  if (from === 'main') return true;
  if (from !== to) return (ALLOWED[from] ?? []).includes(to);
  const [room, other] = [subRoomOf(path), subRoomOf(target)];
  return room === other || room === null || other === null || (SUB_ROOMS[room] ?? []).includes(other);
}

function breaches(source: Source): string[] {
  const { path, text } = source;
  const wrongImports = importsOf(source).filter((target) => !mayImport(path, target));
  const wrongPlaces = ONE_PLACE.filter(([sign, home]) => sign.test(text) && partOf(path) !== home).map(([sign]) =>
    String(sign),
  );
  return [...wrongImports, ...wrongPlaces, ...livingCode(source)].map((what) => `${path}: ${what}`);
}

/** The files of one circle of imports, or null when there is none. */
function circle(all: readonly Source[]): string[] | null {
  const targets = new Map(all.map((source) => [source.path, importsOf(source)]));
  const finished = new Set<string>();
  function walk(path: string, way: readonly string[]): string[] | null {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (finished.has(path)) return null;
    for (const target of targets.get(path) ?? []) {
      const found = walk(target, [...way, path]);
      if (found !== null) return found;
    }
    finished.add(path);
    return null;
  }
  for (const path of targets.keys()) {
    const found = walk(path, []);
    if (found !== null) return found;
  }
  return null;
}

describe('the import rules', () => {
  it('hold in every source file', () => {
    const all = sources();
    expect(all.length).toBeGreaterThan(50);
    expect(all.flatMap(breaches)).toEqual([]);
  });

  it.each([
    ['src/domain/planted.ts', "import { openReader } from '../store/reader.js';"],
    ['src/text/planted.ts', "import type { Paper } from '../domain/paper.js';"],
    ['src/parse/planted.ts', "import { listFiles } from '../sources/files/inbox.js';"],
    ['src/sandbox/planted.ts', "import { UserError } from '../errors.js';"],
    ['src/discord/planted.ts', "import { openReader } from '../store/reader.js';"],
    ['commands/planted.ts', "import { createSearch } from '../src/store/search/search.js';"],
    ['src/pipeline/deliver/planted.ts', "import { ingestFile } from '../ingest/ingest.js';"],
    ['src/pipeline/deliver/planted.ts', "import type { WriterThread } from '../../app/writer-thread.js';"],
    ['src/app/planted.ts', "import { runIngest } from '../cli/ingest.js';"],
    ['src/sandbox/discord/planted.ts', "import type { PageState } from '../page/types.js';"],
    ['src/sandbox/discord/planted.ts', "import { createControl } from '../control/control.js';"],
    ['src/sandbox/control/planted.ts', "import type { PageState } from '../page/types.js';"],
    ['src/pipeline/planted.ts', "import { Client } from 'discord.js';"],
    ['src/search/planted.ts', "import Database from 'better-sqlite3';"],
    ['src/cards/planted.ts', 'const zone = process.env.TZ;'],
    ['src/store/database/migrations/0099-planted.ts', "import { packRecord } from '../../papers/record-rows.js';"],
    ['src/store/database/migrations/0099-planted.ts', "import type { Paper } from '../../../domain/paper.js';"],
    ['src/store/database/migrations/0099-planted.ts', "const { hash } = await import('node:crypto');"],
  ])('refuse a breach planted in %s', (path, text) => {
    expect(breaches({ path, text })).toHaveLength(1);
  });

  it('let no circle of imports be, not even between two files', () => {
    expect(circle(sources())).toBeNull();
  });

  it('find a circle that is planted', () => {
    const planted = [
      { path: 'src/domain/a.ts', text: "import { b } from './b.js';" },
      { path: 'src/domain/b.ts', text: "import type { a } from './a.js';" },
    ];
    expect(circle([...sources(), ...planted])).toEqual(['src/domain/a.ts', 'src/domain/b.ts', 'src/domain/a.ts']);
  });
});

describe('every source file', () => {
  it('says its purpose in the first line and stays under 250 lines', () => {
    const wrong = sources().filter(({ text }) => !/^(?:\/\/|\/\*) ./.test(text) || text.split('\n').length > 251);
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('holds no any, no switched-off check and no unfinished mark', () => {
    const sign = new RegExp(`:\\s*any\\b|as any\\b|@ts-|oxlint-${'disable'}|\\b(?:TO${'DO'}|FIX${'ME'})\\b`);
    expect(
      sources()
        .filter(({ text }) => sign.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('a function', () => {
  it('has at most three parameters', () => {
    expect(sources(['src', 'commands', 'test', 'bench']).flatMap(longParameterLists)).toEqual([]);
  });

  it.each([
    'function planted(a: string, b: string, c: string, d: string) {}',
    'export const planted = (a: string, b: string, c = 1, ...d: string[]) => a;',
    'const planted = { method(a: string, b: string, { c }: { c: string }, d: string) {} };',
    'interface Planted { method(a: string, b: string, c: string, d?: string): void; }',
    'type Planted = (a: string, b: string, c: string, d: string) => void;',
    'each((a: string, b: string, c: string, d: string) => a);',
  ])('with four is found: %s', (text) => {
    expect(longParameterLists({ path: 'src/planted.ts', text })).toEqual(['src/planted.ts:1']);
  });
});

describe('an exported name', () => {
  it('is declared in one file only', () => {
    expect(sharedNames(sources())).toEqual([]);
  });

  it.each([
    ['export const planted = 1;', 'export function planted() {}'],
    ['export interface planted { a: 1 }', 'export type planted = 2;'],
    ['export class planted {}', 'export interface planted { a: 1 }'],
  ])('that two files declare is found: %s and %s', (one, two) => {
    const files = [one, two].map((text, index) => ({ path: `src/${index}.ts`, text }));
    expect(sharedNames(files)).toEqual(['planted: src/0.ts, src/1.ts']);
  });

  it('may be passed on by another file', () => {
    const files = ['export const planted = 1;', "export { planted } from './0.js';"];
    expect(sharedNames(files.map((text, index) => ({ path: `src/${index}.ts`, text })))).toEqual([]);
  });
});

describe('a non-null assertion', () => {
  it('has its reason beside it', () => {
    expect(sources().flatMap(unexplainedAssertions)).toEqual([]);
  });

  it.each([
    ['const [first] = [1]!;', 1],
    ['// A reason.\n\nconst first = [1][0]!;', 3],
    ['const text = "// none";\nconst first = [1].at(0)!.toFixed();', 2],
  ])('without one is found: %j', (text, line) => {
    expect(unexplainedAssertions({ path: 'src/planted.ts', text })).toEqual([`src/planted.ts:${line}`]);
  });

  it.each(['// A reason.\nconst first = [1][0]!;', 'const first = [1][0]!; // A reason.', 'const a = !1 != !2;'])(
    'with one passes: %j',
    (text) => {
      expect(unexplainedAssertions({ path: 'src/planted.ts', text })).toEqual([]);
    },
  );
});

/** Files whose functions build regular expressions: of our own words, of a secret or a file's name with every sign escaped. */
const PATTERNS_FROM_VALUES = [
  'src/cards/wording/discord-reasons.ts',
  'src/cards/wording/translation-reasons.ts',
  'src/domain/withdrawal-notices.ts',
  'src/domain/withdrawn.ts',
  'src/cards/venue.ts',
  'src/parse/arxiv-jp/words.ts',
  'src/parse/listing/mail-body.ts',
  'src/parse/oai/detect-oai.ts',
  'src/parse/xml/items.ts',
  'src/store/database/backup-names.ts',
  'src/text/gist.ts',
  'src/text/redact.ts',
];

function tellings(patterns: readonly (Pattern & { readonly at: string })[]): string[] {
  return patterns.flatMap(({ at, pattern, flags }) => {
    const told = exponential(pattern, flags);
    return told === null ? [] : [`${at}: /${pattern}/${flags}: ${told}`];
  });
}

describe('a regular expression', () => {
  it('is built of values in few files, none of which takes them from papers or people unescaped', () => {
    // At the top level of a file there is nothing but our own words.
    const inFunctions = sources().filter(({ text }) => /^(?:.*=> *|[ \t].*)new RegExp\(/m.test(text));
    expect(inFunctions.map(({ path }) => path).sort()).toEqual(PATTERNS_FROM_VALUES.toSorted());
  });

  it('reads no row of letters in ways that double with each of them', () => {
    const all = sources().flatMap(patternsIn);
    expect(all.length).toBeGreaterThan(500);
    expect(tellings(all)).toEqual([]);
  });

  it('does not where it is built when its module is loaded either', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'test/helpers/built-patterns.mjs')]);
    const all = stdout.split('\n').map((line) => ({ at: 'built', ...(JSON.parse(line) as Pattern) }));
    expect(all.length).toBeGreaterThan(30);
    expect(tellings(all)).toEqual([]);
  });

  it.each([
    [/(a+)+$/],
    [/(a*)*b/],
    [/(?:a+|b)*c/],
    [/(?:ps|e?ps)*x/],
    [/(\w|\d)*x/],
    [/(?:a|A)*x/i],
    [/(?:\p{L}|é)*x/u],
    [/(?:\\.|[^*])+\*/],
    [/(?:\s*,\s*)*x/],
    [/(?:\s?=?\s?y)*x/],
    [/(?:x(?:\s*|y?)z)*-/],
    [/(?:a{1,40}){2,}b/],
    [/(?:a?a){20}b/],
    [/b(?=(a+)+c)/],
    [/(.)(?:\1|a)*x/],
    [/(?:[\s,.]|\b(?:no|p)\b\.?)+$/],
    // As it stood in the program: it held the bot for ever.
    [/(?:[\s,.:([–-]|\b(?:vol(?:ume)?s?|v|nos?|num|number|issue|pp?|art(?:icle)?)\b\.?)+$/i],
  ])('that does is found: %s', ({ source, flags }) => {
    expect(exponential(source, flags)).not.toBeNull();
  });

  it.each([
    [/a+$/],
    [/(?:a|b)*c/],
    [/(a|a)x/],
    [/\s*a*\s*x/],
    [/(?:\s*,)*x/],
    [/(?:\w+\.)*x/],
    [/(?:ab|abc)*x/],
    [/(?:(?:a|b)?c)*x/],
    [/(?:\d{2}-?)*x/],
    [/(?:a{1,3}b)*x/],
    [/"[^"\\]*(?:\\[^][^"\\]*)*"/],
    [/(?:\p{Lu}|\p{Ll})*x/u],
    [/(a+)-(?:\1-)*x/],
  ])('that does not passes: %s', ({ source, flags }) => {
    expect(exponential(source, flags)).toBeNull();
  });
});
