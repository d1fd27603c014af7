// Anchors, written: the terms by which keyword and author rules are found when a paper arrives.
import type { Subscription } from '../../domain/subscription.js';
import { quoted } from '../../search/phrase.js';
import type { RuleBook } from '../../search/rules/rule.js';
import { memoized } from '../../text/memoized.js';
import type { Db } from '../database/db.js';

/** A term that more papers have is simply common. */
const COUNTED = 5_000;

export function createAnchors(db: Db, rules: RuleBook) {
  const holders = db
    .prepare<[string], number>(
      `SELECT count(*) FROM (SELECT 1 FROM paper_index WHERE paper_index MATCH ? LIMIT ${COUNTED})`,
    )
    .pluck();
  const insert = db.prepare('INSERT OR IGNORE INTO rule_anchors VALUES (?, ?)');
  const drop = db.prepare('DELETE FROM rule_anchors WHERE subscription_id = ?');
  const version = db.prepare<[], string>("SELECT value FROM meta WHERE name = 'anchors_version'").pluck();
  const setVersion = db.prepare("INSERT OR REPLACE INTO meta VALUES ('anchors_version', ?)");
  const readRules = db.prepare<[], Pick<Subscription, 'id' | 'kind' | 'value'>>(
    "SELECT id, kind, value FROM subscriptions WHERE removed_at IS NULL AND kind <> 'category'",
  );

  // What is rare stays rare: an old count does no harm.
  const count = memoized((term) => holders.get(quoted([term])) ?? 0, 10_000);

  function make({ id, kind, value }: Pick<Subscription, 'id' | 'kind' | 'value'>): void {
    for (const term of rules.anchors({ kind, value }, count)) insert.run(term, id);
  }

  return {
    make,
    drop: (id: number): void => void drop.run(id),
    /** Rebuilds those of all rules where an older version made them. */
    renew: db.transaction((): void => {
      if (version.get() === rules.version) return;
      for (const rule of readRules.all()) {
        drop.run(rule.id);
        make(rule);
      }
      setVersion.run(rules.version);
    }).immediate,
  };
}
