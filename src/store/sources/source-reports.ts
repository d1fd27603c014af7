// Sources, read: how each stands, what feeds showed, which categories are followed and since when.
import { timePlus } from '../../domain/calendar.js';
import type { FeedRead } from '../../domain/feed-read.js';
import type { Paper } from '../../domain/paper.js';
import type { HostRest, SourceState } from '../../domain/source.js';
import { requireRow, type Db } from '../database/db.js';
import { toPaper, type PaperRow } from '../papers/rows.js';
import { readNames } from '../stored-json.js';

const DAY_MS = 86_400_000;

/** What rules want, also those that are paused, with the time of the oldest rule that wants it. */
export interface Followed {
  /** A category, alias, archive or group, as the rule has it; null: all. */
  readonly wanted: string | null;
  readonly since: string;
}

/** A paper that was looked up at the API in vain. */
export interface UnsureCompletion {
  readonly key: string;
  readonly outcome: 'unsure' | 'absent';
  readonly candidates: string;
  readonly triedAt: string;
}

const listOf = (papers: string | null): string[] | null => (papers === null ? null : readNames(papers));

export function createSourceReports(db: Db) {
  const states = db.prepare<
    [],
    Omit<SourceState, 'floor' | 'top'> & { readonly floor: string | null; readonly top: string | null }
  >(
    `SELECT name, kind, url, format, first_at AS firstAt, last_at AS lastAt, last_ok_at AS lastOkAt, last_status AS lastStatus, next_at AS nextAt,
       error, failures, failing_since AS failingSince, etag, last_modified AS lastModified, open_from AS openFrom, doubts, floor, top FROM sources ORDER BY kind, name`,
  );
  const rests = db.prepare<[string], HostRest>('SELECT host, until, reason FROM source_rests WHERE until > ?');
  const reads = db.prepare<[string, string, string], FeedRead>(
    `SELECT category, at, batch_day AS batchDay, built_at AS builtAt, items, digest FROM feed_reads
     WHERE category = ? AND at BETWEEN ? AND ? ORDER BY at`,
  );
  const firstDumps = db
    .prepare<[string, string], [arxivId: string, dump: number]>(
      `SELECT arxiv_id, min(dump_id) FROM json_each(?) AS ids CROSS JOIN papers ON arxiv_id = ids.value
         CROSS JOIN records ON paper_id = papers.id CROSS JOIN sightings ON record_id = records.id CROSS JOIN dumps ON dumps.id = dump_id
       WHERE dumps.path IN (SELECT value FROM json_each(?)) GROUP BY papers.id`,
    )
    .raw();
  const nextDump = db.prepare<[], number>('SELECT coalesce(max(id), 0) + 1 FROM dumps').pluck();
  const feedsSince = db
    .prepare<[], string | null>(
      `SELECT min(at) FROM (SELECT value AS at FROM meta WHERE name = 'feeds_since'
       UNION ALL SELECT min(first_at) FROM sources WHERE kind = 'arxiv-feed')`,
    )
    .pluck();
  const filled = db.prepare<[], { category: string; day: string; at: string }>(
    'SELECT category, day, at FROM filled_holes',
  );
  const followed = db.prepare<[], Followed>(
    `SELECT category AS wanted, min(created_at) AS since FROM subscriptions
     WHERE removed_at IS NULL GROUP BY category ORDER BY 1`,
  );
  const asked = db
    .prepare<[string, string, string], number>('SELECT count(*) FROM lookups WHERE who = ? AND at > ? AND at <= ?')
    .pluck();
  const columns = 'papers.id, key, search_id, date, facts, readable';
  const isUnnamed = 'arxiv_id IS NULL AND merged_into IS NULL';
  // Both end with the last paper that is wanted: tens of thousands may wait for months, since few are asked for a day.
  const untried = db.prepare<[number], PaperRow>(
    `SELECT ${columns} FROM papers INDEXED BY papers_unnamed
     WHERE ${isUnnamed} AND NOT EXISTS (SELECT 1 FROM completions WHERE paper_id = papers.id) ORDER BY papers.id DESC LIMIT ?`,
  );
  const tried = db.prepare<[string, number], PaperRow>(
    `SELECT ${columns} FROM completions CROSS JOIN papers ON papers.id = paper_id
     WHERE outcome <> 'completed' AND attempts < 3 AND tried_at < ? AND ${isUnnamed} ORDER BY paper_id DESC LIMIT ?`,
  );
  const unsure = db.prepare<[], UnsureCompletion>(
    `SELECT key, outcome, candidates, tried_at AS triedAt FROM completions JOIN papers ON papers.id = paper_id
     WHERE outcome <> 'completed' AND arxiv_id IS NULL AND merged_into IS NULL ORDER BY tried_at`,
  );
  return {
    sourceStates: (): SourceState[] =>
      states.all().map((row) => ({ ...row, floor: listOf(row.floor), top: listOf(row.top) })),
    /** Hosts that are left alone now. */
    hostRests: (now: string): HostRest[] => rests.all(now),
    /** Readings of one category's feed from a time to another, now, in order: later ones were made while the clock was ahead. */
    feedReads: (category: string, since: string, now: string): FeedRead[] => reads.all(category, since, now),
    /** By identifier the first dump of these paths that held a paper. One whose bytes came from another path first counts as of that. */
    firstDumpsWith: (arxivIds: readonly string[], paths: readonly string[]): ReadonlyMap<string, number> =>
      new Map(firstDumps.all(JSON.stringify(arxivIds), JSON.stringify(paths))),
    /** The number that the next dump gets, or a later one. */
    nextDump: (): number => requireRow(nextDump.get()),
    /** Since when arXiv's feeds are read (UTC text); null before the first look. */
    feedsSince: (): string | null => feedsSince.get() ?? null,
    filledHoles: (): { category: string; day: string; at: string }[] => filled.all(),
    followed: (): Followed[] => followed.all(),
    /** How many questions to the API were put on an account in the day after a time; later ones were under a clock that was ahead. */
    lookupsSince: (who: string, since: string): number => asked.get(who, since, timePlus(since, DAY_MS)) ?? 0,
    /** Papers without identifier to be looked up: those never tried, newest first, then those tried before a time. */
    papersToComplete(triedBefore: string, limit: number): Paper[] {
      const first = untried.all(limit);
      return [...first, ...tried.all(triedBefore, limit - first.length)].map(toPaper);
    },
    unsureCompletions: (): UnsureCompletion[] => unsure.all(),
  };
}
