// Breaks: a copy of the compiled program with one safeguard taken out, to show that the chaos run would notice.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../helpers/root.js';

interface Safeguard {
  /** In dist/. */
  readonly file: string;
  /** What stands there, and what stands there in the broken copy. */
  readonly cuts: readonly (readonly [string, string])[];
}

const BREAKS = {
  nonce: { file: 'src/pipeline/deliver/departure.js', cuts: [['enforce_nonce: true', 'enforce_nonce: false']] },
  reconcile: {
    file: 'src/pipeline/deliver/reconcile.js',
    cuts: [
      [
        'export async function reconcile(reader, range, marks) {',
        "export async function reconcile(reader, range, marks) {\n    return { kind: 'absent' };",
      ],
    ],
  },
  // Two transactions instead of one: papers and progress first, then what they are announced to.
  transaction: {
    file: 'src/store/sources/dumps.js',
    cuts: [
      [
        'announce(paperId, announcement, { ...occasion, categories: record.categories });',
        '(globalThis.put_off ??= []).push(() => announce(paperId, announcement, { ...occasion, categories: record.categories }));',
      ],
      [
        'return db.transaction(whole).immediate();',
        `const value = db.transaction(whole).immediate();
            for (const each of globalThis.put_off?.splice(0) ?? []) db.transaction(each).immediate();
            return value;`,
      ],
    ],
  },
} as const satisfies Record<string, Safeguard>;

export type Break = keyof typeof BREAKS;
export const breakNames = Object.keys(BREAKS) as Break[];

/** Makes the broken copy in `folder`; answers its entry. Throws when the safeguard is not where it was. */
export function brokenProgram(name: Break, folder: string): string {
  const copy = join(folder, 'program');
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  for (const part of ['node_modules', 'data']) symlinkSync(join(root, part), join(copy, part));
  const { file, cuts } = BREAKS[name];
  const path = join(copy, 'dist', file);
  let text = readFileSync(path, 'utf8');
  for (const [safeguard, without] of cuts) {
    if (text.split(safeguard).length !== 2) throw new Error(`the safeguard "${name}" is not in ${file} as expected`);
    text = text.replace(safeguard, () => without);
  }
  writeFileSync(path, text);
  return join(copy, 'dist', 'src', 'main.js');
}
