// The envelope of an OAI-PMH list: where it goes on, what the server complains of, and how far it has come.
import { decodeXML } from 'entities';
import { cutPoints } from '../../text/points.js';

/** A place in a list of the new server: so many records after the first one changed on a day or later. */
export interface ListPlace {
  readonly from: string;
  readonly skip: number;
}

export interface OaiListPage {
  /** A code of the protocol, such as `noRecordsMatch`; null without an error. */
  readonly errorCode: string | null;
  readonly errorText: string;
  /** Of the next page, to be encoded when it is sent; null on the last one. */
  readonly token: string | null;
  /** When the server answered (UTC); null when it does not say. */
  readonly respondedAt: string | null;
  /** Records, and headers without one. */
  readonly records: number;
  /** How many records of the list came before this page, where the server tells (the new one does not). */
  readonly before: number | null;
  /** The token that the server says it answers; null where it repeats none. */
  readonly answered: string | null;
  /** Where the next page begins, where the token tells (the new server's does). */
  readonly next: ListPlace | null;
  /** Records with the newest datestamp. */
  readonly recordsOfLastDay: number;
  /** Datestamps of the first and the newest record (`YYYY-MM-DD`); null without records. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Whether the datestamps go up. */
  readonly isInOrder: boolean;
}

const ERROR =
  /<(?:\w+:)?error\b[^<>]{0,500}?\bcode\s{0,9}=\s{0,9}["'](\w{1,99})["'][^<>]{0,500}?(?:\/>|>([^<]{0,2000}))/;
const TOKEN = /<(?:\w+:)?resumptionToken\b([^<>]*?)(?:\/>|>([^<]*)<\/(?:\w+:)?resumptionToken>)/;
const ANSWERED = /<(?:\w+:)?request\b[^<>]*?\bresumptionToken\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/;
const RESPONDED = /<(?:\w+:)?responseDate>\s*([^<\s]+)\s*</;
const DATESTAMP = /<(?:\w+:)?datestamp>\s*(\d{4}-\d{2}-\d{2})[^<]*</g;

/** Longest sentence of a server that is told. */
const ERROR_POINTS = 300;

function numberIn(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

function unescaped(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

/** Whether two spellings are of one token: it is a query that is itself encoded. */
export function isSameToken(one: string, other: string): boolean {
  return unescaped(one) === unescaped(other);
}

/** The place that a token of the new server stands for; null for any other. */
export function placeOf(token: string): ListPlace | null {
  const query = new URLSearchParams(unescaped(token));
  const [from, skip] = [query.get('from'), query.get('skip')];
  return from === null || skip === null || !/^\d+$/.test(skip) ? null : { from, skip: Number(skip) };
}

/** Reads the text of one whole answer; of records beyond so many it takes no notice. */
export function readListPage(text: string, most: number): OaiListPage {
  const error = ERROR.exec(text);
  const tag = TOKEN.exec(text);
  const token = decodeXML(tag?.[2] ?? '').trim();
  const days: string[] = [];
  for (const found of text.matchAll(DATESTAMP)) {
    days.push(found[1] ?? '');
    if (days.length >= most) break;
  }
  const lastDay = days.toSorted().at(-1) ?? null;
  const answered = ANSWERED.exec(text);
  const responded = Date.parse(RESPONDED.exec(text)?.[1] ?? '');
  return {
    errorCode: error?.[1] ?? null,
    errorText: cutPoints(decodeXML(error?.[2] ?? '').trim(), ERROR_POINTS),
    token: token === '' ? null : token,
    respondedAt: Number.isNaN(responded) ? null : new Date(responded).toISOString(),
    records: days.length,
    before: numberIn(tag?.[1] ?? '', /\bcursor\s*=\s*["'](\d+)["']/),
    answered: answered === null ? null : decodeXML(answered[1] ?? answered[2] ?? ''),
    next: token === '' ? null : placeOf(token),
    recordsOfLastDay: days.filter((day) => day === lastDay).length,
    firstDay: days[0] ?? null,
    lastDay,
    isInOrder: days.every((day, index) => index === 0 || day >= (days[index - 1] ?? '')),
  };
}
