// How the sources stand, as objects for programs and as text for people.
import { countedPlain } from '../../text/plural.js';
import { toUtcText } from '../../domain/calendar.js';
import { reasonText } from '../../domain/category-day.js';
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

/** The same in lines for people: today, what is wrong, and sources that do not answer. */
export async function sourcesStatusText(parts: ReportParts): Promise<string[]> {
  const days = await calendarDays(parts, 1);
  const states = parts.reader.sourceStates();
  const failing = states.filter(({ error }) => error !== null);
  return [
    `sources        ${states.length}, ${failing.length} failing${states.length > 0 ? ' (see sources)' : ''}`,
    ...days.map(({ category, state, papers, reason }) => {
      const count = papers === null ? '' : `, ${countedPlain(papers, 'paper', 'papers')}`;
      return `today          ${category}: ${state}${count}${reason === null ? '' : ` (${reasonText(reason)})`}`;
    }),
    ...shownAlarms(parts)
      .filter(({ until }) => until === null)
      .map(({ text }) => `alarm          ${text}`),
  ];
}
