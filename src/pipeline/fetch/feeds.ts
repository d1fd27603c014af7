// Feeds: one turn with one source, from the question to what it leaves in the store and when it is asked next.
import type { Origin } from '../../domain/announcement.js';
import type { ArxivCalendar } from '../../domain/arxiv-calendar.js';
import type { FeedRead } from '../../domain/feed-read.js';
import type { SourceState } from '../../domain/source.js';
import type { Reader } from '../../store/reader.js';
import type { SourceCopy } from '../../store/sources/sources.js';
import type { Ask, AskOutcome } from './ask.js';
import { createDescent } from './descent.js';
import { feedOrigin, knownIn } from './feed-origin.js';
import { isOlderCopy, judgeGap, OLDER_LOOKS } from './further-page.js';
import type { InspectedPage } from './inspect.js';
import { nextAfterFailure, nextFeedTime, nextOtherTime, type WantedSource } from './plan.js';
import { createReadOn, isUnasked, type Failed } from './read-on.js';
import { isPaged } from './wordpress.js';
import { lineWithoutDump, type FetchLine, type FetchPort } from './writes.js';

export interface FeedOptions {
  readonly ask: Ask;
  readonly reader: Pick<Reader, 'sourceStates' | 'feedReads' | 'firstDumpsWith' | 'nextDump'>;
  readonly writer: FetchPort;
  readonly calendar: ArxivCalendar;
  readonly now: () => Date;
  /** See machineMs: by it the time of a turn is measured. */
  readonly machineMs: () => number;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onLine: (line: FetchLine) => Promise<void> | void;
  /** Whether the same items again are only a confirmation, and are not stored once more. */
  readonly isThrifty: boolean;
  /** True for the first look of the demo: what a feed shows then is announced as if it were given. */
  readonly isDemo?: boolean;
}

/** A batch served under a later day is known by its items as far back as this (milliseconds). */
const LOOK_BACK_MS = 8 * 86_400_000;

export interface FeedReader {
  /**
   * Asks a source and stores what it shows. Nothing that a server does throws. `silent`: the server gave no answer at all;
   * `resting`: it was not asked.
   */
  read(source: WantedSource): Promise<'answered' | 'silent' | 'resting'>;
  /** Lets a source fail, unasked, with a reason (a whole sentence). */
  leave(source: WantedSource, reason: string): Promise<void>;
}

export function createFeedReader(options: FeedOptions): FeedReader {
  const { ask, reader, writer, calendar, now, signal } = options;
  const readOn = createReadOn(options);

  const stateOf = (name: string): SourceState | undefined => reader.sourceStates().find((each) => each.name === name);

  function recentReads(category: string): FeedRead[] {
    const at = now();
    return reader.feedReads(category, new Date(at.getTime() - LOOK_BACK_MS).toISOString(), at.toISOString());
  }

  async function settle(
    source: WantedSource,
    outcome: {
      readonly status: number | null;
      readonly error: string | null;
      readonly until: string | null;
      readonly doubts?: number | null;
    },
    copy: SourceCopy | null,
  ): Promise<void> {
    const { name, kind, url, category } = source;
    const { status, error, until, doubts = 0 } = outcome;
    const failures = (stateOf(name)?.failures ?? 0) + 1;
    const at = now();
    const wellNext = (): Date =>
      category === null ? nextOtherTime(at) : nextFeedTime(recentReads(category), calendar, at);
    const next = error === null ? wellNext() : nextAfterFailure(failures, { now: at, until, random: options.random });
    const times = { at: at.toISOString(), nextAt: next.toISOString() };
    await writer.call('noteSource', { name, kind, url, ...times, status, error, doubts }, copy);
  }

  async function fail(source: WantedSource, failed: Failed, copy: SourceCopy | null = null): Promise<void> {
    if (signal.aborted) return;
    const refused = failed.body === null ? null : await writer.call('inspectPage', failed.body);
    const reason = refused?.format != null && refused.error !== null ? refused.error : failed.reason;
    const { status, until, doubts = isUnasked(failed) ? null : 0 } = failed;
    await settle(source, { status, error: reason, until, doubts }, copy);
    await options.onLine(lineWithoutDump(source.name, source.url, { status, error: reason }));
  }

  async function ingest(
    source: WantedSource,
    page: { url: string; bytes: Uint8Array },
    origin: Origin,
  ): Promise<number> {
    const results = await writer.call('ingestFetched', { ...page, origin, at: now() });
    for (const result of results) await options.onLine({ ...result, source: source.name, status: 200 });
    return results.reduce((sum, result) => sum + result.new + result.updated, 0);
  }

  /** The day of a batch; of one that was seen before under an earlier day, that day. */
  function batchDayOf(category: string, page: InspectedPage): string | null {
    const before = recentReads(category).find(({ items, digest }) => items > 0 && digest === page.digest);
    return page.items > 0 ? (before?.batchDay ?? page.batchDay) : page.batchDay;
  }

  /** Whether the last reading showed the same. */
  function isSameAsLast(category: string, { digest }: InspectedPage, batchDay: string | null): boolean {
    const last = recentReads(category).at(-1);
    return last !== undefined && last.digest === digest && last.batchDay === batchDay;
  }

  function originOf(source: WantedSource, seen: Parameters<typeof feedOrigin>[1]): Origin {
    return options.isDemo === true ? { kind: 'given' } : feedOrigin(source, seen);
  }

  /** Keeps what a source answered. */
  async function keep(
    source: WantedSource,
    asked: Exclude<AskOutcome, Failed>,
    { known, isOfFuture }: { readonly known: SourceState | undefined; readonly isOfFuture: boolean },
  ): Promise<void> {
    const { name, url, category } = source;
    if (asked.kind === 'unchanged') {
      if (category !== null) await writer.call('keepSameRead', category, now().toISOString());
      await settle(source, { status: 304, error: null, until: null }, null);
      return options.onLine(lineWithoutDump(name, url, { status: 304, error: null }));
    }
    const { bytes, headers } = asked.response;
    const page = await writer.call('inspectPage', bytes);
    const wrong =
      page.error ?? (category === null || isArxivFeed(page) ? null : 'Something else than a feed of arXiv came.');
    if (wrong !== null) {
      await settle(source, { status: 200, error: wrong, until: null }, null);
      return options.onLine(lineWithoutDump(name, url, { status: 200, error: wrong }));
    }
    const batchDay = category === null ? null : batchDayOf(category, page);
    const mayBeSame = options.isThrifty && !isOfFuture && category !== null;
    const isSame = mayBeSame && isSameAsLast(category, page, batchDay);
    // A site that showed nothing yet, as while it was being mended, was not seen.
    const isUnseen = known?.format == null || (isPaged(page.format) && known.floor === null);
    const isFirstSight = isUnseen && page.batchDay === null;
    const own = reader.nextDump();
    const from = known?.openFrom || own;
    const knownOn = knownIn(reader, { url, format: page.format, from });
    const isKnown = knownOn(page);
    const ids = page.ids.filter((id) => id !== null);
    const isNew = ids.some((id) => isKnown(id) === null);
    const isOld = ids.every((id) => isKnown(id) === true);
    // Noted before anything is stored: whatever ends the program then, the next turn gets past what this one stored. Behind a page that
    // was known nothing is read, so that nothing can be left open.
    if (isPaged(page.format) && !(isOld && ids.length > 0)) await writer.call('noteOpen', name, from);
    const descent = createDescent(known?.floor ?? null);
    const news = descent.take(page);
    const origin = originOf(source, { isFirstSight, format: page.format, news });
    const found = isSame ? 0 : await ingest(source, { url, bytes }, origin);
    // Only what is stored counts as read: whatever interrupts us before that, the same items are stored the next time.
    if (category !== null) {
      const { builtAt, items } = page;
      const at = now().toISOString();
      // A damaged copy lacks papers: the like of no other, it does not make a day whole, and is asked for again.
      const digest = page.isDamaged ? `damaged ${at}` : page.digest;
      await writer.call('keepRead', { category, at, batchDay, builtAt, items, digest });
    }
    if (isSame) await options.onLine(lineWithoutDump(name, url, { status: 200, error: null }));
    const valid = page.isDamaged ? { etag: null, lastModified: null } : headers;
    const format = page.items === 0 ? null : page.format;
    // A page without entries, as while the site is mended, ends no list: what was left open stays so.
    const openFrom = page.items === 0 ? (known?.openFrom ?? 0) : 0;
    const copy = { format, etag: valid.etag, lastModified: valid.lastModified, openFrom };
    if (page.format === null || !isPaged(page.format) || page.items === 0)
      return settle(source, { status: 200, error: null, until: null }, copy);
    const { openFrom: leftOpen = 0, doubts = 0, top: before } = known ?? {};
    const isOpen = leftOpen > 0;
    const isGap = isOpen && doubts > 0;
    const isOlder = found === 0 && isOlderCopy(ids, { top: before ?? [], isOld, isOpen });
    // Such a copy says nothing of what was left open, nor of what came last. Where it lasts, what it lacks was deleted: it is asked
    // for whole, since an answer that nothing changed would show neither.
    if (isOlder && (isOpen || doubts + 1 < OLDER_LOOKS)) {
      const asked = { status: 200, error: null, until: null, doubts: isOpen ? doubts : doubts + 1 };
      return settle(source, asked, { ...copy, etag: null, lastModified: null, openFrom: leftOpen });
    }
    let isFurther = false;
    let foundInAll = found;
    const failed = await readOn(
      { ...page, format: page.format, found },
      {
        url,
        isFirstSight,
        doubts,
        knownOn,
        descent,
        onFurther: () => void (isFurther = true),
        async ingest(further, newsOn) {
          const originOn = originOf(source, { isFirstSight, format: page.format, news: newsOn });
          const foundOn = await ingest(source, further, originOn);
          foundInAll += foundOn;
          return foundOn;
        },
      },
    );
    // A source was seen once its first page was stored, whole: what comes later is new, also while its further pages fail.
    const isSeen = isFirstSight && !page.isDamaged;
    const whole = { ...copy, floor: isFirstSight ? descent.lowest() : null, top: ids };
    // Where reading ends for good, nothing stays open: that is said once, and the next turn begins with what is new by then.
    const kept = failed?.isEnd === true ? whole : isSeen ? { ...whole, etag: null, lastModified: null } : null;
    if (failed !== null) return fail(source, failed, kept);
    if (signal.aborted) return;
    const well = { status: 200, error: null, until: null };
    if (!isFirstSight && isFurther && !descent.leadsTo(before ?? [])) {
      const gap = judgeGap(doubts);
      if (gap.reason === null) return settle(source, { ...well, doubts: gap.doubts }, { ...copy, openFrom: from });
      return fail(source, { ...well, kind: 'failed', reason: gap.reason, body: null }, whole);
    }
    // Between two pages an entry may slip away, as where one comes from a cache that is older: the list is read so far once more.
    const hadFailed = known?.error != null;
    const isToCheck = !isFirstSight && isFurther && (hadFailed || isGap || foundInAll > 0);
    await settle(source, well, {
      ...whole,
      openFrom: isToCheck ? (hadFailed || isGap || !isNew ? from : own) : 0,
    });
  }

  async function read(source: WantedSource): Promise<'answered' | 'silent' | 'resting'> {
    const { name, url } = source;
    const known = stateOf(name);
    const { openFrom = 0 } = known ?? {};
    // What another server gave says nothing of the copy that this one has.
    const { etag, lastModified } = known?.url === url ? known : { etag: null, lastModified: null };
    // To a clock that was ahead, papers of its past were too old to be announced: they are stored once more.
    const isOfFuture = known?.lastOkAt != null && Date.parse(known.lastOkAt) > now().getTime();
    const asked = await ask(openFrom > 0 || isOfFuture ? { url } : { url, etag, lastModified });
    if (asked.kind === 'failed') await fail(source, asked);
    else await keep(source, asked, { known, isOfFuture });
    if (asked.status !== null) return 'answered';
    return asked.kind === 'failed' && isUnasked(asked) ? 'resting' : 'silent';
  }

  return {
    read,
    leave: (source, reason) =>
      fail(source, { kind: 'failed', status: null, reason, until: null, body: null, doubts: null }),
  };
}

function isArxivFeed({ format }: InspectedPage): boolean {
  return format === 'arxiv-rss' || format === 'arxiv-atom' || format === 'arxiv-rss1';
}
