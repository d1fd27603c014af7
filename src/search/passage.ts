// Passage: the sentence of a paper that answers a query best, cut to the place, with what matched marked.
import type { Language } from '../domain/language.js';
import type { MarkedText, Passage } from '../domain/search.js';
import type { ReadableTexts } from '../domain/paper.js';
import { splitRuns } from '../text/cjk.js';
import { cutWords } from '../text/cut-words.js';
import { countPoints, isAscii } from '../text/points.js';
import { sentencesOf } from '../text/sentences.js';
import { placesOf } from './places.js';
import { fold, wordTerm } from './tokens.js';

/** What is marked: words side by side by their stems, and stretches of CJK letters as they stand. */
export interface Marker {
  readonly phrases: readonly (readonly string[])[];
  readonly runs: readonly string[];
}

export function markerOf(texts: readonly string[]): Marker {
  const runs = texts.map((text) => splitRuns(fold(text)));
  const cjk = runs.flat().filter((run) => run.cjk);
  const phrases = runs.map((each) => each.filter((run) => !run.cjk).map((run) => wordTerm(run.text)));
  return {
    phrases: phrases.filter((phrase) => phrase.length > 0).sort((a, b) => b.length - a.length),
    runs: [...new Set(cjk.map((run) => run.text))].sort((a, b) => b.length - a.length),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

interface Word {
  readonly from: number;
  readonly to: number;
  readonly term: string;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap((found) =>
    splitRuns(found[0])
      .filter((run) => !run.cjk)
      .map((run) => {
        const from = found.index + found[0].indexOf(run.text);
        return { from, to: from + run.text.length, term: wordTerm(fold(run.text)) };
      }),
  );
}

function spans(text: string, marker: Marker): Span[] {
  const found: Span[] = [];
  const words = marker.phrases.length === 0 ? [] : wordsOf(text);
  for (const phrase of marker.phrases) {
    words.forEach((word, index) => {
      const last = words[index + phrase.length - 1];
      if (last === undefined || !phrase.every((term, at) => words[index + at]?.term === term)) return;
      found.push({ from: word.from, to: last.to, what: phrase.join(' ') });
    });
  }
  const places = marker.runs.length === 0 || isAscii(text) ? null : placesOf(text);
  if (places === null) return found.sort((a, b) => a.from - b.from);
  const isTaken = new Uint8Array(text.length);
  for (const { from, to } of found) isTaken.fill(1, from, to);
  for (const run of marker.runs) {
    for (let at = places.folded.indexOf(run); at >= 0; at = places.folded.indexOf(run, at + run.length)) {
      // Every unit of the folded text has its place.
      const [from, to] = [places.from[at]!, places.to[at + run.length - 1]!];
      if (isTaken.subarray(from, to).includes(1)) continue;
      found.push({ from, to, what: run });
      isTaken.fill(1, from, to);
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

/** A text with its matches marked; parts in order, together the text. Matches with only a space between are one. */
export function markText(text: string, marker: Marker): MarkedText[] {
  const parts: MarkedText[] = [];
  let at = 0;
  for (const span of spans(text, marker)) {
    if (span.from < at) continue;
    const between = text.slice(at, span.from);
    const before = parts.at(-1);
    if (before?.isMatch === true && between.trim() === '')
      parts[parts.length - 1] = { text: before.text + between + text.slice(span.from, span.to), isMatch: true };
    else {
      if (between !== '') parts.push({ text: between, isMatch: false });
      parts.push({ text: text.slice(span.from, span.to), isMatch: true });
    }
    at = span.to;
  }
  return at < text.length ? [...parts, { text: text.slice(at), isMatch: false }] : parts;
}

/** At most `points` code points around the first match. */
function around(text: string, first: Span, points: number): string {
  if (countPoints(text) <= points) return text;
  const letters = [...text];
  const place = countPoints(text.slice(0, first.from));
  // Where something is missing at an end, `…` takes a place.
  const room = points - 2;
  const start = Math.max(0, Math.min(place - Math.floor(room / 4), letters.length - room));
  const from = start === 0 ? 0 : start + wordRest(letters.slice(start - 1, place).join(''));
  const rest = letters.slice(from).join('').trimStart();
  const shown = cutWords(rest, room).trimEnd();
  return `${start > 0 ? '…' : ''}${shown}${shown === rest ? '' : '…'}`;
}

/** How many code points at the beginning belong to what is cut; the first of `text` is the last that is not shown. */
function wordRest(text: string): number {
  const [rest = ''] = /^[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。]+/u.exec(text) ?? [];
  return rest.length === text.length ? 0 : Math.max(countPoints(rest) - 1, 0);
}

function best(text: string, marker: Marker): { sentence: string; first: Span; count: number } | null {
  let chosen: { sentence: string; first: Span; count: number } | null = null;
  for (const sentence of sentencesOf(text)) {
    const found = spans(sentence, marker);
    const count = new Set(found.map((span) => span.what)).size;
    if (found[0] !== undefined && count > (chosen?.count ?? 0)) chosen = { sentence, first: found[0], count };
  }
  return chosen;
}

export interface PassageOptions {
  /** The reader's. */
  readonly language: Language;
  /** Code points at most. */
  readonly points: number;
}

/**
 * The passage in the language that matched best; in the reader's where both do. Null when nothing but title, authors or
 * keys matched.
 */
export function findPassage(
  paper: ReadableTexts,
  marker: Marker,
  { language, points }: PassageOptions,
): Passage | null {
  const texts: readonly (readonly [Language, string | null])[] = [
    ['ja', paper.abstractJa],
    ['en', paper.abstract],
    ['en', paper.comments],
  ];
  const found = texts
    .map(([own, text]) => ({ language: own, found: text === null ? null : best(text, marker) }))
    .filter((each) => each.found !== null)
    .sort(
      (a, b) =>
        (b.found?.count ?? 0) - (a.found?.count ?? 0) ||
        Number(b.language === language) - Number(a.language === language),
    );
  const [first] = found;
  if (first?.found === undefined || first.found === null) return null;
  return { language: first.language, parts: markText(around(first.found.sentence, first.found.first, points), marker) };
}
