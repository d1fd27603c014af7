// What came as a further page of a list: one, the end of the list, or neither, such as a page that is cut off. Pure.
import type { SourceState } from '../../domain/source.js';
import type { InspectedPage } from './inspect.js';

/** What comes instead of a further page may be the end of a list that has no more pages, or hide them: a check for robots, an empty copy. */
const doubt = (time: number): string =>
  `It came as a further page (time ${time} of ${DOUBTS}), which is asked for again before it is taken for the end of the list.`;
/** The same, read back from what is kept of a source: other failures are no part of the row. */
const DOUBT = /It came as a further page \(time (\d+) of/;
/** Times in a row: over an hour and a half, and a site without further pages does not fail for good. */
const DOUBTS = 8;
export const TAKEN_FOR_END = `A further page did not come ${DOUBTS} times in a row, which is taken for the end of the list; what lies behind it is not read. If the site has more, save it, and put it into the inbox.`;

/** Whether an answer says that the list has no such page: WordPress answers 404 behind the last one. */
export function isBehindLast(status: number | null): boolean {
  return status === 404 || status === 410;
}

/** Null when it is one. */
function whyNone(shown: InspectedPage, first: InspectedPage, seen: ReadonlySet<string>): string | null {
  if (shown.error !== null) return shown.error;
  if (shown.format !== first.format) return 'A page of another kind came.';
  if (shown.items === 0) return 'A page without entries came.';
  return seen.has(shown.digest) ? 'The entries of an earlier page came again.' : null;
}

/**
 * Whether a page comes to what was known before anything was left open: all behind it is old. `found`: its items that were new.
 * `isKnown`: whether this source showed a paper then; null where it never was seen in it. A feed is in order, so that its
 * end says it; a page for people may have old entries anywhere.
 */
export function isReached(
  { format, ids }: InspectedPage,
  { found, isKnown }: { readonly found: number; readonly isKnown: (id: string) => boolean | null },
): boolean {
  const last = ids.at(-1) ?? null;
  if (format === 'arxiv-jp-rss' && last !== null && isKnown(last) === true) return true;
  return found === 0 && ids.every((id) => id === null || isKnown(id) !== false);
}

/** `known`: of the source, as the turn before left it. `seen`: digests of the pages of this turn. A reason is a whole sentence. */
export function judgeFurtherPage(
  shown: InspectedPage,
  {
    first,
    seen,
    isFirstSight,
    known,
  }: {
    readonly first: InspectedPage;
    readonly seen: ReadonlySet<string>;
    readonly isFirstSight: boolean;
    readonly known: SourceState | undefined;
  },
): 'further' | 'end' | { readonly reason: string } {
  const wrong = whyNone(shown, first, seen);
  if (wrong === null) return 'further';
  const isLayout = shown.format === first.format;
  if (isLayout && shown.error !== null) return { reason: wrong };
  // At first sight nothing is announced: too few pages are no loss.
  if (isFirstSight && isLayout) return 'end';
  const time = Number(DOUBT.exec(known?.error ?? '')?.[1] ?? 0) + 1;
  if (time < DOUBTS) return { reason: `${wrong} ${doubt(time)}` };
  return isFirstSight ? 'end' : { reason: TAKEN_FOR_END };
}
