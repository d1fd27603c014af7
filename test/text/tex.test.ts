// TeX to readable text, and the repair of what machine translation made of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readable } from '../../src/text/readable.js';
import { readableTranslation } from '../../src/text/translation.js';
import { samplesDir } from '../helpers/samples.js';

describe('readable', () => {
  it.each([
    ["Bal\\'azs {\\O}stensen, Erd\\H{o}s, \\c{c}", 'Balázs Østensen, Erdős, ç'],
    ['$\\beta$-VAE', 'β-VAE'],
    ['$x_{i}^2 \\leq \\frac{a+b}{c}$', 'xᵢ² ≤ (a+b)/c'],
    ['$2.6 \\times$ faster', '2.6× faster'],
    ['$O(N \\log N)$ and $\\mathbb{R}^{d}$', 'O(N log N) and ℝᵈ'],
    ["``quoted'' -- \\textbf{bold} 50\\%", '“quoted” – bold 50%'],
    ['from $5 to $10 a piece', 'from $5 to $10 a piece'],
    ['costs $5-$10', 'costs $5-$10'],
    ['\\unknowncommand stays', '\\unknowncommand stays'],
  ])('turns %j into %j', (tex, shown) => expect(readable(tex)).toBe(shown));
});

describe('readableTranslation', () => {
  it.each([
    ['Greek letters', 'パラメータ$ \\ Alpha $と\\ beta $を使う', 'use $\\alpha$ and $\\beta$', 'パラメータαとβを使う'],
    ['subscripts', '重み$ W _ {ij} $を学ぶ', 'learn $W_{ij}$', '重みWᵢⱼを学ぶ'],
    ['fractions', '比は\\ Frac {a} {b} $です', 'the ratio is $\\frac{a}{b}$', '比はa/bです'],
    ['a lost dollar', '平均2.6 \\ Times $の高速化', 'a $2.6 \\times$ speedup', '平均2.6×の高速化'],
    ['changed order', '$ y ^ 2 $の前に$ x ^ 2 $', 'first $x^2$, then $y^2$', 'y²の前にx²'],
    ['changed case', '計算量は$ o (n ^ 2) $', 'the cost is $O(n^2)$', '計算量はO(n²)'],
    ['no formula', '数式はありません。', 'There is no formula.', '数式はありません。'],
    ['prices', '価格は$5から$10です', 'from $5 to $10', '価格は$5から$10です'],
    ['no original', '値は$ x ^ 2 $です', null, '値はx²です'],
  ])('repairs %s', (_, translated, original, readable) =>
    expect(readableTranslation(translated, original)).toBe(readable),
  );

  it('leaves a formula without counterpart as text', () => {
    expect(readableTranslation('謎の\\ Foo {z} $がある', 'there is $x^2$')).toContain('\\ Foo');
  });

  it.skipIf(samplesDir() === null)('makes the broken lines of the real page readable', () => {
    const text = readFileSync(join(samplesDir() ?? '', 'arxiv-jp-cs.LG-2025-04-09.txt'), 'utf8');
    const [, ja = '', en = ''] =
      /Pruner: A Draft[^\n]*\n\n要約\n\n([\s\S]*?)\n\n要約\(オリジナル\)\n\n([^\n]*)/.exec(text) ?? [];
    const readable = readableTranslation(ja, en);
    for (const figure of ['2.6×', '4.82×', '4.75×', '4.05×']) expect(readable).toContain(figure);
    expect(readable).not.toMatch(/[$\\]/);
  });
});
