// Formulas: where a raw text holds mathematics, as arXiv's authors type it.

export interface Span {
  /** Offsets in UTF-16 units; `end` is the first after it. */
  readonly start: number;
  readonly end: number;
}

/** Finds stretches of a text, in order and apart from each other. */
export type FindSpans = (text: string) => readonly Span[];

const DISPLAY =
  /\$\$[\s\S]+?\$\$|\\\[[\s\S]+?\\\]|\\\([\s\S]+?\\\)|\\begin\s*\{([A-Za-z]+\*?)\}[\s\S]*?\\end\s*\{\1\}/g;
/** Signs that only formulas have. */
const SIGNS = /[\\^_{}=<>+|~]/;
const TEX = /[\\^_]/g;
const SENTENCE_END = /[.!?](?=\s+[A-Z]|\s*$)|\n/g;

/** Whether the text between two dollars is a formula, not the text between two prices. */
function isFormula(content: string, after: string): boolean {
  if (content.trim() === '' || content.includes('\n\n')) return false;
  const isTight = !/^\s|\s$/.test(content);
  // `$5 to $10`: a price ends before a digit; `$5 million and $6` reads on in words.
  if (/^\d/.test(content) && (!isTight || /^\d/.test(after)) && !/[\\^_]/.test(content)) return false;
  if (SIGNS.test(content)) return true;
  if (content.length > 60) return false;
  return isTight ? !/\s\p{L}{2,}\s/u.test(content) : !/\p{L}{3}/u.test(content);
}

function isEscaped(text: string, offset: number): boolean {
  let count = 0;
  while (text[offset - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
}

/** Where a pattern (flag g) next begins from an offset on, asked in rising order: no stretch of the text is read twice. */
function nextOf(text: string, pattern: RegExp): (from: number) => number {
  let next = -1;
  return (from) => {
    if (next < from) {
      pattern.lastIndex = from;
      next = pattern.exec(text)?.index ?? text.length;
    }
    return next;
  };
}

/** Offsets of single dollars outside the spans found so far, which are in order. */
function dollars(text: string, taken: readonly Span[]): number[] {
  const left = taken.values();
  let span = left.next().value;
  return [...text.matchAll(/\$/g)]
    .map((found) => found.index)
    .filter((at) => {
      while (span !== undefined && span.end <= at) span = left.next().value;
      return !isEscaped(text, at) && (span === undefined || at < span.start);
    });
}

/** A dollar without a partner opens a formula where TeX follows; it is taken to end with its sentence. */
function unbalancedIn(text: string): (at: number) => Span | null {
  const sentenceEnd = nextOf(text, SENTENCE_END);
  const tex = nextOf(text, TEX);
  return (at) => {
    const end = sentenceEnd(at + 1);
    return /\d/.test(text.charAt(at + 1)) || tex(at + 1) >= end ? null : { start: at, end };
  };
}

/** Every formula with its delimiters, in order, none inside another. */
export function findFormulas(text: string): Span[] {
  const found: Span[] = [...text.matchAll(DISPLAY)]
    .filter((display) => !isEscaped(text, display.index))
    .map((display) => ({ start: display.index, end: display.index + display[0].length }));
  const open = dollars(text, found);
  const unbalanced = unbalancedIn(text);
  for (let index = 0; index < open.length; index += 1) {
    // `index` is below the length.
    const start = open[index]!;
    const close = open[index + 1];
    if (close !== undefined && isFormula(text.slice(start + 1, close), text.slice(close + 1))) {
      found.push({ start, end: close + 1 });
      index += 1;
      continue;
    }
    const alone = (open.length - index) % 2 === 1 ? unbalanced(start) : null;
    if (alone === null) continue;
    found.push(alone);
    while ((open[index + 1] ?? Infinity) < alone.end) index += 1;
  }
  return found.sort((a, b) => a.start - b.start);
}
