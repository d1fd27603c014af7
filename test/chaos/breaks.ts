// Breaks: a copy of the compiled program with one safeguard taken out, to show that the chaos run would notice.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../helpers/root.js';

/** File in dist/, what stands there, and what stands there in the broken copy. */
const BREAKS = {
  nonce: ['src/pipeline/deliver/attempt.js', 'enforce_nonce: true', 'enforce_nonce: false'],
  reconcile: [
    'src/pipeline/deliver/reconcile.js',
    'export async function reconcile(reader, destination, after, marks) {',
    "export async function reconcile(reader, destination, after, marks) {\n    return { kind: 'absent' };",
  ],
  transaction: ['src/store/sources/dumps.js', 'db.transaction(work).immediate()', 'work()'],
} as const;

export type Break = keyof typeof BREAKS;
export const breakNames = Object.keys(BREAKS) as Break[];

/** Makes the broken copy in `folder`; answers its entry. Throws when the safeguard is not where it was. */
export function brokenProgram(name: Break, folder: string): string {
  const copy = join(folder, 'program');
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  for (const part of ['node_modules', 'data']) symlinkSync(join(root, part), join(copy, part));
  const [file, safeguard, without] = BREAKS[name];
  const path = join(copy, 'dist', file);
  const text = readFileSync(path, 'utf8');
  if (text.split(safeguard).length !== 2) throw new Error(`the safeguard "${name}" is not in ${file} as expected`);
  writeFileSync(
    path,
    text.replace(safeguard, () => without),
  );
  return join(copy, 'dist', 'src', 'main.js');
}
