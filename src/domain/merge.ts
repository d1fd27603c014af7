// Merge: from the set of records known of a paper to the one paper; the order in which they came does not matter.
import { easternDay } from './arxiv-calendar.js';
import { capped } from './caps.js';
import { identifierMonth } from './identifier.js';
import type { Format, PaperFacts, RecordFacts } from './paper.js';
import { isExact, toInstant } from './times.js';
import { createVersionReckoning } from './versions.js';

/** Grows with every change of what is made of the same records: merge rules, caps, plausible times. */
export const factsVersion = 6;

export interface SourcedFacts {
  readonly format: Format;
  readonly facts: RecordFacts;
}

/**
 * How well a format spells metadata, best first: arXiv's API and OAI-PMH `arXiv` convert accents and parse names, the
 * raw forms and mailings are as typed, feeds lack fields, copies of copies come last.
 */
const PLACE_OF_FORMAT: Readonly<Record<Format, number>> = {
  'arxiv-api': 0,
  'oai-arXiv': 1,
  snapshot: 2,
  'oai-arXivRaw': 3,
  'oai-arXivOld': 4,
  abs: 5,
  'oai-dc': 6,
  'arxiv-atom': 7,
  'arxiv-rss': 8,
  mailing: 9,
  'arxiv-rss1': 10,
  'arxiv-jp-html': 11,
  'arxiv-jp-rss': 12,
  'arxiv-jp-text': 13,
  'hf-daily': 14,
  // Answers whose beginning shows no metadata; what records they hold all the same are arXiv's own.
  'oai-identifiers': -1,
  'oai-other': -1,
  'oai-error': -1,
};

/** What changes without a new version, and reads alike in all formats: the later state counts before the better format. */
const NOTES: ReadonlySet<keyof RecordFacts> = new Set(['comments', 'journalRef', 'doi', 'reportNo', 'license']);

/** Of which state of the metadata a record tells a field; empty where that is not known. */
export function stateOf({ asOf, announcedAt }: RecordFacts, field: keyof RecordFacts): string {
  return asOf ?? (NOTES.has(field) ? announcedAt : null) ?? '';
}

/** Greater than 0 when `left` is after `right`. */
function compare(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  const index = left.findIndex((part, position) => part !== right[position]);
  if (index < 0) return 0;
  return (left[index] ?? '') > (right[index] ?? '') ? 1 : -1;
}

function isKnown(value: unknown): boolean {
  return value !== null && !(Array.isArray(value) && value.length === 0);
}

/**
 * What decides between two records of the same order that both tell a field. A translated abstract brings its title and
 * translator with it, a translated title its translator, comments whether they are those of a withdrawal. The primary category
 * is that of the list that wins.
 */
export function tieBreak(facts: RecordFacts, field: keyof RecordFacts): readonly string[] {
  const value = JSON.stringify(facts[field]);
  const translator = facts.translation === null ? '' : JSON.stringify(facts.translation);
  // A paper is cross-listed later: of two states whose order nothing tells, the one with more categories is the later one.
  if (field === 'categories' || field === 'primaryCategory')
    return [String(facts.categories.length).padStart(6, '0'), JSON.stringify(facts.categories), value];
  if (field === 'abstractJa') return [value, facts.titleJa ?? '', translator];
  if (field === 'comments') return [value, String(facts.withdrawn)];
  return field === 'titleJa' ? [value, translator] : [value];
}

/**
 * Newest version first; within one version the better format, then the later state of the metadata (of notes the other way
 * round), then the value.
 */
function createChoice(sources: readonly SourcedFacts[]) {
  const versionOf = createVersionReckoning(sources.map((source) => source.facts));
  const rank = (format: Format): number => -PLACE_OF_FORMAT[format];

  /** Days tell versions apart only where their numbers are not known. */
  function newness(facts: RecordFacts): readonly [version: number, day: string] {
    const version = versionOf(facts);
    return [version, version > 0 && Number.isInteger(version) ? '' : (facts.updatedAt ?? '').slice(0, 10)];
  }

  /** What decides between two records, most important first; the value itself decides last. */
  function orderOf({ format, facts }: SourcedFacts, field: keyof RecordFacts): readonly (string | number)[] {
    const state = stateOf(facts, field);
    return [...newness(facts), ...(NOTES.has(field) ? [state, rank(format)] : [rank(format), state])];
  }

  /** The source, of those that are meant, whose value of a field is the best one; undefined when none knows it. */
  function best(
    field: keyof RecordFacts,
    isMeant: (source: SourcedFacts) => boolean = () => true,
  ): SourcedFacts | undefined {
    let top: { readonly source: SourcedFacts; readonly order: readonly (string | number)[] } | undefined;
    for (const source of sources) {
      const { facts } = source;
      if (!isKnown(facts[field]) || !isMeant(source)) continue;
      const order = orderOf(source, field);
      const isAfter =
        top === undefined
          ? 1
          : compare(order, top.order) || compare(tieBreak(facts, field), tieBreak(top.source.facts, field));
      if (isAfter > 0) top = { source, order };
    }
    return top?.source;
  }

  const formats = [...new Set(sources.map(({ format }) => format))].sort(
    (a, b) => rank(b) - rank(a) || (a < b ? -1 : 1),
  );

  /** Whether any format calls the newest version withdrawn, of which one tells that: most know only what comments say. */
  function isWithdrawn(): boolean {
    const newest = best('withdrawn');
    const last = formats.map((each) => best('withdrawn', ({ format }) => format === each));
    return last.some(
      (each) =>
        each?.facts.withdrawn === true &&
        newest !== undefined &&
        compare(newness(each.facts), newness(newest.facts)) === 0,
    );
  }

  /**
   * All categories of the lists that each format tells last, but for those of versions older than the newest that is told.
   * A paper is cross-listed later without a new version: a format that spells better and was read before must not hide that.
   */
  function allCategories(): readonly string[] {
    const newest = Math.max(...sources.map(({ facts }) => (isKnown(facts.categories) ? (facts.version ?? 0) : 0)));
    const isCurrent = ({ facts }: SourcedFacts): boolean => (facts.version ?? newest) === newest;
    const last = formats.map((each) => best('categories', (source) => source.format === each && isCurrent(source)));
    const lists = [best('categories', isCurrent), ...last].map((source) => source?.facts.categories ?? []);
    return [...new Set(lists.flat())];
  }

  return { best, allCategories, isWithdrawn, versionOf };
}

function earliest(times: readonly string[]): string | null {
  return times.reduce<string | null>((first, time) => (first === null || time < first ? time : first), null);
}

/** Exact times count before bare days. */
function earliestKnown(times: readonly (string | null)[]): string | null {
  const known = times.filter((time) => time !== null);
  return earliest(known.filter(isExact)) ?? earliest(known);
}

function submissionTimes({ facts }: SourcedFacts): (string | null)[] {
  const { submittedAt, version, updatedAt, versions } = facts;
  return [
    submittedAt,
    version === 1 ? updatedAt : null,
    ...versions.filter((each) => each.version === 1).map(({ at }) => at),
  ];
}

function newestTime(sources: readonly SourcedFacts[], versionOf: (facts: RecordFacts) => number): string | null {
  const known = sources.flatMap(({ facts }) => [
    ...(facts.updatedAt === null ? [] : [{ version: versionOf(facts), at: facts.updatedAt }]),
    ...facts.versions,
  ]);
  const top = known.toSorted(
    (a, b) =>
      b.version - a.version ||
      Number(isExact(b.at)) - Number(isExact(a.at)) ||
      (toInstant(b.at) > toInstant(a.at) ? 1 : -1),
  )[0];
  return top === undefined ? null : toInstant(top.at);
}

/**
 * The paper that a non-empty set of records describes. Per field the newest version wins, then the source that knows
 * more, then the greater text, so that the outcome is a function of the set; categories and a withdrawal are those of all
 * formats. A known value is never replaced by an unknown one. What is too long is cut (caps.ts).
 * `deletedAt`: the day on which arXiv's OAI-PMH server called the record deleted, if it did.
 */
export function mergeFacts(sources: readonly SourcedFacts[], deletedAt: string | null = null): PaperFacts {
  const { best, allCategories, isWithdrawn, versionOf } = createChoice(sources);
  // There is at least one source.
  const field = <K extends keyof RecordFacts>(name: K): RecordFacts[K] => (best(name) ?? sources[0]!).facts[name];
  const submittedAt = earliestKnown(sources.flatMap(submissionTimes));
  const versions = sources.flatMap(({ facts }) => [facts.version ?? 0, ...facts.versions.map((each) => each.version)]);
  const isDeleted = deletedAt !== null && sources.every(({ facts }) => (facts.asOf ?? '') <= deletedAt);
  const withdrawn = isDeleted || isWithdrawn();
  const noted = best('comments');
  // Text and its translator belong together.
  const translated = best('abstractJa') ?? best('titleJa');
  return capped({
    arxivId: field('arxivId'),
    version: Math.max(...versions) || null,
    title: field('title'),
    titleJa: translated?.facts.titleJa ?? field('titleJa'),
    abstract: field('abstract'),
    abstractJa: field('abstractJa'),
    authors: field('authors'),
    categories: allCategories(),
    primaryCategory: field('primaryCategory'),
    submittedAt: submittedAt === null ? null : toInstant(submittedAt),
    updatedAt: newestTime(sources, versionOf),
    announceType: field('announceType'),
    // What a withdrawal said is not true of a version that came back, also where that one says nothing.
    comments: noted?.facts.withdrawn === true && !withdrawn ? null : field('comments'),
    journalRef: field('journalRef'),
    doi: field('doi'),
    reportNo: field('reportNo'),
    license: field('license'),
    withdrawn,
    translation: translated?.facts.translation ?? null,
  });
}

function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

/** When a record announces the paper as new; null where that is not within the month of its identifier or the next. */
function announcedAsNew({ announceType, announcedAt }: RecordFacts, month: string | null): string | null {
  if (announcedAt === null || (announceType !== null && announceType !== 'new')) return null;
  if (month === null) return announcedAt;
  const day = isExact(announcedAt) ? easternDay(new Date(announcedAt)) : announcedAt;
  return [month, monthAfter(month)].some((each) => day.startsWith(each)) ? announcedAt : null;
}

/**
 * The date a paper is searched, sorted and listed by: first submission, else the oldest version known, else the day of its
 * announcement as new where that fits its identifier, else the first day of its identifier's month. Null when nothing is known.
 */
export function paperDate(sources: readonly SourcedFacts[]): string | null {
  const arxivId = sources.find(({ facts }) => facts.arxivId !== null)?.facts.arxivId ?? null;
  const month = arxivId === null ? null : identifierMonth(arxivId);
  const date =
    earliestKnown(sources.flatMap(submissionTimes)) ??
    earliestKnown(sources.flatMap(({ facts }) => [facts.updatedAt, ...facts.versions.map(({ at }) => at)])) ??
    earliestKnown(sources.map(({ facts }) => announcedAsNew(facts, month))) ??
    (month === null ? null : `${month}-01`);
  return date === null ? null : toInstant(date);
}
