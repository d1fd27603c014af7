// Texts that are read whole: kept up to a limit, then given away at once.
import { RAW_LIMIT, type DumpReader, type ParsedItem } from '../parsed.js';

/** A web page or a JSON value longer than this (UTF-16 units) is rejected: 32 MiB. */
export const WHOLE_LIMIT = 32 * 1024 * 1024;

/** Gives the text to `onText` when the dump is over; a longer one becomes the one rejection of the dump. */
export function createWholeReader(onText: (text: string) => void, emit: (item: ParsedItem) => void): DumpReader {
  let pieces: string[] = [];
  let length = 0;
  return {
    push(text) {
      const wasLong = length > WHOLE_LIMIT;
      length += text.length;
      if (!wasLong) pieces.push(text);
      if (!wasLong && length > WHOLE_LIMIT) pieces = [pieces.join('').slice(0, RAW_LIMIT)];
    },
    end() {
      const text = pieces.join('');
      pieces = [];
      if (length <= WHOLE_LIMIT) return onText(text);
      const reason = `the dump is longer than ${WHOLE_LIMIT / 1024 / 1024} MiB, the limit for what is read whole`;
      emit({ kind: 'rejection', record: 1, line: null, reason, text: text.trim() });
    },
  };
}

/** Gives the JSON value to `onValue` when the dump is over; a text that is none becomes the one rejection. */
export function createJsonReader(onValue: (value: unknown) => void, emit: (item: ParsedItem) => void): DumpReader {
  return createWholeReader((text) => {
    let value: unknown;
    try {
      value = JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch {
      const raw = text.trim().slice(0, RAW_LIMIT);
      return emit({ kind: 'rejection', record: 1, line: null, reason: 'the text is not complete JSON', text: raw });
    }
    onValue(value);
  }, emit);
}
