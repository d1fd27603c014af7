// XML items: cuts the elements that hold one record each out of a stream of XML, whatever stands around them.
import { attempt, RAW_LIMIT, RECORD_LIMIT, type DumpReader, type ParsedItem } from '../parsed.js';
import { parseElement, type XmlElement } from './tree.js';

/** What a format makes of an element: an item without its place, or null where the element is no record. */
export type XmlReading =
  | Pick<Extract<ParsedItem, { kind: 'record' }>, 'kind' | 'value'>
  | Pick<Extract<ParsedItem, { kind: 'header' }>, 'kind' | 'arxivId' | 'isDeleted' | 'asOf'>
  | { readonly kind: 'rejection'; readonly reason: string; readonly stack?: string }
  | null;

interface ItemReaderOptions {
  /** Local names of the elements that hold one record each. */
  readonly items: readonly string[];
  /** Local names of elements outside the items that are read too; they are no records, and their faults are not counted. */
  readonly asides?: readonly string[];
  readonly read: (element: XmlElement) => XmlReading;
  readonly readAside?: (element: XmlElement) => void;
}

/** An element that is open: its name, whether it is an aside, where it began, and whether its text is kept. */
interface OpenItem {
  readonly name: string;
  readonly isAside: boolean;
  readonly line: number;
  isTooLong: boolean;
}

const TOO_LONG = `the record is longer than ${RECORD_LIMIT / 1024 / 1024} MiB`;
/** Longest tag that is waited for when a piece of text ends inside it. */
const TAG_LIMIT = 64 * 1024;
/** Longest start of a tag, with its prefix, whose name is waited for. */
const LONGEST_NAME = 80;

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/**
 * Emits one item for each element named in `items`: what `read` makes of it, or a rejection where it is cut off, not
 * well-formed or longer than RECORD_LIMIT. An item that opens inside an open one ends that one as not whole, and an
 * end tag without its start is one that lost its start: so a broken tag rejects one record, and every record is counted.
 * Items are found by their tags alone, so that broken quotes and comments between them do no harm; a start tag inside
 * a comment or CDATA section counts as one.
 */
export function createItemReader(options: ItemReaderOptions, emit: (item: ParsedItem) => void): DumpReader {
  const { items, asides = [], read, readAside } = options;
  const tag = new RegExp(`<(/?)(?:[\\w.-]{1,40}:)?(${[...items, ...asides].join('|')})(?=[\\s/>])`, 'g');
  /** The open item from its start tag on; between items, at least the last RAW_LIMIT units since the item before. */
  let buffer = '';
  let searched = 0;
  let line = 1;
  let record = 0;
  let open: OpenItem | null = null;

  /** Drops the text before `end`. */
  function drop(end: number): void {
    line += countLines(buffer.slice(0, end));
    buffer = buffer.slice(end);
    searched = Math.max(0, searched - end);
  }

  function reject(at: number, text: string, fault: { readonly reason: string; readonly stack?: string }): void {
    record += 1;
    const place = { record, line: at, text: text.trim().slice(0, RAW_LIMIT) };
    emit({ ...fault, kind: 'rejection', ...place });
  }

  function readSafely(element: XmlElement): XmlReading {
    return attempt<XmlReading>(
      () => read(element),
      (failure) => ({ kind: 'rejection', ...failure }),
    );
  }

  /** The open item ends before `end`; `fault` says what it lacks. */
  function close(item: OpenItem, end: number, fault: string | null): void {
    open = null;
    const text = buffer.slice(0, end);
    const reason = item.isTooLong || end > RECORD_LIMIT ? TOO_LONG : fault;
    const element = reason ?? parseElement(text);
    if (item.isAside) {
      if (typeof element !== 'string') readAside?.(element);
    } else if (typeof element === 'string') reject(item.line, text, { reason: element });
    else give(item, text, readSafely(element));
    drop(end);
  }

  function give(item: OpenItem, text: string, reading: XmlReading): void {
    if (reading === null) return;
    if (reading.kind === 'rejection') return reject(item.line, text, reading);
    record += 1;
    emit({ ...reading, record, line: item.line });
  }

  function onStart(name: string, start: number, end: number): void {
    const isAside = asides.includes(name);
    if (open !== null) {
      if (open.name !== name && (isAside || items.includes(open.name))) return;
      close(open, start, `another <${name}> begins before this record ends`);
    } else drop(start);
    open = { name, isAside, line, isTooLong: false };
    searched = end - start;
    if (buffer[searched - 2] === '/') close(open, searched, null);
  }

  function onEnd(name: string, start: number, end: number): void {
    if (open?.name === name) close(open, end, null);
    else if (open === null && items.includes(name)) {
      const text = buffer.slice(Math.max(0, end - RAW_LIMIT), end);
      reject(line + countLines(buffer.slice(0, start)), text, { reason: `the start of this <${name}> is missing` });
      drop(end);
    }
  }

  /** Handles every whole tag of the buffer. */
  function scan(isOver: boolean): void {
    tag.lastIndex = searched;
    for (let found = tag.exec(buffer); found !== null; found = tag.exec(buffer)) {
      const bracket = buffer.indexOf('>', tag.lastIndex);
      if (bracket < 0 && !isOver && buffer.length - found.index < TAG_LIMIT) {
        searched = found.index;
        return;
      }
      const end = bracket < 0 ? buffer.length : bracket + 1;
      searched = end;
      if (found[1] === '/') onEnd(found[2] ?? '', found.index, end);
      else onStart(found[2] ?? '', found.index, end);
      tag.lastIndex = searched;
    }
    // The last units may be the first half of a tag's name.
    const half = buffer.slice(-LONGEST_NAME).lastIndexOf('<');
    searched = half < 0 ? buffer.length : Math.max(searched, Math.max(0, buffer.length - LONGEST_NAME) + half);
  }

  /** Between items only the end of the text is kept; of an item that is too long only its beginning and end. */
  function forget(): void {
    if (open === null && searched > 2 * RAW_LIMIT + LONGEST_NAME) drop(searched - RAW_LIMIT);
    if (open !== null && buffer.length > RECORD_LIMIT) open.isTooLong = true;
    if (open?.isTooLong !== true || searched < 2 * RAW_LIMIT + LONGEST_NAME) return;
    line += countLines(buffer.slice(RAW_LIMIT, searched));
    buffer = buffer.slice(0, RAW_LIMIT) + buffer.slice(searched);
    searched = RAW_LIMIT;
  }

  return {
    push(text) {
      buffer += text;
      scan(false);
      forget();
    },
    end() {
      scan(true);
      if (open !== null) close(open, buffer.length, 'the dump ends inside this record');
    },
  };
}
