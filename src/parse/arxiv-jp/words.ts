// Words: the fixed words of an arxiv.jp page, recognised whatever copying did to their letters, and the values after them.
import { comparisonForm, lastPlaceOf } from '../../text/comparison.js';
import { memoizedBriefly } from '../../text/memoized.js';

/** Section words and labels, one to a line, in the order in which a page has them. */
export type SectionWord = 'japanese' | 'original' | 'information' | 'authors' | 'date' | 'site' | 'provider';

const WORDS: readonly (readonly [SectionWord, RegExp])[] = [
  ['japanese', /^要約$/],
  ['original', /^要約 ?\( ?オリジナル ?\)$/],
  ['information', /^arxiv ?情報$/i],
  ['authors', /^著者\s/],
  ['date', /^発行日\s/],
  ['site', /^arxiv ?サイト/i],
  ['provider', /^提供元/],
];
/** A word, with what copying may have put into it, ends within this. */
const LONGEST_WORD = 40;

/** Remembered, since each line is asked about several times. */
const headOf = memoizedBriefly(comparisonForm, 100);

/** The word that a trimmed line is, or begins with. */
export function wordOf(line: string): SectionWord | null {
  if (line === '') return null;
  const head = headOf(line.slice(0, LONGEST_WORD));
  return WORDS.find(([, form]) => form.test(head))?.[0] ?? null;
}

/** The value behind the word of a line such as `著者 …`. */
export function valueOf(line: string): string {
  return line.replace(/^\S+\s+/, '');
}

/** Behind the title of an entry's last line. */
const CLOSED = 'はコメントを受け付けていません';
const CODES = String.raw`[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?(?:\s*[,、]\s*[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?)*`;
const CATEGORIES = new RegExp(`^カテゴリー?\\s*:\\s*(${CODES})\\s*$`, 'u');

/** A trimmed line that begins as the last line of an entry does. */
export function isFooterLike(line: string): boolean {
  return /^カテゴリー?\s*:/.test(headOf(line.slice(0, LONGEST_WORD)));
}

/** A text without the words that close comments, which follow its title; null where they do not stand in it. */
export function withoutClosed(text: string): string | null {
  const place = lastPlaceOf(text, CLOSED);
  return place === null ? null : text.slice(0, place.from).trim();
}

/** Categories and title of a footer; the title is null where the line has none. `isCut`: the dump may end inside it. */
export function parseFooter(line: string, isCut: boolean): { categories: string[]; title: string | null } | null {
  if (!isFooterLike(line)) return null;
  const bar = line.search(/[|｜│￨]/);
  const found = CATEGORIES.exec(comparisonForm(bar < 0 ? line : line.slice(0, bar)));
  if (found === null) return null;
  const categories = (found[1] ?? '').split(/\s*[,、]\s*/);
  if (bar < 0) return isCut ? null : { categories, title: null };
  const title = withoutClosed(line.slice(bar + 1).trim());
  return title !== null || isCut ? { categories, title } : null;
}

/** A footer as the text dump spells it. */
export function footerText(categories: readonly string[], title: string | null): string {
  return `カテゴリー: ${categories.join(', ')}${title === null ? '' : ` | ${title} ${CLOSED}`}`;
}

/** Whether a text holds at least two different words of such a page, each on a line of its own where `isPlain`. */
export function hasWords(head: string, isPlain: boolean): boolean {
  const text = comparisonForm(head);
  const marks = isPlain
    ? [/^要約\s*$/m, /^要約 ?\( ?オリジナル ?\)\s*$/m, /^arxiv ?情報\s*$/im, /^発行日\s/m]
    : [/要約/, /要約 ?\( ?オリジナル ?\)/, /arxiv ?情報/i, /発行日/];
  return [...marks, new RegExp(CLOSED)].filter((mark) => mark.test(text)).length >= 2;
}
