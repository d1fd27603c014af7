// Deciding: which of the rules that have to read a paper want it. Only those are looked at that share a term with it.
import type { PaperFacts } from '../../domain/paper.js';
import { ruleOptionsSchema, type RuleKind } from '../../domain/subscription.js';
import type { RuleBook } from '../../search/rules/rule.js';
import { paperTerms } from '../../search/rules/paper-terms.js';
import { memoized } from '../../text/memoized.js';
import type { Db } from '../database/db.js';
import { IN_SCOPE, WANTS_ANNOUNCEMENT, type Announced } from '../delivery/enqueue.js';

interface Candidate {
  readonly id: number;
  readonly kind: RuleKind;
  readonly value: string;
  readonly options: string;
}

/** Most rules have the same few options. */
const readOptions = memoized((text) => ruleOptionsSchema.parse(JSON.parse(text)), 5_000);

export function createDeciding(db: Db, rules: RuleBook) {
  const isAny = db
    .prepare<[], number>(
      "SELECT 1 FROM subscriptions WHERE removed_at IS NULL AND (kind <> 'category' OR is_narrowed = 1) LIMIT 1",
    )
    .pluck();
  const candidates = db.prepare<[Omit<Announced, 'read'> & { terms: string }], Candidate>(
    `SELECT id, kind, value, options FROM subscriptions
     WHERE kind = 'category' AND is_narrowed = 1 AND value IN (SELECT value FROM json_each(@wanted)) AND ${WANTS_ANNOUNCEMENT}
     UNION SELECT id, kind, value, options FROM subscriptions
     WHERE id IN (SELECT subscription_id FROM rule_anchors WHERE term IN (SELECT value FROM json_each(@terms)))
       AND ${IN_SCOPE} AND ${WANTS_ANNOUNCEMENT}`,
  );

  /** Ids of the rules that want a paper after reading it. */
  return function decide(facts: PaperFacts, asked: Omit<Announced, 'read'>): number[] {
    if (isAny.get() === undefined) return [];
    const paper = paperTerms(facts);
    return candidates
      .all({ ...asked, terms: JSON.stringify(paper.all) })
      .filter(({ kind, value, options }) => rules.wants({ kind, value, options: readOptions(options) }, paper))
      .map(({ id }) => id);
  };
}
