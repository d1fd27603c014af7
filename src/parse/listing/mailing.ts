// arXiv's daily mailings, and its listings of a week or a month, which have no abstracts and announce nothing.
import type { AnnounceType } from '../../domain/paper.js';
import { createBlockReader, isDelimiter, type Block, type Section } from './block.js';
import { isEntry, itemOf, parseListingEntry, type ListingEntry } from './entry.js';
import { archiveOf } from './identifier.js';
import type { DumpFormat, DumpReader, ParsedItem } from '../parsed.js';

const MARKUP = /^\s*</;
const FIRST_LINES = /^\\\\[ \t]*\r?\n(?:[ \t]*\r?\n)*(?:arXiv|Paper(?:\s*\(\*cross-listing\*\))?):\s*\S/m;
const NAMED = /^(?:Title|Authors?|Date \(revised v\d+\))\s*:/m;
/** What only a mailing has: its head, its rules of percent signs, the closing line of an entry, a replacement's line. */
const SIGNS = [
  /^Subject:\s.*\b(?:daily|mailing)\b/m,
  /^[ \t]*received from[ \t].*[ \t]to[ \t]/m,
  /^(?:%-%-%-%-%-|%%--%%--%%|%%%---%%%-)/m,
  /^\\\\[ \t]+\(.*[kK][bB][ \t]*\)/m,
  /^replaced with revised version /m,
];
// A week's listing dates its days: /* Fri, 3 Mar 2023 */
const DAY = /^\/\*[ \t]*\w{3},?[ \t]+(\d{1,2}) (\w{3}) (\d{4})[ \t]*\*\/[ \t]*\r?$/m;
const DATE = /^Date:\s*(.*)$/;

/** Whether a text holds at least one entry as arXiv's mailings, listings and .abs files write them. */
export function hasEntry(head: string): boolean {
  return !MARKUP.test(head) && FIRST_LINES.test(head) && NAMED.test(head);
}

/** Whether a text is a mailing, also one without an entry. */
export function isMailing(head: string): boolean {
  const signs = SIGNS.filter((sign) => sign.test(head)).length;
  return hasEntry(head) ? signs > 0 : !MARKUP.test(head) && signs >= 2;
}

/** Whether a text is a listing of a week or a month: whole entries, none of which has an abstract. */
export function isListing(head: string): boolean {
  if (!hasEntry(head) || isMailing(head)) return false;
  if (/^Papers received as of /m.test(head) || DAY.test(head)) return true;
  const abstracts: boolean[] = [];
  const reader = createBlockReader({
    onSection: () => undefined,
    onBlock(block) {
      const entry = isEntry(block) ? parseListingEntry(block, null) : '';
      if (typeof entry !== 'string') abstracts.push(entry.record.abstract !== null);
    },
  });
  reader.push(head);
  reader.end();
  return abstracts.length > 0 && !abstracts.includes(true);
}

function isoTime(text: string): string | null {
  const instant = new Date(text.trim());
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** When the papers that follow were announced, if the lines are a mailing's head or the date of a week's listing. */
function announcementOf(lines: readonly string[]): string | null {
  for (const line of lines) {
    const day = DAY.exec(line);
    if (day !== null) return isoTime(`${day[1]} ${day[2]} ${day[3]} 00:00:00 GMT`)?.slice(0, 10) ?? null;
    const date = DATE.exec(line)?.[1];
    if (date !== undefined) return isoTime(date);
  }
  return null;
}

/** The text below a whole entry, where no rule came before it: perhaps the head of the next mail. */
function afterEntry({ lines }: Block): readonly string[] {
  const ends = lines.flatMap((line, index) => (isDelimiter(line) ? [index + 1] : []));
  return ends.length > 2 ? lines.slice(ends.at(-1)) : [];
}

function typeOf(entry: ListingEntry, section: Section | null): AnnounceType {
  const isReplacement = entry.isReplacement || section === 'replace';
  if (isReplacement) return entry.isCrossListed ? 'replace-cross' : 'replace';
  return entry.isCrossListed || section === 'cross' ? 'cross' : 'new';
}

function open(emit: (item: ParsedItem) => void): DumpReader {
  let record = 0;
  let section: Section | null = null;
  let announcedAt: string | null = null;
  let archive: string | null = null;
  return createBlockReader({
    onSection(next) {
      section = next === 'end' ? null : next;
      if (next === 'end') archive = null;
    },
    onBlock(block) {
      const isPaper = isEntry(block);
      if (isPaper) {
        record += 1;
        const home = section === 'cross' ? null : archive;
        emit(
          itemOf(block, record, {
            archive: home,
            announced: (entry) => ({ announceType: typeOf(entry, section), announcedAt }),
          }),
        );
      }
      const around = isPaper ? afterEntry(block) : block.lines;
      announcedAt = announcementOf(around) ?? announcedAt;
      const told = archiveOf(around);
      if (told !== undefined) archive = told;
    },
  });
}

export const mailing: DumpFormat = { format: 'mailing', open };

/** Printed as `mailing`, but an archive of what was announced before. */
export const listing: DumpFormat = { format: 'mailing', announces: false, open };
