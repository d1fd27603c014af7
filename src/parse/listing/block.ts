// Blocks of arXiv's listing texts: the lines between rules, or between one entry's first line and the next one's.
import { createLineReader } from '../text/lines.js';
import { RECORD_LIMIT, type DumpReader } from '../parsed.js';

/** Consecutive lines of a dump; `first` is the number of the first of them, from 1. */
export interface Block {
  readonly first: number;
  readonly lines: readonly string[];
  /** It reached RECORD_LIMIT; what follows is missing. */
  readonly isTooLong: boolean;
  /** The dump ended inside it. */
  readonly isLast: boolean;
}

/** What follows a rule of percent signs, or that a mailing is over. */
export type Section = 'cross' | 'replace' | 'end';

export interface BlockEvents {
  onBlock(block: Block): void;
  onSection(section: Section): void;
}

const RULE = /^-{70,}\s*$/;
const SECTIONS: readonly (readonly [string, Section])[] = [
  ['%-%-%-%-%-', 'cross'],
  ['%%--%%--%%', 'replace'],
  ['%%%---%%%-', 'end'],
];

/**
 * `arXiv:2303.00763 (*cross-listing*)`, `Paper: hep-th/9901001`, `Paper (*cross-listing*): hep-th/9901001`: the identifier
 * is the second group, the text before and after it the others.
 */
export const IDENTIFIER = /^(?:arXiv|Paper(\s*\(\*cross-listing\*\))?):\s*(\S+)\s*(.*)$/;

/** `\\` alone in a line: before the fields, before the abstract, and after it. */
export const isDelimiter = (line: string): boolean => /^\\\\\s*$/.test(line);
/** `\\ ( https://arxiv.org/abs/2303.00763 ,  3197kb)`: the end of an entry of a mailing. */
export const isClosing = (line: string): boolean => /^\\\\\s*\(/.test(line);

function sectionOf(line: string): Section | null {
  return SECTIONS.find(([sign]) => line.startsWith(sign))?.[1] ?? null;
}

/** Gives blocks and sections in their order. At most RECORD_LIMIT is kept. */
export function createBlockReader({ onBlock, onSection }: BlockEvents): DumpReader {
  let lines: string[] = [];
  let first = 1;
  let length = 0;
  let hasIdentifier = false;
  let isClosed = false;
  /** Delimiters since the identifier. */
  let delimiters = 0;
  /** Index of the delimiter that is the last line so far that is not blank; -1 when another line is. */
  let delimiter = -1;

  function reset(at: number): void {
    lines = [];
    first = at;
    length = 0;
    hasIdentifier = false;
    isClosed = false;
    delimiters = 0;
    delimiter = -1;
  }

  /** A rule at the end of what was taken for an abstract did end the entry. */
  function withoutRule(until: number): number {
    const last = lines.slice(0, until).findLastIndex((line) => line.trim() !== '');
    return last >= 0 && RULE.test(lines[last] ?? '') ? last : until;
  }

  function flush(end: number, isLast: boolean): void {
    const until = withoutRule(end);
    if (until > 0) onBlock({ first, lines: lines.slice(0, until), isTooLong: length >= RECORD_LIMIT, isLast });
  }

  /** An entry begins here although no rule stands before it. */
  function cutBefore(index: number, number: number): void {
    const rest = lines.slice(index);
    flush(index, false);
    reset(number - rest.length);
    lines = rest;
    delimiter = rest.length > 0 ? 0 : -1;
  }

  /** Text has begun behind the fields, and the line that ends it is still to come: a rule may be the author's own. */
  function isWithinAbstract(): boolean {
    return hasIdentifier && !isClosed && delimiter < 0 && delimiters === 1 && length < RECORD_LIMIT;
  }

  function onLine(line: string, number: number, isTooLong: boolean): void {
    const start = line.charCodeAt(0);
    const section = start === 0x25 ? sectionOf(line) : null;
    if (section !== null || (start === 0x2d && RULE.test(line) && !isWithinAbstract())) {
      flush(lines.length, false);
      reset(number + 1);
      if (section !== null) onSection(section);
      return;
    }
    if (length >= RECORD_LIMIT) return;
    if (start === 0x5c && isDelimiter(line)) {
      if (isClosed || (hasIdentifier && delimiter >= 0 && lines.slice(0, delimiter).some(isDelimiter))) {
        cutBefore(lines.length, number);
      }
      delimiter = lines.length;
      if (hasIdentifier) delimiters += 1;
    } else if (start === 0x5c && isClosing(line)) {
      isClosed = true;
      delimiter = -1;
    } else if (line.trim() !== '') {
      if (isClosed) cutBefore(lines.length, number);
      // Only `a` of arXiv and `P` of Paper are looked at further: this is asked of every line.
      if ((start === 0x61 || start === 0x50) && IDENTIFIER.test(line)) {
        if (delimiter > 0) cutBefore(delimiter, number);
        hasIdentifier = true;
      }
      delimiter = -1;
    }
    length += isTooLong ? RECORD_LIMIT : line.length + 1;
    lines.push(line);
  }

  return createLineReader(onLine, () => flush(lines.length, true));
}
