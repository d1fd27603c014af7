// Sentences: cutting a text where a sentence ends, and splitting a long one over several messages.
import { countPoints, cutPoints } from './points.js';

const ABBREVIATION =
  /(?:\b(?:e\. ?g|i\. ?e|eg|ie|a\.e|a\.s|s\.t|i\.i\.d|et|et\.? al|etc|cf|vs|pp|Fig|Figs|Eq|Eqs|Sec|Ref|Refs|Thm|Prop|No|Vol|Dr|Prof|approx|resp|Ann|Phys|Rev|Lett|Math|Sci|Anal|Probab|Statist|Appl|Commun|Proc)|\b[A-Z])\.$/;
/** Longer than any abbreviation. */
const NEAR = 10;
const END = /[。！？]+[」』）)”’]*|(?<![.!?])[.!?]+["'”’)]*(?=\s|$)(?!\s[eg]\.)|\n/gu;

/** Offsets (UTF-16) right after each sentence end. */
function sentenceEnds(text: string): number[] {
  return [...text.matchAll(END)]
    .filter(
      (found) => found[0] === '\n' || !ABBREVIATION.test(text.slice(Math.max(0, found.index - NEAR), found.index + 1)),
    )
    .map((found) => found.index + found[0].length);
}

function boundary(text: string, earliest: number): number {
  const end = sentenceEnds(text).findLast((offset) => offset >= earliest);
  if (end !== undefined) return end;
  const space = text.lastIndexOf(' ');
  return space >= earliest ? space : text.length;
}

/** At most `max` code points, cut after a sentence where one ends in the last 60 %; `…` marks that something is missing. */
export function cutAtSentence(text: string, max: number): string {
  if (countPoints(text) <= max) return text;
  const head = cutPoints(text, max - 2);
  return `${head.slice(0, boundary(head, head.length * 0.4)).trimEnd()} …`;
}

/** The whole text in parts of at most `max` code points, divided where sentences end. */
export function splitText(text: string, max: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  for (let head = cutPoints(rest, max); head !== rest; head = cutPoints(rest, max)) {
    const part = head.slice(0, boundary(head, head.length * 0.4));
    parts.push(part.trimEnd());
    rest = rest.slice(part.length).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** The sentences of a text, trimmed, in order; joined by a space they are the text again but for its white space. */
export function sentencesOf(text: string): string[] {
  const ends = sentenceEnds(text);
  return [0, ...ends]
    .map((start, index) => text.slice(start, ends[index] ?? text.length).trim())
    .filter((sentence) => sentence !== '');
}
