// Masking: formulas, TeX, addresses and names go out as tokens in every style, and come back whole or not at all.
import { describe, expect, it } from 'vitest';
import { createGlossary, parseGlossary } from '../../src/translate/glossary.js';
import { findFormulas, type FindSpans } from '../../src/translate/masking/formulas.js';
import { mask, restore } from '../../src/translate/masking/mask.js';
import { BRACE_TOKENS, HTML_TOKENS, WORD_TOKENS, XML_TOKENS } from '../../src/translate/masking/styles.js';
import { openText } from '../../src/translate/open-text.js';

const kept = (text: string, names: FindSpans | null = null): readonly string[] =>
  mask(text, names, BRACE_TOKENS).originals;

describe('what is kept', () => {
  it.each([
    ['We set $x^2$ and $$y$$.', ['$x^2$', '$$y$$']],
    [
      'For \\(a\\) and \\[b\\] and \\begin{equation}c\\end{equation}.',
      ['\\(a\\)', '\\[b\\]', '\\begin{equation}c\\end{equation}'],
    ],
    ['A $ k $-means and $n$-gram.', ['$ k $', '$n$']],
    ['It costs $5 and not $10 a day.', []],
    ['Sales of $5 million and $6 million.', []],
    ['See https://x.org/a_b, and a@b.org.', ['https://x.org/a_b', 'a@b.org']],
    ['As in arXiv:2504.06704v2 and 10.1000/xyz123.', ['arXiv:2504.06704v2', '10.1000/xyz123']],
    ['Images of 256×256 and H_0 at 10^{-3} eV.', ['256×256', 'H_0', '10^{-3}']],
    ['The \\alpha decay \\cite{foo} of ^{209}Bi.', ['\\alpha', '\\cite{foo}', '^{209}Bi']],
    ['An unfinished $x^{2 goes on. The next does not.', ['$x^{2 goes on']],
    ['With {{1}} in the text.', ['{{1}}']],
    ['Run `npm start` now.', ['`npm start`']],
  ])('%s', (text, expected) => {
    expect(kept(text)).toEqual(expected);
  });

  it('reads accents and styles of words before they go out', () => {
    expect(mask('The Schr\\"odinger \\emph{equation $E$ of} motion', null, BRACE_TOKENS).text).toBe(
      'The Schrödinger equation {{1}} of motion',
    );
  });
});

describe.each([
  ['XML', XML_TOKENS],
  ['HTML', HTML_TOKENS],
  ['braces', BRACE_TOKENS],
  ['words', WORD_TOKENS],
])('tokens in %s', (_, style) => {
  const masked = mask('If $a<b$ & $c$ then R&D <x> $d$ holds.', null, style);

  it('come back in place, the rest unescaped once', () => {
    const back = restore({ sent: masked.text, answer: masked.text }, masked, style);
    expect(back).toEqual({ ok: true, text: 'If $a<b$ & $c$ then R&D <x> $d$ holds.' });
  });

  it('come back in another order', () => {
    const answer = [3, 1, 2].map(style.write).join('と');
    expect(restore({ sent: masked.text, answer }, masked, style)).toEqual({ ok: true, text: '$d$と$a<b$と$c$' });
  });

  it('are missed, counted, and removed when nobody sent them', () => {
    const all = [1, 2, 3].map(style.write);
    expect(restore({ sent: masked.text, answer: all.slice(1).join('') }, masked, style).ok).toBe(false);
    expect(restore({ sent: masked.text, answer: [...all, all[0]].join('') }, masked, style).ok).toBe(false);
    expect(restore({ sent: masked.text, answer: [...all, style.write(9)].join('') }, masked, style)).toEqual({
      ok: true,
      text: '$a<b$$c$$d$',
    });
  });
});

it('reads tokens with spaces and of full width', () => {
  const masked = mask('$a$ and $b$', null, BRACE_TOKENS);
  expect(restore({ sent: masked.text, answer: '｛｛１｝｝と{{ 2 }}' }, masked, BRACE_TOKENS)).toEqual({
    ok: true,
    text: '$a$と$b$',
  });
  expect(restore({ sent: masked.text, answer: '{{1}}と{{2}}と{{' }, masked, BRACE_TOKENS).ok).toBe(false);
});

describe('the glossary', () => {
  const { entries, wrongLines } = parseGlossary('# ours\nkeep\tLoRA\nmap\toverfitting\t過学習\nmap\tbroken\n');
  const glossary = createGlossary([...entries, { kind: 'map', english: 'Overfitting', japanese: '過剰適合' }]);

  it('keeps names, gives the terms that occur, and names its wrong lines', () => {
    expect(wrongLines).toEqual([4]);
    expect(kept('LoRA and LoRAs, not FLoRA', glossary.names)).toEqual(['LoRA', 'LoRAs']);
    expect(glossary.termsIn('On overfitting')).toEqual([{ english: 'Overfitting', japanese: '過剰適合' }]);
    expect(glossary.termsIn('On fitting')).toEqual([]);
  });
});

describe('an open text', () => {
  const none = createGlossary([]);

  it('divides into sentences, each with its own tokens, and joins their answers', () => {
    const text = openText('We set $a$ to 1. Then $b$ follows from it.', none, BRACE_TOKENS);
    expect(text.sentences).toEqual(['We set {{1}} to 1.', 'Then {{2}} follows from it.']);
    const answers = { [text.sentences[0]!]: '{{1}}を1とする。', [text.sentences[1]!]: 'すると{{2}}が従う。' };
    expect(text.join(answers)).toEqual({ ok: true, text: '$a$を1とする。すると$b$が従う。' });
  });

  it('asks for the answer to a sentence that is a name which every object knows', () => {
    const text = openText('constructor', none, XML_TOKENS);
    expect(text.join({})).toMatchObject({ ok: false });
    expect(text.judge('It holds constructor.', '&constructor;は成り立つ。')).toMatchObject({
      text: '&constructor;は成り立つ。',
    });
  });

  it('has letters, figures and kana in their usual widths, and formulas as they were', () => {
    const text = openText('The loss $x$ of the ResNet model falls by 12.5%.', none, BRACE_TOKENS);
    const answer = 'ＲｅｓＮｅｔﾓﾃﾞﾙの損失{{1}}は１２.５％減少する。';
    expect(text.judge(text.whole, answer)).toEqual({ ok: true, text: 'ResNetモデルの損失$x$は12.5%減少する。' });
  });

  it('takes no answer many times as long, whatever stands in it', () => {
    const { whole, judge } = openText('We train the model on nine sets of images.', none, BRACE_TOKENS);
    const reason = expect.stringMatching(/^it has \d+ % of the length/) as unknown;
    expect(judge(whole, `${whole}${'あ'.repeat(5_000)}`)).toEqual({ ok: false, reason });
  });

  it('is not sent when it holds nothing but formulas, or is longer than any abstract', () => {
    expect(openText('$E=mc^2$', none, BRACE_TOKENS).hasWords).toBe(false);
    const long = openText('word '.repeat(3_000), none, BRACE_TOKENS);
    expect(long.unfit).toContain('longer');
    expect(long.whole).toBe('');
  });
});

it('finds no formula twice and takes time in proportion to the text', () => {
  const spans = findFormulas('$a$ '.repeat(20_000));
  expect(spans).toHaveLength(20_000);
  expect(findFormulas('$$a$$ '.repeat(50_000) + '$b$')).toHaveLength(50_001);
  expect(findFormulas('$ '.repeat(300_000))).toEqual([]);
});
