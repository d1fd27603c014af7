// The result of one dump: as a line for people, as an object for programs, and what the log is told of it.
import { countedPlain } from '../../text/plural.js';
import type { Log } from '../../log.js';
import type { DumpResult } from './ingest.js';
import { cutText } from './store-records.js';

/** The keys of a line of `ingest --json`, and what the caller adds. */
export function dumpObject<R extends DumpResult>({
  silentReason: _silentReason,
  cut: _cut,
  failures: _failures,
  notes: _notes,
  ...told
}: R): object {
  return told;
}

/** Records on which the program itself failed, with their stacks. */
export function logFailures(log: Log, { path, failures }: DumpResult): void {
  for (const failure of failures) log.error({ path, ...failure }, 'a record failed and is in quarantine');
}

export function dumpText(result: DumpResult): string {
  if (result.error !== null) return `${result.path}: could not be read: ${result.error}`;
  const { path, format, records, updated, duplicate, rejected, silentReason, cut, notes } = result;
  if (records === 0) return `${path}: 0 records (${[...notes, format].join('; ')})`;
  const counts = `${result.new} new, ${updated} updated, ${duplicate} known, ${rejected} rejected (${format})`;
  const told = [silentReason, cut === 0 ? null : cutText(cut), ...notes].filter((each) => each !== null);
  return [`${path}: ${countedPlain(records, 'record', 'records')}: ${counts}`, ...told].join('; ');
}
