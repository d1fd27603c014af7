// A fresh record: what can be found out about a record without the store, as values that pass between threads cheaply.
import { createHash } from 'node:crypto';
import { isWholeLine } from '../../domain/author-list.js';
import { cutFields } from '../../domain/caps.js';
import { evidenceOf, type Candidate } from '../../domain/identity.js';
import { readableTexts } from '../../domain/readable-texts.js';
import { mergeFacts, paperDate, type SourcedFacts } from '../../domain/merge.js';
import type { AnnounceType, Format } from '../../domain/paper.js';
import { packRecord, toCandidate, unpackRecord } from './record-rows.js';
import { readFacts } from '../stored-json.js';

/** A record of a paper with what it is recognised by; `id` is null until it is kept. */
export interface KnownRecord extends SourcedFacts {
  id: number | null;
  /** As it is kept beside its paper now; null until it is. */
  readonly packed: string | null;
  readonly candidate: Candidate;
}

/** A record that was not kept yet, with the paper that it makes when it is the only one. */
export interface FreshRecord extends Pick<Candidate, 'title' | 'versions' | 'whole'> {
  readonly format: Format;
  readonly arxivId: string | null;
  readonly announceType: AnnounceType | null;
  readonly announcedAt: string | null;
  readonly submittedAt: string | null;
  readonly updatedAt: string | null;
  readonly asOf: string | null;
  /** The paper's key, while no other has it. */
  readonly key: string;
  /** The paper's facts as they are kept (JSON), and the record beside them (see packRecord). */
  readonly facts: string;
  readonly packed: string;
  /** The paper's readable texts as they are kept (JSON). */
  readonly readable: string;
  readonly date: string | null;
  /** Fields that the record has longer than a paper. */
  readonly cut: readonly string[];
  /** Its authors are one line in which no names could be told apart. */
  readonly isAuthorLine: boolean;
  readonly isTranslated: boolean;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
}

const KEY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A key for a paper: its identifier, else `s-` and ten characters made from what it is recognised by. */
export function keyOf({ facts }: SourcedFacts): string {
  if (facts.arxivId !== null) return facts.arxivId;
  const bytes = createHash('sha256')
    .update(evidenceOf(facts).title ?? facts.title)
    .digest();
  return `s-${[...bytes.subarray(0, 10)].map((byte) => KEY_ALPHABET[byte % 32]).join('')}`;
}

export function prepareRecord(source: SourcedFacts): FreshRecord {
  const { format, facts } = source;
  const { title, versions, whole } = toCandidate(facts);
  const paper = mergeFacts([source]);
  return {
    title,
    versions,
    whole,
    format,
    arxivId: facts.arxivId,
    announceType: facts.announceType,
    announcedAt: facts.announcedAt,
    submittedAt: facts.submittedAt,
    updatedAt: facts.updatedAt,
    asOf: facts.asOf,
    key: keyOf(source),
    facts: JSON.stringify(paper),
    packed: packRecord(facts, paper),
    readable: JSON.stringify(readableTexts(paper)),
    date: paperDate([source]),
    cut: cutFields(facts),
    isAuthorLine: isWholeLine(facts.authors),
    isTranslated: paper.abstractJa !== null,
    authors: paper.authors,
    categories: paper.categories,
  };
}

/** The record itself again. */
export function unfold({ format, title, versions, whole, facts: text, packed }: FreshRecord): KnownRecord {
  const facts = unpackRecord(packed, readFacts(text));
  return { id: null, packed: null, format, facts, candidate: { facts, title, versions, whole } };
}
