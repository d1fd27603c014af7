// Comparison of fixed words, folding of letters and variants, and what of invisible characters is kept.
import { describe, expect, it } from 'vitest';
import { fold, textTerms } from '../../src/search/tokens.js';
import { comparisonForm, isInvisible, lastPlaceOf } from '../../src/text/comparison.js';
import { foldName } from '../../src/text/fold.js';
import { inert } from '../../src/text/markdown.js';

describe('the form of comparison', () => {
  it.each([
    ['Kangxi radicals', '\u2F8F\u2F26', '行子'],
    ['radicals of the supplement', '\u2EC4\u2EE3 \u2EA0', '西骨 民'],
    ['loose voiced marks', 'ハ\u3099か\u3099', 'バが'],
    ['half width', 'ﾃﾞｰﾀ', 'データ'],
    ['full width', 'Ｄａｔａ｜（１）', 'Data|(1)'],
    ['invisible characters', '\uFEFF資\u200B料\u00AD\u2060葛\u{E0101}', '資料葛'],
  ])('has no %s', (_, text, form) => expect(comparisonForm(text)).toBe(form));

  it('gives the place of a word in the text as it is', () => {
    const text = 'x 資料 y 資\u200Bﾃﾞｰ z';
    expect(lastPlaceOf(text, '資料')).toEqual({ from: 2, to: 4 });
    const place = lastPlaceOf(text, '資デー');
    expect(text.slice(place?.from, place?.to)).toBe('資\u200Bﾃﾞｰ');
    expect(lastPlaceOf(text, '他')).toBeNull();
  });

  it('tells a text of which nothing is seen', () => {
    expect(['', ' \u200B', '\u3164\uFEFF', '\u2800', '\u00AD\n'].map(isInvisible)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(['.', ' a', '\u200B学'].map(isInvisible)).toEqual([false, false, false]);
  });
});

describe('folding for search', () => {
  it.each([
    ['Sigurður', 'Sigurdur'],
    ['Þórarinn', 'Thorarinn'],
    ['Kjærgård', 'Kjaergard'],
    ['Cœuré', 'Coeure'],
    ['Yıldız', 'Yildiz'],
    ['Ŋũgĩ', 'Ngugi'],
    ['Đorđević', 'Dordevic'],
    ['Wałęsa', 'Walesa'],
    ['Groß', 'Gross'],
    ['Ħamrun', 'Hamrun'],
    ['Əliyev', 'Eliyev'],
    ['Kalākaua Oʻahu', 'Kalakaua Oahu'],
  ])('takes %s as it is typed, %s', (name, typed) => {
    expect(foldName(name)).toBe(foldName(typed));
    expect(fold(name)).toBe(fold(typed));
  });

  it.each([
    ['old forms', '圖書館の經濟學', '図書館の経済学'],
    ['forms of names', '髙田 渡邉 濵口', '高田 渡辺 浜口'],
    ['variation selectors', '辻\u{E0100}', '辻'],
    ['radicals of the supplement', '\u2ED1野', '長野'],
    ['a long vowel at the end', 'センサーの コンピューター', 'センサの コンピュータ'],
    ['small vowels', 'インタフェース ウィンドウ', 'インタフエース ウインドウ'],
    ['sounds with v', 'ヴェクトル ヴィデオ', 'ベクトル ビデオ'],
    ['half width', 'ｻｰﾊﾞｰ', 'サーバ'],
    ['middle dots within words', 'ガウス・ザイデル法', 'ガウスザイデル法'],
    ['interfaces', 'インターフェイス', 'インタフェース'],
    ['digital', 'ディジタル信号', 'デジタル信号'],
    ['a common slip', 'シュミレータ', 'シミュレーター'],
    ['ya behind i', 'ダイヤグラム', 'ダイアグラム'],
    ['a dash for a long vowel', 'サ―ベイ', 'サーベイ'],
    ['letters of old kana', 'ヷイオレット', 'バイオレット'],
  ])('takes %s as one', (_, left, right) => expect(textTerms(left)).toEqual(textTerms(right)));

  it('keeps what is another word', () => {
    expect(textTerms('キー')).not.toEqual(textTerms('キ'));
    expect(textTerms('ビール')).not.toEqual(textTerms('ビル'));
    expect(textTerms('学会')).not.toEqual(textTerms('楽会'));
  });

  it('finds a word in a longer one as before', () => {
    const whole = textTerms('ユーザーインターフェースの評価');
    for (const part of ['ユーザー', 'ユーザ', 'インターフェース']) {
      const terms = textTerms(part);
      const at = whole.indexOf(terms[0] ?? '');
      expect(whole.slice(at, at + terms.length)).toEqual(terms);
    }
  });
});

describe('what is shown', () => {
  it.each([
    ['an emoji of several parts', '👩🏽\u200D🚀 ❤\uFE0F\u200D🔥'],
    ['Persian', 'می\u200Cروم'],
    ['Hindi', 'क्\u200Dष'],
  ])('keeps the joiners of %s', (_, text) => expect(inert(text)).toBe(text));

  it('loses joiners that join nothing, and other invisible characters', () => {
    expect(inert('a\u200Db \u200Cc @\u200Ceveryone x\u200By 👩\u200D x می\u200C\u200Cر')).toBe(
      'ab c ＠everyone xy 👩 x می\u200Cر',
    );
  });
});
