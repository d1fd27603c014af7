// The writer: everything that changes the store, over the one writing connection of this process.
import type { SettingsChange } from '../domain/rule-desk.js';
import type { SearchRequest } from '../domain/search.js';
import type { PlacedRule } from '../domain/subscription.js';
import { createHash } from 'node:crypto';
import { toUtcText } from '../domain/calendar.js';
import type { Taxonomy } from '../domain/category.js';
import { UserError } from '../errors.js';
import { requireRow, type Db } from './database/db.js';
import { explain, openForWriting } from './database/open.js';
import { createCommits, leaveMark } from './database/commits.js';
import { createUpkeep } from './database/upkeep.js';
import { isDamage, isTransientSqliteError } from './database/sqlite-errors.js';
import { createDumpStore } from './sources/dumps.js';
import { createJobStore } from './database/jobs.js';
import { createAlarmStore } from './sources/alarms.js';
import { createHarvestStore } from './sources/harvests.js';
import { createQuarantineStore } from './sources/quarantine.js';
import { createSourceStore } from './sources/sources.js';
import { createTurnStore } from './sources/turns.js';
import { createFoundCards } from './delivery/found-cards.js';
import { createAlong } from './delivery/along.js';
import { createClaims } from './delivery/claims.js';
import { createDayThreads } from './delivery/day-threads.js';
import { createDeferrals } from './delivery/deferral.js';
import { createOutbox } from './delivery/outbox.js';
import { createRecalls } from './delivery/recalls.js';
import { createMessageUpdateStore } from './delivery/message-updates.js';
import { createEnqueue } from './delivery/enqueue.js';
import { createRuleBook } from '../search/rules/rule.js';
import { createTermBook, type TermBook } from '../search/terms.js';
import { createEndingStore } from './subscriptions/ending.js';
import { createEmptyDayStore } from './delivery/empty-days.js';
import { createSettingsStore } from './subscriptions/settings.js';
import { createSubscriptionStore } from './subscriptions/subscriptions.js';
import { createTranslationQueue } from './translation/queue.js';

/**
 * Buttons under an answer work for at least so long after they were last used: 90 days. The newest work longer, so that a
 * clock that is ahead for an hour does not end them.
 */
const SEARCH_KEPT_MS = 90 * 86_400_000;
const SEARCHES_KEPT = 1_000;
/** How long the end waits for readers (milliseconds); a stop may take two seconds in all. */
const CLOSING_TIMEOUT_MS = 500;

/** What rules are matched with. */
export interface MatchSettings {
  /** IANA zone of hours where a guild or person has set none. */
  readonly zone: string;
  /** Technical terms by which a query also finds the other language. */
  readonly book: TermBook;
}

const PLAIN_MATCHING: MatchSettings = { zone: 'UTC', book: createTermBook({}) };

function createWriter(db: Db, taxonomy: Taxonomy, { zone, book }: MatchSettings) {
  const path = db.name;
  const setMeta = db.prepare('INSERT OR IGNORE INTO meta VALUES (?, ?)');
  const getMeta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?');
  const keepSearch = db.prepare(
    'INSERT INTO searches VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at',
  );

  const forgetSearches = db.prepare(
    `DELETE FROM searches WHERE used_at < ? AND used_at <
       (SELECT used_at FROM searches ORDER BY used_at DESC LIMIT 1 OFFSET ${SEARCHES_KEPT})`,
  );

  const enqueue = createEnqueue(db, zone);
  const along = createAlong(db, enqueue);
  const rules = createRuleBook(taxonomy, book);
  const subscriptions = createSubscriptionStore(db, { rules, enqueue, along });
  subscriptions.renewAnchors();
  const dumps = createDumpStore(db, { taxonomy, rules, enqueue });
  const settings = createSettingsStore(db, enqueue);
  const { countCommit, takeLoss, closeMark } = createCommits(db);
  function batch<T>(work: () => T): T {
    const value = dumps.batch(work);
    countCommit();
    return value;
  }

  return {
    ...dumps,
    batch,
    ...createTranslationQueue(db, { batch, refreshPaper: dumps.refreshPaper }),
    ...createClaims(db),
    ...createDeferrals(db),
    ...createDayThreads(db),
    ...createOutbox(db, along),
    ...createRecalls(db),
    ...createMessageUpdateStore(db),
    ...createFoundCards(db),
    ...createJobStore(db),
    ...createTurnStore(db),
    ...createSourceStore(db),
    ...createHarvestStore(db),
    ...createQuarantineStore(db),
    ...createAlarmStore(db),
    ...createUpkeep(db),
    countCommit,
    takeLoss,
    ...subscriptions,
    ...settings,
    /** All that a file of settings changes; where one part fails, nothing. */
    importRules: db.transaction((placed: readonly PlacedRule[], { owner, change, at }: SettingsChange) => {
      if (Object.keys(change).length > 0) settings.changeSettings(owner, change, at);
      return subscriptions.addSubscriptions(placed);
    }).immediate,
    ...createEndingStore(db, { rules, enqueue, along }),
    ...createEmptyDayStore(db),
    /** A database serves one Discord application for life. Throws UserError when it is another one. */
    bindApplication(applicationId: string): void {
      setMeta.run('application_id', applicationId);
      const bound = requireRow(getMeta.get('application_id')).value;
      if (bound !== applicationId) {
        throw new UserError(
          'other-application',
          `The database ${path} belongs to the Discord application ${bound}, but the one connected to now is ${applicationId}. ` +
            `Nothing was changed. Use the first token again (without a token, the sandbox's own file ${path}.sandbox.json), or give this bot a DATABASE_PATH of its own.`,
        );
      }
    },
    /** Keeps a search under an id made from it, so that the same search is kept once; forgets those unused for long. */
    saveSearch(request: SearchRequest, at: string): string {
      const text = JSON.stringify(request);
      const id = createHash('sha256').update(text).digest('base64url').slice(0, 12);
      keepSearch.run(id, text, at);
      forgetSearches.run(toUtcText(new Date(Date.parse(at) - SEARCH_KEPT_MS)));
      return id;
    },
    /**
     * Writes what is only in the write-ahead log into the file, as far as no reader needs it there, and closes. Another program
     * that reads for long, such as a backup, is not waited for: what it holds up stays in the log, which the next start reads.
     */
    close(): void {
      if (!db.open) return;
      leaveMark(db);
      try {
        db.pragma(`busy_timeout = ${CLOSING_TIMEOUT_MS}`);
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch (error) {
        // On a full disk it stays in the log, where the next start finds it, as it finds damage.
        if (!isTransientSqliteError(error) && !isDamage(error)) throw error;
      } finally {
        db.close();
        closeMark();
      }
    },
  };
}

export type Writer = ReturnType<typeof createWriter>;

/** Opens the database for writing. Throws UserError. */
export function openWriter(path: string, taxonomy: Taxonomy, matching: MatchSettings = PLAIN_MATCHING): Writer {
  const db = openForWriting(path);
  try {
    return createWriter(db, taxonomy, matching);
  } catch (error) {
    db.close();
    throw explain(path, error);
  }
}
