// Every bench imports what exists: a name that the program no longer exports is found here, not when somebody measures.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { root } from './helpers/root.js';

const bench = join(root, 'bench');
const compiled = join(root, 'dist');

const scripts = readdirSync(bench, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:mjs|ts)$/.test(path) && !/(?:^|\/)(?:node_modules|data)\/|(?:^|\/)\./.test(path))
  .sort();

interface Import {
  readonly names: readonly string[];
  /** The source of the module, also where the script takes the compiled one. */
  readonly file: string;
}

/** `import { a, type B, c as d } from './x.js'`, and what the growth benches load of the compiled program. */
const STATIC = /^import \{([^}]*)\} from '(\.[^']+)';$/gm;
const LOADED = /const \{([^}]*)\} = await load\('([^']+)'\)/g;

const namesIn = (list: string): string[] =>
  list
    .split(',')
    .map((each) => each.trim().split(/\s+as\s+|:/)[0] ?? '')
    .filter((name) => name !== '' && !name.startsWith('type '));

function sourceOf(file: string): string {
  const own = file.startsWith(compiled) ? join(root, relative(compiled, file)) : file;
  return own.endsWith('.js') ? own.replace(/\.js$/, '.ts') : own;
}

function importsOf(script: string): Import[] {
  const text = readFileSync(join(bench, script), 'utf8');
  const found = [...text.matchAll(STATIC)].map(([, list = '', path = '']) => ({
    names: namesIn(list),
    file: sourceOf(resolve(bench, dirname(script), path)),
  }));
  const loaded = [...text.matchAll(LOADED)].map(([, list = '', path = '']) => ({
    names: namesIn(list),
    file: sourceOf(join(compiled, 'src', path)),
  }));
  return [...found, ...loaded];
}

/** What a bench's own module exports is read from its text: loading it could begin to measure. */
async function exportsOf(file: string): Promise<readonly string[]> {
  if (!file.startsWith(bench)) return Object.keys((await import(pathToFileURL(file).href)) as object);
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name = '']) => name);
}

describe('the benches', () => {
  it.each(scripts)('import only what exists: %s', async (script) => {
    const missing: string[] = [];
    for (const { names, file } of importsOf(script)) {
      const known = await exportsOf(file);
      missing.push(
        ...names.filter((name) => !known.includes(name)).map((name) => `${name} of ${relative(root, file)}`),
      );
    }
    expect(missing).toEqual([]);
  });

  it('are looked at where they import from the program, statically and when they run', () => {
    const files = (script: string): string[] => importsOf(script).map(({ file }) => relative(root, file));
    expect(files('ingest/ways.mjs')).toContain('src/store/writer.ts');
    expect(files('growth/matching.mjs')).toContain('src/search/rules/paper-terms.ts');
  });
});
