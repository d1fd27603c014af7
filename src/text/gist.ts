// The gist: the sentences of an abstract that say what was done, as many as a card has room for.
import { hasCjk } from './cjk.js';
import { cutWords } from './cut-words.js';
import { countPoints, cutPoints } from './points.js';
import { sentencesOf } from './sentences.js';

/** Most code points of a gist, by the language of the abstract. */
export const GIST_POINTS = { ja: 160, en: 320 } as const;

/** A gist of a greater part of its abstract than this is not worth a question of its own. */
const MOST_OF_ABSTRACT = 0.7;

/** No statement is looked for further down; arXiv's own limit for an abstract is 1,920 characters. */
const READ_POINTS = 6_000;

/** What authors say that they do, in the order of the alphabet; in any person and tense. */
const VERBS =
  'address(?:es|ed)?|analy[sz]es?|analy[sz]ed|argue[sd]?|build|built|calculate[sd]?|characteri[sz]e[sd]?|classif(?:y|ies|ied)|compute[sd]?|construct(?:s|ed)?|consider(?:s|ed)?|deal[ts]?|define[sd]?|derive[sd]?|describe[sd]?|design(?:s|ed)?|determine[sd]?|develop(?:s|ed)?|discuss(?:es|ed)?|establish(?:es|ed)?|estimate[sd]?|examine[sd]?|explore[sd]?|conduct(?:s|ed)?|combine[sd]?|extend(?:s|ed)?|focus(?:es|ed)?|formulate[sd]?|generali[sz]e[sd]?|give[sn]?|introduce[sd]?|investigate[sd]?|measure[sd]?|model(?:s|l?ed)?|obtain(?:s|ed)?|offer(?:s|ed)?|outline[sd]?|perform(?:s|ed)?|present(?:s|ed)?|propose[sd]?|produce[sd]?|prove[dns]?|provide[sd]?|release[sd]?|report(?:s|ed)?|revisit(?:s|ed)?|review(?:s|ed)?|show(?:s|ed|n)?|simulate[sd]?|solve[sd]?|stud(?:y|ies|ied)|suggest(?:s|ed)?|survey(?:s|ed)?|tackle[sd]?|test(?:s|ed)?|treat(?:s|ed)?';
const WORK = '(?:paper|work|article|study|letter|note|thesis|report|survey|review|manuscript|chapter|lecture|talk)s?';
const ADVERBS = '(?:(?:[a-z]+ly|also|here|first|then|thus|will|have|now|can|aim to|seek to|attempt to) ){0,3}';

/** `we propose`, `this paper presents`, `in this work … is studied`, `the aim of this note is`. */
const DONE_EN = [
  new RegExp(String.raw`\b(?:[Ww]e|I|[Tt]he (?:present )?authors?) ${ADVERBS}(?:${VERBS})\b`),
  new RegExp(
    String.raw`(?:^|[,:;] )(?:this|our|the (?:present|current)) (?:[a-z-]+ )?${WORK} ${ADVERBS}(?:${VERBS}|aims?|is)\b`,
    'i',
  ),
  new RegExp(String.raw`^in (?:this|the (?:present|current)|our)\b[^,]{0,40}?\b${WORK}\b`, 'i'),
  new RegExp(
    String.raw`^the (?:main )?(?:aim|purpose|goal|objective|subject|topic) of (?:this|the (?:present|current)|our) `,
    'i',
  ),
  new RegExp(String.raw`\b(?:is|are) (?:[a-z]+ly )?(?:${VERBS}) (?:here|in this ${WORK})\b`),
];
/** What was known before, and what is only added. */
const NOT_DONE_EN =
  /\b(?:(?:has|have|had) (?:recently |previously |already |also |long )?been|recently,? (?:proposed|introduced)|(?:widely|often|commonly|usually|well|extensively) (?:used|studied|known)|in (?:a|an|our|the) (?:previous|earlier|recent|companion) (?:paper|work|article)s?|previously we)\b/i;
const ADDED_EN =
  /^(?:furthermore|moreover|additionally|in addition|in particular|finally|besides|as a (?:by-?product|consequence)|we (?:also|further|then|finally))\b/i;

const DONE_JA = [
  /(?:本研究|本論文|本稿|本書|本報告|本手法|本作業|この(?:論文|研究|作業|記事|レター|レポート|調査|サーベイ|ペーパー|報告)|今回|ここで)(?:では|は|において|で[、,]|の目的)/,
  /(?:我々|われわれ|私たち|私達|著者ら?|筆者ら?)[はが]/,
  /(?:提案|導入|開発|紹介|提示|構築|考案|設計)(?:し(?:ます|ました|た)|する|いたします)/,
];
const NOT_DONE_JA = /(?:されて(?:い|お|き)|してきま|知られて|近年|従来|これまで|先行研究)/;
const ADDED_JA = /^(?:さらに|また[、,]|加えて|最後に|その(?:うえ|上))/;

type Rule = { readonly done: readonly RegExp[]; readonly known: RegExp; readonly added: RegExp };
const RULES: Readonly<Record<'ja' | 'en', Rule>> = {
  ja: { done: DONE_JA, known: NOT_DONE_JA, added: ADDED_JA },
  en: { done: DONE_EN, known: NOT_DONE_EN, added: ADDED_EN },
};

/**
 * Where among the sentences of an abstract the first one stands that states what was done (`we propose …`, `this paper
 * presents …`, 本研究では…を提案する); 0 where none does. A sentence that only adds to another counts where no other does.
 */
export function statementIndex(sentences: readonly string[]): number {
  const { done, known, added } = RULES[sentences.some(hasCjk) ? 'ja' : 'en'];
  const says = (sentence: string): boolean => done.some((rule) => rule.test(sentence)) && !known.test(sentence);
  const first = sentences.findIndex((sentence) => says(sentence) && !added.test(sentence));
  return first >= 0 ? first : Math.max(sentences.findIndex(says), 0);
}

function cut(sentence: string, max: number): string {
  return countPoints(sentence) <= max ? sentence : `${cutWords(sentence, max - 1).trimEnd()}…`;
}

function fromStatement(abstract: string): readonly [statement: string, ...more: string[]] {
  const sentences = sentencesOf(cutPoints(abstract, READ_POINTS).replace(/[\t ]+/g, ' '));
  const [statement = '', ...more] = sentences.slice(statementIndex(sentences));
  return [statement, ...more];
}

/**
 * The gist of an abstract as it is typed, in whole sentences, to be translated by itself; null where that would be most of the
 * abstract.
 */
export function gistToTranslate(abstract: string): string | null {
  const [statement, ...more] = fromStatement(abstract);
  let gist = statement;
  for (const sentence of more) {
    if (countPoints(`${gist} ${sentence}`) > GIST_POINTS.en) break;
    gist = `${gist} ${sentence}`;
  }
  return gist === '' || countPoints(gist) > MOST_OF_ABSTRACT * countPoints(abstract) ? null : gist;
}

/** The sentence alone that states what was done, at most `max` code points of it. */
export function statementOf(abstract: string, max: number): string {
  return cut(fromStatement(abstract)[0], max);
}

/**
 * The statement and as many whole sentences after it as fit in `max` code points, on one line. A statement that is longer
 * than that is cut with `…`.
 */
export function gistOf(abstract: string, max: number): string {
  const [statement, ...more] = fromStatement(abstract);
  const between = hasCjk(statement) ? '' : ' ';
  let gist = cut(statement, max);
  for (const sentence of more) {
    const longer = `${gist}${between}${sentence}`;
    if (countPoints(longer) > max) break;
    gist = longer;
  }
  return gist;
}
