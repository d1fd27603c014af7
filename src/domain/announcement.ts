// Announcement: whether a record posts, or is only stored, and why. Pure.
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

/** An announcement day of a category that the feeds did not give whole. Times are UTC texts. */
export interface Hole {
  readonly category: string;
  /** Eastern date of the feed. */
  readonly day: string;
  /** When the day's papers count as announced. */
  readonly announcedAt: string;
  /** First versions submitted from then on, and before `submittedUntil`, were announced that day. */
  readonly submittedFrom: string;
  readonly submittedUntil: string;
}

/**
 * Who brought the dump: a person, or the bot itself. `isFirstSight`: from a source that names no day and was never read
 * before. `pages`: the addresses of such a source; empty for others. `news`: how many records of the dump may be news, from
 * the first one on; what stands behind them is old, though that source never showed it. `category`: whose feed it is, where it is
 * the feed of one. `holes`: the days that a harvest fills.
 */
export type Origin =
  | { readonly kind: 'given' }
  | {
      readonly kind: 'fetched';
      readonly isFirstSight: boolean;
      readonly pages: readonly string[];
      readonly news?: number;
      readonly freshDays: number;
      readonly category: string | null;
      readonly holes: readonly Hole[];
    };

/** What the bot fetched where nothing more is to be said of its source. */
export const FETCHED: Extract<Origin, { kind: 'fetched' }> = {
  kind: 'fetched',
  isFirstSight: false,
  pages: [],
  freshDays: FRESH_DAYS,
  category: null,
  holes: [],
};

export interface DumpSituation {
  readonly format: Format;
  /** A listing of a week or a month is written like a mailing, but tells of nothing new. */
  readonly isListing: boolean;
  readonly isBulk: boolean;
  readonly mode: AnnounceMode;
  readonly origin: Origin;
}

/** What people call the formats that only describe. */
const SILENT_FORMATS: Readonly<Partial<Record<Format, string>>> = {
  'arxiv-api': 'API answers',
  'oai-arXiv': 'OAI-PMH answers',
  'oai-arXivOld': 'OAI-PMH answers',
  'oai-arXivRaw': 'OAI-PMH answers',
  'oai-dc': 'OAI-PMH answers',
  'oai-identifiers': 'OAI-PMH answers',
  snapshot: 'snapshots',
  abs: '.abs files',
  'hf-daily': "Hugging Face's daily papers",
};

/** Why no record of a dump announces; null when its records may. */
export function silentReason({ format, isListing, isBulk, mode, origin }: DumpSituation): string | null {
  if (mode === 'always') return null;
  if (mode === 'never') return 'stored, not posted: the operator asked for that';
  if (!ANNOUNCING.includes(format)) return `stored, not posted: ${SILENT_FORMATS[format] ?? format} only store`;
  if (isListing) return 'stored, not posted: listings of a week or a month only store';
  if (isBulk) return `stored, not posted: files of more than ${BULK_RECORDS.toLocaleString('en')} records only store`;
  if (origin.kind === 'fetched' && origin.isFirstSight)
    return 'stored, not posted: this source was read for the first time';
  return null;
}

/** What a record announces. */
export interface Announcement {
  /** Rules made later get nothing of it (UTC text); null: it counts as announced now. */
  readonly announcedAt: string | null;
  /** Where it is announced, among the paper's categories; null: wherever the record shows the paper. */
  readonly categories: readonly string[] | null;
  /** A cross-list of a paper that was announced before, or in the same night, under its primary category. */
  readonly isCross: boolean;
  /** A new version of a paper: wanted only by rules for all announcements, at destinations that never got the paper. */
  readonly isReplacement: boolean;
  /** The hole that it fills. */
  readonly hole: Hole | null;
  /** The pages of a fetched source without a day (see isNews); null for others. */
  readonly shownOn: readonly string[] | null;
}

/** What was known of a paper and its record before the record came. */
export interface KnownBefore {
  /** Whether the source showed the paper first in a dump that announced nothing, as at first sight, or below its floor (see Origin, `news`). */
  readonly isShownInSilence: boolean;
  /** Whether the very same record was announced, whoever brought it. */
  readonly isTold: boolean;
}

/**
 * Whether an announcement is news. What a source without a day showed in silence stays so, also where it changes it; what
 * only another source stored in silence is news where this one first shows it.
 */
export function isNews({ shownOn }: Announcement, { isShownInSilence, isTold }: KnownBefore): boolean {
  return shownOn === null || !(isShownInSilence || isTold);
}

/** What a record says that matters here; unknown is null. */
export interface AnnouncingRecord {
  readonly announceType: AnnounceType | null;
  readonly announcedAt: string | null;
}

const DAY_MS = 86_400_000;

function isFresh(announcedAt: string | null, freshDays: number, now: Date): boolean {
  return announcedAt === null || now.getTime() - Date.parse(announcedAt) <= freshDays * DAY_MS;
}

/**
 * What a record of an announcing dump announces; null for nothing. New and cross-listed papers are announced, what has no
 * type, and replacements as such. What a fetched dump announced long ago is not either. An item `cross` in the feed of a
 * category says that the paper is new there, and nothing of other categories; `replace-cross` likewise.
 */
export function announcementOf(
  { announceType, announcedAt }: AnnouncingRecord,
  origin: Origin,
  now: Date,
): Announcement | null {
  const isReplacement = announceType === 'replace' || announceType === 'replace-cross';
  const isCross = announceType === 'cross';
  const whole = { announcedAt: null, categories: null, isCross, isReplacement, hole: null, shownOn: null };
  if (origin.kind === 'given') return whole;
  if (!isFresh(announcedAt, origin.freshDays, now)) return null;
  const isOfFeed = isCross || announceType === 'replace-cross';
  const categories = isOfFeed && origin.category !== null ? [origin.category] : null;
  return { ...whole, announcedAt, categories, shownOn: announcedAt === null ? origin.pages : null };
}

/** What a harvest can tell of a paper. */
export interface HarvestedRecord {
  readonly categories: readonly string[];
  /** When the first version was submitted. */
  readonly submittedAt: string | null;
}

/**
 * The announcement that a harvested record makes up for: its first version was submitted in the time that a hole's day
 * announced. Several categories of one day are filled together. Null where it proves nothing. `isIn` tells whether codes
 * as given fall under a category.
 */
export function fillingOf(
  { categories, submittedAt }: HarvestedRecord,
  origin: Origin,
  options: { readonly now: Date; readonly isIn: (codes: readonly string[], category: string) => boolean },
): Announcement | null {
  if (origin.kind === 'given' || submittedAt === null) return null;
  const own = origin.holes.filter(
    (hole) =>
      hole.submittedFrom <= submittedAt &&
      submittedAt < hole.submittedUntil &&
      isFresh(hole.announcedAt, origin.freshDays, options.now) &&
      options.isIn(categories, hole.category),
  );
  const [hole] = own;
  if (hole === undefined) return null;
  const filled = own.filter(({ day }) => day === hole.day).map(({ category }) => category);
  return {
    announcedAt: hole.announcedAt,
    categories: filled,
    isCross: false,
    isReplacement: false,
    hole,
    shownOn: null,
  };
}
