// Identity: which records are of the same paper. A function of the set of records, never of the order in which they came.
import { foldText } from '../text/fold.js';
import { familyName } from './author.js';
import type { RecordFacts } from './paper.js';
import { isExact } from './times.js';

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

export function evidenceOf(facts: RecordFacts): Evidence {
  const families = facts.authors.map(familyName).filter((name) => name !== '');
  if (families.length === 0)
    return { title: facts.arxivId === null ? JSON.stringify(facts) : null, people: '', times: [] };
  const times = [facts.updatedAt, facts.submittedAt, ...facts.versions.map(({ at }) => at)];
  const exact = new Set(times.filter((time) => time !== null).filter(isExact));
  return {
    title: `${foldText(facts.title)}|${families[0] ?? ''}`,
    people: families.join('|'),
    times: [...exact],
  };
}

/** A record with its evidence, which may be hashed. */
export interface Candidate {
  readonly facts: RecordFacts;
  readonly title: string | bigint | null;
  readonly versions: readonly (string | bigint)[];
}

/** Candidates (by index) that are one paper; `arxivId` is null where none of them has an identifier. */
export interface SamePaper {
  readonly arxivId: string | null;
  readonly members: readonly number[];
}

type Link = (left: Candidate, right: Candidate) => boolean;

const sharesVersion: Link = (left, right) => left.versions.some((value) => right.versions.includes(value));
const sharesTitle: Link = (left, right) => left.title !== null && left.title === right.title;
const sharesAny: Link = (left, right) => sharesVersion(left, right) || sharesTitle(left, right);

/** Days that a submission may be on hold before arXiv gives it the month of its identifier. */
const LONGEST_HOLD_DAYS = 120;

/** No version of a paper is older than this day: its first submission, else about the month of its identifier. */
function firstDay(arxivId: string, records: readonly Candidate[]): string {
  const known = records
    .filter(({ facts }) => facts.arxivId === arxivId)
    .flatMap(({ facts }) => [
      facts.submittedAt,
      ...facts.versions.filter((each) => each.version === 1).map(({ at }) => at),
    ])
    .filter((time) => time !== null)
    .map((time) => time.slice(0, 10))
    .toSorted()[0];
  if (known !== undefined) return known;
  const digits = /(\d{2})(\d{2})(?:\.\d|\d{3}$)/.exec(arxivId);
  if (digits === null) return '';
  const year = Number(digits[1]) + (Number(digits[1]) > 90 ? 1900 : 2000);
  const day = new Date(Date.UTC(year, Number(digits[2]) - 1, 1 - LONGEST_HOLD_DAYS));
  return day.toISOString().slice(0, 10);
}

function dayOf({ facts }: Candidate): string | null {
  return (facts.updatedAt ?? facts.submittedAt)?.slice(0, 10) ?? null;
}

/**
 * Of several papers that a record may show a version of: the one submitted last before it. A record from before the
 * first submission of a paper is none of its versions. Undefined when no paper fits.
 */
function bestFit(record: Candidate, papers: readonly string[], all: readonly Candidate[]): string | undefined {
  const day = dayOf(record);
  const begun = papers.map((arxivId) => ({ arxivId, since: firstDay(arxivId, all) }));
  return begun
    .filter(({ since }) => day === null || since <= day)
    .toSorted((a, b) => (a.since === b.since ? (a.arxivId < b.arxivId ? -1 : 1) : a.since < b.since ? 1 : -1))[0]
    ?.arxivId;
}

/** Gives every record without identifier the paper that it belongs to, nearest evidence first. */
function label(records: readonly Candidate[]): (string | null)[] {
  const labels = records.map(({ facts }) => facts.arxivId);
  const hasId = labels.map((arxivId) => arxivId !== null);

  /** One round over all records at once; true when it labelled something. */
  function round(link: Link, isAnchor: (index: number) => boolean): boolean {
    const found = records.flatMap((record, index) => {
      if (labels[index] !== null) return [];
      const papers = records.flatMap((other, at) => (isAnchor(at) && link(record, other) ? [labels[at]!] : []));
      const paper = bestFit(record, [...new Set(papers)], records);
      return paper === undefined ? [] : [{ index, paper }];
    });
    for (const { index, paper } of found) labels[index] = paper;
    return found.length > 0;
  }

  round(sharesVersion, (index) => hasId[index] === true);
  round(sharesTitle, (index) => hasId[index] === true);
  while (round(sharesAny, (index) => labels[index] !== null));
  return labels;
}

/** Divides records into papers. Two identifiers are two papers, whatever else they share. */
export function groupRecords(records: readonly Candidate[]): SamePaper[] {
  const labels = label(records);
  const named = [...new Set(labels.filter((arxivId) => arxivId !== null))].map((arxivId) => ({
    arxivId,
    members: labels.flatMap((each, index) => (each === arxivId ? [index] : [])),
  }));
  const free = new Set(labels.flatMap((each, index) => (each === null ? [index] : [])));
  const unnamed: SamePaper[] = [];
  for (const start of free) {
    const members = [start];
    free.delete(start);
    for (const member of members) {
      for (const other of free) {
        if (!sharesAny(records[member]!, records[other]!)) continue;
        members.push(other);
        free.delete(other);
      }
    }
    unnamed.push({ arxivId: null, members: members.toSorted((a, b) => a - b) });
  }
  return [...named, ...unnamed];
}
