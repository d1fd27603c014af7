// Marks: what matched stands out as the paper spells it, whatever form the query has.
import { describe, expect, it } from 'vitest';
import { markerOf, markText } from '../../src/search/passage.js';
import { placesOf } from '../../src/search/places.js';

function marked(text: string, query: string): string {
  return markText(text, markerOf([query]))
    .map((part) => (part.isMatch ? `[${part.text}]` : part.text))
    .join('');
}

describe('what matched is marked', () => {
  it.each([
    ['old forms', '東京帝國大學の歷史', '大学', '東京帝國[大學]の歷史'],
    ['a long vowel at the end', 'センサーの校正', 'センサ', '[センサー]の校正'],
    ['a query with the long vowel', 'センサの校正', 'センサー', '[センサ]の校正'],
    ['sounds with v', '支持ヴェクトル機械', 'ベクトル', '支持[ヴェクトル]機械'],
    ['half width with loose marks', 'ｻｰﾊﾞｰの負荷', 'サーバ', '[ｻｰﾊﾞｰ]の負荷'],
    ['invisible characters', '機\u200B械学習', '機械', '[機\u200B械]学習'],
    ['words among others', 'BERTによる分類', '分類', 'BERTによる[分類]'],
    ['letters that are typed otherwise', 'by Guðrún', 'gudrun', 'by [Guðrún]'],
  ])('through %s', (_, text, query, shown) => expect(marked(text, query)).toBe(shown));

  it('in places that make up the folded text', () => {
    const places = placesOf('Ｘとﾊﾞ 學ヴァー');
    expect(places?.folded).toBe('xとバ 学バー');
    expect(places?.from.length).toBe(places?.folded.length);
  });
});
