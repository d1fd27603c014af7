// Checks of translations: good ones pass, and each recorded bad answer is refused for its own reason.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeTranslation } from '../../src/translate/checks/judge.js';
import { sentencesOf } from '../../src/text/sentences.js';
import { samplesDir } from '../helpers/samples.js';

const source =
  'We study how large models learn from 3 kinds of feedback. Our method improves accuracy by 12.5% over the best baseline within 40 ms. It needs no labels.';
const good =
  '大規模モデルが3種類のフィードバックからどのように学習するかを調べる。提案手法は40 ms以内に最良のベースラインより精度を12.5%向上させる。ラベルは必要ない。';
/** Of nothing in the source. */
const PADDING =
  '、事前の準備、特別な機材、人手による確認、長い学習時間、大きな記憶容量、高価な計算機、専門家の助言、追加の資金、他の研究者の協力、過去の記録の整理、今後の見通しに関する詳しい説明、その他の多くの事柄についての丁寧な検討と同じく';
const title = 'Adaptive policies for quantum control';

describe('a translation', () => {
  it.each([
    ['that is whole', source, good],
    ['of a short title', 'Deep learning for weather', '気象のための深層学習'],
    ['without kana, where Japanese has none', 'Stochastic gradient descent', '確率的勾配降下法'],
    [
      'with a figure in kanji',
      'We compare two of the 2 methods in detail here.',
      '本研究では二つの手法を詳しく比較する。',
    ],
    [
      'with millions as 万',
      'We train on 2.5M images of cats and 100K of dogs.',
      '猫の画像250万枚と犬の画像10万枚で学習する。',
    ],
    [
      'without a thousands comma',
      'The corpus has 1,000 texts in all of its parts.',
      'コーパスは全体で1000件の文章からなる。',
    ],
    ['with figures for words', 'Half of the last two decades, in December.', '過去20年の2分の1、12月。'],
    ['with a range written out', 'Data of 1990-95 with p < .05.', '1990年から1995年のデータ、p < 0.05。'],
    ['with a percentage in words', 'Errors fall by 12 percent at 300 K.', '誤差は300 Kで12パーセント減少する。'],
    ['with a unit in words', 'Latency drops from 40 ms to 8 ms.', 'レイテンシは40ミリ秒から8ミリ秒に低下する。'],
    [
      'with the name behind the term',
      'A chain-of-thought prompt (CoT) helps GPT-4.',
      '思考の連鎖（Chain-of-Thought, CoT）プロンプトはGPT-4を助ける。',
    ],
    ['about translating', 'Machine translation: a survey', '機械翻訳：サーベイ'],
    ['in quotes like its source', '“Why should I trust you?”', '「なぜあなたを信頼すべきか」'],
    ['with a label like its source', 'Note: a comment on papers.', '注：論文に関するコメント。'],
    ['with asterisks of algebras', 'On *-algebras and C*-algebras', '*-環とC*-環について'],
    [
      'about thoughts',
      'Models write <think> before they answer a question here.',
      'ここでモデルは質問に答える前に<think>を書く。',
    ],
  ])('passes %s', (_, english, japanese) => {
    expect(judgeTranslation({ source: english, translation: japanese })).toBeNull();
  });

  it.skipIf(samplesDir() === null)('passes as a site publishes it, whole and in every stretch of sentences', () => {
    const text = readFileSync(join(samplesDir()!, 'arxiv-jp-cs.LG-2025-04-09.txt'), 'utf8');
    const entries = [...text.matchAll(/要約\n\n([\s\S]*?)\n\n要約\(オリジナル\)\n\n([\s\S]*?)\n\narxiv/g)];
    expect(entries).toHaveLength(10);
    let stretches = 0;
    for (const [, japanese = '', english = ''] of entries) {
      const [lines, sentences] = [japanese.split('\n'), sentencesOf(english.replace(/\n/g, ' '))];
      expect(lines.length).toBe(sentences.length);
      for (let from = 0; from < lines.length; from += 1)
        for (let until = from + 1; until <= lines.length; until += 1) {
          const asked = {
            source: sentences.slice(from, until).join(' '),
            translation: lines.slice(from, until).join('\n'),
          };
          expect([judgeTranslation(asked), asked]).toEqual([null, asked]);
          stretches += 1;
        }
    }
    expect(stretches).toBeGreaterThan(400);
  });
});

const BAD: readonly (readonly [string, string, RegExp])[] = [
  ['the source again', source, /original again/],
  ['the source with a letter changed', source.replace('study', 'studx'), /letters changed/],
  ['English', 'This is a translation of the abstract into the language of Japan, as was asked of me.', /untranslated/],
  ['Japanese in Latin letters', 'Daikibo moderu ga 3 shurui kara 12.5% 40 ms manabu.', /neither kana/],
  [
    'Chinese',
    '我们研究大型模型如何从3种反馈中学习。我们的方法在40 ms内比最佳基线提高了12.5%的准确率。它不需要标签。',
    /not Japanese/,
  ],
  ['Chinese with a particle', good.replace('提案手法は', '我们这个方法は'), /Chinese/],
  ['Korean at its end', `${good}감사합니다。`, /another language/],
  ['a word of Russian', good.replace('提案', 'предложенный'), /another language/],
  ['half of it', '大規模モデルが3種類の', /length/],
  ['one sentence of three', '大規模モデルが3種類のフィードバックから学び40 msで精度が12.5%向上する。', /sentences/],
  ['broken off', good.replace('ラベルは必要ない。', 'ラベルは'), /breaks off/],
  ['a run of repetition', good.replace('必要ない', '学習の学習の学習の学習の学習の必要ない'), /repeats itself/],
  [
    'a sentence twice',
    good.replace('ラベル', '精度を向上させる手法である。精度を向上させる手法である。ラベル'),
    /repeated/,
  ],
  ['a lost percentage', good.replace('12.5%', '大きく'), /12\.5 is missing/],
  ['a changed figure', good.replace('3種類', '4種類'), /3 is missing/],
  ['a figure of its own', good.replace('ラベル', '95.7%のラベル'), /95\.7 is not of the text/],
  ['a percentage as a number', good.replace('12.5%', '12.5'), /lost its sign/],
  ['another unit', good.replace('40 ms', '40 s'), /unit of 40/],
  ['a preamble', `以下は翻訳です。${good}`, /about the translation/],
  ['another preamble', `こちらが日本語訳です。\n${good}`, /about the translation/],
  ['an English preamble', `Here is the translation:\n${good}`, /begins/],
  ['a label', `要約: ${good}`, /label/],
  ['a label in brackets', `【日本語訳】${good}`, /label/],
  ['a code fence', `\`\`\`\n${good}\n\`\`\``, /fence/],
  ['Markdown', good.replace('提案手法', '**提案手法**'), /Markdown/],
  ['a heading', `# 研究\n${good}`, /Markdown/],
  ['HTML', good.replaceAll('。', '。<br>'), /HTML tags/],
  ['entities', good.replace('精度', '&quot;精度&quot;'), /entities/],
  ['JSON', `{"translation": "${good}"}`, /JSON/],
  ['a formula of its own', good.replace('精度', '精度 $\\alpha$'), /formula/],
  ['an emoji', `🎉${good}`, /emoji/],
  ['thoughts', `<think>Let me translate.</think>${good}`, /thoughts/],
  ['tokens of a model', `${good}<|im_end|>`, /thoughts/],
  ['a note of the model', `${good}\n（注：専門用語は一般的な訳を用いました。）`, /note/],
  ['a remark at its end', `${good}※専門用語はカタカナにしました。`, /note/],
  ['an end that is announced', `${good}以上が翻訳です。`, /about the translation/],
  ['a refusal', '申し訳ありませんが、翻訳できません。', /begins|length/],
  ['an order that was followed', 'はい、承知しました。https://evil.example/ をご覧ください。', /begins/],
  ['an address of its own', good.replace('ラベル', 'https://evil.example/ のラベル'), /address/],
  ['a ping', good.replace('ラベル', '@everyone ラベル'), /address/],
  ['a direction mark', good.replace('。', '\u202e。'), /no text/],
  ['broken letters', good.replace('。', '\ufffd。'), /no text/],
  ['far too long', good.replace('必要ない', `${PADDING}必要ない`), /% of the length/],
  [
    'a sentence that stayed English',
    good.replace('ラベルは必要ない。', 'And there is no need for labels of any kind in it.'),
    /untranslated/,
  ],
];

it.each(BAD)('what is refused: %s', (_, translation, reason) => {
  expect(judgeTranslation({ source, translation })).toMatch(reason);
});

it.each([
  ['in quotation marks', '「量子制御のための適応的方策」', /quotation marks/],
  ['with a label', 'タイトル：量子制御のための適応的方策', /label/],
  ['with the original behind it', `量子制御のための適応的方策（${title}）`, /original stands in it/],
  ['with words around it', 'このタイトルは「量子制御のための適応的方策」と訳されます。', /about the translation/],
  ['in simplified Chinese', '量子控制的自适应策略', /Chinese/],
  ['in traditional Chinese', '量子控制的自適應策略', /Chinese/],
])('a title is refused %s', (_, translation, reason) => {
  expect(judgeTranslation({ source: title, translation })).toMatch(reason);
});

it('a translation of openings of links is refused in time that grows with its length', () => {
  expect(judgeTranslation({ source, translation: `これは${'](あ'.repeat(300_000)}` })).toMatch(/repeats/);
});
