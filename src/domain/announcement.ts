// Announcement: whether a record posts, or is only stored, and why (DESIGN section 7). Pure.
import type { AnnounceType, Format } from './paper.js';

/** `auto`: as format and size say; `always` and `never` are the operator's word. */
export type AnnounceMode = 'auto' | 'always' | 'never';

/** A dump of more records than this announces nothing by itself. */
export const BULK_RECORDS = 2_000;
/** What the bot fetched itself and was announced longer ago than this is only stored, unless set otherwise. */
export const FRESH_DAYS = 14;

/** The formats that tell of what is new; all others only describe. */
export const ANNOUNCING: readonly Format[] = [
  ...(['arxiv-jp-text', 'arxiv-jp-html', 'arxiv-jp-rss'] as const),
  ...(['arxiv-rss', 'arxiv-rss1', 'arxiv-atom', 'mailing'] as const),
];

/** Who brought the dump: a person, or the bot itself from a source that it may see for the first time. */
export type Origin =
  { readonly kind: 'given' } | { readonly kind: 'fetched'; readonly isFirstSight: boolean; readonly freshDays: number };

export interface DumpSituation {
  readonly format: Format;
  /** A listing of a week or a month is written like a mailing, but tells of nothing new. */
  readonly isListing: boolean;
  readonly isBulk: boolean;
  readonly mode: AnnounceMode;
  readonly origin: Origin;
}

/** Why no record of a dump announces; null when its records may. */
export function silentReason({ format, isListing, isBulk, mode, origin }: DumpSituation): string | null {
  if (mode === 'always') return null;
  if (mode === 'never') return 'stored only, as the operator said';
  if (!ANNOUNCING.includes(format)) return `stored only: ${format} makes no announcement`;
  if (isListing) return 'stored only: a listing makes no announcement';
  if (isBulk) return `stored only: more than ${BULK_RECORDS} records`;
  if (origin.kind === 'fetched' && origin.isFirstSight) return 'stored only: the first sight of this source';
  return null;
}

const DAY_MS = 86_400_000;

/**
 * Whether a record of an announcing dump is an announcement: new and cross-listed papers are, and what has no type;
 * replacements are not. `announcedAt` (null when unknown) makes old records of fetched dumps silent.
 */
export function isAnnouncement(
  type: AnnounceType | null,
  announcedAt: string | null,
  origin: Origin,
  now: Date,
): boolean {
  if (type === 'replace' || type === 'replace-cross') return false;
  if (origin.kind === 'given' || announcedAt === null) return true;
  return now.getTime() - Date.parse(announcedAt) <= origin.freshDays * DAY_MS;
}
