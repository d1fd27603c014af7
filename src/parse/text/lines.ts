// Lines: pieces of text, cut anywhere, to whole lines without their ends.
import { RAW_LIMIT, RECORD_LIMIT, type DumpReader } from '../parsed.js';

const ENDS = /\r\n|\n|\r/;
const ANY_ENDS = /\r\n|[\n\r\u2028\u2029]/;

/** What ends the lines of a text, by the first end in it; null while there is none. */
function endsBy(text: string): RegExp | null {
  const [first] = ANY_ENDS.exec(text) ?? [];
  if (first === undefined) return null;
  return ENDS.test(first) ? ENDS : ANY_ENDS;
}

interface LineOptions {
  /** Where the first end is one of Unicode's separators, they are ends: some programs copy text so. Else they stand inside of lines. */
  readonly isCopied?: boolean;
}

/**
 * Calls `onLine` for every line (`number` from 1), also for a last one without an end, then `onEnd`. Of a line longer
 * than RECORD_LIMIT only the first RAW_LIMIT units are kept; `isTooLong` then says so.
 */
export function createLineReader(
  onLine: (text: string, number: number, isTooLong: boolean) => void,
  onEnd: () => void,
  { isCopied = false }: LineOptions = {},
): DumpReader {
  let ends = isCopied ? null : ENDS;
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
      const added = isAfterReturn && text.startsWith('\n') ? text.slice(1) : text;
      ends ??= endsBy(text);
      const lines = added.split(ends ?? ENDS);
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
