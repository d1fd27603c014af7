// The metadata snapshot of Cornell University (arxiv-metadata-oai-snapshot.json): JSON lines, one paper each.
import { z } from 'zod';
import { parseAuthor, parseAuthors } from '../../domain/author-list.js';
import { parseIdentifier } from '../../domain/identifier.js';
import { recordOf, type DumpRecord, type VersionTime } from '../../domain/paper.js';
import { saysWithdrawn } from '../../domain/withdrawn.js';
import { beginsWithObject, elementTexts } from './elements.js';
import { createLineReader } from '../text/lines.js';
import { attempt, RAW_LIMIT, RECORD_LIMIT, type DumpFormat, type Failure } from '../parsed.js';

/** An optional field that cannot be read is null; the record is not rejected for it. */
const text = z
  .union([z.string(), z.number().transform(String), z.array(z.string()).transform((parts) => parts.join(' '))])
  .nullable()
  .catch(null);
/** A part of a name; older copies have null for what is empty. */
const part = z.string().nullable().catch(null);
/** Milliseconds since 1970 have more digits than seconds. */
const LEAST_MILLISECONDS = 1e11;

/** Seconds or milliseconds since 1970 as a time; null for a number that is none. */
function dateOfSeconds(value: number): string | null {
  const instant = new Date(value < LEAST_MILLISECONDS ? value * 1_000 : value);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

/** April 2007, and the month from which on papers have numbers of five digits instead of four. */
const [FIRST_MONTH, FIVE_DIGITS_SINCE] = [704, 1501];

/** An identifier that a program took for a number, which lost its zeros at either end. */
function identifierOfNumber(value: number): string {
  if (value < FIRST_MONTH) return String(value);
  return value >= FIVE_DIGITS_SINCE ? value.toFixed(5) : value.toFixed(4).padStart(9, '0');
}

const versionEntry = z.union([
  z.object({
    version: z.union([z.string(), z.number().transform(String)]),
    created: z
      .union([z.string(), z.number().transform(dateOfSeconds)])
      .nullable()
      .catch(null),
  }),
  z.string().transform((version) => ({ version, created: null })),
]);

const authorName = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

/** One line; nulls are common, and copies leave fields out. A name is `[key, forenames, suffix, affiliation?]`. */
const SHAPE = {
  id: z.union([z.string(), z.number().transform(identifierOfNumber)], {
    error: ({ input }) => `the identifier is ${(input ?? null) === null ? 'missing' : 'neither a text nor a number'}`,
  }),
  title: text,
  authors: z
    .union([z.string(), z.array(authorName).transform((names) => names.join(', '))])
    .nullable()
    .catch(null),
  authors_parsed: z.array(z.array(part).catch([])).nullable().catch(null),
  comments: text,
  'journal-ref': text,
  doi: text,
  'report-no': text,
  categories: text,
  license: text,
  abstract: text,
  versions: z.array(versionEntry.nullable().catch(null)).nullable().catch(null),
  update_date: text,
};
const schema = z.object(SHAPE, { error: 'the line is JSON, but not an object with a paper' });
type Line = z.infer<typeof schema>;

const known = (value: string | null | undefined): string | null =>
  value === undefined || value === null || value.trim() === '' ? null : value;

function authorsOf(line: Line): string[] {
  const parsed = line.authors_parsed ?? [];
  if (parsed.length === 0) return parseAuthors(line.authors ?? '');
  const names = parsed.flatMap(([key, forenames, suffix]) =>
    parseAuthor(
      [forenames, key, suffix]
        .map((each) => each ?? '')
        .filter((each) => each !== '')
        .join(' '),
    ),
  );
  return names.length === 0 ? parseAuthors(line.authors ?? '') : names;
}

/** `2007/04/02`. */
const SLASHED = /^(\d{4})\/(\d{2})\/(\d{2})(?!\d)/;
/** A time without a zone: the snapshot's times are of Greenwich. */
const CLOCK = /^(\d{4}-\d{2}-\d{2})([ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)$/;

/** Numbers of versions in order; the time of one is null where the copy left it out. */
function versionsOf(line: Line): { readonly version: number; readonly at: string | null }[] {
  return (line.versions ?? []).flatMap((entry) => {
    const number = /^v?([1-9]\d{0,4})$/i.exec(entry?.version ?? '')?.[1];
    return entry === null || number === undefined
      ? []
      : [{ version: Number(number), at: entry.created?.replace(SLASHED, '$1-$2-$3').replace(CLOCK, '$1$2Z') ?? null }];
  });
}

function toRecord(line: Line): DumpRecord {
  const versions = versionsOf(line);
  const categories = (line.categories ?? '').split(/[\s,;"'[\]]+/).filter((code) => code !== '');
  const identifier = parseIdentifier(line.id);
  return recordOf(line.title ?? '', {
    arxivId: identifier?.arxivId ?? line.id,
    version: versions.at(-1)?.version ?? identifier?.version ?? null,
    abstract: known(line.abstract),
    authors: authorsOf(line),
    categories,
    primaryCategory: categories[0] ?? null,
    submittedAt: versions.find((each) => each.version === 1)?.at ?? null,
    updatedAt: versions.at(-1)?.at ?? null,
    versions: versions.filter((each): each is VersionTime => each.at !== null),
    comments: known(line.comments),
    journalRef: known(line['journal-ref']),
    doi: known(line.doi),
    reportNo: known(line['report-no']),
    license: known(line.license),
    withdrawn: saysWithdrawn({ comments: line.comments ?? null, abstract: line.abstract ?? null }),
    // update_date is the last change of the metadata, not the last version.
    asOf: known(line.update_date)?.trim().replace(CLOCK, '$1') ?? null,
  });
}

/** A string, also one that nothing ends, so that no other is looked for within it; its group is the closing quotation mark. */
const STRING = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*\\?("|$)`;
const STRINGS = new RegExp(STRING, 'g');
/** Strings, and what some programs write for nothing although JSON has no word for it. */
const NOT_A_NUMBER = new RegExp(String.raw`${STRING}|-?\b(?:NaN|Infinity)\b`, 'g');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(NOT_A_NUMBER, (found) => (found.startsWith('"') ? found : 'null')));
    } catch {
      return undefined;
    }
  }
}

/** The record of one object, or why it is none. */
function readObject(value: unknown): DumpRecord | string {
  if (value === undefined) return 'the line is not JSON';
  const parsed = schema.safeParse(value);
  if (!parsed.success) return parsed.error.issues.map(({ message }) => message).join('; ');
  if (known(parsed.data.title) === null) return 'the title is missing';
  return parseIdentifier(parsed.data.id) === null
    ? `"${parsed.data.id.slice(0, 80)}" is not an arXiv identifier`
    : toRecord(parsed.data);
}

function readSafely(value: unknown): DumpRecord | string | Failure {
  return attempt<DumpRecord | string | Failure>(
    () => readObject(value),
    (failure) => failure,
  );
}

/** Whether a text begins as such a file does; its first line may be longer than the text. */
export function isSnapshot(head: string): boolean {
  if (!beginsWithObject(head)) return false;
  const names = [
    'submitter',
    'authors',
    'authors_parsed',
    'abstract',
    'categories',
    'versions',
    'update_date',
    'journal-ref',
  ];
  return /"id"\s*:\s*["\d]/.test(head) && names.filter((name) => head.includes(`"${name}"`)).length >= 2;
}

/** Lines of an object that is printed over several: how they begin, and how one ends and the next begins. */
const BEGINS = /^\[?\s*\{$/;
const BETWEEN = /^\}\s*,\s*\{$/;

/** How many objects and lists a line opens more than it closes. */
function depthOf(line: string): number {
  const bare = line.replace(STRINGS, (found, closing) => (closing === '' ? found : ''));
  return bare.split(/[{[]/).length - bare.split(/[}\]]/).length;
}

export const snapshot: DumpFormat = {
  format: 'snapshot',
  open(emit) {
    let record = 0;
    /** What has come of an object over several lines. */
    let printed: { readonly lines: string[]; readonly number: number; depth: number; length: number } | null = null;

    function give(read: DumpRecord | string | Failure, raw: string, line: number): void {
      record += 1;
      if (typeof read !== 'string' && 'title' in read) return emit({ kind: 'record', record, line, value: read });
      const why = typeof read === 'string' ? { reason: read } : read;
      emit({ kind: 'rejection', record, line, text: raw.trim().slice(0, RAW_LIMIT), ...why });
    }

    function close(): void {
      if (printed === null) return;
      const raw = printed.lines.join('\n');
      const { number, length } = printed;
      printed = null;
      give(length > RECORD_LIMIT ? 'the record is too long' : readSafely(parseJson(raw)), raw, number);
    }

    function goOn(text: string, line: number): void {
      if (printed === null) {
        printed = { lines: ['{'], number: line, depth: 1, length: 1 };
        return;
      }
      const isBetween = printed.depth === 1 && BETWEEN.test(text);
      printed.depth += isBetween ? -1 : depthOf(text);
      printed.length += text.length;
      if (printed.length <= RECORD_LIMIT)
        printed.lines.push(printed.depth > 0 ? text : isBetween ? '}' : text.replace(/\}[\s,\]]*$/, '}'));
      if (printed.depth > 0) return;
      close();
      if (isBetween) goOn('{', line);
    }

    return createLineReader((raw, line, isTooLong) => {
      const text = raw.trim();
      if (printed !== null || BEGINS.test(text)) return goOn(text, line);
      const isObject = text.startsWith('{') && text.endsWith('}');
      // Brackets and commas around and between the objects of a list.
      const bare = isObject ? text : text.replace(/^\[\s*(?=\{)|^,\s*/, '').replace(/(?<=\})\s*,$|^[\][,]$/, '');
      if (bare === '') return;
      if (isTooLong) return give('the line is too long', raw, line);
      const isList = text.startsWith('[') && text.endsWith(']');
      const value = parseJson(isObject || isList ? text : bare.replace(/(?<=\})\s*\]$/, ''));
      if (value === undefined && text.startsWith('[{'))
        for (const element of elementTexts(text)) give(readSafely(parseJson(element)), element, line);
      else
        for (const each of Array.isArray(value) && value.length > 0 ? value : [value])
          give(readSafely(each), raw, line);
    }, close);
  },
};
