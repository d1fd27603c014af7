// Harvest: an OAI-PMH list page by page into the store, going on where it was whatever interrupted it.
import { setTimeout as sleep } from 'node:timers/promises';
import { FETCHED, type Hole } from '../../domain/announcement.js';
import { isBelievable } from '../../domain/plausible.js';
import { isSameToken, placeOf, type OaiListPage } from '../../parse/oai/list-page.js';
import type { Harvest, HarvestRange } from '../../store/sources/harvests.js';
import type { Ask, AskOutcome } from './ask.js';
import { lineWithoutDump, type FetchLine, type FetchPort } from './writes.js';

export interface HarvestOptions {
  readonly ask: Ask;
  readonly writer: FetchPort;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly onLine: (line: FetchLine) => Promise<void> | void;
  /** The days that its papers may fill. */
  readonly holes: readonly Hole[];
  /** So many pages may bring the list to no later day; a thousand unless told otherwise. */
  readonly pagesOfDay?: number;
  /** Told after each page the day (`YYYY-MM-DD`) that the list has come to. */
  readonly onDay?: (day: string) => void;
}

/** `error` null: it came to its end. `until` (UTC): when going on makes sense, where the server told. */
export interface HarvestOutcome {
  readonly error: string | null;
  readonly status: number | null;
  readonly until: string | null;
  readonly records: number;
}

/** A server that wants us to wait no longer than this (milliseconds) is waited for; the old server does so at each page. */
const SHORT_WAIT_MS = 60_000;
const MOST_WAITS = 5;
const DAY_MS = 86_400_000;
/** A list whose token was refused so often, or that lacked a page, is given up until the next time. */
const MOST_RESTARTS = 3;
/** More than arXiv ever changed in a day. A list without an end would hold up all others. */
const PAGES_OF_DAY = 1_000;
/** What servers say to a token that they cannot take, in the place of the protocol's own error. */
const TOKEN_REFUSED = new Set([400, 404, 410, 414, 431]);

export function sourceOfSet(set: string | null): string {
  return `oai:${set ?? 'all'}`;
}

/** The address of the page at which a harvest stands. */
function harvestUrl(harvest: Pick<Harvest, 'baseUrl' | 'set' | 'prefix' | 'until' | 'token' | 'position'>): string {
  const url = new URL(harvest.baseUrl);
  url.searchParams.set('verb', 'ListRecords');
  if (harvest.token !== null) url.searchParams.set('resumptionToken', harvest.token);
  else {
    url.searchParams.set('metadataPrefix', harvest.prefix);
    url.searchParams.set('from', harvest.position);
    if (harvest.until !== null) url.searchParams.set('until', harvest.until);
    if (harvest.set !== null) url.searchParams.set('set', harvest.set);
  }
  return url.href;
}

/** Whether the old server's page lies further on than what came. Some servers count the page itself in. */
function isBehind({ recordsOfList }: Harvest, { before, records }: OaiListPage): boolean {
  return before !== null && before !== recordsOfList && before !== recordsOfList + records;
}

/**
 * Whether the new server's next page lies elsewhere than after this one. Its token counts from the same day on as before, or
 * from the newest day of the page, whose records it skips.
 */
function leavesGap({ token, position }: Harvest, { next, records, lastDay, recordsOfLastDay }: OaiListPage): boolean {
  if (next === null) return false;
  const here = token === null ? { from: position, skip: 0 } : placeOf(token);
  if (here === null) return false;
  if (next.from === here.from) return next.skip !== here.skip + records;
  return next.skip !== (next.from === lastDay ? recordsOfLastDay : 0);
}

/** Whether records are missing between what came and this page, or between it and the next. */
function lacksRecords(harvest: Harvest, page: OaiListPage): boolean {
  const isOther = harvest.token !== null && page.answered !== null && !isSameToken(page.answered, harvest.token);
  return isOther || isBehind(harvest, page) || leavesGap(harvest, page);
}

/** Whether a server's time or day lies beyond every one that there can be: a list that begins there holds nothing. */
function isAhead(time: string | null, by: Date): boolean {
  return time !== null && isBelievable(by) && !(Date.parse(time) <= by.getTime());
}

/** Runs a harvest to its end, or to what stops it. Nothing that a server does throws. */
export async function runHarvest(range: HarvestRange, options: HarvestOptions): Promise<HarvestOutcome> {
  const { writer, signal, now } = options;
  const source = sourceOfSet(range.set);
  let harvest = await writer.call('beginHarvest', range, now().toISOString());
  let restarts = 0;
  let pagesOfDay = 0;
  /** Tokens of this list that were followed. */
  const followed = new Set([harvest.token]);
  let damagedUrl: string | null = null;

  const stopped = (error: string, status: number | null): HarvestOutcome => ({
    error,
    status,
    until: null,
    records: harvest.records,
  });

  /** Stopped by what the server did, which is told as the last line of the harvest. */
  async function failed(url: string, error: string, status: number | null): Promise<HarvestOutcome> {
    await options.onLine(lineWithoutDump(source, url, { status, error }));
    return stopped(error, status);
  }

  async function askPatiently(url: string): Promise<AskOutcome> {
    for (let waits = 0; ; waits += 1) {
      const asked = await options.ask({ url });
      const waitMs = asked.kind === 'failed' && asked.until !== null ? Date.parse(asked.until) - now().getTime() : null;
      if (waitMs === null || waitMs > SHORT_WAIT_MS || waits >= MOST_WAITS || signal.aborted) return asked;
      await sleep(Math.max(waitMs, 0) + 50, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Begins the list again at the day that was being read; false when that was done too often. */
  async function again(): Promise<boolean> {
    restarts += 1;
    followed.clear();
    await writer.call('restartHarvest', harvest.id);
    harvest = { ...harvest, token: null, recordsOfList: 0 };
    return restarts <= MOST_RESTARTS;
  }

  async function keep(page: OaiListPage): Promise<void> {
    const at = now();
    const isInOrder = page.isInOrder && (page.firstDay ?? '') >= harvest.position;
    const isFurther = isInOrder && !isAhead(page.lastDay, new Date(at.getTime() + DAY_MS));
    const position = isFurther && page.lastDay !== null ? page.lastDay : harvest.position;
    pagesOfDay = position === harvest.position ? pagesOfDay + 1 : 0;
    harvest = {
      ...harvest,
      token: page.token,
      position,
      records: harvest.records + page.records,
      recordsOfList: harvest.recordsOfList + page.records,
      respondedAt: harvest.respondedAt ?? (isAhead(page.respondedAt, at) ? at.toISOString() : page.respondedAt),
    };
    const { id, token, records, recordsOfList, respondedAt } = harvest;
    await writer.call('noteHarvestPage', { id, token, position, records, recordsOfList, respondedAt });
  }

  while (!signal.aborted) {
    const url = harvestUrl(harvest);
    const asked = await askPatiently(url);
    if (asked.kind !== 'ok') {
      // Asked without a copy, no server is believed that nothing has changed.
      const { reason, until } = asked.kind === 'failed' ? asked : { reason: 'The server gave no page.', until: null };
      if (harvest.token !== null && TOKEN_REFUSED.has(asked.status ?? 0) && (await again())) continue;
      return { ...(await failed(url, reason, asked.status)), until };
    }
    const { bytes } = asked.response;
    const { status } = asked;
    const { wrong, page, isDamaged } = await writer.call('inspectOaiPage', bytes);
    // Damage in transit is gone when the page is asked for again; damage that stays rejects only the records that it hits.
    if (isDamaged && damagedUrl !== url) {
      damagedUrl = url;
      continue;
    }
    if (wrong === null && page.errorCode === 'badResumptionToken' && harvest.token !== null) {
      if (await again()) continue;
      return failed(url, 'The server refuses its own tokens.', status);
    }
    const error = wrong ?? complaintOf(page);
    if (error !== null) return failed(url, error, status);
    if (lacksRecords(harvest, page)) {
      if (await again()) continue;
      return failed(url, 'A page is missing from the middle of the list.', status);
    }
    if (page.token !== null && followed.has(page.token)) {
      if (await again()) continue;
      return failed(url, 'The list leads back to a page that was read before.', status);
    }
    followed.add(page.token);
    const origin = { ...FETCHED, holes: options.holes };
    for (const result of await writer.call('ingestFetched', { url, bytes, origin, at: now() }))
      await options.onLine({ ...result, source, status, isPart: page.token !== null });
    await keep(page);
    options.onDay?.(harvest.position);
    if (page.token === null) {
      await writer.call('finishHarvest', harvest.id, now().toISOString());
      return { error: null, status, until: null, records: harvest.records };
    }
    if (pagesOfDay >= (options.pagesOfDay ?? PAGES_OF_DAY))
      return failed(url, 'The list goes on without coming to a later day.', status);
  }
  return stopped('The harvest was interrupted; it goes on where it was.', null);
}

/** What an answer says is wrong; null when it is a page or an empty list. */
function complaintOf({ errorCode, errorText, records, token }: OaiListPage): string | null {
  if (errorCode !== null && errorCode !== 'noRecordsMatch')
    return `The server answered with the error ${errorCode}${errorText === '' ? '' : `: ${errorText}`}.`;
  return errorCode === null && records === 0 && token !== null
    ? 'The server sent a page without records that is not the last.'
    : null;
}
