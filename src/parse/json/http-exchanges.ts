// Recorded HTTP exchanges: a JSON array of requests and their answers, of which those with status 200 are read.
import { z } from 'zod';
import type { DumpFormat, ParsedItem } from '../parsed.js';
import { createJsonReader } from '../text/whole-text.js';

const exchange = z.object({ status: z.number(), response: z.string() });
const HEAD = 64 * 1024;
/** Answers that are looked at before a recording counts as one of something else. */
const MAX_TRIED = 20;

type Detect = (head: string) => DumpFormat | null;

/** Bodies of the answers that count, in order. */
function bodiesOf(value: unknown): string[] {
  const elements: unknown[] = Array.isArray(value) ? value : [];
  return elements
    .map((element) => exchange.safeParse(element).data)
    .flatMap((answer) => (answer?.status === 200 ? [answer.response] : []));
}

/** A JSON string whose end may be missing, from after its opening quote. */
function partialString(text: string): string {
  const whole = /^(?:[^"\\]|\\(?:u[0-9a-f]{4}|[^u]))*/i.exec(text.slice(0, HEAD))?.[0] ?? '';
  try {
    return z.string().parse(JSON.parse(`"${whole.replace(/[\u0000-\u001f]/g, ' ')}"`));
  } catch {
    return '';
  }
}

/** The format of the first body that is recognised; the array may go on after `head`. */
function innerFormat(head: string, detect: Detect): DumpFormat | null {
  for (const { index, 0: start } of [...head.matchAll(/"response"\s*:\s*"/g)].slice(0, MAX_TRIED)) {
    const format = detect(partialString(head.slice(index + start.length)));
    if (format !== null) return format;
  }
  return null;
}

/**
 * Recorded exchanges with an answer that `detect` recognises, under that answer's format; null for anything else.
 * Records are counted through all answers; a line inside a JSON string has no meaning and is null.
 */
export function detectExchanges(head: string, detect: Detect): DumpFormat | null {
  if (!/^\s*\[\s*\{/.test(head) || !/"status"\s*:/.test(head)) return null;
  const inner = innerFormat(head, detect);
  if (inner === null) return null;
  return {
    format: inner.format,
    open(emit) {
      let record = 0;
      const renumber = (item: ParsedItem): void => {
        record += 1;
        emit({ ...item, record, line: null });
      };
      const onValue = (value: unknown): void => {
        for (const body of bodiesOf(value)) {
          const reader = detect(body.slice(0, HEAD))?.open(renumber);
          reader?.push(body);
          reader?.end();
        }
      };
      return createJsonReader(onValue, emit);
    },
  };
}
