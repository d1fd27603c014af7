// Alarms: what is wrong with the sources now, one for each fault, and how the open alarms change by it. Pure.
import { easternDay, feedTime, type ArxivCalendar } from './arxiv-calendar.js';
import { toUtcText } from './calendar.js';
import { categoryDay, LATE_MS, reasonText, type CategoryDay, type CategoryReads } from './category-day.js';
import { createEmptyDays } from './holes.js';
import { addDays, daysBetween } from './local-time.js';

export type AlarmKind = 'failing' | 'stale' | 'late' | 'hole';

/** Something that is wrong and lasts. `subject`: a host, a day, or a category and a day where it is only one. */
export interface Alarm {
  readonly kind: AlarmKind;
  readonly subject: string;
  /** UTC text. */
  readonly since: string;
  readonly text: string;
}

/** A source whose last request got no answer. */
export interface FailingSource {
  /** As it may be shown, like `error`: without what may be a key in an address. */
  readonly name: string;
  readonly host: string;
  /** UTC texts: the first request without an answer since the last answer, and until when it is known to go on. */
  readonly since: string;
  readonly until: string;
  readonly error: string;
}

export interface AlarmQuestion {
  readonly categories: readonly CategoryReads[];
  readonly failing: readonly FailingSource[];
  /** Holes that a harvest filled. */
  readonly filled: readonly { readonly category: string; readonly day: string }[];
  readonly calendar: ArxivCalendar;
  readonly now: Date;
  /** How many days back holes are looked for. */
  readonly days: number;
  /** Whether harvests fill holes by themselves (HARVEST). */
  readonly isHarvesting: boolean;
}

interface Question extends AlarmQuestion {
  readonly isEmptyDay: (day: string) => boolean;
}

/** Without an answer for so long on an announcement day, a source is failing (milliseconds). */
const FAILING_MS = 2 * 3_600_000;

/** Whether requests went without an answer for two hours of one announcement day. */
function isFailing(source: FailingSource, calendar: ArxivCalendar): boolean {
  const [from, until] = [new Date(source.since), new Date(source.until)];
  return daysBetween(easternDay(from), easternDay(until)).some((day) => {
    if (calendar.scheduled(day).pause !== null) return false;
    const begin = Math.max(from.getTime(), feedTime(day).getTime());
    return Math.min(until.getTime(), feedTime(addDays(day, 1)).getTime()) - begin >= FAILING_MS;
  });
}

function failingAlarms({ failing, calendar }: AlarmQuestion): Alarm[] {
  const lasting = failing.filter((source) => isFailing(source, calendar));
  return [...new Set(lasting.map(({ host }) => host))].map((host) => {
    const own = lasting.filter((source) => source.host === host);
    const since = own.map((source) => source.since).toSorted()[0] ?? '';
    const names = [...new Set(own.map(({ name }) => name))].join(', ');
    return {
      kind: 'failing',
      subject: host,
      since,
      text: `Reading from ${host} has failed since ${toUtcText(new Date(since))} (${names}): ${own[0]?.error ?? ''} It is asked again; nothing that was stored is lost.`,
    };
  });
}

const subjectOf = (day: string, affected: readonly CategoryDay[]): string =>
  affected.length === 1 ? `${affected[0]?.category ?? ''} ${day}` : day;

const namesOf = (affected: readonly CategoryDay[]): string => affected.map(({ category }) => category).join(', ');

/** How a day stands in the categories that were followed when it began. */
function standing({ categories, calendar, isEmptyDay }: Question, day: string): CategoryDay[] {
  const began = toUtcText(feedTime(day));
  return categories
    .filter(({ since }) => since <= began)
    .map((category) => categoryDay({ category, isEmptyDay, day, calendar }));
}

function todaysAlarms(question: Question): Alarm[] {
  const { now, categories } = question;
  const day = easternDay(now);
  const lateAt = feedTime(day).getTime() + LATE_MS;
  // A feed that fails only since its batch was late is late as before: nothing tells that the batch came.
  const asLate = categories.map((each) =>
    each.failingSince !== null && Date.parse(each.failingSince) >= lateAt ? { ...each, failingSince: null } : each,
  );
  const states = standing({ ...question, categories: asLate }, day);
  const stale = states.filter(({ state }) => state === 'stale');
  const late = states.filter(({ state, reason }) => state === 'waiting' && reason?.kind === 'no-batch');
  const alarms: Alarm[] = [];
  if (stale.length > 0) {
    const seen = categories
      .filter(({ category }) => stale.some((each) => each.category === category))
      .flatMap(({ reads }) => (reads.byDay.get(day) ?? []).filter(({ batchDay }) => batchDay !== day));
    const since = seen.map(({ at }) => at).toSorted()[0] ?? toUtcText(feedTime(day));
    const reason = stale[0]?.reason;
    const shows = reason === null || reason === undefined ? '' : ` (${reasonText(reason)})`;
    const text = `The feed of ${day} is an old one in ${namesOf(stale)}${shows}. It is read again until the day's batch comes.`;
    alarms.push({ kind: 'stale', subject: subjectOf(day, stale), since: toUtcText(new Date(since)), text });
  }
  if (late.length > 0 && now.getTime() >= lateAt) {
    const text = `No batch of ${day} yet in ${namesOf(late)}, three hours after it was due. The feed is read again every hour.`;
    const since = toUtcText(new Date(lateAt));
    alarms.push({ kind: 'late', subject: subjectOf(day, late), since, text });
  }
  return alarms;
}

const FILLED = 'The harvest fills it; what is announced late says so in the ledger.';
const NOT_FILLED =
  'HARVEST is off, so that nothing fills it by itself: whoever runs the bot can set HARVEST=auto, or run fetch oai:ARCHIVE, within 14 days.';

interface HoleDay {
  readonly day: string;
  readonly affected: readonly CategoryDay[];
}

function holeAlarm(days: readonly HoleDay[], isHarvesting: boolean): Alarm {
  const affected = [...new Map(days.flatMap((each) => each.affected).map((each) => [each.category, each])).values()];
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  const range = first === last ? first : `${first} to ${last}`;
  return {
    kind: 'hole',
    subject: subjectOf(range, affected),
    since: toUtcText(feedTime(addDays(first, 1))),
    text: `The announcement of ${range} was not read whole in ${namesOf(affected)}. ${isHarvesting ? FILLED : NOT_FILLED}`,
  };
}

/** Days missed in one go, as by a machine that slept, are one fault: no feed was read between their ends. */
function holeAlarms(question: Question): Alarm[] {
  const { categories, filled, now, days, calendar } = question;
  const today = easternDay(now);
  const isFilled = new Set(filled.map(({ category, day }) => `${category} ${day}`));
  const readDays = new Set(categories.flatMap(({ reads }) => [...reads.byDay.keys()]));
  const groups: HoleDay[][] = [];
  for (const day of daysBetween(addDays(today, -days), addDays(today, -1))) {
    if (calendar.scheduled(day).pause !== null) continue;
    const affected = standing(question, day).filter(
      ({ state, reason, category }) =>
        state !== 'complete' &&
        state !== 'none' &&
        // Harvests look there, too; that papers are missing nobody knows.
        reason?.kind !== 'unsized' &&
        !isFilled.has(`${category} ${day}`),
    );
    if (affected.length === 0) continue;
    const before = groups.at(-1);
    const between = daysBetween(addDays(before?.at(-1)?.day ?? day, 1), day);
    const isOneFault = before !== undefined && !between.some((each) => readDays.has(each));
    if (isOneFault) before.push({ day, affected });
    else groups.push([{ day, affected }]);
  }
  return groups.map((group) => holeAlarm(group, question.isHarvesting));
}

/** Everything that is wrong now. */
export function lastingAlarms(asked: AlarmQuestion): Alarm[] {
  const isEmptyDay = createEmptyDays(asked.categories, easternDay(asked.now));
  const question = { ...asked, isEmptyDay };
  return [...failingAlarms(question), ...todaysAlarms(question), ...holeAlarms(question)];
}

type Named = Pick<Alarm, 'kind' | 'subject'>;

/** The first and the last day that a subject names; null for a host. */
export function daysOfSubject(subject: string): readonly [string, string] | null {
  const [first, last = first] = subject.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
  return first === undefined || last === undefined ? null : [first, last];
}

/** Alarms of one kind are the same while they are about the same host or share a day: days join a hole, and grow too old. */
function isSame(one: Named, other: Named): boolean {
  if (one.kind !== other.kind) return false;
  const [own, others] = [daysOfSubject(one.subject), daysOfSubject(other.subject)];
  if (own === null || others === null) return one.subject === other.subject;
  return own[0] <= others[1] && others[0] <= own[1];
}

/** What begins and what ends, given the alarms that are open and those that last. */
export function alarmChanges<Open extends Named>(
  open: readonly Open[],
  lasting: readonly Alarm[],
): { readonly begun: readonly Alarm[]; readonly ended: readonly Open[] } {
  return {
    begun: lasting.filter((alarm) => !open.some((each) => isSame(each, alarm))),
    ended: open.filter((each) => !lasting.some((alarm) => isSame(each, alarm))),
  };
}
