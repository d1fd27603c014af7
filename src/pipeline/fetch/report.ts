// How the sources stand, as objects for programs and as text for people.
import { countedPlain } from '../../text/plural.js';
import type { SourceSettings } from '../../config.js';
import { toUtcText } from '../../domain/calendar.js';
import { reasonText, type CategoryDay } from '../../domain/category-day.js';
import type { SourceState } from '../../domain/source.js';
import type { Reader } from '../../store/reader.js';
import type { KeptAlarm } from '../../store/sources/alarms.js';
import type { UnsureCompletion } from '../../store/sources/source-reports.js';
import { calendarDays, type StandingParts } from './standing.js';

function utc(text: string | null): string | null {
  return text === null ? null : toUtcText(new Date(text));
}

/** The object of `sources --json`; `kind` of another feed is the layout that was recognised in it. */
export function sourceObject({
  name,
  kind,
  url,
  format,
  lastAt,
  lastOkAt,
  lastStatus,
  nextAt,
  error,
}: SourceState): object {
  return {
    name,
    kind: kind === 'feed' ? (format ?? kind) : kind,
    url,
    lastAt: utc(lastAt),
    lastOkAt: utc(lastOkAt),
    lastStatus,
    nextAt: utc(nextAt),
    error,
  };
}

function sourceText(state: SourceState): string {
  const { name, format, lastOkAt, nextAt, error } = state;
  const known = format === null ? '' : ` (${format})`;
  const next = nextAt === null ? '' : `, next at ${utc(nextAt)}`;
  return error === null
    ? `${name}${known}: read at ${utc(lastOkAt) ?? 'no time yet'}${next}`
    : `${name}${known}: ${error} Last read at ${utc(lastOkAt) ?? 'no time yet'}${next}`;
}

/** One line each. */
export function sourcesLines(states: readonly SourceState[], unsure: readonly UnsureCompletion[]): string[] {
  const lines = states.map(sourceText);
  const doubts = unsure.map(({ key, outcome, candidates }) =>
    outcome === 'absent'
      ? `${key}: has no identifier, and the API knows no such paper`
      : `${key}: has no identifier; near, but not surely the same: ${candidates}`,
  );
  return lines.length + doubts.length === 0
    ? ['No source was asked yet. With FEEDS=auto the bot reads the arXiv feeds of every followed category.']
    : [...lines, ...doubts];
}

/** Why a look at what is due asked nobody. `wanted`: how many feeds are read by themselves. */
export function nobodyAskedText(
  { feeds, isHarvesting }: Pick<SourceSettings, 'feeds' | 'isHarvesting'>,
  wanted: number,
): string {
  if (wanted > 0) return 'Nothing is due. The verb sources says when each source is read next.';
  const how = 'To read one now, name it, as in fetch cs.CL.';
  if (feeds.isAuto) return `No feed is read by itself, because no subscription follows a category. ${how}`;
  return `No feed is read by itself, because FEEDS is off${isHarvesting ? ', and no harvest is due' : ''}. ${how}`;
}

export interface ReportParts extends StandingParts {
  readonly reader: StandingParts['reader'] & Pick<Reader, 'sourceStates' | 'alarmsSince'>;
}

/** Alarms of so many days are shown. */
const ALARM_DAYS = 30;

function shownAlarms({ reader, now }: ReportParts): KeptAlarm[] {
  return reader.alarmsSince(new Date(now().getTime() - ALARM_DAYS * 86_400_000).toISOString());
}

/** What `status --json` says of the sources. */
export async function sourcesStatus(parts: ReportParts): Promise<object> {
  return {
    sources: parts.reader.sourceStates().map(sourceObject),
    calendar: (await calendarDays(parts)).map(({ category, day, state, papers, reason }) => ({
      category,
      day,
      state,
      papers,
      reason: reason === null ? null : reasonText(reason),
    })),
    alarms: shownAlarms(parts).map(({ kind, subject, since, until, text }) => ({
      kind,
      subject,
      since: utc(since),
      until: utc(until),
      text,
    })),
  };
}

/** Categories in one state for one reason share a line where more of them are in it. */
const MOST_LINES = 5;
const NAMED = 3;

function papersText(same: readonly CategoryDay[]): string {
  const counts = same.flatMap(({ papers }) => papers ?? []);
  if (counts.length === 0) return '';
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return `, ${least === most ? '' : `${least} to `}${countedPlain(most, 'paper', 'papers')}${same.length > 1 ? ' each' : ''}`;
}

/** How today stands, by category: with a subscription of all of arXiv there are more than 150. */
export function todayLines(days: readonly CategoryDay[]): string[] {
  const standing = ({ state, reason }: CategoryDay, papers: string): string =>
    `${state}${papers}${reason === null ? '' : ` (${reasonText(reason)})`}`;
  const line = (names: string, standingText: string): string => `today          ${names}: ${standingText}`;
  return [...new Set(days.map((day) => standing(day, '')))].flatMap((each) => {
    const same = days.filter((day) => standing(day, '') === each);
    const [first] = same;
    if (first === undefined || same.length <= MOST_LINES)
      return same.map((day) => line(day.category, standing(day, papersText([day]))));
    const names = same.slice(0, NAMED).map(({ category }) => category);
    return line(`${names.join(', ')} and ${same.length - NAMED} others`, standing(first, papersText(same)));
  });
}

/** The same in lines for people: today, what is wrong, and sources that do not answer. */
export async function sourcesStatusText(parts: ReportParts): Promise<string[]> {
  const days = await calendarDays(parts, 1);
  const states = parts.reader.sourceStates();
  const failing = states.filter(({ error }) => error !== null);
  return [
    `sources        ${states.length}, ${failing.length} failing${states.length > 0 ? ' (see sources)' : ''}`,
    ...todayLines(days),
    ...shownAlarms(parts)
      .filter(({ until }) => until === null)
      .map(({ text }) => `alarm          ${text}`),
  ];
}
