// Sources, written: how each was last asked, what it showed, and which hosts are to be left alone.
import type { FeedRead } from '../../domain/feed-read.js';
import type { SourceKind } from '../../domain/source.js';
import { timePlus } from '../../domain/calendar.js';
import type { Db } from '../database/db.js';

/**
 * Readings are deleted once the calendar no longer shows their days, but for the newest of each category: a clock that is
 * ahead for an hour must not forget the days before.
 */
const READS_KEPT_MS = 40 * 86_400_000;
const READS_KEPT = 500;
/** No host is left alone for longer: a rest that would last longer was noted while the clock was ahead (milliseconds). */
const LONGEST_REST_MS = 25 * 3_600_000;

/** How one turn with a source ended. Times are UTC texts. */
export interface SourceOutcome {
  readonly name: string;
  readonly kind: SourceKind;
  readonly url: string;
  readonly at: string;
  readonly nextAt: string;
  /** Of HTTP; null when nothing answered. */
  readonly status: number | null;
  /** Null when it went well. */
  readonly error: string | null;
  /** See SourceState; missing: as before. */
  readonly doubts?: number | null;
}

/** What is known of a source's copy besides; null leaves what is known. */
export interface SourceCopy {
  readonly format: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly openFrom: number;
  /** See SourceState; null or missing leaves what is known. */
  readonly floor?: readonly string[] | null;
  readonly top?: readonly string[] | null;
}

export function createSourceStore(db: Db) {
  const done = db.prepare(
    `INSERT INTO sources (name, kind, url, first_at, last_at, last_ok_at, last_status, next_at, error, failures, failing_since, doubts)
     VALUES (@name, @kind, @url, @at, @at, iif(@error IS NULL, @at, NULL), @status, @nextAt, @error, iif(@error IS NULL, 0, 1),
       iif(@error IS NULL, NULL, @at), coalesce(@doubts, 0))
     ON CONFLICT (name) DO UPDATE SET kind = @kind, url = @url, last_at = @at, last_status = @status, next_at = @nextAt,
       last_ok_at = iif(@error IS NULL, @at, last_ok_at), error = @error, failures = iif(@error IS NULL, 0, failures + 1),
       failing_since = iif(@error IS NULL, NULL, min(coalesce(failing_since, @at), @at)), doubts = coalesce(@doubts, doubts)`,
  );
  const keepCopy = db.prepare(
    `UPDATE sources SET format = coalesce(@format, format), etag = @etag, last_modified = @lastModified,
       open_from = @openFrom, floor = coalesce(@floor, floor), top = coalesce(@top, top) WHERE name = @name`,
  );
  const keepOpen = db.prepare('UPDATE sources SET open_from = ? WHERE name = ?');
  const forgetFailure = db.prepare(
    'UPDATE sources SET error = NULL, failures = 0, failing_since = NULL, doubts = 0 WHERE name IN (SELECT value FROM json_each(?))',
  );
  const rest = db.prepare(
    `INSERT INTO source_rests VALUES (@host, @until, @reason)
     ON CONFLICT (host) DO UPDATE SET until = iif(until > @wrong, excluded.until, max(until, excluded.until)), reason = excluded.reason`,
  );
  const read = db.prepare(
    `INSERT INTO feed_reads VALUES (@category, @at, @batchDay, @builtAt, @items, @digest)
     ON CONFLICT (category, at) DO UPDATE SET batch_day = @batchDay, built_at = @builtAt, items = @items, digest = @digest`,
  );
  const readAgain = db.prepare(
    `INSERT OR IGNORE INTO feed_reads SELECT category, @at, batch_day, built_at, items, digest FROM feed_reads
     WHERE category = @category AND at <= @at ORDER BY at DESC LIMIT 1`,
  );
  const forgetReads = db.prepare(
    `DELETE FROM feed_reads WHERE category = @category AND at < @before AND at <
       (SELECT at FROM feed_reads WHERE category = @category ORDER BY at DESC LIMIT 1 OFFSET ${READS_KEPT})`,
  );
  const beginFeeds = db.prepare(
    `INSERT INTO meta VALUES ('feeds_since', @at) ON CONFLICT (name) DO UPDATE SET value = min(value, excluded.value)`,
  );
  const fill = db.prepare('INSERT OR IGNORE INTO filled_holes VALUES (?, ?, ?)');
  const lookUp = db.prepare('INSERT INTO lookups (who, at) VALUES (?, ?)');
  const forgetLookups = db.prepare('DELETE FROM lookups WHERE at < ?');
  const complete = db.prepare(
    `INSERT INTO completions SELECT id, @at, 1, @outcome, @candidates FROM papers WHERE key = @key
     ON CONFLICT (paper_id) DO UPDATE SET tried_at = @at, attempts = attempts + 1, outcome = @outcome, candidates = @candidates`,
  );

  function keepRead(reading: FeedRead): void {
    const { category, at } = reading;
    read.run(reading);
    forgetReads.run({ category, before: timePlus(at, -READS_KEPT_MS) });
  }

  return {
    noteSource: db.transaction((outcome: SourceOutcome, copy: SourceCopy | null): void => {
      done.run({ doubts: null, ...outcome });
      if (copy === null) return;
      const listed = (papers: SourceCopy['top']): string | null => (papers == null ? null : JSON.stringify(papers));
      keepCopy.run({ ...copy, floor: listed(copy.floor), top: listed(copy.top), name: outcome.name });
    }).immediate,
    /** The first dump of a turn that is under way; the next one gets past what it stored when it does not end. */
    noteOpen: (name: string, dump: number): void => void keepOpen.run(dump, name),
    /** Of sources that nobody asks any more: should they be asked again one day, how they were left says nothing of then. */
    forgetFailures: (names: readonly string[]): void => void forgetFailure.run(JSON.stringify(names)),
    /** The bot reads arXiv's feeds from now on; what was noted before stands where it is earlier. */
    noteFeedsBegun: (at: string): void => void beginFeeds.run({ at }),
    restHost(host: string, until: string, reason: string): void {
      rest.run({ host, until, reason, wrong: timePlus(until, LONGEST_REST_MS) });
    },
    keepRead: db.transaction(keepRead).immediate,
    /** The feed is as it was at the last reading. */
    keepSameRead: (category: string, at: string): void => void readAgain.run({ category, at }),
    fillHoles: db.transaction((holes: readonly { category: string; day: string }[], at: string): void => {
      for (const { category, day } of holes) fill.run(category, day, at);
    }).immediate,
    /** A question to the API, on somebody's account. */
    noteLookup: db.transaction((who: string, at: string): void => {
      lookUp.run(who, at);
      forgetLookups.run(timePlus(at, -2 * 86_400_000));
    }).immediate,
    noteCompletion: (completion: {
      readonly key: string;
      readonly at: string;
      readonly outcome: 'completed' | 'unsure' | 'absent';
      /** Identifiers that were near. */
      readonly candidates: string;
    }): void => void complete.run(completion),
  };
}
