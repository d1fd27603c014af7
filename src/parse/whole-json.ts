// JSON that is one value: kept whole up to a limit, then read.
import { RAW_LIMIT, type DumpReader, type ParsedItem } from './parsed.js';

/** A JSON value longer than this (UTF-16 units) is rejected: 32 MiB, some thousand times a day's papers. */
export const JSON_LIMIT = 32 * 1024 * 1024;

/**
 * Gives the value to `onValue` when the dump is over. Text that is no JSON, or longer than the limit, becomes the one
 * rejection of the dump.
 */
export function createJsonReader(onValue: (value: unknown) => void, emit: (item: ParsedItem) => void): DumpReader {
  let pieces: string[] = [];
  let length = 0;

  function reject(reason: string): void {
    const text = pieces.join('').slice(0, RAW_LIMIT).trim();
    emit({ kind: 'rejection', record: 1, line: null, reason, text });
  }

  return {
    push(text) {
      length += text.length;
      if (length <= JSON_LIMIT) pieces.push(text);
      else pieces = [pieces.join('').slice(0, RAW_LIMIT)];
    },
    end() {
      if (length > JSON_LIMIT) return reject(`the JSON is longer than ${JSON_LIMIT / 1024 / 1024} MiB`);
      let value: unknown;
      try {
        value = JSON.parse(pieces.join(''));
      } catch {
        return reject('the text is no whole JSON');
      }
      pieces = [];
      onValue(value);
    },
  };
}
