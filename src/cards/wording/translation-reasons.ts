// Why a text is shown in the original: what a check found wrong with its translation, or why there is none.
import type { KnownReason } from './known-reason.js';

/** What a check found wrong with a translation. */
const REFUSED: readonly KnownReason[] = [
  { pattern: /^it holds the thoughts of a model$/, ja: '翻訳モデルの思考過程が混ざっています' },
  { pattern: /^it is set in a code fence$/, ja: 'コードブロックで囲まれています' },
  { pattern: /^it begins with (?:words that are|a label that is) not of the text$/, ja: '原文にない前置きがあります' },
  { pattern: /^it holds words about the translation$/, ja: '翻訳についての説明が混ざっています' },
  { pattern: /^it holds a note that is not of the text$/, ja: '原文にない注釈があります' },
  { pattern: /^it holds an address that is not of the text$/, ja: '原文にない URL があります' },
  { pattern: /^it repeats itself$/, ja: '同じ語句が繰り返されています' },
  { pattern: /^a sentence is repeated$/, ja: '同じ文が繰り返されています' },
  { pattern: /^it holds characters that are no text$/, ja: '文字ではない符号が混ざっています' },
  { pattern: /^the number (.+) is missing$/, ja: '数値 $1 が抜けています' },
  { pattern: /^the number (.+) is not of the text$/, ja: '原文にない数値 $1 があります' },
  { pattern: /^a percentage lost its sign$/, ja: 'パーセント記号が抜けています' },
  { pattern: /^the unit of (.+) was changed$/, ja: '$1 の単位が変わっています' },
  { pattern: /^it holds neither kana nor kanji$/, ja: 'かなも漢字もありません' },
  { pattern: /^it is not Japanese: there is no kana in it$/, ja: 'かながなく、日本語ではありません' },
  { pattern: /^it holds Chinese, not Japanese$/, ja: '日本語ではなく中国語です' },
  { pattern: /^it holds letters of another language$/, ja: 'ほかの言語の文字が混ざっています' },
  { pattern: /^it is the original again$/, ja: '原文のままです' },
  { pattern: /^it is the original again, with a few letters changed$/, ja: '原文とほとんど同じです' },
  { pattern: /^the original stands in it$/, ja: '原文がそのまま残っています' },
  { pattern: /^a part of it came back untranslated$/, ja: '訳されていない部分があります' },
  { pattern: /^most of it is not Japanese$/, ja: '大部分が日本語ではありません' },
  { pattern: /^it is set in Markdown$/, ja: 'Markdown の記号が混ざっています' },
  { pattern: /^it holds HTML tags$/, ja: 'HTML のタグが混ざっています' },
  { pattern: /^it holds HTML entities$/, ja: 'HTML の文字参照が混ざっています' },
  { pattern: /^it holds a formula that is not of the text$/, ja: '原文にない数式があります' },
  { pattern: /^it is set in JSON$/, ja: 'JSON の形式で返されました' },
  { pattern: /^it holds an emoji$/, ja: '原文にない絵文字があります' },
  { pattern: /^it is set in quotation marks$/, ja: '原文にない引用符で囲まれています' },
  { pattern: /^it has (?:only )?(\d+) % of the length of the original$/, ja: '長さが原文の $1 % です' },
  { pattern: /^it has (\d+) sentences instead of (\d+)$/, ja: '$2 文のはずが $1 文になっています' },
  { pattern: /^it breaks off within a sentence$/, ja: '文の途中で終わっています' },
  { pattern: /^(\d+) of (\d+) formulas or names were lost$/, ja: '数式や名称 $2 か所のうち $1 か所が失われました' },
  { pattern: /^(\d+) formulas or names came back more than once$/, ja: '数式や名称 $1 か所が重複しています' },
  {
    pattern: /^a token came back broken$/,
    ja: '数式や名称の目印が壊れています',
    en: 'a formula or name came back broken',
  },
];

/** Providers tell a rate, a spent quota and a refused key by the same status; their own words tell which it is. */
const RATE = String.raw`(?=[^]*(?:rate ?limit|per ?minute|limits? violation))`;
const QUOTA = String.raw`(?=[^]*(?:quota|daily ?limit|limit ?exceeded|billing|free tier|credit))`;
/** The name of a service may stand before it. A provider's own words are left to the log: they may quote a key. */
const http = (status: string, when = ''): RegExp =>
  new RegExp(String.raw`^${when}(?:[^]*: |[^]*\()?HTTP (${status})(?:\b[^]*)?$`, 'i');
const BUSY = {
  ja: '翻訳サービスが混み合っています（HTTP $1）',
  en: 'the translation service is busy (HTTP $1)',
} as const;
const SPENT = {
  ja: '翻訳サービスの利用上限に達しました（HTTP $1）',
  en: 'the quota of the translation service is used up (HTTP $1)',
} as const;

/** What kept a provider from translating. */
const NOT_GIVEN: readonly KnownReason[] = [
  {
    pattern: /^it is longer than (\d+) characters$/,
    ja: '原文が $1 文字を超えています',
    en: 'the original has more than $1 characters',
  },
  { pattern: /^the translator broke off$/, ja: '翻訳が途中で終わりました' },
  { pattern: /^the translator did not take it: ([^]+)$/, ja: '$1', en: '$1' },
  {
    pattern: /^(?:[^]*: )?a plain sentence came back wrong: ([^]+)$/,
    ja: '翻訳サービスが簡単な文も訳せませんでした（$1）',
    en: 'the translation service couldn’t translate even a plain sentence ($1)',
  },
  {
    pattern: /^given up after (\d+) attempts: ([^]+)$/,
    ja: '$2。$1 回試しました',
    en: '$2; tried $1 times',
  },
  {
    pattern: /^the day's budget of (\d+) characters is spent$/,
    ja: '今日の翻訳の上限（$1 文字）に達しました',
    en: 'the day’s limit of $1 characters was reached',
  },
  { pattern: /^the program was stopped$/, ja: 'ボットが停止しました', en: 'the bot was stopped' },
  {
    pattern: /^(?:[^]*: )?(?:[^ ]+ broke off its answer|The answer) \(HTTP (\d{3})\)(?: is damaged)?: [^]*$/,
    ja: '翻訳サービスの応答（HTTP $1）が途中で切れたか、壊れています',
    en: 'the answer of the translation service (HTTP $1) broke off or is damaged',
  },
  { pattern: http('403', RATE), ...BUSY },
  { pattern: http('429|529', `(?![^]*(?:insufficient_quota|billing))`), ...BUSY },
  { pattern: http('402|456'), ...SPENT },
  { pattern: http('403|429', QUOTA), ...SPENT },
  {
    pattern: http('401|403'),
    ja: 'ボットの管理者が設定した認証キーを、翻訳サービスが受け付けませんでした（HTTP $1）',
    en: 'the translation service refused the operator’s key (HTTP $1)',
  },
  {
    pattern: http(String.raw`404|405|3\d\d`),
    ja: '設定された翻訳サービスの URL かモデルが見つかりません（HTTP $1）',
    en: 'the URL or model that is set for the translation service doesn’t exist (HTTP $1)',
  },
  {
    pattern: /^[^]* redirects to [^]*; that is not followed\.$/,
    ja: '設定された翻訳サービスの URL は、別の場所に転送されます',
    en: 'the URL that is set for the translation service redirects elsewhere',
  },
  {
    pattern: http('413|414'),
    ja: '翻訳サービスには長すぎる文章です（HTTP $1）',
    en: 'the text is too long for the translation service (HTTP $1)',
  },
  {
    pattern: http(String.raw`408|425|5\d\d`),
    ja: '翻訳サービスで問題が起きています（HTTP $1）',
    en: 'the translation service has a problem (HTTP $1)',
  },
  {
    pattern: http(String.raw`\d{3}`),
    ja: '翻訳サービスがこの文章を受け付けませんでした（HTTP $1）',
    en: 'the translation service didn’t accept the text (HTTP $1)',
  },
  {
    pattern: /^(?:[^]*: )?The server (?:did not finish|sent no headers|fell silent)[^]* within ([\d.]+) seconds\.$/,
    ja: '翻訳サービスが $1 秒以内に応答しませんでした',
    en: 'the translation service didn’t answer within $1 seconds',
  },
  {
    pattern: /^[^]* (?:could not be reached, or broke off: [^]*|is not public\. [^]*)$/,
    ja: '翻訳サービスに接続できません',
    en: 'the translation service can’t be reached',
  },
  {
    pattern: /^(?:[^]*: )?(?:the answer is not of the expected form|The answer is (?:compressed|larger))[^]*$/,
    ja: '翻訳サービスの応答を読み取れませんでした',
    en: 'the answer of the translation service couldn’t be read',
  },
  {
    pattern: /^(?:[^]*: )?(\d+) texts came back for (\d+)$/,
    ja: '翻訳サービスに $2 件を送り、$1 件が返されました',
    en: 'the translation service returned $1 texts for $2',
  },
];

export const TRANSLATION_REASONS: readonly KnownReason[] = [...REFUSED, ...NOT_GIVEN];

/** Whether a provider, not a check of what it gave, is why there is no translation. */
export function isOfProvider(reason: string): boolean {
  return NOT_GIVEN.some(({ pattern }) => pattern.test(reason));
}
