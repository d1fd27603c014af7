// Author lists: one string of names, as submitters type it for arXiv, to display names in order.
import { readable } from '../text/readable.js';
import { cleanLine, familyFirst } from './author-line.js';

const SUFFIX = /^(?:Jn?r|Sn?r|II|III|IV|2nd|3rd|4th|Esq)\.?$/i;
/** Words before a collaboration or a helper that are not part of its name. */
const PREFIX =
  /^(?:and\s+)?(?:(?:for|representing|on behalf of|(?:with )?(?:an )?appendix (?:by|with)|with (?:the )?(?:assistance of|contributions? (?:from|by)))\s+(?:the\s+)?)/i;
/**
 * `Jane Roe for the Example Collaboration`, `Jane Roe for the LIGO`: a person and a collaboration in one name. Other
 * names with these words, such as that of an institute, stay whole.
 */
const WITHIN =
  /\s+with (?:an )?appendix by\s+|\s+with contributions? (?:from|by)\s+|\s+(?:for the|on behalf of(?: the)?|representing the)\s+(?=\S*\p{Lu}\S*\p{Lu}\S*$|.*\b(?:[Cc]ollaborations?|[Tt]eams?|[Gg]roups?|[Cc]onsorti(?:um|a)|[Ee]xperiments?)\b)/u;
/** What a label of the footnote style holds: `1`, `a`, `1,2`, `1 and 2`, `*`. */
const LABEL = /^\s*(?:\d{1,3}|[a-z]|\*+|†|‡)(?:\s*(?:,|and|&)\s*(?:\d{1,3}|[a-z]|\*+|†|‡))*\s*$/i;
/** A superscript that points to a footnote, such as `$^{1,2}$`. */
const SUPERSCRIPT =
  /\$\s{0,3}(?:\{\s{0,3}\})?\s{0,3}\^\s{0,3}(?:\{[^{}$]*(?:\{[^{}$]*\}[^{}$]*)?\}|\\[a-z]{1,12}|[^{}$\\])\s{0,3}\$/gy;
const AND = /^(?:\\?and|And|AND|\\?&)(?=\s)/;
/** A nickname within a name, such as `(Bob)`. */
const NICKNAME = /^\p{Lu}\p{Ll}+$/u;
const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** A list is told by so much of either end (UTF-16 units). */
const LIST_END = 200;
/** A list in a group of its own, not a part of a name that braces hold together. */
const LIST = /,\s|\s(?:and|And|AND)\s/;

/** A longer text between separators is no name; it is left as it is, since looking for TeX in it could take long. */
const LONGEST_NAME = 1_000;

/** For every opening bracket of the text that is closed, where; nested pairs are found, whatever is unbalanced is left out. */
function closedBrackets(text: string): Map<number, number> {
  const open: Record<string, number[]> = { ')': [], ']': [], '}': [] };
  const pairs = new Map<number, number>();
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (text[at - 1] === '\\' && (character === '{' || character === '}')) continue;
    const closing = PAIRS[character];
    if (closing !== undefined) open[closing]?.push(at);
    const start = open[character]?.pop();
    if (start !== undefined) pairs.set(start, at);
  }
  return pairs;
}

/** Whether what was read before a bracket is given names alone, so that a nickname may stand there. */
function isGivenAlone(piece: string): boolean {
  const words = piece.trim().split(' ');
  return words.length === 1 || /^\p{Lu}\.$/u.test(words.at(-1) ?? '');
}

/** The pieces between separators, without text in brackets; a list of footnotes at the end is left out. */
function split(text: string): string[] {
  const pairs = closedBrackets(text);
  const pieces: string[] = [];
  /** Where braces end that hold a name together. */
  let heldUntil = -1;
  const dropped = new Set<number>();
  let piece = '';
  let isAfterLabel = false;
  let isBlank = true;
  /** A closed affiliation or superscript ends a name. */
  let isEnded = false;
  let hasSuperscripts = false;
  /** `(1) Ann Lee, (2) Bo Chen`: labels stand before the names, and no list of footnotes can be told from them. */
  let hasLabelsFirst = false;
  const finish = (): void => {
    pieces.push(piece);
    piece = '';
    isAfterLabel = isEnded = false;
    isBlank = true;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (dropped.has(at)) continue;
    const end = pairs.get(at);
    SUPERSCRIPT.lastIndex = at;
    const superscript = character === '$' ? SUPERSCRIPT.exec(text) : null;
    if (superscript !== null) {
      const isFootnote = hasSuperscripts && (isAfterLabel || isBlank);
      if (isFootnote && /^\s*\p{L}/u.test(text.slice(SUPERSCRIPT.lastIndex, SUPERSCRIPT.lastIndex + 8))) break;
      hasSuperscripts ||= !isBlank;
      isEnded = isAfterLabel = !isBlank;
      piece += ' ';
      at += superscript[0].length - 1;
      continue;
    }
    if (end !== undefined && character !== '{') {
      const inside = text.slice(at + 1, end);
      const isLabel = LABEL.test(inside);
      if (isLabel && isBlank && pieces.length === 0) hasLabelsFirst = true;
      const isFootnote =
        !hasLabelsFirst && isLabel && (isAfterLabel || isBlank) && /^\s*\p{L}/u.test(text.slice(end + 1, end + 9));
      if (isFootnote && (pieces.length > 0 || !isBlank)) break;
      isEnded = !isBlank && !(NICKNAME.test(inside) && isGivenAlone(piece));
      isAfterLabel = isLabel;
      piece += ' ';
      at = end;
      continue;
    }
    if (end !== undefined && at > heldUntil) {
      // Braces within braces would each be searched whole.
      const start = text.slice(at + 1, Math.min(end, at + LIST_END));
      const last =
        text
          .slice(Math.max(at + 1, end - LIST_END), end)
          .split(',')
          .at(-1) ?? '';
      if (isBlank && LIST.test(start) && !SUFFIX.test(last.trim())) {
        dropped.add(end);
        continue;
      }
      if (isEnded) finish();
      heldUntil = end;
    }
    const isHeld = at <= heldUntil;
    const isSeparator = character === ',' || character === ';' || character === ':';
    const isWordStart = isBlank || isEnded || text[at - 1] === ' ';
    const and = isHeld || !isWordStart ? null : AND.exec(text.slice(at, at + 5));
    if (!isHeld && isSeparator && text[at - 1] !== '\\') finish();
    else if (and !== null) {
      finish();
      at += and[0].length - 1;
    } else {
      if (isEnded && /[\p{L}\\{]/u.test(character)) finish();
      if (character !== ' ') isAfterLabel = isBlank = false;
      piece += character;
    }
  }
  finish();
  return pieces;
}

/** Words among names that are not a name: `and 12 others`, `Ph.D.`. */
const NO_NAME =
  /^(?:and|(?:and\s+)?(?:(?:\d+|many|several)\s+)?(?:others?|(?:more|other|further)(?:\s+(?:authors?|people|names?))?)|M\.?\s?D\.?|MBBS|Ph\.?\s?D\.?|[MB]\.Sc\.?)$/i;

/** Two full names joined in another language; `y`, `i` and `e` are not among these, since they stand within family names. */
const FULL_NAME = String.raw`\p{Lu}[\p{L}\p{M}.'’-]*(?:\s(?:(?:van|von|der|den|de|du|la|le)\s)*\p{Lu}[\p{L}\p{M}.'’-]*){1,4}`;
const TWO_NAMES = new RegExp(`^(${FULL_NAME})\\s(?:und|et)\\s(${FULL_NAME})$`, 'u');

/** `1. Ann Lee, 2. Bo Chen`. */
const NUMBERED = /^\d{1,3}\.\s+(?=\p{Lu})/u;

function tidy(piece: string): string {
  if (piece.length > LONGEST_NAME) return piece.trim();
  return readable(piece)
    .replace(/[()[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(PREFIX, '')
    .replace(NUMBERED, '')
    .replace(/\s(?:and|AND|&)$/, '')
    .replace(/(?:^|\s)et\.?\s+al\.?$/i, '')
    .replace(/^[*†‡~\s]+|[*†‡~\s]+$/gu, '');
}

/**
 * One name that a source already separated, as display names: a collaboration that was written into it becomes a name
 * of its own, TeX becomes text; what holds no letter (arXiv's own parser leaves `:` alone) is none.
 */
export function parseAuthor(name: string): string[] {
  const text = name.replace(/\s+/g, ' ').trim();
  return (text.length > LONGEST_NAME ? [text] : text.split(WITHIN))
    .map(tidy)
    .flatMap((part) => TWO_NAMES.exec(part)?.slice(1) ?? [part])
    .filter((part) => /\p{L}/u.test(part));
}

/** A list that stands wholly in brackets, without them. */
function unwrapped(text: string): string {
  const bare = text.trim();
  const isWhole = PAIRS[bare[0] ?? ''] !== undefined && closedBrackets(bare).get(0) === bare.length - 1;
  return isWhole && (bare[0] !== '{' || LIST.test(bare)) ? bare.slice(1, -1) : bare;
}

/**
 * Display names in order, from one string: separated by commas or `and`, or by an affiliation or superscript that closes;
 * affiliations and footnotes in brackets dropped (info.arxiv.org/help/prep, Authors), `X Collaboration: A, B` and
 * `A, for the X Collaboration` taken apart, suffixes such as Jr left with their name, TeX accents as letters. A line with
 * letters in which no name is found is one name.
 */
export function parseAuthors(text: string): string[] {
  const names: string[] = [];
  const line = unwrapped(cleanLine(text));
  for (const piece of split(line)) {
    for (const name of parseAuthor(piece)) {
      if (NO_NAME.test(name)) continue;
      const last = names.length - 1;
      if (SUFFIX.test(name) && last >= 0) names[last] = `${names[last]} ${name}`;
      else names.push(name);
    }
  }
  return names.length === 0 && /\p{L}/u.test(line) ? [line] : familyFirst(names);
}

/** Whether these are no names but one author line that was kept as it is: it holds what a name never does, or no letter. */
export function isWholeLine(names: readonly string[]): boolean {
  const [only, ...more] = names;
  return (
    only !== undefined &&
    more.length === 0 &&
    (/[,;:()[\]]/.test(only) || !/\p{L}/u.test(only) || only.length > LONGEST_NAME)
  );
}
