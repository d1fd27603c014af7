// Further pages of a list, read until one comes to what was known; why a turn with a source failed.
import type { Format } from '../../domain/paper.js';
import type { Ask, AskOutcome, SourceRequest } from './ask.js';
import type { Descent } from './descent.js';
import { MOST_PAGES } from './feed-origin.js';
import {
  isPassing,
  isReached,
  judgeFurtherPage,
  judgeStatus,
  type KnownOn,
  type SourceBefore,
} from './further-page.js';
import type { InspectedPage } from './inspect.js';
import { pageUrl, pastCaches } from './wordpress.js';
import type { FetchPort } from './writes.js';

export type Failed = Extract<AskOutcome, { kind: 'failed' }> & {
  /** As noteSource takes it; missing: the next doubt is the first one again, unless nobody was asked. */
  readonly doubts?: number | null;
  /** Whether reading ends for good: the list is not read on the next time. */
  readonly isEnd?: boolean;
};

/** Whether the host is left alone: what it would have answered is unknown. */
export function isUnasked({ status, until }: Failed): boolean {
  return status === null && until !== null;
}

/** Pages read when a source is seen first: enough for a later page to be known as a whole. */
const FIRST_PAGES = 3;
/** Where pages with something new took so long (milliseconds), a turn asks for no further one: other sources wait behind it. */
const LONGEST_TURN_MS = 300_000;
/** The same for all further pages: those that turns before have stored come first, and a turn that ends among them gets no further. */
const LONGEST_WITH_KNOWN_MS = 3 * LONGEST_TURN_MS;
const SLOW: Failed = {
  kind: 'failed',
  status: 200,
  reason: 'The server answers so slowly that its further pages are left to the next time.',
  until: null,
  body: null,
};
const TOO_MANY: Failed = {
  ...SLOW,
  reason: `The site has more than ${MOST_PAGES} pages of new entries; what lies on those behind is not read. Save them, and put them into the inbox.`,
  isEnd: true,
};

export interface ReadOnOptions {
  readonly ask: Ask;
  readonly writer: FetchPort;
  readonly now: () => Date;
  /** See machineMs: by it the time of a turn is measured. */
  readonly machineMs: () => number;
  readonly signal: AbortSignal;
}

export interface ReadOnContext extends SourceBefore {
  /** Of the first page. */
  readonly url: string;
  readonly knownOn: KnownOn;
  /** Has taken the first page. */
  readonly descent: Descent;
  /** Called before each request for a further page. */
  readonly onFurther: () => void;
  /** Stores a page, of which only the first `news` entries may be news; answers how much of it was new. */
  readonly ingest: (page: { readonly url: string; readonly bytes: Uint8Array }, news: number) => Promise<number>;
}

/** A site that takes no address past caches is asked for one again after this time (milliseconds). */
const TAKES_NONE_MS = 86_400_000;
/** An outage is no refusal of such an address, unless it comes so often in a row. */
const MOST_OUTAGES = 3;

/** What came at an address of a further page; `judged` is null where nothing did that can be a page. */
interface Came {
  readonly asked: AskOutcome;
  readonly shown: InspectedPage | null;
  readonly judged: ReturnType<typeof judgeFurtherPage> | null;
}

export function createReadOn({ ask, writer, now, machineMs, signal }: ReadOnOptions) {
  /** Sites, by the addresses of their first pages, that did not answer past caches: how often in a row, and when last. */
  const refusing = new Map<string, { readonly times: number; readonly at: number }>();

  async function comeFrom(request: SourceRequest, context: Parameters<typeof judgeFurtherPage>[1]): Promise<Came> {
    const asked = await ask(request);
    if (asked.kind !== 'ok') return { asked, shown: null, judged: null };
    const shown = await writer.call('inspectPage', asked.response.bytes);
    return { asked, shown, judged: judgeFurtherPage(shown, context) };
  }

  /** Past caches; where no page comes there, at its own address. */
  async function pageAt(url: string, context: ReadOnContext & Parameters<typeof judgeFurtherPage>[1]): Promise<Came> {
    const { times, at } = refusing.get(context.url) ?? { times: 0, at: 0 };
    if (times >= MOST_OUTAGES && machineMs() - at < TAKES_NONE_MS) return comeFrom({ url }, context);
    const note = (inARow: number): void => void refusing.set(context.url, { times: inARow, at: machineMs() });
    const fresh = await comeFrom({ url: pastCaches(url, now()), isTrial: true }, context);
    const { asked, judged } = fresh;
    if (judged === 'further') refusing.delete(context.url);
    if (judged === 'further' || (asked.kind === 'failed' && asked.status === null)) return fresh;
    if (asked.kind === 'failed' && isPassing(asked.status)) {
      note(times + 1);
      return fresh;
    }
    const own = await comeFrom({ url }, context);
    if (own.judged === 'further') note(MOST_OUTAGES);
    return own;
  }

  /** Reads further pages, until one comes to what was known. Null where it got so far. */
  return async function readOn(
    first: InspectedPage & { readonly found: number; readonly format: Format },
    context: ReadOnContext,
  ): Promise<Failed | null> {
    const { isFirstSight, knownOn, descent } = context;
    const { format } = first;
    const seen = new Set([first.digest]);
    let last: InspectedPage = first;
    let { found } = first;
    const began = machineMs();
    let newMs = 0;
    for (let page = 2; !signal.aborted; page += 1) {
      const isOver = isFirstSight
        ? page > FIRST_PAGES
        : descent.isPassed() || isReached(last, { found, isKnown: knownOn(last) });
      if (isOver) return null;
      if (page > MOST_PAGES) return TOO_MANY;
      const askedAt = machineMs();
      if (newMs > LONGEST_TURN_MS || askedAt - began > LONGEST_WITH_KNOWN_MS) return SLOW;
      const url = pageUrl(context.url, format, page);
      context.onFurther();
      const { asked, shown, judged } = await pageAt(url, { ...context, first, seen });
      if (asked.kind === 'failed') {
        const meant = judgeStatus(asked, context);
        if (meant === null) return asked;
        return meant === 'end' ? null : { ...asked, ...meant, body: null };
      }
      if (asked.kind !== 'ok' || shown === null || judged === null) return null;
      if (judged !== 'further') return judged === 'end' ? null : { ...SLOW, ...judged };
      seen.add(shown.digest);
      last = shown;
      found = await context.ingest({ url, bytes: asked.response.bytes }, descent.take(shown));
      newMs += found === 0 ? 0 : machineMs() - askedAt;
    }
    return null;
  };
}
