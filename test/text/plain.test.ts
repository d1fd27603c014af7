// Sentences, runs, folding and inert text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitRuns } from '../../src/text/cjk.js';
import { foldText } from '../../src/text/fold.js';
import { inert } from '../../src/text/markdown.js';
import { countPoints } from '../../src/text/points.js';
import { cutAtSentence, sentencesOf, splitText } from '../../src/text/sentences.js';

describe('sentences', () => {
  it('cuts where a sentence ends, not after an abbreviation', () => {
    expect(cutAtSentence('一つ目の文です。二つ目の文です。三つ目の文です。', 20)).toBe(
      '一つ目の文です。二つ目の文です。 …',
    );
    expect(cutAtSentence('We follow Smith et al. in this. Then we go on with more words.', 40)).toBe(
      'We follow Smith et al. in this. …',
    );
  });

  it.each([
    'e. g. ours',
    'i. e. ours',
    'et. al. ours',
    'Phys. Rev. Lett. 5',
    'Ann. Probab. 2, 852',
    'pp. 3-4',
    'a.e. there',
  ])('ends none within %s', (inner) => {
    const sentence = `We show it as in ${inner} and go on for all x.`;
    expect(sentencesOf(`${sentence} Then it ends.`)).toEqual([sentence, 'Then it ends.']);
  });

  it('never exceeds the limit and never loses a word when splitting', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('学習。', 'word ', 'end. ', '😀', 'x'), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 10, max: 80 }),
        (parts, max) => {
          const text = parts.join('');
          expect(countPoints(cutAtSentence(text, max))).toBeLessThanOrEqual(max);
          const split = splitText(text, max);
          expect(Math.max(0, ...split.map(countPoints))).toBeLessThanOrEqual(max);
          expect(split.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
      { seed: 1 },
    );
  });
});

describe('folding', () => {
  it('makes one form of width, case, accents, quotes, dashes and TeX', () => {
    expect(foldText('Ｅｒｄő’s  “Graph”—Theory')).toBe(foldText('ERD\\H{o}\'s "graph" - theory'));
  });

  it('keeps the voiced marks of kana', () => {
    expect(foldText('ガギグ ぱ')).toBe('ガギグ ぱ');
  });

  it('parts CJK from other words', () => {
    expect(splitRuns('bert学習のβ版 2d')).toEqual([
      { cjk: false, text: 'bert' },
      { cjk: true, text: '学習の' },
      { cjk: false, text: 'β' },
      { cjk: true, text: '版' },
      { cjk: false, text: '2d' },
    ]);
  });
});

/** An independent reading of Discord's markup: what would act if the text were shown. */
function active(text: string): string[] {
  const unescaped = text.replace(/\\[^0-9A-Za-z\s]/g, 'x');
  return [
    /[*_~|`]/,
    /\[[^\]]*\]\(/,
    /<[@#/:t]/,
    /https?:\/\//,
    /^\s*(?:[-+]|#{1,3}|-#|>)\s/m,
    /^\s*\d+[.)]\s/m,
    /@(?:everyone|here)/,
    /[\u202A-\u202E]/,
  ]
    .filter((sign) => sign.test(unescaped))
    .map(String);
}

describe('outside text', () => {
  it.each([
    '**bold** _it_ ~~s~~ ||spoiler|| `code` ```block```',
    '[click](https://evil.example) <https://evil.example> https://evil.example',
    '<@123> <#1> <@&2> @everyone @here </cmd:1> <t:1:R> <:e:1>',
    '# head\n- list\n1. one\n> quote\n-# small\n+ plus',
    '\u202Eabc\u200B',
  ])('is inert: %j', (text) => {
    expect(active(text)).not.toEqual([]);
    expect(active(inert(text))).toEqual([]);
  });

  it('is inert whatever it is', () => {
    const piece = fc.constantFrom(
      '*',
      '_',
      '~',
      '|',
      '`',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '@everyone',
      '@',
      'https://',
      '#',
      '-',
      '\n',
      ' ',
      '1. ',
      'a',
      '学',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
        expect(active(inert(parts.join('')))).toEqual([]);
      }),
      { seed: 2 },
    );
  });
});
