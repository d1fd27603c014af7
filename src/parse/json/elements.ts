// Elements of a JSON array: all at once where the text is JSON, else one by one, so that only the broken one is lost.
import { attempt, RAW_LIMIT, type DumpReader, type ParsedItem } from '../parsed.js';
import { createWholeReader } from '../text/whole-text.js';
import { rawText } from './raw-text.js';

/** What an element is, without its place; a rejection's text is the element. */
export type ElementReading =
  | Pick<Extract<ParsedItem, { kind: 'record' }>, 'kind' | 'value'>
  | { readonly kind: 'rejection'; readonly reason: string; readonly stack?: string };

/** The value of a JSON text; undefined where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** One way to read each separator, so that thousands of empty lines are not tried in every division. */
const SEPARATOR = String.raw`(?:\s*,|[^\S\n]*\n)\s*`;
/** Entries that are no objects before the first one, as a broken program writes them. */
const EMPTY = String.raw`(?:(?:null|true|false|\[\s*\]|\{\s*\}|"[^"\\\n]{0,200}"|-?[\d.]{1,40}|NaN)${SEPARATOR})`;
const FIRST_OBJECT = new RegExp(String.raw`^\s*(?:\[\s*)?${EMPTY}*\{`);
const FIRST_IN_ARRAY = new RegExp(String.raw`^\s*\[\s*${EMPTY}*\{`);

/** Whether a text begins with an object, alone, in an array or in lines, perhaps behind entries of nothing. */
export function beginsWithObject(head: string, isArray = false): boolean {
  return (isArray ? FIRST_IN_ARRAY : FIRST_OBJECT).test(head);
}

/** A comma and the start of an object with its first name. */
const NEXT_OBJECT = /,\s*\{\s*"([^"\\]{1,80})"\s*:/g;
const FIRST_NAME = /^\s*\{\s*"([^"\\]{1,80})"\s*:/;

/** So many marks behind a broken element are looked at. */
const MARKS_TRIED = 100;

interface Mark {
  readonly at: number;
  readonly name: string;
}

/** Where the string that begins at `start` is over; a line's end is none of a string, so that a lost quote goes no further. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text[at];
    if (unit === '\\') at += 1;
    else if (unit === '"') return at + 1;
    else if (unit === '\n') return at;
  }
  return text.length;
}

/**
 * The comma that ends the element at `start`: the first one outside strings and brackets that is followed by what may follow;
 * `limit` where there is none before it. A closing bracket closes all that was opened inside its own.
 */
function elementEnd(
  text: string,
  { start, limit }: { readonly start: number; readonly limit: number },
  isFollowed: (rest: string) => boolean,
): number {
  const open: string[] = [];
  for (let at = start; at < limit; at += 1) {
    const unit = text[at];
    if (unit === '"') at = stringEnd(text, at) - 1;
    else if (unit === '{') open.push('}');
    else if (unit === '[') open.push(']');
    else if (unit === '}' || unit === ']') open.length = Math.max(0, open.lastIndexOf(unit));
    else if (unit === ',' && open.length === 0 && isFollowed(text.slice(at + 1, at + 100))) return at;
  }
  return limit;
}

/**
 * The texts between the brackets and commas of an array. Where an element is broken in such a way that it seems to go on
 * into the next ones, it ends where an object begins by the same name as it does itself.
 */
export function* elementTexts(array: string): Iterable<string> {
  const from = array.indexOf('[') + 1;
  const last = array.trimEnd();
  const limit = last.endsWith(']') ? last.length - 1 : last.length;
  const first = FIRST_NAME.exec(array.slice(from, from + 1_000))?.[1];
  const marks = [...array.matchAll(NEXT_OBJECT)].map((found): Mark => ({ at: found.index, name: found[1] ?? '' }));
  // Text that broken elements swallowed is scanned again; when that was too much, elements end at marks only.
  let budget = 8 * array.length;
  let next = 0;
  for (let start = from; start < limit;) {
    // `next` is below the length.
    while (next < marks.length && marks[next]!.at <= start) next += 1;
    const name = FIRST_NAME.exec(array.slice(start, start + 1_000))?.[1] ?? first;
    const mark = (): number => {
      const near = marks.slice(next, next + MARKS_TRIED);
      return Math.min(limit, near.find((each) => each.name === name)?.at ?? limit);
    };
    let end = budget > 0 ? elementEnd(array, { start, limit }, () => true) : mark();
    if (parseJson(array.slice(start, end)) === undefined && budget > 0) {
      // What a wrong bracket closed too early goes on to the next object.
      const later = elementEnd(array, { start: end, limit }, (rest) => /^\s*[{]/.test(rest));
      budget -= later - start;
      end = Math.min(later, mark());
    }
    const text = array.slice(start, end).trim();
    // After a superfluous comma the text is empty.
    if (text !== '') yield text;
    start = end + 1;
  }
}

/** Gives an item for every element of an array, or for the one value where the text is no array. */
export function createElementReader(
  read: (element: unknown) => ElementReading,
  emit: (item: ParsedItem) => void,
): DumpReader {
  let record = 0;

  function give(reading: ElementReading, text: () => string): void {
    record += 1;
    const place = { record, line: null };
    emit(reading.kind === 'record' ? { ...reading, ...place } : { ...reading, ...place, text: text() });
  }

  function giveElement(element: unknown): void {
    const reading = attempt<ElementReading>(
      () => read(element),
      (failure) => ({ kind: 'rejection', ...failure }),
    );
    give(reading, () => rawText(element));
  }

  /** False where the text is not JSON. */
  function giveText(text: string, reason: string): boolean {
    const element = parseJson(text);
    if (element === undefined) give({ kind: 'rejection', reason }, () => text.slice(0, RAW_LIMIT));
    else giveElement(element);
    return element !== undefined;
  }

  function giveArray(text: string): void {
    let isWhole = true;
    for (const element of elementTexts(text)) isWhole = giveText(element, 'the element is not JSON');
    // A cut element says it already.
    if (isWhole && !text.trimEnd().endsWith(']'))
      give({ kind: 'rejection', reason: 'the list is cut off: its closing bracket is missing' }, () => '');
  }

  return createWholeReader((text) => {
    const value = parseJson(text.replace(/^\uFEFF/, ''));
    if (Array.isArray(value)) value.forEach(giveElement);
    else if (value !== undefined || !/^\uFEFF?\s*\[/.test(text)) giveText(text.trim(), 'the text is not complete JSON');
    else giveArray(text);
  }, emit);
}
