// Plans: no statement that the store prepares reads a table that grows as a whole, but for those that are known here.
import Database from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { openReader } from '../../src/store/reader.js';
import { openWriter } from '../../src/store/writer.js';
import { taxonomy, temporaryFolder } from '../helpers/stores.js';

afterEach(() => vi.restoreAllMocks());

/** How SQLite would carry out each statement that is prepared meanwhile, by its text on one line. */
function plansOf(work: () => void): Map<string, string[]> {
  const plans = new Map<string, string[]>();
  const { prepare } = Database.prototype;
  vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql);
    if (/^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(sql)) {
      const bare = sql.replace(/'[^']*'/g, '');
      const places = (bare.match(/\?/g) ?? []).map(() => null);
      const names = [...bare.matchAll(/[@:$](\w+)/g)].map(([, name]) => [name, null]);
      const values = [...places, ...(names.length > 0 ? [Object.fromEntries(names)] : [])];
      const plan = prepare.call(this, `EXPLAIN QUERY PLAN ${sql}`) as Database.Statement<unknown[], { detail: string }>;
      plans.set(
        sql.replace(/\s+/g, ' ').trim(),
        plan.all(...values).map(({ detail }) => detail),
      );
    }
    return statement;
  });
  work();
  vi.restoreAllMocks();
  return plans;
}

/** Every row of a table or of a whole index; all that was ever sent to a destination. */
const READS_ALL =
  /^SCAN (?:papers|deliveries|ledger|matches|records|sightings|evidence|message_steps|translations|translation_papers|searches|old|new|owed|other)\b|^SEARCH deliveries USING (?:COVERING )?INDEX \w+ \(destination=\?\)$/;
/** These hold a small part of their tables: what waits, is held, is in doubt. */
const OF_WHAT_WAITS =
  /INDEX (?:deliveries_(?:waiting|held|unknown|translating)|message_steps_open|translations_gists|papers_unnamed)\b/;

/** Asked by verbs, on no thread of a running bot. */
const OF_VERBS = [/AS matchedAt/, /WHERE NOT EXISTS \(SELECT 1 FROM ledger/, /AS translatedToday/];
const KNOWN = [
  ...OF_VERBS,
  // The first row of an index, read in its order.
  /^SELECT date FROM papers .* ORDER BY search_id/,
  // The newest digest to a person.
  /leader_id = id AND first_attempt_at < @until ORDER BY settled_at DESC LIMIT 1/,
  // Once in a run, and only after an update whose rules rebuild papers.
  /^SELECT DISTINCT papers\.id FROM deliveries .* settled_at >= \? AND rules <> /,
  // A thousand of them are kept.
  /^DELETE FROM searches/,
  // SQLite plans a look for children that were waiting for their parent, and carries it out only where there are any.
  /^INSERT INTO (?:papers|dumps|subscriptions) /,
];

function plansOfStore(): Map<string, string[]> {
  const folder = temporaryFolder();
  const path = `${folder.path}/bot.db`;
  openWriter(path, taxonomy).close();
  const plans = plansOf(() => {
    openWriter(path, taxonomy).close();
    openReader(path, taxonomy).close();
  });
  folder.remove();
  return plans;
}

it('read what they ask for by an index, however much there is', () => {
  const plans = plansOfStore();
  const found = [...plans].filter(([, steps]) =>
    steps.some((step) => READS_ALL.test(step) && !OF_WHAT_WAITS.test(step)),
  );
  expect(plans.size).toBeGreaterThan(250);
  expect(found.filter(([sql]) => !KNOWN.some((known) => known.test(sql)))).toEqual([]);
  for (const known of KNOWN) expect(found.some(([sql]) => known.test(sql))).toBe(true);
});

it('go on from a place by the index, also among thousands of rows of one time', () => {
  const places = [...plansOfStore()].filter(([sql]) => /[<>] @dueAt|, [\w.]+\) [<>] \(/.test(sql));
  const byIndex = /\(next_attempt_at=\? AND rowid[<>]\?\)|\(\(\w+,\w+\)>\(\?,\?\)/;
  expect(places.length).toBeGreaterThan(3);
  expect(places.filter(([, steps]) => !steps.some((step) => byIndex.test(step)))).toEqual([]);
});

it('list the notices of alarms without a look at all rules for each', () => {
  const lists = [...plansOfStore()].filter(([sql]) => /FROM alarm_notices JOIN alarms/.test(sql));
  expect(lists).toHaveLength(1);
  expect(
    lists.flatMap(([, steps]) => steps).filter((step) => /subscriptions|settings|destinations/.test(step)),
  ).toEqual([]);
});
