// Passages: cut between words, never within one, and no longer than asked.
import { expect, it } from 'vitest';
import { findPassage, markerOf } from '../../src/search/passage.js';
import type { ReadableTexts } from '../../src/domain/paper.js';
import { countPoints } from '../../src/text/points.js';

const of = (text: string, query: string, points: number): string => {
  const texts = { abstract: text, abstractJa: null, comments: null } as unknown as ReadableTexts;
  return findPassage(texts, markerOf([query]), { language: 'en', points })!
    .parts.map((part) => part.text)
    .join('');
};
const ENGLISH =
  'Distribution-Aligned teachers of many kinds that are over-simplified train students by adversarial learning of interchangeably generated representations';

it.each(Array.from({ length: 60 }, (_, index) => index + 40))('of %i letters hold whole words', (points) => {
  const passage = of(ENGLISH, 'learning', points);
  expect(countPoints(passage)).toBeLessThanOrEqual(points);
  expect(passage).toContain('learning');
  for (const word of passage.replaceAll('…', '').split(' ')) expect(ENGLISH.split(' ')).toContain(word);
});

it('begins behind the formula that does not fit', () => {
  const text = `この手法は計算量を${'大きく'.repeat(12)}減らしO(nlogn)計算を達成し、接続された層を合理化して学習可能な変数を${'少なく'.repeat(20)}します`;
  expect(of(text, '学習', 60)).not.toMatch(/^…[A-Za-z)]/);
});

it.each([
  [
    'The trap holds atoms at a peak density of 8.7 x 10^10 per cm^3 and a temperature of 1.2 mK. It is cold.',
    'density',
  ],
  ['Its output frequency of 3.75 MHz, i.e. a carrier at 2.5 times that, is kept. It is stable.', 'frequency'],
  ['密度は8.7、温度は1.2である。安定している。', '密度'],
])('is a whole sentence, whatever points stand within: %s', (text, query) => {
  expect(of(text, query, 200)).toBe(/^.*?(?:[a-zK]\.(?= It)|。)/.exec(text)![0]);
});

it.each(['パフォーマンス', 'ファイル', 'ディープ・ラーニング', 'ソフトウェア', 'フィルター'])(
  'marks %s beside what else is searched',
  (word) => {
    const texts = {
      abstract: null,
      abstractJa: `学習した${word}の性能を示す。`,
      comments: null,
    } as unknown as ReadableTexts;
    const found = findPassage(texts, markerOf(['学習', word]), { language: 'ja', points: 100 });
    expect(found?.parts.filter((part) => part.isMatch).map((part) => part.text)).toEqual(['学習', word]);
  },
);
