// Tokens: what the index takes of a text, also of one that nobody would write.
import { describe, expect, it } from 'vitest';
import { placesOf } from '../../src/search/places.js';
import { indexText } from '../../src/search/tokens.js';

function taken(text: string): { column: string; extra: string[] } {
  const extra = new Set<string>();
  return { column: indexText(text, extra), extra: [...extra].sort() };
}

describe('a folded text', () => {
  it('gives pairs of CJK letters in their place, and single ones and joined words besides', () => {
    expect(taken('強化学 with multi-agent matrices')).toEqual({
      column: '強化 化学 with multi agent matrix',
      extra: ['multiagent', '強', '化', '学'].sort(),
    });
  });
  it('in ASCII keeps its form, with hyphenated words joined wherever they stand', () => {
    expect(taken('state-of-the-art, (non-linear)\nx-ray -off a- the vertices')).toEqual({
      column: 'state-of-the-art, (non-linear)\nx-ray -off a- the vertex',
      extra: ['nonlinear', 'stateoftheart', 'xray'],
    });
  });
  it('of one endless run is taken whole', () => {
    expect(taken('学'.repeat(300_000)).column).toHaveLength(300_000 * 3 - 4);
    expect(taken('a-b_'.repeat(300_000)).extra).toEqual(['ab']);
  });
});

describe('places of a folded text', () => {
  it.each([
    ['モンテ・カルロ法', 'カルロ', 'カルロ'],
    ['インターフェイスとディジタル信号', 'デジタル', 'ディジタル'],
    ['サ―ベイの手法', '手法', '手法'],
    ['ダイヤグラムのウェイト', 'ダイアグラム', 'ダイヤグラム'],
  ])('of %j lead from %j to %j', (text, folded, shown) => {
    const places = placesOf(text)!;
    const at = places.folded.indexOf(folded);
    expect(text.slice(places.from[at], places.to[at + folded.length - 1])).toBe(shown);
  });
});
