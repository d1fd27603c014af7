// What came as a further page of a list: one, the end of the list, or neither, such as a page that is cut off. Pure.
import { PASSING_STATUS } from '../../http/answer.js';
import type { InspectedPage } from './inspect.js';

/** Times in a row, over an hour and a half or more (six hours lie between two of HTTP 403): a site without further pages does not fail for good. */
const DOUBTS = 8;
const TAKEN_FOR_END = `A further page did not come ${DOUBTS} times in a row, which is taken for the end of the list; what lies behind it is not read. If the site has more, save it, and put it into the inbox.`;

/** Why a turn fails at a further page. */
export interface FurtherFailure {
  /** Whole sentences. */
  readonly reason: string;
  /** See SourceState: what is kept of the source. */
  readonly doubts: number;
  /** Whether reading ends for good: the list is not read on the next time. */
  readonly isEnd: boolean;
}

export interface SourceBefore {
  readonly isFirstSight: boolean;
  /** As the turn before left them. */
  readonly doubts: number;
}

/** What comes instead of a further page may be the end of a list that has no more pages, or hide them: a check for robots, an empty copy. */
function doubt(wrong: string, { isFirstSight, doubts: before }: SourceBefore): 'end' | FurtherFailure {
  const doubts = before + 1;
  const asked = `A further page was asked for (time ${doubts} of ${DOUBTS}), which is asked for again before this is taken for the end of the list.`;
  if (doubts < DOUBTS) return { reason: `${wrong} ${asked}`, doubts, isEnd: false };
  // At first sight nothing is announced: too few pages are no loss.
  return isFirstSight ? 'end' : { reason: TAKEN_FOR_END, doubts: 0, isEnd: true };
}

/** Whether a status is that of an outage, or null. */
export const isPassing = (status: number | null): boolean =>
  status === null || status >= 500 || PASSING_STATUS.has(status);

/** What a status other than 200 means for the list; null: nothing, as that of an outage. WordPress answers 404 behind the last page. */
export function judgeStatus(
  { status, reason }: { readonly status: number | null; readonly reason: string },
  before: SourceBefore,
): 'end' | FurtherFailure | null {
  if (status === 404 || status === 410) return 'end';
  return isPassing(status) || (status ?? 0) < 400 ? null : doubt(reason, before);
}

const GAP = `The further pages did not lead down to what the first page showed before, ${DOUBTS} times in a row, as pages from a cache that is older; what stands between is not read. If papers are missing, save those pages, and put them into the inbox.`;

/**
 * What it means that a list was read to its end, or to what was known, and did not have what its first page showed at the turn
 * before: something may stand between two pages. `reason`: null where it is to be read once more.
 */
export function judgeGap(before: number): { readonly doubts: number; readonly reason: string | null } {
  const doubts = before + 1;
  return doubts < DOUBTS ? { doubts, reason: null } : { doubts: 0, reason: GAP };
}

/** Null when it is one. */
function whyNone(shown: InspectedPage, first: InspectedPage, seen: ReadonlySet<string>): string | null {
  if (shown.error !== null) return shown.error;
  if (shown.format !== first.format) return 'A page of another kind came.';
  if (shown.items === 0) return 'A page without entries came.';
  return seen.has(shown.digest) ? 'The entries of an earlier page came again.' : null;
}

/** Whether a source had shown a paper before anything was left open; null where it never showed it. */
export type IsKnown = (id: string) => boolean | null;
/** Of the papers of a page, as it is now: what is stored changes the answer. */
export type KnownOn = (page: Pick<InspectedPage, 'ids'>) => IsKnown;

const named = (ids: InspectedPage['ids']): string[] => ids.filter((id) => id !== null);

/** One known paper at the end of a page may be dated anew. */
const LAST = 2;

/** Of the papers on top of a first page, so many tell whether another copy of it is older: the last ones to come. */
const NEWEST = 3;

/** What looks like an older copy so many times in a row is taken for the page as it is. */
export const OLDER_LOOKS = 3;

/**
 * Whether a first page without anything new is a copy from before, as of a server that lags: its source showed all of it before anything
 * was left open, and it lacks most of the newest of `top`, the first page of before. A list is open because its first page had something
 * new: while it is, a page without any of that is a copy from before whatever `top` is, which may be older itself.
 */
export function isOlderCopy(
  ids: readonly string[],
  { top, isOld, isOpen }: { readonly top: readonly string[]; readonly isOld: boolean; readonly isOpen: boolean },
): boolean {
  const newest = top.slice(0, NEWEST);
  const isLacking = newest.filter((id) => !ids.includes(id)).length * 2 > newest.length;
  return isOld && (isLacking || isOpen);
}

/**
 * Whether a page comes to what was known before anything was left open: all behind it is old. `found`: its items that were new
 * or changed. A feed is in order, so that its last papers say it; of a page for people, which may have old entries anywhere, half of all
 * must be known besides.
 */
export function isReached(
  { ids, format }: InspectedPage,
  { found, isKnown }: { readonly found: number; readonly isKnown: IsKnown },
): boolean {
  const all = named(ids);
  const known = all.filter((id) => isKnown(id) === true);
  const areLastKnown = known.length > 0 && all.slice(-LAST).every((id) => isKnown(id) === true);
  if (areLastKnown && (format === 'arxiv-jp-rss' || known.length * 2 >= all.length)) return true;
  return found === 0 && all.every((id) => isKnown(id) !== false);
}

/** `seen`: digests of the pages of this turn. */
export function judgeFurtherPage(
  shown: InspectedPage,
  context: SourceBefore & { readonly first: InspectedPage; readonly seen: ReadonlySet<string> },
): 'further' | 'end' | FurtherFailure {
  const { first, seen, isFirstSight } = context;
  const wrong = whyNone(shown, first, seen);
  if (wrong === null) return 'further';
  const isLayout = shown.format === first.format;
  if (isLayout && shown.error !== null) return { reason: wrong, doubts: 0, isEnd: false };
  return isFirstSight && isLayout ? 'end' : doubt(wrong, context);
}
