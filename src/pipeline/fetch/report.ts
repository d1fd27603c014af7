// How the sources stand, as objects for programs and as text for people.
import { toUtcText } from '../../domain/calendar.js';
import type { SourceState } from '../../domain/source.js';
import type { UnsureCompletion } from '../../store/sources/source-reports.js';

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

export function sourceText(state: SourceState): string {
  const { name, format, lastOkAt, nextAt, error } = state;
  const known = format === null ? '' : ` (${format})`;
  const next = nextAt === null ? '' : `, next at ${utc(nextAt)}`;
  return error === null
    ? `${name}${known}: read at ${utc(lastOkAt) ?? 'no time yet'}${next}`
    : `${name}${known}: ${error} Last read at ${utc(lastOkAt) ?? 'no time yet'}${next}`;
}

export function sourcesText(states: readonly SourceState[], unsure: readonly UnsureCompletion[]): string {
  const lines = states.map(sourceText);
  const doubts = unsure.map(({ key, outcome, candidates }) =>
    outcome === 'absent'
      ? `${key}: has no identifier, and the API knows no such paper`
      : `${key}: has no identifier; near, but not surely the same: ${candidates}`,
  );
  return lines.length + doubts.length === 0
    ? 'No source was asked yet. With FEEDS=auto the bot reads the arXiv feeds of every followed category.'
    : [...lines, ...doubts].join('\n');
}
