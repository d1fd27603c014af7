// What the records of one dump announce, and what its line in the ledger says of the holes that it fills.
import { countedPlain } from '../../text/plural.js';
import {
  announcementOf,
  fillingOf,
  silentReason,
  type Announcement,
  type AnnounceMode,
  type Hole,
  type Origin,
} from '../../domain/announcement.js';
import type { FreshRecord } from '../../store/papers/fresh-record.js';
import type { DumpStore } from '../../store/sources/dumps.js';
import type { ReadDump } from './read-file.js';

export interface AnnouncingOptions {
  readonly announce: AnnounceMode;
  readonly origin: Origin;
  readonly now: () => Date;
}

export interface Announcing {
  /** Why the dump announces nothing by itself; null when it does. */
  readonly silentReason: string | null;
  /** `place`: which record of the dump it is, from 1. */
  of(record: FreshRecord, place: number): Announcement | null;
  /** Null when there is nothing to say. */
  note(): string | null;
}

/** How many identifiers of cross-lists that nothing proves are named. */
const NAMED = 20;

/** Whether a record changed on the hole's day without a new version: a cross-list is one of the changes that do this. */
function mayBeCrossList({ submittedAt, updatedAt, asOf }: FreshRecord, hole: Hole): boolean {
  if (asOf === null || submittedAt === null || submittedAt >= hole.submittedFrom) return false;
  const isNewVersion = updatedAt !== null && updatedAt >= hole.submittedFrom && updatedAt < hole.submittedUntil;
  return !isNewVersion && asOf >= hole.submittedUntil.slice(0, 10) && asOf <= hole.day;
}

export function createAnnouncing(
  store: Pick<DumpStore, 'isAnnouncedIn' | 'fallsUnder'>,
  dump: ReadDump,
  { announce, origin, now }: AnnouncingOptions,
): Announcing {
  const reason = silentReason({ ...dump, mode: announce, origin });
  const holes = origin.kind === 'fetched' ? origin.holes : [];
  const { news = Infinity } = origin.kind === 'fetched' ? origin : {};
  const filled = new Map<string, number>();
  const unproven = new Set<string>();

  function fill(record: FreshRecord): Announcement | null {
    const filling = fillingOf(record, origin, { now: now(), isIn: store.fallsUnder });
    if (filling !== null && filling.hole !== null) {
      const name = `${(filling.categories ?? []).join(', ')} of ${filling.hole.day}`;
      filled.set(name, (filled.get(name) ?? 0) + 1);
      return filling;
    }
    const { arxivId, categories } = record;
    const isOpen = holes.some(
      (hole) =>
        arxivId !== null &&
        store.fallsUnder(categories, hole.category) &&
        mayBeCrossList(record, hole) &&
        !store.isAnnouncedIn(arxivId, hole.category),
    );
    if (isOpen && arxivId !== null) unproven.add(arxivId);
    return null;
  }

  return {
    silentReason: reason,
    of(record, place) {
      if (place > news) return null;
      if (reason === null) return announcementOf(record, origin, now());
      return holes.length === 0 ? null : fill(record);
    },
    note() {
      const fills = [...filled].map(([name, count]) => `${countedPlain(count, 'paper', 'papers')} of the hole ${name}`);
      const named = [...unproven].slice(0, NAMED).join(', ');
      const parts = [
        ...(fills.length === 0 ? [] : [`fills ${fills.join(', ')}`]),
        ...(unproven.size === 0
          ? []
          : [
              `${countedPlain(unproven.size, 'possible cross-list was', 'possible cross-lists were')} not posted: ${named}`,
            ]),
      ];
      return parts.length === 0 ? null : parts.join('; ');
    },
  };
}
