// One entry of a listing text, as mailings, listings and .abs files share it: a block to a record or to a reason.
import { parseAuthors } from '../../domain/author-list.js';
import { recordOf, type AnnounceType, type DumpRecord } from '../../domain/paper.js';
import { saysWithdrawn } from '../../domain/withdrawn.js';
import { IDENTIFIER, isClosing, isDelimiter, type Block } from './block.js';
import { isTelling, parseFields, type DateLine, type Fields } from './fields.js';
import { entryIdentifier } from './identifier.js';
import { attempt, RAW_LIMIT, type ParsedItem } from '../parsed.js';

/** What an entry says of itself. */
export interface ListingEntry {
  readonly record: DumpRecord;
  readonly isCrossListed: boolean;
  readonly isReplacement: boolean;
}

/** More lines than this outside any field: the delimiter between fields and abstract is lost. */
const STRAY_LIMIT = 2;
/** Archives with subject classes: their bare name was never a category. */
const NO_CATEGORY = /^(?:cs|econ|eess|math|nlin|physics|q-fin|stat)$/;
/** A list that arXiv cut short: `et al. (72 additional authors not shown)`. */
const AND_OTHERS = /,? ?\bet al\.?(?: \(\d+ additional authors? not shown\))?$/i;

/** Whether a block is an entry, perhaps a spoilt one, and not a mail header, a date or a farewell. */
export function isEntry({ lines }: Block): boolean {
  const start = lines.find((line) => line.trim() !== '' && !isDelimiter(line));
  if (start === undefined) return false;
  if (IDENTIFIER.test(start)) return true;
  const telling = lines.filter(isTelling).length;
  return telling >= 2 || (telling === 1 && lines.some(isDelimiter));
}

function versionsOf(dates: readonly DateLine[]): { version: number; at: string }[] {
  const known = new Map<number, string>();
  for (const { version, at } of dates) if (version !== null && version > 0) known.set(version, at);
  return [...known].sort(([a], [b]) => a - b).map(([version, at]) => ({ version, at }));
}

function timesOf(fields: Fields): Pick<DumpRecord, 'version' | 'submittedAt' | 'updatedAt' | 'versions'> {
  const versions = versionsOf(fields.dates);
  const last = fields.dates.at(-1);
  return {
    versions,
    version: fields.replacedAt !== null || last?.version === null ? null : (versions.at(-1)?.version ?? null),
    submittedAt: versions[0]?.version === 1 ? versions[0].at : null,
    updatedAt: fields.replacedAt ?? (last?.version === null ? last.at : (versions.at(-1)?.at ?? null)),
  };
}

/** The last version's source is none, or the comments or the abstract say so. */
function isWithdrawn(fields: Fields, abstract: string): boolean {
  const isSourceless = fields.dates.at(-1)?.sourceType.includes('I') ?? false;
  return isSourceless || saysWithdrawn({ comments: fields.get('comments') ?? null, abstract });
}

function categoriesOf(fields: Fields, identifier: string | null): string[] {
  const told = (fields.get('categories') ?? '').split(/[\s,]+/).filter((code) => code !== '');
  if (told.length > 0) return told;
  const archive = identifier?.includes('/') === true ? identifier.slice(0, identifier.indexOf('/')) : '';
  return archive === '' || NO_CATEGORY.test(archive) ? [] : [archive];
}

/** Fields and abstract of a block; a string says why they cannot be told apart. */
function sectionsOf(block: Block, start: number): { fields: Fields; abstract: string } | string {
  const isEnd = (line: string): boolean => isDelimiter(line) || isClosing(line);
  const { lines } = block;
  const ends = lines.flatMap((line, index) => (index > start && isEnd(line) ? [index] : []));
  const [middle = -1] = ends;
  const end = ends.at(-1) ?? -1;
  const isWhole = ends.length > 1 || (end >= 0 && lines.slice(end + 1).every((line) => line.trim() === ''));
  if (!isWhole && block.isLast) return 'the dump ends inside this record';
  if (middle < 0) return 'the line \\\\ after the fields is missing';
  const fields = parseFields(lines.slice(start + 1, middle));
  if (fields.strays > STRAY_LIMIT) return `${fields.strays} lines stand in no field`;
  const abstract = lines.slice(middle + 1, end > middle && isWhole ? end : undefined).join('\n');
  return { fields, abstract: abstract.trimEnd().replace(/^\n+/, '') };
}

/**
 * Reads an entry of a mailing of `archive` (null where it is unknown); a string says what is wrong with it. Announcement
 * type and times of the dump are left to the caller.
 */
export function parseListingEntry(block: Block, archive: string | null): ListingEntry | string {
  if (block.isTooLong) return 'the record is longer than 8 MiB';
  const start = block.lines.findIndex((line) => line.trim() !== '' && !isDelimiter(line));
  const head = IDENTIFIER.exec(block.lines[start] ?? '');
  if (head === null) return block.isLast ? 'the dump ends inside this record' : 'the identifier is missing';
  const [, before = '', told = '', after = ''] = head;
  const sections = sectionsOf(block, start);
  if (typeof sections === 'string') return sections;
  const isCrossListed = `${before}${after}`.includes('(*cross-listing*)');
  const identifier = entryIdentifier(told, block.lines, isCrossListed ? null : archive);
  if (identifier === null) return `"${told.slice(0, 80)}" is not an arXiv identifier`;
  const { fields, abstract } = sections;
  const title = fields.get('title');
  const people = (fields.get('authors') ?? fields.get('author') ?? '').replaceAll(/\s+/g, ' ').trim();
  const names = parseAuthors(people.replace(AND_OTHERS, ''));
  // A line in which no name is found is kept whole as the only author; the record is not rejected for it.
  const authors = names.length > 0 || people === '' ? names : [people];
  const missing = [...(title === null ? ['the title'] : []), ...(authors.length === 0 ? ['the authors'] : [])];
  if (title === null || missing.length > 0) return `${missing.join(' and ')} cannot be found`;

  const times = timesOf(fields);
  const categories = categoriesOf(fields, identifier.arxivId);
  return {
    isCrossListed,
    isReplacement: fields.replacedAt !== null,
    record: recordOf(title, {
      arxivId: identifier.arxivId,
      version: identifier.version ?? times.version,
      abstract: abstract === '' ? null : abstract,
      authors,
      categories,
      primaryCategory: categories[0] ?? null,
      comments: fields.get('comments'),
      journalRef: fields.get('journal-ref'),
      doi: fields.get('doi'),
      reportNo: fields.get('report-no'),
      license: fields.get('license'),
      submittedAt: times.submittedAt,
      updatedAt: times.updatedAt,
      versions: times.versions,
      withdrawn: isWithdrawn(fields, abstract),
    }),
  };
}

export interface BlockContext {
  /** As for parseListingEntry. */
  readonly archive: string | null;
  /** What the dump around the block says of its announcement. */
  readonly announced: (entry: ListingEntry) => { announceType: AnnounceType | null; announcedAt: string | null };
}

/** The item of a block. */
export function itemOf(block: Block, record: number, { archive, announced }: BlockContext): ParsedItem {
  const named = block.lines.findIndex((text) => IDENTIFIER.test(text));
  const start = named >= 0 ? named : block.lines.findIndex((text) => text.trim() !== '' && !isDelimiter(text));
  const line = block.first + Math.max(start, 0);
  const text = (): string => block.lines.join('\n').trim().slice(0, RAW_LIMIT);
  return attempt<ParsedItem>(
    () => {
      const entry = parseListingEntry(block, archive);
      return typeof entry === 'string'
        ? { kind: 'rejection', record, line, reason: entry, text: text() }
        : { kind: 'record', record, line, value: { ...entry.record, ...announced(entry) } };
    },
    (failure) => ({ kind: 'rejection', record, line, text: text(), ...failure }),
  );
}
