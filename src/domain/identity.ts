// Identity: which records are of the same paper. A function of the set of records, never of the order in which they came.
import { foldText } from '../text/fold.js';
import { familyName } from './author.js';
import { capped } from './caps.js';
import type { RecordFacts } from './paper.js';
import { isExact } from './times.js';

/** Grows with every change of what papers are recognised by or how records are grouped; rows of an older one are made anew. */
export const identityVersion = 1;

/** What a record without an identifier can be recognised by (DESIGN section 7); texts to be compared for equality. */
export interface Evidence {
  /**
   * Normalized title and first author's family name. A record that names nobody is recognised by all that it says, when
   * it comes again; null when it has an identifier for that.
   */
  readonly title: string | null;
  /** Everybody's family names. */
  readonly people: string;
  /** The exact times of versions; with everybody's names they tell a paper. Empty for a record that names nobody. */
  readonly times: readonly string[];
}

export function evidenceOf(record: RecordFacts): Evidence {
  const facts = capped(record);
  const families = facts.authors.map(familyName).filter((name) => name !== '');
  if (families.length === 0)
    return { title: record.arxivId === null ? JSON.stringify(record) : null, people: '', times: [] };
  const times = [facts.updatedAt, facts.submittedAt, ...facts.versions.map(({ at }) => at)];
  const exact = new Set(times.filter((time) => time !== null).filter(isExact));
  return {
    title: `${foldText(facts.title)}|${families[0] ?? ''}`,
    people: families.join('|'),
    times: [...exact],
  };
}

/** A record with its evidence as numbers: titles are negative, versions are not. */
export interface Candidate {
  readonly facts: RecordFacts;
  readonly title: bigint | null;
  readonly versions: readonly bigint[];
}

/** Candidates (by index) that are one paper; `arxivId` is null where none of them has an identifier. */
export interface SamePaper {
  readonly arxivId: string | null;
  readonly members: readonly number[];
}

type ValuesOf = (candidate: Pick<Candidate, 'title' | 'versions'>) => readonly bigint[];

const versionValues: ValuesOf = ({ versions }) => versions;
const titleValues: ValuesOf = ({ title }) => (title === null ? [] : [title]);

/** Everything that a candidate is recognised by, each once. */
export const evidenceValues: ValuesOf = (candidate) => [
  ...new Set([...titleValues(candidate), ...versionValues(candidate)]),
];

/** What stands under each key, in order. */
function gather<Key, Value>(pairs: Iterable<readonly [Key, Value]>): Map<Key, Value[]> {
  const found = new Map<Key, Value[]>();
  for (const [key, value] of pairs) {
    const known = found.get(key);
    if (known === undefined) found.set(key, [value]);
    else known.push(value);
  }
  return found;
}

/** Days that a submission may be on hold before arXiv gives it the month of its identifier. */
const LONGEST_HOLD_DAYS = 120;

/** About the month of an identifier; empty where it tells none. */
function monthBegun(arxivId: string): string {
  const digits = /(\d{2})(\d{2})(?:\.\d|\d{3}$)/.exec(arxivId);
  if (digits === null) return '';
  const year = Number(digits[1]) + (Number(digits[1]) > 90 ? 1900 : 2000);
  const day = new Date(Date.UTC(year, Number(digits[2]) - 1, 1 - LONGEST_HOLD_DAYS));
  return day.toISOString().slice(0, 10);
}

/** By identifier, the day before which there is no version of the paper: its first submission, else by its identifier. */
function firstDays(records: readonly Candidate[]): Map<string, string> {
  const days = new Map<string, string>();
  for (const { facts } of records) {
    if (facts.arxivId === null) continue;
    const first = facts.versions.filter(({ version }) => version === 1).map(({ at }) => at);
    for (const time of [facts.submittedAt, ...first]) {
      if (time === null) continue;
      const day = time.slice(0, 10);
      if (day < (days.get(facts.arxivId) ?? '~')) days.set(facts.arxivId, day);
    }
  }
  for (const { facts } of records)
    if (facts.arxivId !== null && !days.has(facts.arxivId)) days.set(facts.arxivId, monthBegun(facts.arxivId));
  return days;
}

function dayOf({ facts }: Candidate): string | null {
  return (facts.updatedAt ?? facts.submittedAt)?.slice(0, 10) ?? null;
}

/**
 * Of several papers that a record may show a version of: the one submitted last before it. A record from before the
 * first submission of a paper is none of its versions. Null when no paper fits.
 */
function bestFit(record: Candidate, papers: Iterable<string>, days: ReadonlyMap<string, string>): string | null {
  const day = dayOf(record);
  let best: { readonly arxivId: string; readonly since: string } | null = null;
  for (const arxivId of papers) {
    const since = days.get(arxivId)!;
    if (day !== null && since > day) continue;
    if (best === null || since > best.since || (since === best.since && arxivId < best.arxivId))
      best = { arxivId, since };
  }
  return best?.arxivId ?? null;
}

/** Gives every record without identifier the paper that it belongs to, nearest evidence first. */
function label(records: readonly Candidate[]): (string | null)[] {
  const own = records.map(({ facts }) => facts.arxivId);
  const labels = [...own];
  const days = firstDays(records);

  /** One round over all records at once, by what they share with those that have an anchor; true when it labelled one. */
  function round(valuesOf: ValuesOf, anchors: readonly (string | null)[]): boolean {
    const papers = new Map<bigint, Set<string>>();
    records.forEach((record, index) => {
      const paper = anchors[index] ?? null;
      if (paper === null) return;
      for (const value of valuesOf(record)) papers.set(value, (papers.get(value) ?? new Set()).add(paper));
    });
    let isOne = false;
    records.forEach((record, index) => {
      if (labels[index] !== null) return;
      labels[index] = bestFit(
        record,
        new Set(valuesOf(record).flatMap((value) => [...(papers.get(value) ?? [])])),
        days,
      );
      isOne ||= labels[index] !== null;
    });
    return isOne;
  }

  round(versionValues, own);
  round(titleValues, own);
  while (round(evidenceValues, labels));
  return labels;
}

/** Divides records into papers. Two identifiers are two papers, whatever else they share. */
export function groupRecords(records: readonly Candidate[]): SamePaper[] {
  const labelled = gather(label(records).map((arxivId, index) => [arxivId, index] as const));
  const free = new Set(labelled.get(null));
  labelled.delete(null);
  const sharing = gather(
    [...free].flatMap((index) => evidenceValues(records[index]!).map((value) => [value, index] as const)),
  );
  const groups: SamePaper[] = [...labelled].map(([arxivId, members]) => ({ arxivId, members }));
  for (const start of free) {
    const members = [start];
    free.delete(start);
    for (const member of members)
      for (const value of evidenceValues(records[member]!)) {
        for (const other of sharing.get(value) ?? []) if (free.delete(other)) members.push(other);
        sharing.delete(value);
      }
    groups.push({ arxivId: null, members: members.toSorted((a, b) => a - b) });
  }
  return groups;
}
