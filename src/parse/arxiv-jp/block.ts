// One entry of an arxiv.jp page: heading, 要約, 要約(オリジナル), arxiv情報 and footer, each of which may be missing.
import { recordOf, type DumpRecord, type Translation } from '../../domain/paper.js';

/** A line of the dump, trimmed; `number` counts from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

export type BlockResult =
  | { readonly line: number | null; readonly value: DumpRecord }
  | { readonly line: number | null; readonly reason: string };

const JAPANESE = /^要約$/;
const ORIGINAL = /^要約[(（]オリジナル[)）]$/;
const INFORMATION = /^arxiv情報$/i;
const CLOSED = 'はコメントを受け付けていません';
const CODES = String.raw`[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?(?:\s*[,、]\s*[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?)*`;
const FOOTER = new RegExp(`^カテゴリー\\s*[:：]\\s*(${CODES})\\s*(?:\\|\\s*(.*))?$`, 'u');

/** Whether a line is one of the words that divide an entry. */
export function isMarker(line: Line): boolean {
  const { text } = line;
  return JAPANESE.test(text) || ORIGINAL.test(text) || INFORMATION.test(text) || /^(?:著者|発行日)[\s　]/.test(text);
}

/** Categories and title of a footer; the title is null where the line has none. `isCut`: the dump may end inside it. */
export function parseFooter(text: string, isCut: boolean): { categories: string[]; title: string | null } | null {
  const found = FOOTER.exec(text);
  if (found === null) return null;
  const categories = (found[1] ?? '').split(/\s*[,、]\s*/);
  const rest = found[2];
  if (rest === undefined) return isCut ? null : { categories, title: null };
  const end = rest.lastIndexOf(CLOSED);
  if (end < 0) return isCut ? { categories, title: null } : null;
  return { categories, title: rest.slice(0, end).trim() };
}

function findIndexFrom(lines: readonly Line[], from: number, isWanted: (text: string) => boolean): number {
  return lines.findIndex((line, index) => index >= from && isWanted(line.text));
}

function isBeforeSections(lines: readonly Line[], index: number): boolean {
  const next = lines.slice(index + 1).find((line) => line.text !== '');
  return next !== undefined && (JAPANESE.test(next.text) || ORIGINAL.test(next.text) || INFORMATION.test(next.text));
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').toLowerCase();

/** The heading's index and the title; the footer's title is the check on the heading. A string says why there is none. */
function findTitle(lines: readonly Line[], footerTitle: string | null): { index: number; title: string } | string {
  const verbatim = lines.flatMap((line, index) => (line.text !== '' && line.text === footerTitle ? [index] : []));
  const exact = verbatim.find((index) => isBeforeSections(lines, index)) ?? verbatim[0];
  if (exact !== undefined) return { index: exact, title: footerTitle! };

  const first = lines.findIndex(isMarker);
  const heading = lines.slice(0, Math.max(first, 0)).findLastIndex((line) => line.text !== '');
  if (heading < 0) {
    return footerTitle === null || footerTitle === '' ? 'the title is missing' : { index: -1, title: footerTitle };
  }
  const text = lines[heading]!.text;
  if (footerTitle === null || footerTitle === '' || plain(text) === plain(footerTitle))
    return { index: heading, title: text };
  const stem = footerTitle.replace(/(?:…|\.\.\.)$/, '');
  if (stem !== footerTitle && text.startsWith(stem)) return { index: heading, title: text };
  if (text.includes(footerTitle)) return { index: heading, title: footerTitle };
  return `the heading "${text.slice(0, 80)}" is not the title in the footer, "${footerTitle.slice(0, 80)}"`;
}

function parseProvider(lines: readonly Line[]): Translation | null {
  const heading = findIndexFrom(lines, 0, (text) => text.startsWith('提供元'));
  const provider = heading < 0 ? undefined : lines.slice(heading + 1).find((line) => line.text !== '');
  if (provider === undefined || parseFooter(provider.text, true) !== null) return null;
  const [site = '', ...service] = provider.text.split(/\s*[,、]\s*/);
  return site === '' ? null : { site, service: service.join(', ') || null };
}

function textBetween(lines: readonly Line[], from: number, to: number, joint: string): string | null {
  const text = lines
    .slice(from, to)
    .map((line) => line.text)
    .filter((line) => line !== '')
    .join(joint);
  return text === '' ? null : text;
}

/** The two abstracts between the heading and the information. */
function parseSections(
  lines: readonly Line[],
  heading: number,
  information: number,
): { ja: string | null; en: string | null } {
  const body = lines.slice(0, information);
  const japanese = findIndexFrom(body, heading + 1, (text) => JAPANESE.test(text));
  const original = body.findLastIndex((line, index) => index > heading && ORIGINAL.test(line.text));
  return {
    ja: japanese < 0 ? null : textBetween(body, japanese + 1, original < japanese ? body.length : original, '\n'),
    en: original < 0 ? null : textBetween(body, original + 1, body.length, '\n\n'),
  };
}

/** Parses the lines of one entry. `isTruncated`: the dump ends with it, perhaps in the middle of a line. */
export function parseBlock(block: readonly Line[], isTruncated: boolean): BlockResult {
  const last = block.findLast((line) => line.text !== '');
  const footer = last === undefined ? null : parseFooter(last.text, isTruncated);
  const lines = footer === null ? block : block.slice(0, block.indexOf(last!));
  const found = findTitle(lines, footer?.title ?? null);
  const line =
    (typeof found === 'string' ? undefined : lines[found.index])?.number ??
    block.find((each) => each.text !== '')?.number ??
    null;
  if (typeof found === 'string') return { line, reason: found };

  const people = lines.findLastIndex((each, index) => index > found.index && /^著者[\s　]/.test(each.text));
  const marked = lines.findLastIndex((each, index) => index > found.index && INFORMATION.test(each.text));
  const date = findIndexFrom(lines, Math.max(people, marked, found.index + 1), (text) => /^発行日[\s　]/.test(text));
  const ends = [marked, people, date].filter((index) => index >= 0);
  const information = ends.length === 0 ? lines.length : Math.min(...ends);
  const authors =
    people < 0
      ? []
      : lines[people]!.text.replace(/^著者[\s　]+/, '')
          .split(/\s*[,、]\s*/)
          .filter((name) => name !== '');
  const updatedAt = date < 0 ? null : lines[date]!.text.replace(/^発行日[\s　]+/, '');
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
      translation: ja === null ? null : parseProvider(lines),
    }),
  };
}
