// What a fetched page shows before anything of it is stored: its layout, whether it is whole, its batch and its items.
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Taxonomy } from '../../domain/category.js';
import { easternDay } from '../../domain/arxiv-calendar.js';
import type { DumpRecord, Format } from '../../domain/paper.js';
import { parseTime, toInstant } from '../../domain/times.js';
import { errorText } from '../../errors.js';
import { createDecoder } from '../../text/decoding.js';
import { readListPage, type OaiListPage } from '../../parse/oai/list-page.js';
import { detectFormat } from '../../parse/detect.js';
import { isHtmlWhole } from '../../parse/text/html-end.js';
import { decodeText, findEncoding, HEAD_BYTES } from '../../sources/files/decode.js';
import { isPaged } from './wordpress.js';

export interface InspectedPage {
  /** Null when no format of paper metadata was recognised; then `error` says why. */
  readonly format: Format | null;
  readonly error: string | null;
  readonly items: number;
  /** Eastern date of the newest announcement in it; null where the items tell none. */
  readonly batchDay: string | null;
  /** UTC; null when the page does not say. */
  readonly builtAt: string | null;
  /** The same for the same items. */
  readonly digest: string;
  /** The arXiv identifiers of its items, in order, where it may be a page of a list; null: one without. */
  readonly ids: readonly (string | null)[];
  /** Whether bytes of it are no text in its encoding: what holds them is not stored. */
  readonly isDamaged: boolean;
}

const NO_ITEMS = { items: 0, batchDay: null, builtAt: null, digest: '', ids: [], isDamaged: false };
/** The last tag of each layout: without it the page was cut off. Where a web page has none near its end, see isHtmlWhole. */
const LAST_TAG: Partial<Record<Format, RegExp>> = {
  'arxiv-rss': /<\/rss>\s*$/i,
  'arxiv-jp-rss': /<\/rss>\s*(?:<!--[\s\S]*-->\s*)?$/i,
  'arxiv-jp-html': /<\/(?:body|html)\s*>(?![^]*<article\b)/i,
  'arxiv-rss1': /<\/(?:\w+:)?RDF>\s*$/i,
  'arxiv-atom': /<\/(?:\w+:)?feed>\s*$/i,
  'arxiv-api': /<\/(?:\w+:)?feed>\s*$/i,
};
const OAI_LAST_TAG = /<\/(?:\w+:)?OAI-PMH>\s*$/i;
const ERROR_FEED = /<title>\s*Feed error for query:?([^<]*)<\/title>/i;
const BUILT = /<(?:lastBuildDate|updated)>([^<]*)<\//;

/** The day is left out, since arXiv may serve an old batch under a new date. */
function itemText({ arxivId, version, title, announceType, updatedAt }: DumpRecord): string {
  return JSON.stringify([arxivId, version, title, announceType, updatedAt]);
}

function instant(text: string | null): Date | null {
  const time = text === null ? null : parseTime(text);
  return time === null ? null : new Date(toInstant(time));
}

/** More items than the page of any source has: arXiv's longest has 20,000. */
export const MOST_ITEMS = 50_000;
const TOO_MANY = `The page has more than ${MOST_ITEMS.toLocaleString('en')} items, as no source does; nothing of it was stored.`;

/** Bytes that are looked at before other work of the thread has its turn. */
const PIECE_BYTES = 64 * 1024;
/** Text (UTF-16 units) at the end of a page in which its last tag stands. */
const TAIL = 4_000;

export interface InspectOptions {
  /** As detectFormat takes it. */
  readonly taxonomy: Taxonomy;
  /** Lets other work of this thread go on. */
  readonly pause: () => Promise<void>;
}

/** Whether a page that should hold paper metadata holds it, whole. */
export async function inspectPage(bytes: Uint8Array, { taxonomy, pause }: InspectOptions): Promise<InspectedPage> {
  async function* pieces(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      yield bytes.subarray(at, at + PIECE_BYTES);
      await pause();
    }
  }
  const wrong = (error: string, format: Format | null = null): InspectedPage => ({ ...NO_ITEMS, format, error });
  try {
    const { head, encoding } = await findEncoding(bytes, pieces());
    const found = detectFormat(head, taxonomy);
    if (found === null) {
      const isPage = /<(?:!doctype html|html)[\s>]/i.test(head);
      return wrong(isPage ? 'A web page came instead of paper metadata.' : 'No known format of paper metadata came.');
    }
    const refused = ERROR_FEED.exec(head);
    if (refused !== null) return wrong(`arXiv refused the feed:${refused[1] ?? ''}.`, found.format);
    const items: string[] = [];
    const days: string[] = [];
    const ids: (string | null)[] = [];
    const reader = found.open((item) => {
      items.push(item.kind === 'record' ? itemText(item.value) : JSON.stringify([item.kind, item.record]));
      if (isPaged(found.format)) ids.push(item.kind === 'record' ? item.value.arxivId : null);
      const at = item.kind === 'record' ? instant(item.value.announcedAt) : null;
      if (at !== null) days.push(easternDay(at));
    });
    const decoder = createDecoder(encoding);
    let tail = '';
    const isHtml = found.format === 'arxiv-jp-html';
    const texts: string[] = [];
    for await (const text of decodeText(pieces(), decoder)) {
      reader.push(text);
      tail = (tail + text).slice(-TAIL);
      if (isHtml) texts.push(text);
      if (items.length > MOST_ITEMS) return wrong(TOO_MANY, found.format);
    }
    reader.end();
    const lastTag = found.format.startsWith('oai-') ? OAI_LAST_TAG : LAST_TAG[found.format];
    const isWhole = lastTag?.test(tail) !== false || (isHtml && isHtmlWhole(texts.join('')));
    if (!isWhole) return wrong('The page is cut off before its end.', found.format);
    const digest = createHash('sha256').update(items.toSorted().join('\n')).digest('base64url').slice(0, 22);
    const builtAt = instant(BUILT.exec(head)?.[1] ?? null);
    return {
      format: found.format,
      error: null,
      items: items.length,
      batchDay: days.toSorted().at(-1) ?? null,
      builtAt: builtAt?.toISOString() ?? null,
      digest,
      ids,
      isDamaged: decoder.strays > 0,
    };
  } catch (error) {
    return wrong(`The page cannot be read: ${errorText(error)}.`);
  }
}

export interface InspectedOaiPage {
  /** Why it is no whole answer; null when it is one. */
  readonly wrong: string | null;
  readonly page: OaiListPage;
  /** See InspectedPage. */
  readonly isDamaged: boolean;
}

/** The envelope of a page of a harvest. */
export function inspectOaiPage(bytes: Uint8Array): InspectedOaiPage {
  const text = new TextDecoder().decode(bytes);
  const page = readListPage(text, MOST_ITEMS + 1);
  const isDamaged = !isUtf8(bytes);
  if (!/<(?:\w+:)?OAI-PMH[\s>]/.test(text.slice(0, HEAD_BYTES))) {
    const isPage = /<(?:!doctype html|html)[\s>]/i.test(text.slice(0, HEAD_BYTES));
    return {
      wrong: isPage ? 'A web page came instead of an OAI-PMH answer.' : 'No OAI-PMH answer came.',
      page,
      isDamaged,
    };
  }
  if (page.records > MOST_ITEMS) return { wrong: TOO_MANY, page, isDamaged };
  if (!OAI_LAST_TAG.test(text.slice(-TAIL))) return { wrong: 'The answer is cut off before its end.', page, isDamaged };
  const isList = page.errorCode !== null || /<(?:\w+:)?ListRecords[\s/>]/.test(text);
  return { wrong: isList ? null : 'The answer has neither a list of records nor an error.', page, isDamaged };
}
