// Translations: formulas that machine translation broke, repaired by those of the original.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readableTranslation } from '../../src/text/translation.js';
import { samplesDir } from '../helpers/samples.js';

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
    ['lost braces', '空間$ \\ mathbb {r} ^ {d $上', 'on $\\mathbb{R}^{d}$', '空間ℝᵈ上'],
    ['the longest of two', '$ x $と$ x _ 1 $', 'both $x$ and $x_1$', 'xとx₁'],
    ['signs that mean something in patterns', '値$ （a | b） * $', 'the value $(a|b)*$', '値(a|b)*'],
    ['a formula between words', 'use $ K $ -means here', 'use $k$-means', 'use k -means here'],
    ['no original', '値は$ x ^ 2 $です', null, '値はx²です'],
  ])('repairs %s', (_, translated, original, readable) =>
    expect(readableTranslation(translated, original)).toBe(readable),
  );

  it('leaves a formula without counterpart as text', () => {
    expect(readableTranslation('謎の\\ Foo {z} $がある', 'there is $x^2$')).toContain('\\ Foo');
  });

  it('takes a letter for a formula only beside a dollar', () => {
    expect(readableTranslation('n個のクラスと$ n $個', 'use $N$ classes')).toBe('n個のクラスとN個');
  });

  it('reads long texts of many formulas without trying each at every place', () => {
    const original = Array.from({ length: 2_000 }, (_, index) => `$x_{${index}}$`).join(' ');
    const translated = Array.from({ length: 2_000 }, (_, index) => `$ X _ {${index}} $`).join('と');
    expect(readableTranslation(translated, original)).toContain('x₁₉₉₉');
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
