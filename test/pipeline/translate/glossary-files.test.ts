// The operator's glossary as editors save it: in UTF-8 and of a size that fits, or left out with a word.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readGlossary } from '../../../src/pipeline/translate/open-translator.js';
import { temporaryFolder } from '../../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  writeFileSync(join(folder.path, 'glossary-ja.tsv'), 'map\tgraph\tグラフ\n');
});
afterEach(() => folder.remove());

function opened(bytes: Uint8Array): { terms: string[]; said: string[] } {
  const said: string[] = [];
  writeFileSync(join(folder.path, 'glossary-ja.local.tsv'), bytes);
  const glossary = readGlossary({ dataDir: folder.path, say: (line) => said.push(line) });
  return { terms: glossary.termsIn('Learning on a graph').map(({ japanese }) => japanese), said };
}

it('takes a file in UTF-8, with or without its mark', () => {
  for (const mark of ['', '\uFEFF'])
    expect(opened(Buffer.from(`${mark}map\tlearning\t学習\r\n`))).toEqual({ terms: ['学習', 'グラフ'], said: [] });
});

it.each([
  [
    'Shift_JIS',
    Buffer.concat([Buffer.from('map\tlearning\t'), Buffer.from([0x8a, 0x77, 0x8f, 0x4b]), Buffer.from('\r\n')]),
  ],
  ['UTF-16', Buffer.from('\uFEFFmap\tlearning\t学習\r\n', 'utf16le')],
])('leaves one in %s out, says so, and keeps ours', (_, bytes) => {
  const { terms, said } = opened(bytes);
  expect(terms).toEqual(['グラフ']);
  expect(said).toEqual([expect.stringMatching(/glossary-ja\.local\.tsv is not in UTF-8 and is left out/)]);
});

it('leaves one out that is too large, or its lines that are too long, says so, and keeps ours', () => {
  const large = opened(Buffer.from('map\tlearning\t学習\n'.repeat(250_000)));
  expect(large.terms).toEqual(['グラフ']);
  expect(large.said).toEqual([expect.stringMatching(/glossary-ja\.local\.tsv is larger than 4 MB and is left out/)]);
  const long = opened(Buffer.from(`keep\t${'x'.repeat(1_000)}\nmap\tlearning\t学習\n`));
  expect(long.terms).toEqual(['学習', 'グラフ']);
  expect(long.said).toEqual([
    expect.stringMatching(/lines 1 are not .* of at most 100 characters each, and are left out/),
  ]);
});
