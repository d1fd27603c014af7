// One entry of an arxiv.jp page: heading, 要約, 要約(オリジナル), arxiv情報 and footer, each of which may be missing.
import { recordOf, type DumpRecord, type Translation } from '../../domain/paper.js';
import { withdrawnByAbstract } from '../../domain/withdrawn.js';
import { comparisonForm } from '../../text/comparison.js';
import { attempt } from '../parsed.js';
import { parseFooter, valueOf, wordOf, type SectionWord } from './words.js';

/** A line of the dump, trimmed; `number` counts from 1. */
export interface DumpLine {
  readonly number: number;
  readonly text: string;
}

export type BlockResult =
  | { readonly line: number | null; readonly value: DumpRecord }
  | { readonly line: number | null; readonly reason: string; readonly stack?: string };

const DIVIDING: ReadonlySet<SectionWord | null> = new Set(['japanese', 'original', 'information', 'authors', 'date']);
const SECTIONS: ReadonlySet<SectionWord | null> = new Set(['japanese', 'original', 'information']);

/** What `parse` makes of an entry; an exception in it rejects only this entry. */
export function parseSafely<L extends DumpLine>(
  block: readonly L[],
  parse: (block: readonly L[]) => BlockResult,
): BlockResult {
  return attempt<BlockResult>(
    () => parse(block),
    (failure) => ({ line: block.find(({ text }) => text !== '')?.number ?? null, ...failure }),
  );
}

/** Whether a word divides an entry. */
export function isDividing(word: SectionWord | null): boolean {
  return DIVIDING.has(word);
}

/** Whether a line is one of the words that divide an entry. */
export function isMarker(line: DumpLine): boolean {
  return isDividing(wordOf(line.text));
}

function findIndexFrom(lines: readonly DumpLine[], from: number, isWanted: (text: string) => boolean): number {
  return lines.findIndex((line, index) => index >= from && isWanted(line.text));
}

function isBeforeSections(lines: readonly DumpLine[], index: number): boolean {
  let next = index + 1;
  while (lines[next]?.text === '') next += 1;
  return SECTIONS.has(wordOf(lines[next]?.text ?? ''));
}

const plain = (text: string): string => comparisonForm(text).replaceAll(/\s+/g, ' ').toLowerCase();

/** The heading's index and the title; the footer's title is the check on the heading. A string says why there is none. */
function findTitle(lines: readonly DumpLine[], footerTitle: string | null): { index: number; title: string } | string {
  const verbatim = lines.flatMap((line, index) => (line.text !== '' && line.text === footerTitle ? [index] : []));
  const exact = verbatim.find((index) => isBeforeSections(lines, index)) ?? verbatim[0];
  if (exact !== undefined && footerTitle !== null) return { index: exact, title: footerTitle };

  const first = lines.findIndex(isMarker);
  const heading = lines.slice(0, Math.max(first, 0)).findLastIndex((line) => line.text !== '');
  if (heading < 0) {
    return footerTitle === null || footerTitle === '' ? 'the title is missing' : { index: -1, title: footerTitle };
  }
  const text = lines[heading]?.text ?? '';
  if (footerTitle === null || footerTitle === '' || plain(text) === plain(footerTitle))
    return { index: heading, title: text };
  const stem = footerTitle.replace(/(?:…|\.\.\.)$/, '');
  if (stem !== footerTitle && text.startsWith(stem)) return { index: heading, title: text };
  if (text.includes(footerTitle)) return { index: heading, title: footerTitle };
  return `the heading "${text.slice(0, 80)}" is not the title in the footer, "${footerTitle.slice(0, 80)}"`;
}

function parseProvider(lines: readonly DumpLine[]): Translation | null {
  const heading = findIndexFrom(lines, 0, (text) => wordOf(text) === 'provider');
  const provider = heading < 0 ? undefined : lines.slice(heading + 1).find((line) => line.text !== '');
  if (provider === undefined || parseFooter(provider.text, true) !== null) return null;
  const [site = '', ...service] = provider.text.split(/\s*[,、]\s*/);
  return site === '' ? null : { site, service: service.join(', ') || null };
}

function joinedText(lines: readonly DumpLine[], joint: string): string | null {
  const text = lines
    .map((line) => line.text)
    .filter((line) => line !== '')
    .join(joint);
  return text === '' ? null : text;
}

/** The two abstracts between the heading and the information. */
function parseSections(
  lines: readonly DumpLine[],
  heading: number,
  information: number,
): { ja: string | null; en: string | null } {
  const body = lines.slice(0, information);
  const japanese = findIndexFrom(body, heading + 1, (text) => wordOf(text) === 'japanese');
  const original = body.findLastIndex((line, index) => index > heading && wordOf(line.text) === 'original');
  return {
    ja: japanese < 0 ? null : joinedText(body.slice(japanese + 1, original < japanese ? body.length : original), '\n'),
    en: original < 0 ? null : joinedText(body.slice(original + 1), '\n\n'),
  };
}

/** Parses the lines of one entry. `isTruncated`: the dump ends with it, perhaps in the middle of a line. */
export function parseBlock(block: readonly DumpLine[], isTruncated: boolean): BlockResult {
  const last = block.findLast((line) => line.text !== '');
  const footer = last === undefined ? null : parseFooter(last.text, isTruncated);
  const lines = footer === null || last === undefined ? block : block.slice(0, block.indexOf(last));
  const found = findTitle(lines, footer?.title ?? null);
  const line =
    (typeof found === 'string' ? undefined : lines[found.index])?.number ??
    block.find((each) => each.text !== '')?.number ??
    null;
  if (typeof found === 'string') return { line, reason: found };

  const people = lines.findLastIndex((each, index) => index > found.index && wordOf(each.text) === 'authors');
  const marked = lines.findLastIndex((each, index) => index > found.index && wordOf(each.text) === 'information');
  const date = findIndexFrom(lines, Math.max(people, marked, found.index + 1), (text) => wordOf(text) === 'date');
  const ends = [marked, people, date].filter((index) => index >= 0);
  const information = ends.length === 0 ? lines.length : Math.min(...ends);
  const authors =
    people < 0
      ? []
      : valueOf(lines[people]?.text ?? '')
          .split(/\s*[,、，]\s*/)
          .filter((name) => name !== '');
  const updatedAt = date < 0 ? null : comparisonForm(valueOf(lines[date]?.text ?? ''));
  const { ja, en } = parseSections(lines, found.index, information);

  const missing = [
    ...(authors.length === 0 ? ['the authors (著者)'] : []),
    ...(updatedAt === null ? ['the date (発行日)'] : []),
    ...(ja === null && en === null ? ['both abstracts (要約)'] : []),
    ...(footer === null ? ['the category line (カテゴリー)'] : []),
  ];
  if (footer === null || updatedAt === null || missing.length > 0) {
    return {
      line,
      reason: `${isTruncated ? 'the dump ends inside this record: ' : ''}${missing.join(' and ')} cannot be found`,
    };
  }
  return {
    line,
    value: recordOf(found.title, {
      abstract: en,
      abstractJa: ja,
      authors,
      categories: footer.categories,
      updatedAt,
      withdrawn: withdrawnByAbstract(en, ja),
      translation: ja === null ? null : parseProvider(lines),
    }),
  };
}
