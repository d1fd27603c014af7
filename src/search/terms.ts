// Terms: technical terms of the two languages, and a query widened by the other language's word for what it asks.
import { splitRuns } from '../text/cjk.js';
import type { TextField, Wanted } from './parser.js';
import { fold, textTerms } from './tokens.js';

/** The shape of data/terms.json: pairs `[English, Japanese]` under the group of arXiv's taxonomy that they belong to. */
export type TermData = Readonly<Record<string, readonly (readonly [english: string, japanese: string])[]>>;

/** Look-ups over the pairs; a term may have several counterparts. */
export interface TermBook {
  /** By stems joined with a space. */
  readonly english: ReadonlyMap<string, readonly string[]>;
  /** By folded text. */
  readonly japanese: ReadonlyMap<string, readonly string[]>;
  /** Letters of the longest Japanese term, words of the longest English one. */
  readonly longest: { readonly japanese: number; readonly english: number };
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key) ?? [];
  if (!known.includes(value)) map.set(key, [...known, value]);
}

export function createTermBook(data: TermData): TermBook {
  const english = new Map<string, string[]>();
  const japanese = new Map<string, string[]>();
  for (const [en, ja] of Object.values(data).flat()) {
    add(english, textTerms(en).join(' '), ja);
    add(japanese, fold(ja), en);
  }
  const longest = {
    japanese: Math.max(0, ...[...japanese.keys()].map((key) => [...key].length)),
    english: Math.max(0, ...[...english.keys()].map((key) => key.split(' ').length)),
  };
  return { english, japanese, longest };
}

export interface Crossed {
  readonly wanted: Wanted;
  /** Terms added, each once. */
  readonly added: readonly string[];
}

/** Fields that hold text in either language; a name, a category or an identifier is what it is. */
const TEXTS: ReadonlySet<TextField> = new Set(['any', 'title', 'abstract', 'comments']);
const isPlain = (wanted: Wanted): boolean => wanted.kind === 'term' && TEXTS.has(wanted.field) && !wanted.isQuoted;

/** One Japanese letter, as 光 of light, stands in words of any other meaning: 観光 and 脚光. */
const isFoundAlone = (japanese: string): boolean => [...japanese].length > 1;

/** Divides Japanese into known terms, longest first, particles between them left out; null when something else is in it. */
function divide(text: string, book: TermBook): string[] | null {
  const characters = [...text];
  const found: string[] = [];
  for (let at = 0; at < characters.length;) {
    const lengths = Array.from({ length: Math.min(book.longest.japanese, characters.length - at) }, (_, n) => n + 1);
    const length = lengths.findLast((n) => book.japanese.has(characters.slice(at, at + n).join('')));
    if (length !== undefined) found.push(characters.slice(at, at + length).join(''));
    else if (found.length === 0 || !/[のとをにはが]/.test(characters[at] ?? '')) return null;
    at += length ?? 1;
  }
  return found.length === 0 ? null : found;
}

function texts(field: string, translations: readonly string[]): Wanted[] {
  return translations.map((text) => ({ kind: 'term', field, text, isQuoted: true }) as Wanted);
}

function together(parts: readonly Wanted[]): Wanted {
  const [only, second] = parts;
  return only !== undefined && second === undefined ? only : { kind: 'all', parts };
}

/** Widens one plain term written in Japanese. */
function crossJapanese(part: Wanted & { kind: 'term' }, book: TermBook, added: Set<string>): Wanted {
  const pieces = divide(fold(part.text), book);
  if (pieces === null) return part;
  const translations = pieces.map((piece) => book.japanese.get(piece) ?? []);
  translations.flat().forEach((text) => added.add(text));
  const other = translations.map((each): Wanted => ({ kind: 'any', parts: texts(part.field, each) }));
  return { kind: 'any', parts: [part, together(other)] };
}

/** Widens a list of parts that all have to match: neighbouring plain words that make a term, the longest first. */
function crossAll(parts: readonly Wanted[], book: TermBook, added: Set<string>): Wanted[] {
  const result: Wanted[] = [];
  for (let at = 0; at < parts.length;) {
    // `at` is below the length.
    const part = parts[at]!;
    let taken = 1;
    let widened = part.kind === 'term' ? part : crossTree(part, book, added);
    if (part.kind === 'term' && isPlain(part)) {
      if (splitRuns(part.text).some((run) => run.cjk)) widened = crossJapanese(part, book, added);
      else {
        for (let count = Math.min(book.longest.english, parts.length - at); count > 0; count -= 1) {
          const words = parts.slice(at, at + count);
          if (!words.every((word) => isPlain(word) && word.kind === 'term' && word.field === part.field)) continue;
          const text = words.map((word) => (word.kind === 'term' ? word.text : '')).join(' ');
          const translations = book.english.get(textTerms(text).join(' '))?.filter(isFoundAlone) ?? [];
          if (translations.length === 0) continue;
          translations.forEach((each) => added.add(each));
          const own: Wanted = count === 1 ? part : { kind: 'all', parts: words };
          widened = { kind: 'any', parts: [own, ...texts(part.field, translations)] };
          taken = count;
          break;
        }
      }
    }
    result.push(widened);
    at += taken;
  }
  return result;
}

function crossTree(wanted: Wanted, book: TermBook, added: Set<string>): Wanted {
  if (wanted.kind === 'not') return wanted;
  if (wanted.kind === 'any') return { kind: 'any', parts: wanted.parts.map((part) => crossTree(part, book, added)) };
  const parts = crossAll(wanted.kind === 'all' ? wanted.parts : [wanted], book, added);
  return together(parts);
}

/** What is wanted, or the same in the other language. Quoted texts, names, categories and what is excluded stay as they are. */
export function crossLanguages(wanted: Wanted, book: TermBook): Crossed {
  const added = new Set<string>();
  return { wanted: crossTree(wanted, book, added), added: [...added] };
}
