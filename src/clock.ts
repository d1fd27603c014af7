// The clock of tests: a file says what time it is for this process. `start --clock FILE` is for nothing else.
import { readFileSync, statSync } from 'node:fs';

/**
 * Reads the file at every call. It holds a time (`2030-01-02T03:04:05Z`), from which the clock runs on since the file was
 * written, or a whole number of milliseconds that the clock is ahead of the machine's. Without a readable file, or with
 * anything else in it, the machine's clock counts.
 */
export function fileClock(path: string): () => Date {
  return () => new Date(Date.now() + offsetOf(path));
}

function offsetOf(path: string): number {
  try {
    const text = readFileSync(path, 'utf8').trim();
    if (/^[+-]?\d+$/.test(text)) return Number(text);
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? 0 : instant - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

/** Milliseconds since the machine was started, which go on whatever is done to the clock; the same in all its processes. */
export function machineMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}
