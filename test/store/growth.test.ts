// What grows: kept numbers always equal what would be counted, and no question of the running bot reads whole tables.
import { createRuleBook } from '../../src/search/rules/rule.js';
import { createTermBook } from '../../src/search/terms.js';
import { createEnqueue } from '../../src/store/delivery/enqueue.js';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../src/store/database/migrate.js';
import { openForWriting } from '../../src/store/database/open.js';
import { createCounters } from '../../src/store/counters.js';
import { createAnnouncer } from '../../src/store/delivery/announce.js';
import { RULES_AT_ONCE } from '../../src/store/delivery/fan-out.js';
import { createDeliveryReports } from '../../src/store/delivery/deliveries.js';
import { createFoundCardReports } from '../../src/store/delivery/found-cards.js';
import { createWhereabouts } from '../../src/store/delivery/whereabouts.js';
import { createWaitingReports } from '../../src/store/delivery/waiting.js';
import { createAlong } from '../../src/store/delivery/along.js';
import { createSettingsStore } from '../../src/store/subscriptions/settings.js';
import { createSubscriptionStore } from '../../src/store/subscriptions/subscriptions.js';
import { createEndingReports, createEndingStore } from '../../src/store/subscriptions/ending.js';
import { createRecalls } from '../../src/store/delivery/recalls.js';
import { createJoining } from '../../src/store/papers/joining.js';
import { createRenewal } from '../../src/store/papers/renewal.js';
import { createReports } from '../../src/store/papers/reports.js';
import { createSourceReports } from '../../src/store/sources/source-reports.js';
import { createTranslationQueue } from '../../src/store/translation/queue.js';
import { createTranslationReports } from '../../src/store/translation/reports.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { listDue, openTestStore, taxonomy, taxonomyData, temporaryFolder, type TestStore } from '../helpers/stores.js';

const AT = '2030-01-02T03:04:05.000Z';
const LATE = '2099-01-01T00:00:00.000Z';
const GIVEN = {
  announcedAt: null,
  categories: null,
  isCross: false,
  isReplacement: false,
  hole: null,
  shownOn: null,
};
let store: TestStore;
beforeEach(() => (store = openTestStore()));
afterEach(() => store.close());

/** Kept numbers beside the same ones counted. */
function kept(path: string): { kept: unknown[]; counted: unknown[] } {
  const db = new Database(path, { readonly: true });
  const all = (sql: string): unknown[] => db.prepare(sql).raw().all();
  const open = `state IN ('pending', 'sending')`;
  const state = `destination, (SELECT min(next_attempt_at) FROM deliveries AS d WHERE ${open} AND d.destination = each.destination),
    (SELECT message_id FROM deliveries AS d WHERE state = 'sent' AND d.destination = each.destination
     ORDER BY length(message_id) DESC, message_id DESC LIMIT 1)`;
  const result = {
    kept: [
      ...all('SELECT * FROM counters ORDER BY name'),
      ...all(
        'SELECT * FROM destination_states WHERE coalesce(due_at, newest_message) IS NOT NULL ORDER BY destination',
      ),
      ...all('SELECT id, records_seen FROM dumps ORDER BY id'),
    ],
    counted: [
      ...['held', 'pending', 'rejected', 'sending', 'sent', 'withheld'].map((name) => [
        `outbox.${name}`,
        db.prepare('SELECT count(*) FROM deliveries WHERE state = ?').pluck().get(name),
      ]),
      ...all(`SELECT 'papers', count(*) FROM papers WHERE merged_into IS NULL`),
      ...all(`SELECT 'subscriptions', count(*) FROM subscriptions WHERE removed_at IS NULL`),
      ...all(`SELECT 'translated', count(*) FROM papers WHERE is_translated = 1`),
      ...all(`SELECT ${state} FROM (SELECT DISTINCT destination FROM deliveries WHERE ${open} OR message_id IS NOT NULL) AS each
        ORDER BY destination`),
      ...all(`SELECT id, (SELECT count(*) FROM sightings WHERE dump_id = dumps.id) FROM dumps ORDER BY id`),
    ],
  };
  db.close();
  return result;
}

function expectKept(path = store.path): void {
  const { kept: own, counted } = kept(path);
  expect(own).toEqual(counted);
}

describe('kept numbers', () => {
  it('equal what would be counted, whatever happens to subscriptions, papers and deliveries', async () => {
    const destinations = ['100', '200', '300'];
    const subscriptions = destinations.map((destination) => store.subscribe(destination, 'cs.LG'));
    await store.ingest(dumpText(generateEntries(5, 6)));
    const { writer } = store;
    const db = new Database(store.path, { readonly: true });
    const stateOf = (id: number) => db.prepare('SELECT state FROM deliveries WHERE id = ?').pluck().get(id);
    let messages = 0;
    const steps: Readonly<Record<string, (id: number, destination: string) => void>> = {
      claim: (id) => void writer.claimDelivery({ id, nonce: `n${id}`, body: '{}', historyAfter: '0' }, AT),
      sent: (id) =>
        writer.markSent(id, { messageId: String((messages += 3)), channelId: '1', body: '{}', isToPublish: true }, AT),
      absent: (id) => writer.markAbsent(id, AT),
      reject: (id) => writer.reject(id, 'refused', AT),
      unknown: (id) => writer.holdUnknown(id, AT),
      later: (id) =>
        writer.retryLater({ id, isDoubtful: id % 2 === 0, isCounted: true, next: LATE, reason: 'later' }, AT),
      hold: (id, destination) => writer.holdDestination(id, { destination, reason: 'closed' }, AT),
      release: (_, destination) => void writer.releaseDestination(destination, AT),
      releaseUnknown: (_, destination) => void writer.releaseUnknown(destination, AT),
      unsubscribe: (id) => void writer.removeSubscription(subscriptions[id % subscriptions.length]!, AT, null),
      subscribe: (_, destination) => void subscriptions.push(store.subscribe(destination, 'cs.LG')),
      recover: () => void writer.recoverSending(AT),
      recall: () => writer.recallWaiting(AT),
    };
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...Object.keys(steps)),
            fc.integer({ min: 1, max: 18 }),
            fc.constantFrom(...destinations),
          ),
          { minLength: 1, maxLength: 8 },
        ),
        (taken) => {
          // What Discord has accepted stays so.
          for (const [name, id, destination] of taken) if (stateOf(id) !== 'sent') steps[name]!(id, destination);
          expectKept();
        },
      ),
      { numRuns: 25 },
    );
    db.close();
    await store.ingest(dumpText(generateEntries(6, 3)));
    expectKept();
  });

  it('are right after an older database was brought up to date', () => {
    const folder = temporaryFolder();
    const path = `${folder.path}/old.db`;
    const old = new Database(path);
    old.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT');
    for (const { name, sql, after } of migrations.filter((each) => each.name < '0008')) {
      old.exec(sql);
      after?.(old);
      old.prepare('INSERT INTO migrations VALUES (?, ?)').run(name, AT);
    }
    old.exec(`
      INSERT INTO dumps (id, sha256, format, path, started_at, finished_at) VALUES (1, 'a', 'snapshot', 'a', '${AT}', '${AT}');
      INSERT INTO papers (id, key, search_id, facts, is_translated) VALUES (1, 'a', 1, '{}', 1), (2, 'b', 2, '{}', 0), (3, 'c', 3, '{}', 0);
      UPDATE papers SET merged_into = 1 WHERE id = 3;
      INSERT INTO records (id, paper_id, format, facts) VALUES (1, 1, 'snapshot', '{}'), (2, 2, 'snapshot', '{}');
      INSERT INTO sightings VALUES (1, 1, '${AT}'), (2, 1, '${AT}');
      INSERT INTO subscriptions (guild_id, destination, category, language, created_by, created_at, removed_at)
        VALUES ('1', '10', 'cs.LG', 'ja', '2', '${AT}', NULL), ('1', '20', 'cs.LG', 'ja', '2', '${AT}', '${AT}');
      INSERT INTO deliveries (paper_id, destination, language, state, message_id, next_attempt_at, created_at) VALUES
        (1, '10', 'ja', 'sent', '999', '${AT}', '${AT}'), (2, '10', 'ja', 'sent', '1000', '${AT}', '${AT}'),
        (1, '20', 'ja', 'pending', NULL, '${LATE}', '${AT}'), (2, '20', 'ja', 'sending', NULL, '${AT}', '${AT}'),
        (1, '30', 'ja', 'withheld', NULL, '${AT}', '${AT}');
    `);
    old.close();
    openForWriting(path).close();
    expectKept(path);
    folder.remove();
  });
});

/** A connection that tells every statement it runs. */
function watched(path: string): { db: Database.Database; statements: string[] } {
  const statements: string[] = [];
  const db = new Database(path, { verbose: (sql) => void statements.push(String(sql)) });
  return { db, statements };
}

/** How SQLite would carry out a statement. */
function planOf(db: Database.Database, sql: string): string[] {
  return (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail);
}

/** Tables of which a statement reads every row, by its plan. */
function readWhole(path: string, statements: readonly string[]): string[] {
  const db = new Database(path, { readonly: true });
  createEnqueue(db, 'UTC');
  const grows =
    /^SCAN (?!.*USING (?:COVERING )?INDEX (?:deliveries_unknown|deliveries_translating|message_steps_open|destination_states_due|subscriptions_reading))(?:papers|deliveries|ledger|matches|records|sightings|message_steps|subscriptions|dumps|searches|destination_states|owed|other|translations|translation_papers)\b/;
  const found = statements.flatMap((sql) =>
    planOf(db, sql)
      .filter((detail) => grows.test(detail))
      .map((detail) => `${detail}: ${sql}`),
  );
  db.close();
  return found;
}

describe('questions of the running bot', () => {
  it('read no table as a whole', async () => {
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(generateEntries(7, 3)));
    const { db, statements } = watched(store.path);
    const deliveries = createDeliveryReports(db);
    const found = createFoundCardReports(db);
    deliveries.dueDestinations(LATE, null, 10);
    deliveries.nextDelivery('100', LATE);
    deliveries.nextDueAt();
    deliveries.unknownDestinations();
    deliveries.unknownDeliveries('100', 10);
    deliveries.newestMessage('100');
    deliveries.hasSentSince('100', AT);
    deliveries.dueUpdates(LATE, null, 10);
    deliveries.listNotices(LATE);
    found.newestMessageBy('100', LATE);
    createCounters(db)('papers');
    createEndingReports(db).repeatsDue(LATE, null);
    createEndingReports(db).channelsShowing(1);
    createEndingReports(db).repeatsOf('100', LATE);
    createReports(db).outboxCounts();
    const translation = createTranslationReports(db);
    translation.dueTranslations({ now: LATE, today: LATE, urgency: 1, most: 10 });
    translation.soonSources();
    translation.owedTranslations(LATE, 10);
    translation.changedMessages(10);
    translation.waitingForTranslation();
    const queue = createTranslationQueue(db, { batch: (work) => work(), refreshPaper: () => false });
    queue.claimTranslations({ texts: [], day: '2030-01-02', limit: 0, askedBy: 'a', leaseUntil: LATE }, AT);
    queue.dropOpenTranslations('spent', AT);
    queue.recoverTranslations('a', AT);
    db.close();
    expect(statements.length).toBeGreaterThan(24);
    expect(readWhole(store.path, statements)).toEqual([]);
    expect(readWhole(store.path, ['SELECT count(*) FROM deliveries'])).toHaveLength(1);
  });

  it('read at a start, and where two papers become one, no more than what waits and the rules', async () => {
    store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(generateEntries(7, 3)));
    const { db, statements } = watched(store.path);
    const enqueue = createEnqueue(db, 'UTC');
    createRecalls(db).recallWaiting(AT);
    createRenewal({ db, renew: () => {}, batch: (work) => work(), alone: (work) => work() })(new Date(AT));
    const { join, part } = createJoining(db, enqueue);
    join(3, 2, AT);
    part(3, AT);
    db.close();
    const asked = statements.filter((sql) => /^\s*(?:SELECT|INSERT|UPDATE)/.test(sql));
    expect(asked.length).toBeGreaterThan(12);
    const ofWhatWaits = /USING INDEX (?:deliveries_waiting|deliveries_held|subscriptions_guild)/;
    expect(readWhole(store.path, asked).filter((found) => !ofWhatWaits.test(found))).toEqual([]);
  });

  it('look for the next papers to complete without sorting all that wait for it', () => {
    const { db, statements } = watched(store.path);
    createSourceReports(db).papersToComplete(LATE, 10);
    const plans = statements.flatMap((sql) => planOf(db, sql));
    db.close();
    expect(plans.filter((detail) => /^(?:SCAN|SEARCH) papers/.test(detail))).toHaveLength(2);
    expect(plans.join()).not.toContain('TEMP B-TREE');
  });

  it('of changed rules and settings, and of a place, read what is owed there, not all that was ever sent there', async () => {
    const id = store.subscribe('100', 'cs.LG');
    await store.ingest(dumpText(generateEntries(7, 3)));
    const { db, statements } = watched(store.path);
    const enqueue = createEnqueue(db, 'UTC');
    const parts = {
      rules: createRuleBook(taxonomy, createTermBook({})),
      enqueue,
      along: createAlong(db, enqueue),
    };
    createWhereabouts(db).placeState('100', AT);
    createSettingsStore(db, enqueue).changeSettings('1', { quietFrom: 1, quietUntil: 2 }, AT);
    const subscriptions = createSubscriptionStore(db, parts);
    subscriptions.setCardLanguage('100', '1', { name: null, language: 'en', fallback: 'en' });
    subscriptions.pauseSubscription(id, AT);
    subscriptions.resumeSubscription(id, AT);
    createWaitingReports(db).leftOut('100', AT);
    const ending = createEndingStore(db, parts);
    ending.pausePerson('100', AT);
    ending.endDestination('100', AT);
    db.close();
    const plans = new Database(store.path, { readonly: true });
    createEnqueue(plans, 'UTC');
    const asked = statements.filter((sql) => /^\s*(?:SELECT|INSERT|UPDATE)/.test(sql));
    const byPlaceAlone = /sqlite_autoindex_deliveries_1 \(destination=\?\)/;
    expect(asked.filter((sql) => byPlaceAlone.test(planOf(plans, sql).join('\n')))).toEqual([]);
    expect(asked.length).toBeGreaterThan(15);
    plans.close();
  });

  it('announce a paper by the same few statements to one rule and to five hundred, without looking at other rules', async () => {
    for (let index = 0; index < 50; index += 1) store.subscribe(`1${index}`, 'math.NT');
    await store.ingest(dumpText(generateEntries(8, 2)), 'never');
    const run = (paperId: number): string[] => {
      const { db, statements } = watched(store.path);
      const parts = {
        taxonomy,
        rules: createRuleBook(taxonomy, createTermBook({})),
        enqueue: createEnqueue(db, 'UTC'),
      };
      const { announce } = createAnnouncer(db, parts);
      statements.length = 0;
      db.transaction(() => announce(paperId, GIVEN, { dumpId: 1, at: AT, categories: [] }))();
      db.close();
      return statements;
    };
    store.subscribe('100', 'cs.LG');
    const few = run(1);
    for (let index = 0; index < RULES_AT_ONCE - 1; index += 1) store.subscribe(`2${index}`, 'cs.LG');
    const many = run(2);
    expect(store.reader.outboxCounts().pending).toBe(1 + RULES_AT_ONCE);
    expect(many).toHaveLength(few.length);
    expect(
      readWhole(
        store.path,
        many.filter((sql) => /^(?:INSERT|UPDATE|SELECT)/.test(sql)),
      ),
    ).toEqual([]);
    expectKept();
    // For each rule its delivery is looked up; the other way round every rule would be looked at for each delivery.
    const db = new Database(store.path, { readonly: true });
    const matching = many.filter((sql) => sql.startsWith('INSERT OR IGNORE INTO matches'));
    const steps = matching.flatMap((sql) =>
      planOf(db, sql).filter((detail) => /^SEARCH (?:deliveries|subs)/.test(detail)),
    );
    db.close();
    expect(steps[0]).toContain('subscriptions USING INTEGER PRIMARY KEY');
    expect(steps.at(-1)).toMatch(/deliveries .*\(destination=\? AND paper_id=\?\)/);
  });

  it('give a page of destinations after another, each destination once', async () => {
    for (let index = 0; index < 7; index += 1) store.subscribe(`1${index}`, 'cs.LG');
    await store.ingest(dumpText(generateEntries(9, 4)));
    const first = store.reader.dueDestinations(LATE, null, 3);
    const second = store.reader.dueDestinations(LATE, first.at(-1)!, 3);
    const third = store.reader.dueDestinations(LATE, second.at(-1)!, 3);
    expect([first, second, third].map((page) => page.length)).toEqual([3, 3, 1]);
    expect(new Set([...first, ...second, ...third].map(({ destination }) => destination)).size).toBe(7);
    expect(listDue(store.reader, LATE)).toHaveLength(7);
  });
});

describe('what a paper falls under', () => {
  it('is exactly what matches it, for every category, alias, archive and group', () => {
    const groups = [...new Set(taxonomyData.archives.map(({ group }) => `grp_${group}`))];
    const all = [...taxonomyData.categories, ...taxonomyData.archives].map(({ code }) => code).concat(groups);
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 1, maxLength: 4 }), (codes) => {
        const wanted = new Set(taxonomy.wantedBy(codes));
        expect(all.filter((code) => taxonomy.matches(codes, code) !== wanted.has(code))).toEqual([]);
      }),
      { numRuns: 25 },
    );
    expect(taxonomy.wantedBy(['no.such'])).toEqual([]);
  });
});
