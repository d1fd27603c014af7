// What a parser yields: records as the dump spells them, bare headers, and rejections with their place, reason and raw text.
import type { DumpRecord, Format } from '../domain/paper.js';
import { errorText } from '../errors.js';

/** Where an item stood: `record` and `line` (of the record's first line; null where lines mean nothing) count from 1. */
interface Place {
  readonly record: number;
  readonly line: number | null;
}

export type ParsedItem =
  | (Place & { readonly kind: 'record'; readonly value: DumpRecord })
  /** An OAI-PMH header without metadata: it adds no facts, but says whether the record was deleted, and when (`asOf`). */
  | (Place & {
      readonly kind: 'header';
      readonly arxivId: string;
      readonly isDeleted: boolean;
      readonly asOf: string | null;
    })
  | (Place & {
      readonly kind: 'rejection';
      readonly reason: string;
      readonly text: string;
      /** Where the program itself failed on the record; missing where the record is at fault. */
      readonly stack?: string;
    });

/** A record on which the program itself failed. */
export interface Failure {
  readonly reason: string;
  readonly stack: string;
}

/** What was thrown while one record was made: only that record is rejected, and the log has the stack. */
export function failureOf(error: unknown): Failure {
  return {
    reason: `an error of this program: ${errorText(error)}`,
    stack: (error instanceof Error ? error.stack : undefined) ?? errorText(error),
  };
}

/** What `read` makes of one record; where it throws, what `onFailure` makes of that. */
export function attempt<T>(read: () => T, onFailure: (failure: Failure) => T): T {
  try {
    return read();
  } catch (error) {
    return onFailure(failureOf(error));
  }
}

/** Takes the decoded text of one dump in pieces, cut anywhere, and emits items in order. Neither method throws. */
export interface DumpReader {
  push(text: string): void;
  /** The dump is over: what is still open is emitted or rejected. */
  end(): void;
  /** What the source answered instead of records, once the dump is over; null or missing where it said nothing. */
  readonly complaint?: () => string | null;
}

/** A format that is read piece by piece; no more than one record is kept. */
export interface DumpFormat {
  readonly format: Format;
  /** False where the text only lists what was announced before, although its format announces (a month's listing). */
  readonly announces?: false;
  open(emit: (item: ParsedItem) => void): DumpReader;
}

/** Longest raw text that a rejection keeps (UTF-16 units). */
export const RAW_LIMIT = 4_000;
/** A record longer than this (UTF-16 units) is rejected instead of being kept in memory. */
export const RECORD_LIMIT = 8 * 1024 * 1024;
