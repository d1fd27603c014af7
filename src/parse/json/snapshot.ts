// The metadata snapshot of Cornell University (arxiv-metadata-oai-snapshot.json): JSON lines, one paper each.
import { z } from 'zod';
import { parseAuthor, parseAuthors } from '../../domain/author-list.js';
import { parseIdentifier } from '../../domain/identifier.js';
import { recordOf, type DumpRecord, type VersionTime } from '../../domain/paper.js';
import { saysWithdrawn } from '../../domain/withdrawn.js';
import { createLineReader } from '../text/lines.js';
import { failureOf, RAW_LIMIT, type DumpFormat, type Failure } from '../parsed.js';

const text = z.string().nullish();

/** One line; nulls are common, and copies leave fields out. A name is `[key, forenames, suffix, affiliation?]`. */
const schema = z.object({
  id: z.string(),
  title: z.string(),
  authors: text,
  authors_parsed: z.array(z.array(z.string())).nullish(),
  comments: text,
  'journal-ref': text,
  doi: text,
  'report-no': text,
  categories: text,
  license: text,
  abstract: text,
  versions: z.array(z.object({ version: z.string(), created: z.string() })).nullish(),
  update_date: text,
});
type Line = z.infer<typeof schema>;

const known = (value: string | null | undefined): string | null =>
  value === undefined || value === null || value.trim() === '' ? null : value;

function authorsOf(line: Line): string[] {
  const parsed = line.authors_parsed ?? [];
  if (parsed.length === 0) return parseAuthors(line.authors ?? '');
  return parsed.flatMap(([key = '', forenames = '', suffix = '']) =>
    parseAuthor([forenames, key, suffix].filter((part) => part !== '').join(' ')),
  );
}

function versionsOf(line: Line): VersionTime[] {
  return (line.versions ?? []).flatMap(({ version, created }) => {
    const number = /^v([1-9]\d{0,3})$/.exec(version)?.[1];
    return number === undefined ? [] : [{ version: Number(number), at: created }];
  });
}

function toRecord(line: Line): DumpRecord {
  const versions = versionsOf(line);
  const categories = (line.categories ?? '').split(/\s+/).filter((code) => code !== '');
  const identifier = parseIdentifier(line.id);
  return recordOf(line.title, {
    arxivId: identifier?.arxivId ?? line.id,
    version: versions.at(-1)?.version ?? identifier?.version ?? null,
    abstract: known(line.abstract),
    authors: authorsOf(line),
    categories,
    primaryCategory: categories[0] ?? null,
    submittedAt: versions.find((each) => each.version === 1)?.at ?? null,
    updatedAt: versions.at(-1)?.at ?? null,
    versions,
    comments: known(line.comments),
    journalRef: known(line['journal-ref']),
    doi: known(line.doi),
    reportNo: known(line['report-no']),
    license: known(line.license),
    withdrawn: saysWithdrawn({ comments: line.comments ?? null, abstract: line.abstract ?? null }),
    // update_date is the last change of the metadata, not the last version.
    asOf: known(line.update_date),
  });
}

/** The record of a line, or why it is none. */
function readLine(line: string): DumpRecord | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'the line is no JSON';
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return `the line is no paper: ${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'unknown'}`;
  }
  if (parsed.data.title.trim() === '') return 'the title is missing';
  return parseIdentifier(parsed.data.id) === null
    ? `"${parsed.data.id.slice(0, 80)}" is no arXiv identifier`
    : toRecord(parsed.data);
}

function readLineSafely(line: string): DumpRecord | string | Failure {
  try {
    return readLine(line);
  } catch (error) {
    return failureOf(error);
  }
}

/** Whether a text begins as such a file does; its first line may be longer than the text. */
export function isSnapshot(head: string): boolean {
  if (!/^\s*\{/.test(head)) return false;
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
  return /"id"\s*:\s*"/.test(head) && names.filter((name) => head.includes(`"${name}"`)).length >= 2;
}

export const snapshot: DumpFormat = {
  format: 'snapshot',
  open(emit) {
    let record = 0;
    return createLineReader(
      (raw, line, isTooLong) => {
        if (raw.trim() === '') return;
        record += 1;
        const value = isTooLong ? 'the line is too long' : readLineSafely(raw);
        if (typeof value !== 'string' && 'title' in value) return emit({ kind: 'record', record, line, value });
        const why = typeof value === 'string' ? { reason: value } : value;
        emit({ kind: 'rejection', record, line, text: raw.trim().slice(0, RAW_LIMIT), ...why });
      },
      () => {},
    );
  },
};
