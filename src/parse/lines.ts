// Lines: pieces of text, cut anywhere, to whole lines without their ends (LF, CRLF or CR).
import type { DumpReader } from './parsed.js';

/** Calls `onLine` for every line (`number` from 1), also for a last one without an end, then `onEnd`. */
export function createLineReader(onLine: (text: string, number: number) => void, onEnd: () => void): DumpReader {
  let rest = '';
  let number = 0;
  const give = (line: string): void => {
    number += 1;
    onLine(line, number);
  };
  return {
    push(text) {
      const whole = rest + text;
      // A CR at the very end may be the first half of a CRLF.
      const isCut = whole.endsWith('\r');
      const lines = (isCut ? whole.slice(0, -1) : whole).split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? '') + (isCut ? '\r' : '');
      lines.forEach(give);
    },
    end() {
      if (rest !== '')
        rest
          .replace(/\r$/, '')
          .split(/\r\n|\n|\r/)
          .forEach(give);
      rest = '';
      onEnd();
    },
  };
}
