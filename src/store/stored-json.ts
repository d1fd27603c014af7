// The border of JSON in SQLite: what is read from a column is checked here before the program believes its type.
import { z } from 'zod';
import { ANNOUNCE_TYPES, type Paper, type PaperFacts, type RecordFacts } from '../domain/paper.js';
import { SORTS, type SearchRequest } from '../domain/search.js';

function check<T>(schema: z.ZodType<T>, value: unknown): asserts value is T {
  schema.parse(value);
}

/**
 * Reads texts of one shape; what does not have it throws a ZodError. The value stays as it was written, with its keys in
 * their order, because records are compared by their texts.
 */
function reading<T>(schema: z.ZodType<T>): (text: string) => T {
  return (text) => {
    const value: unknown = JSON.parse(text);
    check(schema, value);
    return value;
  };
}

const words = z.string().nullable();
const names = z.array(z.string());
const readable = z.object({
  title: z.string().exactOptional(),
  titleJa: words.exactOptional(),
  abstract: words.exactOptional(),
  abstractJa: words.exactOptional(),
  comments: words.exactOptional(),
  journalRef: words.exactOptional(),
  authors: names.exactOptional(),
});
/** What a record says otherwise than its paper. */
const ownFacts = z.object({
  ...readable.shape,
  arxivId: words.exactOptional(),
  version: z.number().nullable().exactOptional(),
  categories: names.exactOptional(),
  primaryCategory: words.exactOptional(),
  submittedAt: words.exactOptional(),
  updatedAt: words.exactOptional(),
  announceType: z.enum(ANNOUNCE_TYPES).nullable().exactOptional(),
  doi: words.exactOptional(),
  reportNo: words.exactOptional(),
  license: words.exactOptional(),
  withdrawn: z.boolean().nullable().exactOptional(),
  translation: z.object({ site: words, service: words }).nullable().exactOptional(),
  gistJa: z.string().exactOptional(),
  titleService: z.string().exactOptional(),
  versions: z.array(z.object({ version: z.number(), at: z.string() })).exactOptional(),
  asOf: words.exactOptional(),
  announcedAt: words.exactOptional(),
});
const facts = ownFacts
  .omit({ gistJa: true, titleService: true, versions: true, asOf: true, announcedAt: true })
  .required()
  .extend({ withdrawn: z.boolean(), gistJa: z.string().exactOptional(), titleService: z.string().exactOptional() });

export const readFacts: (text: string) => PaperFacts = reading(facts);
export const readOwnFacts: (text: string) => Partial<RecordFacts> = reading(ownFacts);
export const readReadable: (text: string) => Paper['readable'] = reading(readable);
export const readNames = reading(names);
export const readHours = reading(z.array(z.number()));
export const readTexts = reading(z.record(z.string(), z.string()));
/** A channel by its name, where it is known, and rules by their numbers. */
export const readNoticeFacts = reading(z.object({ name: words, rules: z.array(z.number()) }));
export const readSearch: (text: string) => SearchRequest = reading(
  z.object({
    text: z.string(),
    author: words,
    category: words,
    since: words,
    until: words,
    sort: z.enum(SORTS),
    limit: z.number(),
    offset: z.number(),
    at: z.string().exactOptional(),
    zone: z.string().exactOptional(),
  }),
);
