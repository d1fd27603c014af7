// The result of one dump as a line for people.
import type { DumpResult } from './ingest.js';

export function dumpText(result: DumpResult): string {
  if (result.error !== null) return `${result.path}: could not be read: ${result.error}`;
  const { records, updated, duplicate, rejected } = result;
  return `${result.path}: ${records} records: ${result.new} new, ${updated} updated, ${duplicate} known, ${rejected} rejected (${result.format})`;
}
