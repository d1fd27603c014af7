// Checks of what a translator says or sets around the text: greetings, labels, notes, markup, quotation marks.
import { isNew, type Check } from './check.js';

const PREAMBLE =
  /^\s*(?:はい[、。]|もちろん[、。！!]|承知|申し訳|(?:sure|certainly|of course|okay|here(?:'s| is| are)|translation|japanese)\b)/iu;
/** Words about a translation, which a text that is not about translating has not. */
const ABOUT_TRANSLATING =
  /^\s*(?:(?:以下|こちら)[はがに].{0,20}(?:翻訳|訳|日本語)|(?:日本語)?(?:翻訳|訳文|和訳|日本語訳)(?:結果)?\s*(?:です|[:：])|翻訳します)|(?:以上|上記)(?:が|は|の|、).{0,10}(?:訳|翻訳)|(?:この|その)(?:翻訳|訳文)[はで]|(?:翻訳|訳)(?:は以上|終わり|完了)|(?:と|に)(?:訳|翻訳)(?:され|でき|し)ます|(?:翻訳|訳すことが|お手伝い)でき(?:ません|かね)|(?:別|代替)訳|訳例/u;
const LABEL = /^\s*(?:【[^】\n]{1,12}】|(?:要約|要旨|概要|抄録|アブストラクト|タイトル|題名|表題|論文|訳)\s*[:：])/u;
const LABELLED = /^\s*(?:\[|[\p{L}\d][\p{L}\d -]{0,30}:)/u;
const ASIDE =
  /(?:^|[\n。])\s{0,9}(?:[（(]?(?:注|訳注|訳者注|補足|備考|note|注意)\s*[:：)）])|※|ご(?:不明|質問).{0,20}(?:ください|下さい)|いかがでしょうか|ご?参考になれば|お役に立/iu;
const THOUGHTS = /<\/?\s*think(?:ing)?\b|<\|[^|]*\|>|\[\/?INST\]/i;
const ADDRESS = /(?:https?:\/\/|www\.)\S+|@(?:everyone|here)/i;

/** What a model says besides the translation. */
export const checkAdditions: Check = (judged) => {
  const { source, translation } = judged;
  if (isNew(THOUGHTS, judged)) return 'it holds the thoughts of a model';
  if (isNew(/```|~~~/, judged)) return 'it is set in a code fence';
  if (PREAMBLE.test(translation)) return 'it begins with words that are not of the text';
  if (LABEL.test(translation) && !LABELLED.test(source)) return 'it begins with a label that is not of the text';
  if (!/translat|interpret/i.test(source) && ABOUT_TRANSLATING.test(translation))
    return 'it holds words about the translation';
  if (isNew(ASIDE, judged)) return 'it holds a note that is not of the text';
  const address = ADDRESS.exec(translation)?.[0];
  return address !== undefined && !source.includes(address) ? 'it holds an address that is not of the text' : null;
};

/** Formulas are masked: those that stand in an answer were made up. */
const MARKUP: readonly (readonly [RegExp, string])[] = [
  [/\*\*|__(?=\S)|^\s{0,3}#{1,6}\s|^[ \t\u3000]*[-*•]\s|\]\([^)\s]{0,300}\)|`[^`\n]+`/m, 'it is set in Markdown'],
  [/<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i, 'it holds HTML tags'],
  [/&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});/i, 'it holds HTML entities'],
  [/\\[A-Za-z]+|\$[^$\n]+\$/, 'it holds a formula that is not of the text'],
  [/^\s*[{[]\s*["“]/, 'it is set in JSON'],
  [/\p{Emoji_Presentation}/u, 'it holds an emoji'],
];
const IN_QUOTES = /^\s*[「『"“][^「『」』"“”]*[」』"”]\s*$/u;

export const checkMarkup: Check = (judged) => {
  const { source, translation } = judged;
  const found = MARKUP.find(([pattern]) => isNew(pattern, judged));
  if (found !== undefined) return found[1];
  return IN_QUOTES.test(translation) && !/^\s*["“”'‘`「]/.test(source) ? 'it is set in quotation marks' : null;
};
