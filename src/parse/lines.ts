// Lines: pieces of text, cut anywhere, to whole lines without their ends (LF, CRLF or CR).
import { RECORD_LIMIT, type DumpReader } from './parsed.js';

/** What is kept of a line: enough to see that it is longer than any record may be. */
const LINE_LIMIT = RECORD_LIMIT + 1;
const END = /\r\n|\n|\r/;

/**
 * Calls `onLine` for every line (`number` from 1), also for a last one without an end, then `onEnd`. Of a line longer than
 * RECORD_LIMIT it gives the first RECORD_LIMIT + 1 units: memory stays bounded, and the record is seen to be too long.
 */
export function createLineReader(onLine: (text: string, number: number) => void, onEnd: () => void): DumpReader {
  let rest = '';
  let number = 0;
  const give = (line: string): void => {
    number += 1;
    onLine(line.length > LINE_LIMIT ? line.slice(0, LINE_LIMIT) : line, number);
  };
  return {
    push(text) {
      // Of a line that is too long already only the end is waited for.
      const isFull = rest.length >= LINE_LIMIT && !rest.endsWith('\r');
      const from = isFull ? text.search(/[\r\n]/) : 0;
      if (from < 0) return;
      const whole = rest + (from === 0 ? text : text.slice(from));
      // A CR at the very end may be the first half of a CRLF.
      const isCut = whole.endsWith('\r');
      const lines = (isCut ? whole.slice(0, -1) : whole).split(END);
      const last = lines.pop() ?? '';
      rest = (last.length > LINE_LIMIT ? last.slice(0, LINE_LIMIT) : last) + (isCut ? '\r' : '');
      lines.forEach(give);
    },
    end() {
      if (rest !== '') rest.replace(/\r$/, '').split(END).forEach(give);
      rest = '';
      onEnd();
    },
  };
}
