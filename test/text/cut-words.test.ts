// Cutting between words.
import { expect, it } from 'vitest';
import { cutWords } from '../../src/text/cut-words.js';
import { inertLine } from '../../src/text/markdown.js';
import { plain } from '../../src/text/visible.js';

it.each([
  [
    'ends before a word that would be divided',
    'solve problems by dynamic programming',
    30,
    'solve problems by dynamic',
  ],
  ['keeps a word that ends there', 'solve problems by dynamic programming', 25, 'solve problems by dynamic'],
  ['ends before a comma', 'prompts, as we show', 9, 'prompts'],
  ['leaves what fits as it is', 'solve problems', 14, 'solve problems'],
  ['divides what has no spaces', '動的計画法を使わない方法', 5, '動的計画法'],
  ['divides no letter', 'か\u3099き\u3099く\u3099', 3, 'か\u3099'],
  ['keeps a letter whose marks are all there', 'か\u3099き\u3099く\u3099', 4, 'か\u3099き\u3099'],
  ['knows a word by its letters with marks', 'the re\u0301sume\u0301 of it', 10, 'the'],
  ['knows a word by a last letter with marks', 'the re\u0301sume\u0301 of it', 7, 'the'],
  ['divides no letter of half width', 'ｶﾞｷﾞｸﾞ', 3, 'ｶﾞ'],
  ['divides no syllable', '한국어'.normalize('NFD'), 4, '한'.normalize('NFD')],
  ['divides no emoji', '家族👨‍👩‍👧', 4, '家族'],
  ['divides a pile of marks', `a${'\u0301'.repeat(99)}`, 80, `a${'\u0301'.repeat(79)}`],
  ['divides a word that is the whole text', 'Incomprehensibilities', 5, 'Incom'],
  ['divides a word longer than is worth giving up', `a ${'b'.repeat(60)}`, 40, `a ${'b'.repeat(38)}`],
])('%s', (_, text, max, expected) => expect(cutWords(text, max)).toBe(expected));

it('is how titles in lists and menus are cut', () => {
  const title = 'Solving problems without dynamic programming';
  expect(inertLine(title, 38)).toBe('Solving problems without dynamic…');
  expect(plain(title, 38)).toBe('Solving problems without dynamic…');
});
