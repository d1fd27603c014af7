// Author lists: one string of names, as submitters type it for arXiv, to display names in order.
import { readable } from '../text/readable.js';

const SUFFIX = /^(?:Jr|Sr|II|III|IV)\.?$/i;
/** What stands before a collaboration or a helper and is no part of its name. */
const PREFIX =
  /^(?:and\s+)?(?:(?:for|representing|on behalf of|with (?:an )?appendix by|with (?:the )?assistance of)\s+(?:the\s+)?)/i;
/**
 * `Jane Roe for the Example Collaboration`, `Jane Roe for the LIGO`: a person and a collaboration in one name. Other
 * names with these words, such as that of an institute, stay whole.
 */
const WITHIN =
  /\s+(?:for the|on behalf of(?: the)?|representing the)\s+(?=\S*\p{Lu}\S*\p{Lu}\S*$|.*\b(?:[Cc]ollaborations?|[Tt]eams?|[Gg]roups?|[Cc]onsorti(?:um|a)|[Ee]xperiments?)\b)/u;
/** What a label of the footnote style holds: `1`, `a`, `1,2`, `1 and 2`, `*`. */
const LABEL = /^\s*(?:\d{1,3}|[a-z]|\*+|†|‡)(?:\s*(?:,|and|&)\s*(?:\d{1,3}|[a-z]|\*+|†|‡))*\s*$/i;
/** A superscript that points to a footnote, such as `$^{1,2}$`. */
const SUPERSCRIPT = /\$\s*\^\s*(?:\{[^{}]*\}|[^{}$])\s*\$/g;
const AND = /^\s+(?:\\?and|AND|\\?&)(?=\s)/;

/** For every `(` of the text that is closed, where; nested pairs are found, whatever is unbalanced is left out. */
function closedParentheses(text: string): Map<number, number> {
  const open: number[] = [];
  const pairs = new Map<number, number>();
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') open.push(at);
    const start = text[at] === ')' ? open.pop() : undefined;
    if (start !== undefined) pairs.set(start, at);
  }
  return pairs;
}

/** The pieces between separators, without what stands in parentheses; a list of footnotes at the end is left out. */
function split(text: string): string[] {
  const pairs = closedParentheses(text);
  const pieces: string[] = [];
  let piece = '';
  let braces = 0;
  let isAfterLabel = false;
  let isBlank = true;
  const finish = (): void => {
    pieces.push(piece);
    piece = '';
    isAfterLabel = false;
    isBlank = true;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const end = character === '(' ? pairs.get(at) : undefined;
    if (end !== undefined) {
      const isLabel = LABEL.test(text.slice(at + 1, end));
      const isFootnote = isLabel && (isAfterLabel || isBlank) && /^\s*\p{L}/u.test(text.slice(end + 1, end + 9));
      if (isFootnote && (pieces.length > 0 || !isBlank)) break;
      isAfterLabel = isLabel;
      piece += ' ';
      at = end;
      continue;
    }
    if (character === '{') braces += 1;
    else if (character === '}') braces = Math.max(0, braces - 1);
    const isEscaped = text[at - 1] === '\\';
    if (braces === 0 && !isEscaped && (character === ',' || character === ';' || character === ':')) finish();
    else if (braces === 0 && character === ' ' && AND.test(text.slice(at, at + 8))) {
      finish();
      at = text.indexOf(' ', at + 1) - 1;
    } else {
      if (character !== ' ') isAfterLabel = isBlank = false;
      piece += character;
    }
  }
  finish();
  return pieces;
}

/** A longer text between separators is no name; it is left as it is, since looking for TeX in it could take long. */
const LONGEST_NAME = 1_000;

function tidy(piece: string): string {
  if (piece.length > LONGEST_NAME) return piece.trim();
  const bare = piece.replace(SUPERSCRIPT, ' ');
  return readable(bare)
    .replace(/[()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(PREFIX, '')
    .replace(/(?:^|\s)et\s+al\.?$/i, '')
    .replace(/^[*†‡\s]+|[*†‡\s]+$/gu, '');
}

/**
 * One name that a source already separated, as display names: a collaboration that was written into it becomes a name
 * of its own, TeX becomes text; what holds no letter (arXiv's own parser leaves `:` alone) is none.
 */
export function parseAuthor(name: string): string[] {
  const text = name.replace(/\s+/g, ' ').trim();
  return (text.length > LONGEST_NAME ? [text] : text.split(WITHIN)).map(tidy).filter((part) => /\p{L}/u.test(part));
}

/**
 * Display names in order, from one string: separated by commas or `and`, affiliations and footnotes in parentheses
 * dropped (info.arxiv.org/help/prep, Authors), `X Collaboration: A, B` and `A, for the X Collaboration` taken apart,
 * suffixes such as Jr left with their name, TeX accents as letters.
 */
export function parseAuthors(text: string): string[] {
  const names: string[] = [];
  for (const piece of split(text.replace(/\s+/g, ' '))) {
    for (const name of parseAuthor(piece)) {
      const last = names.length - 1;
      if (SUFFIX.test(name) && last >= 0) names[last] = `${names[last]} ${name}`;
      else names.push(name);
    }
  }
  return names;
}
