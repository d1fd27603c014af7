// Identity: which records are of the same paper. A function of the set of records, never of the order in which they came.
import { agree, comparedTitle } from './agreement.js';
import { personOf } from './author.js';
import { capped } from './caps.js';
import { identifierMonth } from './identifier.js';
import type { RecordFacts } from './paper.js';
import { isExact } from './times.js';

/** Grows with every change of what papers are recognised by or how records are grouped; rows of an older one are rebuilt. */
export const identityVersion = 6;

/** What a record without an identifier can be recognised by; texts to be compared for equality. */
export interface Evidence {
  /**
   * Normalized title with its signs, and first author's family name. A record that names nobody is recognised by all that it says, when
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
  const families = facts.authors.map((name) => personOf(name).family).filter((name) => name !== '');
  if (families.length === 0)
    return { title: record.arxivId === null ? JSON.stringify(record) : null, people: '', times: [] };
  const times = [facts.updatedAt, facts.submittedAt, ...facts.versions.map(({ at }) => at)];
  const exact = new Set(times.filter((time) => time !== null).filter(isExact));
  return {
    title: `${comparedTitle(facts.title)}|${families[0] ?? ''}`,
    people: families.join('|'),
    times: [...exact],
  };
}

/** A record with its evidence as numbers: titles and whole records are negative, versions are not. */
export interface Candidate {
  readonly facts: RecordFacts;
  readonly title: bigint | null;
  readonly versions: readonly bigint[];
  /** All that it says, where it has no identifier: by this it is known when it comes again. */
  readonly whole: bigint | null;
}

/** Candidates (by index) that are one paper; `arxivId` is null where none of them has an identifier. */
export interface SamePaper {
  readonly arxivId: string | null;
  readonly members: readonly number[];
}

type ValuesOf = (candidate: Pick<Candidate, 'title' | 'versions' | 'whole'>) => readonly bigint[];

export const versionValues: ValuesOf = ({ versions }) => versions;
export const titleValues: ValuesOf = ({ title }) => (title === null ? [] : [title]);

/** Everything that a candidate is recognised by, each once. */
export const evidenceValues: ValuesOf = (candidate) => [
  ...new Set([
    ...titleValues(candidate),
    ...versionValues(candidate),
    ...(candidate.whole === null ? [] : [candidate.whole]),
  ]),
];

/** The values of each key, in order. */
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
  const month = identifierMonth(arxivId);
  if (month === null) return '';
  const day = new Date(`${month}-01T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - LONGEST_HOLD_DAYS);
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
    // Each paper that is proposed has its day.
    const since = days.get(arxivId)!;
    if (day !== null && since > day) continue;
    if (best === null || since > best.since || (since === best.since && arxivId < best.arxivId))
      best = { arxivId, since };
  }
  return best?.arxivId ?? null;
}

/** Whether a record agrees with all of them. Records say the same over and over: each title with its people is compared once. */
function agreesWithAll(record: Candidate, others: Iterable<Candidate>): boolean {
  for (const other of others) if (other !== record && !agree(record.facts, other.facts)) return false;
  return true;
}

const saidBy = ({ facts }: Candidate): string => JSON.stringify([facts.title, facts.authors]);

/** One record of each title with its people. */
function distinct(records: readonly Candidate[]): Candidate[] {
  return [...new Map(records.map((each) => [saidBy(each), each])).values()];
}

/**
 * Records that say different things, of which each is compared with each. Those of a real paper without identifier are a handful; with
 * more of them, each like some of the others, nothing is sure.
 */
const MOST_DIFFERENT = 64;

/** Gives every record without identifier the paper that it belongs to, nearest evidence first. */
function label(records: readonly Candidate[]): (string | null)[] {
  const own = records.map(({ facts }) => facts.arxivId);
  const labels = [...own];
  const days = firstDays(records);

  /** One round over all records at once, by what they share with those that have an anchor; true when it labelled one. */
  function round(valuesOf: ValuesOf, anchors: readonly (string | null)[]): boolean {
    const papers = new Map<bigint, Set<string>>();
    const anchored = gather(records.map((record, index) => [anchors[index] ?? null, record] as const));
    records.forEach((record, index) => {
      const paper = anchors[index] ?? null;
      if (paper === null) return;
      for (const value of valuesOf(record)) papers.set(value, (papers.get(value) ?? new Set()).add(paper));
    });
    const fits: (readonly [string, number])[] = [];
    records.forEach((record, index) => {
      if (labels[index] !== null) return;
      const shared = new Set(valuesOf(record).flatMap((value) => [...(papers.get(value) ?? [])]));
      const fitting = [...shared].filter((paper) => agreesWithAll(record, anchored.get(paper) ?? []));
      const paper = bestFit(record, fitting, days);
      if (paper !== null) fits.push([paper, index]);
    });
    let isOne = false;
    for (const [paper, indexes] of gather(fits)) {
      // Indexes are those of the records.
      const others = distinct(indexes.map((index) => records[index]!));
      if (others.length > MOST_DIFFERENT) continue;
      for (const index of indexes) {
        // Two that contradict each other fit equally well, so neither is sure.
        if (!agreesWithAll(records[index]!, others)) continue;
        labels[index] = paper;
        isOne = true;
      }
    }
    return isOne;
  }

  round(versionValues, own);
  round(titleValues, own);
  while (round(evidenceValues, [...labels]));
  return labels;
}

/** Records (by index) that are connected by shared evidence, where the two that share it may be one paper. */
function connectedBy(
  indexes: readonly number[],
  records: readonly Candidate[],
  mayJoin: (a: Candidate, b: Candidate) => boolean,
): number[][] {
  const free = new Set(indexes);
  const sharing = gather(
    // The indexes are those of the records.
    indexes.flatMap((index) => evidenceValues(records[index]!).map((value) => [value, index] as const)),
  );
  const groups: number[][] = [];
  for (const start of indexes) {
    if (!free.delete(start)) continue;
    const members = [start];
    for (const member of members)
      // Members are indexes of the records.
      for (const value of evidenceValues(records[member]!)) {
        const left: number[] = [];
        for (const other of sharing.get(value) ?? []) {
          if (!free.has(other)) continue;
          // Members are indexes of the records.
          if (mayJoin(records[member]!, records[other]!)) {
            free.delete(other);
            members.push(other);
          } else left.push(other);
        }
        sharing.set(value, left);
      }
    groups.push(members.toSorted((a, b) => a - b));
  }
  return groups;
}

/** Records without identifier that are one paper; what hangs together only by a record that fits several stays apart. */
function groupFree(indexes: readonly number[], records: readonly Candidate[]): number[][] {
  const isSure = (members: readonly number[]): boolean => {
    // Members are indexes of the records.
    const different = distinct(members.map((member) => records[member]!));
    return different.length <= MOST_DIFFERENT && different.every((record) => agreesWithAll(record, different));
  };
  return connectedBy(indexes, records, (a, b) => agree(a.facts, b.facts)).flatMap((members) => {
    if (isSure(members)) return [members];
    // Members are indexes of the records.
    const bySaying = gather(members.map((member) => [saidBy(records[member]!), member] as const));
    return [...bySaying.values()].flatMap((same) => connectedBy(same, records, () => true));
  });
}

/** Divides records into papers. Two identifiers are two papers, whatever else they share. */
export function groupRecords(records: readonly Candidate[]): SamePaper[] {
  const labelled = gather(label(records).map((arxivId, index) => [arxivId, index] as const));
  const free = labelled.get(null) ?? [];
  labelled.delete(null);
  const groups: SamePaper[] = [...labelled].map(([arxivId, members]) => ({ arxivId, members }));
  return [...groups, ...groupFree(free, records).map((members) => ({ arxivId: null, members }))];
}
