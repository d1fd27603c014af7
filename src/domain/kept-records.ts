// Kept records: which of many records of one paper are still needed, so that the next one meets only a few.
import { titleValues, versionValues, type Candidate } from './identity.js';
import { stateOf, tieBreak, type SourcedFacts } from './merge.js';
import type { RecordFacts } from './paper.js';
import { isExact } from './times.js';
import { announcedTime, toldTimes } from './versions.js';

interface Recognised extends SourcedFacts {
  readonly candidate: Candidate;
}

/** So many titles, versions with their people, and times of versions are remembered of one class. */
const MOST_EVIDENCE = 16;
/** So many versions without an identifier are remembered of the same people, or of the same title where no time is told. */
const MOST_OPEN_VERSIONS = 16;

/** Texts of numbers that compare as the numbers do. */
const ordinal = (number: number): string => String(number).padStart(16, '0');

/**
 * Records of one class belong to the same paper and are the same to merge.ts but for their values and versions: by their
 * identifier, and whether they number their version; without an identifier by their people and the time of a version, else
 * by their people and title.
 */
function classOf({ format, facts, candidate }: Recognised): string {
  const { arxivId, version, updatedAt, submittedAt, versions, authors } = facts;
  if (arxivId !== null) return JSON.stringify([format, arxivId, version === null]);
  const link = candidate.versions.length > 0 ? candidate.versions : [candidate.title];
  const number = version === null ? '' : ordinal(version);
  return JSON.stringify([updatedAt ?? '', submittedAt ?? '', number, versions, format, authors, ...link.map(String)]);
}

/** What the classes of records without an identifier share that may be versions of one text; null with an identifier. */
function textOf({ format, facts, candidate }: Recognised): string | null {
  if (facts.arxivId !== null) return null;
  return JSON.stringify([format, facts.authors, candidate.versions.length > 0 ? '' : String(candidate.title)]);
}

/** The same for equal records, whatever the order of their fields; what is not told is least. */
function wholeText(facts: RecordFacts): string {
  const told = Object.entries(facts).map(([name, value]: [string, unknown]) => [name, value ?? ''] as const);
  return JSON.stringify(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * What decides whether a record gives a field, greatest last; null where it does not tell the field. Without its number a
 * version is as late as its day.
 */
function standing(facts: RecordFacts, field: keyof RecordFacts): readonly string[] | null {
  const value = facts[field];
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  const day = facts.version === null ? (facts.updatedAt ?? '').slice(0, 10) : '';
  return [ordinal(facts.version ?? 0), day, stateOf(facts, field), ...tieBreak(facts, field)];
}

/** Exact times count before bare days. */
const lateness = (time: string): readonly string[] => [isExact(time) ? '1' : '0', time];

function earliness(time: string): readonly string[] {
  const complement = [...time].map((letter) => String.fromCharCode(0x7f - letter.charCodeAt(0))).join('');
  return [isExact(time) ? '1' : '0', complement];
}

const known = (...times: (string | null)[]): string[] => times.filter((time) => time !== null);

/** The times that a paper takes from one of its records: the first of each, or the last. */
const FIRST_TIMES: readonly ((facts: RecordFacts) => readonly string[])[] = [
  ({ announcedAt }) => known(announcedAt),
  ({ submittedAt, version, updatedAt, versions }) =>
    known(
      submittedAt,
      version === 1 ? updatedAt : null,
      ...versions.filter((each) => each.version === 1).map(({ at }) => at),
    ),
  ({ updatedAt, versions }) => known(updatedAt, ...versions.map(({ at }) => at)),
];

/** The versions that a record tells the time of, each as a text that is greater for a later one. */
function versionTimes(facts: RecordFacts): string[] {
  return toldTimes(facts).map((each) => [ordinal(each.version), ...lateness(each.at)].join(' '));
}

/** The version that a record announces, as a text that is greater for a newer version, then for an earlier day. */
function announcedTimes(facts: RecordFacts): string[] {
  return announcedTime(facts).map((each) => [ordinal(each.version), ...earliness(each.at)].join(' '));
}

function isAfter(left: readonly string[], right: readonly string[]): boolean {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index >= 0 && (left[index] ?? '') > (right[index] ?? '');
}

/** The records of one class that win a field or a time, or stand for one of the pieces of evidence that are remembered. */
function winners<R extends Recognised>(members: readonly R[]): Set<R> {
  const texts = new Map(members.map((member) => [member, wholeText(member.facts)]));
  const [sample] = members;
  const kept = new Set<R>();

  function keepBest(standingOf: (member: R) => readonly string[] | null): void {
    let best: { readonly member: R; readonly standing: readonly string[] } | null = null;
    for (const member of members) {
      const told = standingOf(member);
      if (told === null) continue;
      const whole = [...told, texts.get(member) ?? ''];
      if (best === null || isAfter(whole, best.standing)) best = { member, standing: whole };
    }
    if (best !== null) kept.add(best.member);
  }

  /** One record for each of the greatest values. */
  function keepGreatest<Value extends string | bigint>(valuesOf: (member: R) => readonly Value[]): void {
    const values = new Map(members.map((member) => [member, new Set(valuesOf(member))]));
    const greatest = [...new Set([...values.values()].flatMap((own) => [...own]))].sort((a, b) => (a > b ? -1 : 1));
    for (const value of greatest.slice(0, MOST_EVIDENCE))
      keepBest((member) => (values.get(member)?.has(value) === true ? [] : null));
  }

  for (const field of Object.keys(sample?.facts ?? {}) as (keyof RecordFacts)[])
    keepBest(({ facts }) => standing(facts, field));
  for (const timesOf of FIRST_TIMES)
    keepBest(
      ({ facts }) =>
        timesOf(facts)
          .map(earliness)
          .sort((a, b) => (isAfter(a, b) ? -1 : 1))[0] ?? null,
    );
  keepBest(({ facts }) => (facts.updatedAt === null ? null : lateness(facts.updatedAt)));
  // A state of after the day of its deletion shows that a paper is there.
  keepBest(({ facts }) => (facts.asOf === null ? null : [facts.asOf]));
  keepGreatest(({ facts }) => versionTimes(facts));
  keepGreatest(({ facts }) => announcedTimes(facts));
  keepGreatest(({ candidate }) => titleValues(candidate));
  keepGreatest(({ candidate }) => versionValues(candidate));
  return kept;
}

/** The classes that are not of the newest versions of their text, each with the newest class, which stands for it. */
function outdatedClasses<R extends Recognised>(classes: ReadonlyMap<string, readonly R[]>): Map<string, string> {
  const texts = new Map<string, string[]>();
  for (const [key, [first]] of classes) {
    const text = first === undefined ? null : textOf(first);
    if (text !== null) texts.set(text, [...(texts.get(text) ?? []), key]);
  }
  const standIns = new Map<string, string>();
  for (const keys of texts.values())
    for (const key of keys.sort().slice(0, -MOST_OPEN_VERSIONS)) standIns.set(key, keys.at(-1) ?? key);
  return standIns;
}

/**
 * Of records that are connected, those that can be done without, each with a kept one that stands for it. What is left is a
 * function of the set of all records that ever came, in whatever order and however often some were left out on the way: a
 * record that wins among all of them wins among any of them, and so does a class.
 */
export function dispensable<R extends Recognised>(records: readonly R[]): Map<R, R> {
  const classes = new Map<string, R[]>();
  for (const record of records) {
    const key = classOf(record);
    const members = classes.get(key);
    if (members === undefined) classes.set(key, [record]);
    else members.push(record);
  }
  const standIns = outdatedClasses(classes);
  const lost = new Map<R, R>();
  for (const [key, members] of classes) {
    const standIn = standIns.get(key);
    if (standIn === undefined && members.length === 1) continue;
    const kept = winners((standIn === undefined ? undefined : classes.get(standIn)) ?? members);
    const [heir] = kept;
    for (const member of members) if (heir !== undefined && !kept.has(member)) lost.set(member, heir);
  }
  return lost;
}
