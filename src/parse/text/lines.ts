// Lines: pieces of text, cut anywhere, to whole lines without their ends.
import { RAW_LIMIT, RECORD_LIMIT, type DumpReader } from '../parsed.js';

/** In most texts Unicode's own line ends stand inside of lines. */
const ENDS = /\r\n|\n|\r/;
/** For text that people copied: some programs write these. */
export const COPIED_ENDS = /\r\n|[\n\r\u2028\u2029]/;

/**
 * Calls `onLine` for every line (`number` from 1), also for a last one without an end, then `onEnd`. Of a line longer
 * than RECORD_LIMIT only the first RAW_LIMIT units are kept; `isTooLong` then says so.
 */
export function createLineReader(
  onLine: (text: string, number: number, isTooLong: boolean) => void,
  onEnd: () => void,
  ends: RegExp = ENDS,
): DumpReader {
  /** What has come of the line that is not whole yet, in pieces, so that a long line is joined once. */
  let rest: string[] = [];
  let length = 0;
  let isTooLong = false;
  let isAfterReturn = false;
  let number = 0;

  function keep(text: string): void {
    if (text === '' || isTooLong) return;
    rest.push(text);
    length += text.length;
    if (length <= RECORD_LIMIT) return;
    rest = [rest.join('').slice(0, RAW_LIMIT)];
    isTooLong = true;
  }

  function give(text: string): void {
    number += 1;
    if (length === 0 && text.length <= RECORD_LIMIT) return onLine(text, number, false);
    keep(text);
    const line = rest.join('');
    const wasTooLong = isTooLong;
    rest = [];
    length = 0;
    isTooLong = false;
    onLine(line, number, wasTooLong);
  }

  return {
    push(text) {
      if (text === '') return;
      // A CR at the end of a piece and an LF at the start of the next are one line end.
      const lines = (isAfterReturn && text.startsWith('\n') ? text.slice(1) : text).split(ends);
      isAfterReturn = text.endsWith('\r');
      const last = lines.pop() ?? '';
      lines.forEach(give);
      keep(last);
    },
    end() {
      if (length > 0) give('');
      onEnd();
    },
  };
}
