// The beginning of a JSON value as text, however deep it is nested: what a rejection keeps of it.
import { RAW_LIMIT } from '../parsed.js';

/** Deeper values are left out: writing them down would take more of the stack than there is. */
const DEEPEST = 20;

function shallow(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((each) => shallow(each, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shallow(each, depth + 1)]));
}

/** At most RAW_LIMIT units. */
export function rawText(value: unknown): string {
  return (JSON.stringify(shallow(value, 0)) ?? '').slice(0, RAW_LIMIT);
}
