// Kept records: which of many records of one paper are still needed, so that the next one meets only a few.
import { titleValues, versionValues, type Candidate } from './identity.js';
import { tieBreak, type SourcedFacts } from './merge.js';
import type { RecordFacts } from './paper.js';
import { isExact } from './times.js';

interface Recognised extends SourcedFacts {
  readonly candidate: Candidate;
}

/** Of records that differ in nothing but titles or names, so many titles, and so many versions with their people, are remembered. */
const MOST_EVIDENCE = 16;

/**
 * Fields that all records of a class share, since versions are told apart by them. `asOf` and `announcedAt` are none of
 * them: they only decide which record is the best.
 */
const SHARED = ['arxivId', 'version', 'updatedAt', 'submittedAt', 'versions'] as const;
const SHARED_FIELDS: ReadonlySet<string> = new Set<keyof RecordFacts>(SHARED);

/**
 * Records of one class are the same to merge.ts but for their values, and belong to the same paper: by their identifier,
 * else by the time and people of a version, else by their title.
 */
function classOf({ format, facts, candidate }: Recognised): string {
  const { title, versions } = candidate;
  const link = facts.arxivId === null ? (versions.length > 0 ? versions : [title]) : [];
  return JSON.stringify([format, ...SHARED.map((name) => facts[name]), ...link.map(String)]);
}

/** The same for equal records, whatever the order of their fields; what is not told is least. */
function wholeText(facts: RecordFacts): string {
  const told = Object.entries(facts).map(([name, value]: [string, unknown]) => [name, value ?? ''] as const);
  return JSON.stringify(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What decides whether a record gives a field, greatest last; null where it does not tell the field. */
function standing(facts: RecordFacts, field: keyof RecordFacts): readonly string[] | null {
  const value = facts[field];
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  return [facts.asOf ?? '', ...tieBreak(facts, field)];
}

/** The earliest announcement counts, and exact times before bare days. */
function earliness({ announcedAt }: RecordFacts): readonly string[] | null {
  if (announcedAt === null) return null;
  const complement = [...announcedAt].map((letter) => String.fromCharCode(0x7f - letter.charCodeAt(0))).join('');
  return [isExact(announcedAt) ? '1' : '0', complement];
}

function isAfter(left: readonly string[], right: readonly string[]): boolean {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index >= 0 && left[index]! > (right[index] ?? '');
}

/** The records of one class that win a field, or stand for one of the pieces of evidence that are remembered. */
function winners<R extends Recognised>(members: readonly R[]): Set<R> {
  const texts = new Map(members.map((member) => [member, wholeText(member.facts)]));
  const kept = new Set<R>();

  function keepBest(standingOf: (member: R) => readonly string[] | null): void {
    let best: { readonly member: R; readonly standing: readonly string[] } | null = null;
    for (const member of members) {
      const told = standingOf(member);
      if (told === null) continue;
      const whole = [...told, texts.get(member)!];
      if (best === null || isAfter(whole, best.standing)) best = { member, standing: whole };
    }
    if (best !== null) kept.add(best.member);
  }

  for (const field of Object.keys(members[0]!.facts) as (keyof RecordFacts)[])
    if (!SHARED_FIELDS.has(field)) keepBest(({ facts }) => standing(facts, field));
  keepBest(({ facts }) => earliness(facts));
  for (const valuesOf of [titleValues, versionValues]) {
    const values = [...new Set(members.flatMap(({ candidate }) => valuesOf(candidate)))];
    for (const value of values.sort((a, b) => (a < b ? -1 : 1)).slice(0, MOST_EVIDENCE))
      keepBest(({ candidate }) => (valuesOf(candidate).includes(value) ? [] : null));
  }
  return kept;
}

/**
 * Of records that hang together, those that can be done without, each with the kept one of its class that stands for it.
 * What is left is a function of the set of all records that ever came, in whatever order and however often some were left
 * out on the way: a record that wins among all of them wins among any of them.
 */
export function dispensable<R extends Recognised>(records: readonly R[]): Map<R, R> {
  const classes = new Map<string, R[]>();
  for (const record of records) {
    const key = classOf(record);
    const known = classes.get(key);
    if (known === undefined) classes.set(key, [record]);
    else known.push(record);
  }
  const lost = new Map<R, R>();
  for (const members of classes.values()) {
    if (members.length === 1) continue;
    const kept = winners(members);
    const [heir] = kept;
    for (const member of members) if (!kept.has(member)) lost.set(member, heir!);
  }
  return lost;
}
