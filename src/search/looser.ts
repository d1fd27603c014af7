// Looser: queries near the one that found nothing, the nearest first: another spelling, Japanese divided, a word less.
import { splitRuns } from '../text/cjk.js';
import { fieldOf, plainQuery, readLexemes, type Lexeme } from './lexer.js';
import { fold, wordTerm } from './tokens.js';

/** A word of a query with where it stands in the plain query (UTF-16 offsets). */
export interface QueryWord {
  readonly text: string;
  readonly at: number;
}

/** Words and their places, hyphenated ones part by part; those of names, categories, dates and phrases are left out. */
export function queryWords(text: string): QueryWord[] {
  const lexemes = readLexemes(plainQuery(text));
  return lexemes.flatMap((lexeme, index) => {
    const before = lexemes[index - 1]?.kind;
    if (lexeme.kind !== 'word' || before === 'field' || before === 'not') return [];
    return [...lexeme.text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((part) => ({
      text: part[0],
      at: lexeme.at + part.index,
    }));
  });
}

export function replaceWord(text: string, word: QueryWord, replacement: string): string {
  const plain = plainQuery(text);
  return `${plain.slice(0, word.at)}${replacement}${plain.slice(word.at + word.text.length)}`
    .replace(/\s+/g, ' ')
    .trim();
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const MIN_SPELLED = 4;
/** Longer words are not tried: each letter makes fifty spellings as long as the word, or a division of it. */
const MAX_SPELLED = 40;

/** Words one letter away from a word of 4 to 40 Latin letters: swapped, replaced, left out, put in. Each stem once. */
export function nearSpellings(word: string): string[] {
  const folded = fold(word);
  if (folded.length < MIN_SPELLED || folded.length > MAX_SPELLED || !/^[a-z]+$/.test(folded)) return [];
  const own = wordTerm(folded);
  const places = Array.from(
    { length: folded.length + 1 },
    (_, index) => [folded.slice(0, index), folded.slice(index)] as const,
  );
  const swapped = places.flatMap(([left, right]) =>
    right.length > 1 ? [left + right.charAt(1) + right.charAt(0) + right.slice(2)] : [],
  );
  const changed = places.flatMap(([left, right]) => [
    ...(right.length > 0 ? [left + right.slice(1), ...LETTERS.map((letter) => left + letter + right.slice(1))] : []),
    ...LETTERS.map((letter) => left + letter + right),
  ]);
  const byStem = new Map<string, string>();
  // Of several words of one stem the likeliest mistake counts: `depe` is `deep`, not `deepe`.
  for (const each of [...swapped, ...changed]) {
    const stem = wordTerm(each);
    if (!byStem.has(stem)) byStem.set(stem, each);
  }
  byStem.delete(own);
  return [...byStem.values()];
}

/** What joins words in a title or a question. None is made of others, so that a row of them is read in one way. */
const PARTICLES =
  /^(?:の|と|や|を|に|は|が|で|へ|も|から|まで|より|による|における|に対する|に関する|について|のため|を用いた|を使った|に基づく|な|した|する|された)+$/u;

/** Ways to divide a Japanese word: where its script changes, particles left out; else into two, anywhere. */
function divisions(text: string): string[] {
  if (!splitRuns(text).some((run) => run.cjk)) return [];
  const pieces =
    text.match(/\p{Script=Han}+|[\p{Script=Katakana}ー]+|[\p{Script=Hiragana}]+|[\p{Script=Latin}\p{N}]+/gu) ?? [];
  const isKana = (piece: string): boolean => /^\p{Script=Hiragana}+$/u.test(piece);
  // Kana that joins words is left out; other kana is a part of a word, and what is left of that is another word.
  if (pieces.some((piece) => isKana(piece) && !PARTICLES.test(piece))) return [];
  const kept = pieces.filter((piece) => !isKana(piece));
  if (kept.length > 1) return [kept.join(' ')];
  const letters = [...(kept[0] ?? text)];
  if (letters.length > MAX_SPELLED) return [];
  return letters
    .slice(1)
    .map((_, index) => `${letters.slice(0, index + 1).join('')} ${letters.slice(index + 1).join('')}`);
}

interface Unit {
  readonly from: number;
  readonly to: number;
  /** A name, category, date or exclusion; it is given up before a word is. */
  readonly isFilter: boolean;
}

/** A unit of the query: a word with the prefixes before it, or a whole pair of brackets. */
function units(lexemes: readonly Lexeme[], length: number): Unit[] {
  const result: Unit[] = [];
  let start: number | null = null;
  let depth = 0;
  lexemes.forEach((lexeme, index) => {
    start ??= lexeme.at;
    if (lexeme.kind === 'open') depth += 1;
    if (lexeme.kind === 'close') depth -= 1;
    const isWhole = lexeme.kind === 'word' || lexeme.kind === 'quoted' || lexeme.kind === 'close';
    if (depth > 0 || !isWhole) return;
    const isFilter = lexemes.some((each) => each.at === start && (each.kind === 'field' || each.kind === 'not'));
    result.push({ from: start, to: lexemes[index + 1]?.at ?? length, isFilter });
    start = null;
  });
  return result;
}

/** A part of a query that can be left out, and the query without it. */
export interface LessText {
  /** The part as it was typed. */
  readonly without: string;
  /** A name, category, date or exclusion; it is given up before a word is. */
  readonly isFilter: boolean;
  readonly text: string;
}

/** The query with each part left out in turn, filters first. */
export function lessTexts(text: string): LessText[] {
  const plain = plainQuery(text);
  return units(readLexemes(plain), plain.length)
    .map(({ from, to, isFilter }) => ({
      without: plain.slice(from, to).trim(),
      isFilter,
      text: `${plain.slice(0, from)} ${plain.slice(to)}`.replace(/\s+/g, ' ').trim(),
    }))
    .filter((each) => each.text !== '')
    .sort((a, b) => Number(b.isFilter) - Number(a.isFilter));
}

/** Fields of text: what is not in one may be in another. */
const TEXT_FIELDS: ReadonlySet<string | null> = new Set(['title', 'abstract', 'comments', 'journal']);

/** The query with what it asks of one field of text asked of all; null where it asks so of none. */
function anywhere(plain: string, lexemes: readonly Lexeme[]): string | null {
  const marks = lexemes.filter(({ kind, text }) => kind === 'field' && TEXT_FIELDS.has(fieldOf(text.slice(0, -1))));
  if (marks.length === 0) return null;
  return marks.reduceRight((text, mark) => text.slice(0, mark.at) + text.slice(mark.at + mark.text.length), plain);
}

/** The query without quotation marks, then in all fields, then with its Japanese words divided. */
export function looserTexts(text: string): string[] {
  const plain = plainQuery(text);
  const words = queryWords(text);
  const japanese = words.flatMap((word) => divisions(word.text).map((pieces) => replaceWord(text, word, pieces)));
  const lexemes = readLexemes(plain);
  const unquoted = lexemes.some((lexeme) => lexeme.kind === 'quoted')
    ? [
        plain
          .replace(/["“”「」『』]/gu, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      ]
    : [];
  const everywhere = anywhere(plain, lexemes);
  return [...new Set([...unquoted, ...(everywhere === null ? [] : [everywhere]), ...japanese])];
}
