// The import rules of the house, read from the sources; a planted breach fails.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Source {
  readonly path: string;
  readonly text: string;
}

function sources(): Source[] {
  return ['src', 'commands'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') })),
  );
}

/** `store` of `src/store/x.ts`, `errors` of `src/errors.ts`, `commands` of `commands/x.ts`. */
function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'src' ? second.replace(/\.[jt]s$/, '') : top;
}

const BASE = ['domain', 'text', 'errors', 'log'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  log: [],
  config: ['errors'],
  domain: ['domain', 'text', 'errors'],
  text: ['text', 'domain'],
  http: ['http', 'errors'],
  sources: [...BASE, 'sources'],
  parse: [...BASE, 'parse'],
  search: [...BASE, 'search'],
  cards: [...BASE, 'cards'],
  store: [...BASE, 'store', 'search'],
  pipeline: [...BASE, 'pipeline', 'sources', 'parse', 'search', 'cards', 'store'],
  discord: [...BASE, 'discord', 'cards'],
  commands: [...BASE, 'commands', 'cards'],
  sandbox: ['sandbox', 'log'],
};
/** Libraries and globals that appear in one part only. */
const ONE_PLACE: readonly (readonly [RegExp, string])[] = [
  [/from 'discord\.js'/, 'discord'],
  [/from 'better-sqlite3'/, 'store'],
  [/process\.env/, 'config'],
  [/from 'node-cron'/, 'pipeline'],
  [/from 'undici'/, 'http'],
];

function breaches({ path, text }: Source): string[] {
  const part = partOf(path);
  const imports = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((found) => found[1] ?? '');
  const parts = imports.map((target) => partOf(relative(root, resolve(root, dirname(path), target))));
  const wrongImports = part === 'main' ? [] : parts.filter((target) => !(ALLOWED[part] ?? []).includes(target));
  const wrongPlaces = ONE_PLACE.filter(([sign, home]) => sign.test(text) && part !== home).map(([sign]) =>
    String(sign),
  );
  return [...wrongImports, ...wrongPlaces].map((what) => `${path}: ${what}`);
}

describe('the import rules', () => {
  it('hold in every source file', () => {
    const all = sources();
    expect(all.length).toBeGreaterThan(50);
    expect(all.flatMap(breaches)).toEqual([]);
  });

  it.each([
    ['src/domain/planted.ts', "import { openReader } from '../store/reader.js';"],
    ['src/parse/planted.ts', "import { listFiles } from '../sources/inbox.js';"],
    ['src/sandbox/planted.ts', "import { UserError } from '../errors.js';"],
    ['src/discord/planted.ts', "import { openReader } from '../store/reader.js';"],
    ['commands/planted.ts', "import { createSearch } from '../src/store/search.js';"],
    ['src/pipeline/planted.ts', "import { Client } from 'discord.js';"],
    ['src/search/planted.ts', "import Database from 'better-sqlite3';"],
    ['src/cards/planted.ts', 'const zone = process.env.TZ;'],
  ])('refuse a breach planted in %s', (path, text) => {
    expect(breaches({ path, text })).toHaveLength(1);
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
