// Reasons that the ledger and the translation queue keep in English, in words for readers of either language.
import type { Language } from '../../domain/language.js';

interface KnownReason {
  /** Of the whole reason; its groups are $1, $2 of the words. */
  readonly pattern: RegExp;
  readonly ja: string;
  /** Left out where the kept sentence reads well. */
  readonly en?: string;
}

/** Why a dump was only stored. */
const SILENT: readonly KnownReason[] = [
  {
    pattern: /^stored, not posted: the operator asked for that$/,
    ja: 'ボットの管理者が、投稿せずに保存しました',
    en: 'the operator added it without posting',
  },
  {
    pattern: /^stored, not posted: listings of a week or a month only store$/,
    ja: '1 週間や 1 か月分の一覧から保存しました',
    en: 'it came in a listing of a week or a month',
  },
  {
    pattern: /^stored, not posted: files of more than ([\d,]+) records only store$/,
    ja: '$1 件を超えるファイルから保存しました',
    en: 'it came in a file of more than $1 records',
  },
  {
    pattern: /^stored, not posted: this source was read for the first time$/,
    ja: 'この取得元を初めて読み込んだときに保存しました',
    en: 'its source was read for the first time',
  },
  {
    pattern: /^stored, not posted: snapshots only store$/,
    ja: 'arXiv の一括データから保存しました',
    en: 'it came from a snapshot',
  },
  {
    pattern: /^stored, not posted: API answers only store$/,
    ja: 'arXiv API の応答から保存しました',
    en: 'it came from an answer of arXiv’s API',
  },
  {
    pattern: /^stored, not posted: OAI-PMH answers only store$/,
    ja: 'arXiv の OAI-PMH の応答から保存しました',
    en: 'it came from an answer of arXiv’s OAI-PMH server',
  },
  {
    pattern: /^stored, not posted: \.abs files only store$/,
    ja: '.abs ファイルから保存しました',
    en: 'it came from an .abs file',
  },
  {
    pattern: /^stored, not posted: Hugging Face's daily papers only store$/,
    ja: 'Hugging Face の Daily Papers から保存しました',
    en: 'it came from Hugging Face’s daily papers',
  },
  {
    pattern: /^stored, not posted: (.+) only store$/,
    ja: '$1 形式のデータから保存しました',
    en: 'it came in data of the form $1',
  },
];

/** Why a translation is not shown. */
const TRANSLATION: readonly KnownReason[] = [
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
  { pattern: /^the translator broke off$/, ja: '翻訳が途中で終わりました' },
  { pattern: /^the translator did not take it: ([^]+)$/, ja: '翻訳サービスが受け付けませんでした: $1' },
  { pattern: /^given up after (\d+) attempts: ([^]+)$/, ja: '$1 回試しましたが、翻訳できませんでした: $2' },
  {
    pattern: /^the day's budget of (\d+) characters is spent$/,
    ja: '今日の翻訳の上限（$1 文字）に達しました',
    en: 'the day’s limit of $1 characters was reached',
  },
];

/** The reason in the reader's language; one that is not known stays as it was kept. */
export function reasonWords(reason: string, language: Language): string {
  const known = [...SILENT, ...TRANSLATION].find(({ pattern }) => pattern.test(reason));
  const words = language === 'ja' ? known?.ja : known?.en;
  return known === undefined || words === undefined ? reason : reason.replace(known.pattern, words);
}
