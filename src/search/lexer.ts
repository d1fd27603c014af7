// Lexer: the characters of a query to words, quoted texts, brackets and marks, each with where it stood.
import { comparisonForm } from '../text/comparison.js';

export type Lexeme =
  | { readonly kind: 'word' | 'quoted'; readonly text: string; readonly at: number; readonly isGlued: boolean }
  | { readonly kind: 'field'; readonly text: string; readonly at: number; readonly isGlued: boolean }
  | { readonly kind: 'open' | 'close' | 'not' | 'or' | 'and'; readonly text: string; readonly at: number };

/** arXiv's prefixes (info.arxiv.org/help/api/user-manual), and the same in words. */
const FIELDS = {
  ti: 'title',
  title: 'title',
  題名: 'title',
  タイトル: 'title',
  au: 'author',
  author: 'author',
  著者: 'author',
  abs: 'abstract',
  abstract: 'abstract',
  要約: 'abstract',
  要旨: 'abstract',
  cat: 'category',
  category: 'category',
  分野: 'category',
  カテゴリー: 'category',
  カテゴリ: 'category',
  id: 'id',
  co: 'comments',
  comment: 'comments',
  comments: 'comments',
  jr: 'journal',
  doi: 'doi',
  all: 'any',
  since: 'since',
  from: 'since',
  until: 'until',
} as const;
export type FieldName = (typeof FIELDS)[keyof typeof FIELDS];

const CLOSING: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '「': '」', '『': '』', '«': '»' };
const FIELD = /^([A-Za-z]+|[\p{Script=Han}\p{Script=Katakana}ー]+):/u;
const OPERATORS: ReadonlyMap<string, 'or' | 'and' | 'not'> = new Map([
  ['OR', 'or'],
  ['|', 'or'],
  ['AND', 'and'],
  ['NOT', 'not'],
  ['ANDNOT', 'not'],
]);

export function fieldOf(name: string): FieldName | null {
  return Object.hasOwn(FIELDS, name.toLowerCase()) ? FIELDS[name.toLowerCase() as keyof typeof FIELDS] : null;
}

/**
 * TeX in which blanks may stand: a formula, a command with its argument or a group that begins with one, an accent before its
 * letter. What holds an operator, a field or a quotation mark is no formula, and where a number follows neither: two prices.
 */
const TEX =
  /\$(?:(?! (?:OR|AND|NOT|ANDNOT) | -\p{L}| \p{L}+:\S)[^$"])*\$(?!\d)|\\[A-Za-z]+ ?(?:\{[^{}]*\}|(?=[_^]))|\{\\[A-Za-z][^{}]*\}|\\["'’”`^~=.] [A-Za-z]/gu;

/**
 * Full width, ideographic spaces and typographic quotes as a keyboard in either language makes them. Blanks within TeX become
 * tabs, at which no word ends: piece by piece it could not be read.
 */
export function plainQuery(text: string): string {
  const plain = comparisonForm(text).replace(/[\s\u0000]+/gu, ' ');
  return plain.replace(TEX, (tex) => tex.replaceAll(' ', '\t'));
}

/** A word ends at a space, at a quotation mark, and at a closing bracket that something opened. */
function wordEnd(text: string, from: number, depth: number): number {
  let inner = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (
      character === ' ' ||
      (at > from && /["“”「『]/u.test(character) && text.includes(CLOSING[character] ?? '\n', at + 1))
    )
      return at;
    if (character === '(') inner += 1;
    if (character === ')') {
      if (inner === 0 && depth > 0) return at;
      inner -= 1;
    }
  }
  return text.length;
}

/** Reads a query that went through `plainQuery`. Positions count from 0 in it. Never fails. */
export function readLexemes(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const character = text[at] ?? '';
    const before = lexemes.at(-1);
    const isGlued = before !== undefined && before.kind === 'field' && before.at + before.text.length === at;
    const closing = CLOSING[character];
    const end = closing === undefined ? -1 : text.indexOf(closing, at + 1);
    const field = FIELD.exec(rest);
    const add = (lexeme: Lexeme, length: number): void => {
      lexemes.push(lexeme);
      at += length;
    };
    if (character === ' ') at += 1;
    else if (end > at) add({ kind: 'quoted', text: text.slice(at + 1, end), at, isGlued }, end + 1 - at);
    else if (character === '(') {
      depth += 1;
      add({ kind: 'open', text: character, at }, 1);
    } else if (character === ')') {
      if (depth > 0) lexemes.push({ kind: 'close', text: character, at });
      depth = Math.max(depth - 1, 0);
      at += 1;
    } else if (character === '-' && /^-[^\s-]/u.test(rest) && !isGlued) add({ kind: 'not', text: '-', at }, 1);
    else if (character === '@' && /^@[\p{L}"“「]/u.test(rest)) add({ kind: 'field', text: '@', at, isGlued }, 1);
    else if (character === '#' && /^#\p{L}/u.test(rest)) add({ kind: 'field', text: '#', at, isGlued }, 1);
    else if (field !== null && fieldOf(field[1] ?? '') !== null)
      add({ kind: 'field', text: field[0], at, isGlued }, field[0].length);
    else {
      const word = text.slice(at, Math.max(wordEnd(text, at, depth), at + 1));
      const operator = OPERATORS.get(word);
      add(
        operator === undefined ? { kind: 'word', text: word, at, isGlued } : { kind: operator, text: word, at },
        word.length,
      );
    }
  }
  return lexemes;
}
