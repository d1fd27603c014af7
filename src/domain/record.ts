// From what a dump spells to normalized facts: checked by zod, trimmed, unwrapped, times in UTC.
import { z } from 'zod';
import { UserError } from '../errors.js';
import { parseIdentifier } from './identifier.js';
import { ANNOUNCE_TYPES, type DumpRecord, type RecordFacts } from './paper.js';
import { parseTime } from './times.js';

/** A time that cannot be read is null; the record is not rejected for it. */
const time = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : parseTime(text)));

/** The most revised papers of arXiv have fewer versions than this; of more the last ones are kept. */
const MOST_VERSIONS = 200;

const versionTimes = z
  .array(z.object({ version: z.number().int().positive(), at: z.string().transform(parseTime) }))
  .transform((all) => all.slice(-MOST_VERSIONS).flatMap(({ version, at }) => (at === null ? [] : [{ version, at }])));

/** Hard wraps become one space. Line by line, since one pattern over white space takes quadratic time on hostile text. */
function unwrap(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes('\n')) return trimmed;
  return trimmed
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
const line = z
  .string()
  .nullable()
  .transform((text) => (text === null || text.trim() === '' ? null : unwrap(text)));
const paragraphs = z
  .string()
  .nullable()
  .transform((text) => {
    const parts = (text ?? '')
      .trim()
      .split(/\n[ \t]*\n|\n(?= {2})/)
      .map(unwrap)
      .filter((part) => part !== '');
    return parts.length === 0 ? null : parts.join('\n\n');
  });
const japaneseLines = z
  .string()
  .nullable()
  .transform((text) => {
    const lines = (text ?? '')
      .split('\n')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return lines.length === 0 ? null : lines.join('\n');
  });
const list = z.array(z.string()).transform((items) => [...new Set(items.map(unwrap).filter((item) => item !== ''))]);

const schema = z.object({
  arxivId: z
    .string()
    .nullable()
    .transform((text, context) => {
      if (text === null) return null;
      const identifier = parseIdentifier(text);
      if (identifier === null) context.addIssue(`"${text.slice(0, 80)}" is not an arXiv identifier`);
      return identifier?.arxivId ?? null;
    }),
  version: z.number().int().positive().nullable(),
  title: z
    .string()
    .transform(unwrap)
    .refine((title) => title !== '', 'the title is empty'),
  titleJa: line,
  abstract: paragraphs,
  abstractJa: japaneseLines,
  authors: list,
  categories: list,
  primaryCategory: line,
  submittedAt: time,
  updatedAt: time,
  announceType: z.enum(ANNOUNCE_TYPES).nullable(),
  comments: line,
  journalRef: line,
  doi: line,
  reportNo: line,
  license: line,
  withdrawn: z.boolean().nullable(),
  translation: z.object({ site: z.string(), service: z.string().nullable() }).nullable(),
  versions: versionTimes,
  asOf: time,
  announcedAt: time,
});

/** Normalizes one record. Throws UserError with a sentence that says what is wrong with it. */
export function parseRecord(record: DumpRecord): RecordFacts {
  const result = schema.safeParse(record);
  if (result.success) return result.data;
  throw new UserError('bad-record', result.error.issues.map((issue) => issue.message).join('; '));
}
