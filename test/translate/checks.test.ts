// Checks of translations: a good one passes, and each recorded bad answer is refused for its own reason.
import { describe, expect, it } from 'vitest';
import { judgeTranslation } from '../../src/translate/checks/judge.js';

const source =
  'We study how large models learn from 3 kinds of feedback. Our method improves accuracy by 12.5% over the best baseline. It needs no labels.';
const good =
  '大規模モデルが3種類のフィードバックからどのように学習するかを調べる。提案手法は最良のベースラインより精度を12.5%向上させる。ラベルは必要ない。';

describe('a translation', () => {
  it('passes when it is whole', () => {
    expect(judgeTranslation({ source, translation: good })).toBeNull();
  });

  it.each([
    ['a short title', 'Deep learning for weather', '気象のための深層学習'],
    ['a figure in kanji', 'We compare two of the 2 methods in detail here.', '本研究では二つの手法を詳しく比較する。'],
    ['millions as 万', 'We train on 2 million images of cats and of dogs.', '猫と犬の画像200万枚で学習する。'],
    ['a thousands comma', 'The corpus has 1,000 texts in all of its parts.', 'コーパスは全体で1000件の文章からなる。'],
    [
      'thoughts that are the subject',
      'Models write <think> before they answer a question here.',
      'ここでモデルは質問に答える前に<think>を書く。',
    ],
  ])('passes with %s', (_, english, japanese) => {
    expect(judgeTranslation({ source: english, translation: japanese })).toBeNull();
  });

  it.each([
    ['the source again', source, /original again/],
    ['the source with a letter changed', source.replace('study', 'studx'), /letters changed/],
    ['English', 'This is a translation of the abstract into the language of Japan, as was asked of me.', /kana/],
    [
      'Chinese',
      '我们研究大型模型如何从3种反馈中学习。我们的方法比最佳基线提高了12.5%的准确率。它不需要标签。',
      /Japanese/,
    ],
    ['Korean', `${good}감사합니다。`, /Korean/],
    ['half of it', '大規模モデルが3種類の', /breaks off|sentences|length/],
    ['one sentence of three', '大規模モデルが3種類のフィードバックから学び精度が12.5%向上する。', /sentences/],
    ['a run of repetition', `${good}学習の学習の学習の学習の学習の学習の`, /repeats/],
    ['a sentence three times', `${'ラベルはまったく必要ありません。'.repeat(3)}3種12.5%`, /repeat/],
    ['a lost percentage', good.replace('12.5%', '大きく'), /12\.5/],
    ['a changed figure', good.replace('3種類', '4種類'), /number 3/],
    ['a preamble', `以下は翻訳です。${good}`, /begins/],
    ['an English preamble', `Here is the translation:\n${good}`, /begins/],
    ['a code fence', `\`\`\`\n${good}\n\`\`\``, /fence/],
    ['thoughts', `<think>Let me translate.</think>${good}`, /thoughts/],
    ['a note of the model', `${good}\n（注：専門用語は一般的な訳を用いました。）`, /note/],
    ['an order that was followed', 'はい、承知しました。https://evil.example/ をご覧ください。', /begins|address/],
    ['an address of its own', good.replace('ラベル', 'https://evil.example/ のラベル'), /address/],
    ['a ping', good.replace('ラベル', '@everyone ラベル'), /address/],
    ['a direction mark', good.replace('。', '\u202e。'), /no text/],
    ['broken letters', good.replace('。', '\ufffd。'), /no text/],
    [
      'a text far too long',
      good + '補足として様々な事情を説明する。'.repeat(12).replace(/様々/g, () => '様々'),
      /repeat|length|sentences/,
    ],
    [
      'an untranslated sentence',
      `${good}Our method improves accuracy over the best baseline and it needs no labels at all in this setting here.`,
      /untranslated|not Japanese|sentences|breaks/,
    ],
  ])('is refused when it is %s', (_, translation, reason) => {
    expect(judgeTranslation({ source, translation })).toMatch(reason);
  });
});
