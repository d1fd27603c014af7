// Subscriptions, written: each change also decides again what becomes of the deliveries that wait.
import { timePlus } from '../../domain/calendar.js';
import type { CardLanguage } from '../../domain/language.js';
import {
  isNarrowed,
  type AddedSubscription,
  type MoveTarget,
  type NewSubscription,
  type Place,
  type PlacedRule,
  type RuleChange,
  type Subscription,
} from '../../domain/subscription.js';
import type { RuleBook } from '../../search/rules/rule.js';
import { requireRow, type Db } from '../database/db.js';
import type { Along } from '../delivery/along.js';
import type { Enqueue } from '../delivery/enqueue.js';
import { isOwedAt } from '../delivery/reasons.js';
import { createAnchors } from './anchors.js';
import { RULE_BY_ID, SUBSCRIPTION, toSubscription, type SubscriptionRow } from './rows.js';

export interface SubscriptionParts {
  readonly rules: RuleBook;
  readonly enqueue: Enqueue;
  readonly along: Along;
}

/** What was announced longer ago does not go out when a rule is resumed, nor when one is moved (milliseconds). */
const RESUMED_MS = 14 * 86_400_000;

/** Each method is one transaction. */
export function createSubscriptionStore(db: Db, { rules, enqueue, along }: SubscriptionParts) {
  const anchors = createAnchors(db, rules);
  const live = db.prepare<unknown[], SubscriptionRow>(
    `${SUBSCRIPTION} WHERE subscriptions.destination = ? AND kind = ? AND value = ? COLLATE NOCASE AND ifnull(category, '') = ifnull(?, '')
       AND removed_at IS NULL`,
  );
  const byId = db.prepare<[number], SubscriptionRow>(RULE_BY_ID);
  const insert = db.prepare(
    `INSERT INTO subscriptions (guild_id, destination, kind, value, category, mode, hour, announcements, options, is_narrowed, created_by, created_at)
     VALUES (@guildId, @destination, @kind, @value, @category, @mode, @hour, @announcements, @options, @isNarrowed, @createdBy, @createdAt)`,
  );
  const change = db.prepare(
    `UPDATE subscriptions SET mode = @mode, hour = @hour, announcements = @announcements, options = @options,
       is_narrowed = @isNarrowed WHERE id = @id`,
  );
  const setPaused = db.prepare('UPDATE subscriptions SET paused_at = ? WHERE id = ?');
  const setAsked = db.prepare('UPDATE subscriptions SET moved_at = ? WHERE id = ?');
  const setDestination = db.prepare('UPDATE subscriptions SET destination = ?, moved_at = ? WHERE id = ?');
  const remove = db.prepare('UPDATE subscriptions SET removed_at = ?, removed_reason = ? WHERE id = ?');
  const place = db.prepare<[string], { language: CardLanguage }>(
    'SELECT language FROM destinations WHERE destination = ?',
  );
  const keepPlace = db.prepare(
    `INSERT INTO destinations (destination, guild_id, language, name) VALUES (@destination, @guildId, @language, @name)
     ON CONFLICT (destination) DO UPDATE SET language = excluded.language, name = coalesce(excluded.name, name)`,
  );
  const setLanguage = db.prepare(
    `UPDATE deliveries SET language = @language
     WHERE ${isOwedAt('= @destination')} AND state <> 'sending' AND is_doubtful = 0 AND language <> @language`,
  );
  const waiting = db
    .prepare<[{ id: number; destination: string }], number>(
      `SELECT id FROM deliveries WHERE ${isOwedAt('= @destination')} AND state <> 'sending' AND is_doubtful = 0
         AND EXISTS (SELECT 1 FROM matches WHERE delivery_id = deliveries.id AND subscription_id = @id)`,
    )
    .pluck();
  const underWay = db
    .prepare<[{ id: number; destination: string }], number>(
      `SELECT id FROM deliveries WHERE ${isOwedAt('= @destination')} AND (state = 'sending' OR (state = 'held' AND is_doubtful = 1))
         AND EXISTS (SELECT 1 FROM matches WHERE delivery_id = deliveries.id AND subscription_id = @id)`,
    )
    .pluck();
  const asleep = db
    .prepare<[{ id: number; destination: string; since: string }], number>(
      `SELECT id FROM deliveries WHERE destination = @destination AND state = 'withheld' AND reason = 'paused' AND created_at >= @since
         AND EXISTS (SELECT 1 FROM matches WHERE delivery_id = deliveries.id AND subscription_id = @id)`,
    )
    .pluck();
  const asLists = db.prepare(
    "UPDATE deliveries SET mode = 'compact' WHERE mode = 'cards' AND id IN (SELECT value FROM json_each(?))",
  );
  function setPlace(destination: string, guildId: string | null, { name, language, fallback }: Place) {
    const before = place.get(destination)?.language ?? null;
    const now = language ?? before ?? fallback;
    keepPlace.run({ destination, guildId, language: now, name });
    if (before !== now) setLanguage.run({ destination, language: now });
    return before === now ? null : before;
  }

  const packed = ({ options, ...rule }: Pick<NewSubscription, 'mode' | 'hour' | 'announcements' | 'options'>) => ({
    ...rule,
    hour: rule.mode === 'digest' ? rule.hour : null,
    options: JSON.stringify(options),
    isNarrowed: isNarrowed(options) ? 1 : 0,
  });

  /** Which of the announced papers of its subject a rule takes. */
  const taken = ({ announcements, options }: Pick<NewSubscription, 'announcements' | 'options'>): string =>
    JSON.stringify([announcements, options.excludedCategories, options.excludedWords, options.excludedAuthors]);

  function add(wanted: NewSubscription, where: Place): AddedSubscription {
    const { guildId, destination, kind, value, category, createdBy, createdAt } = wanted;
    const languageBefore = setPlace(destination, guildId, where);
    const existing = live.get(destination, kind, value, category);
    if (existing !== undefined) return { subscription: toSubscription(existing), existed: true, languageBefore };
    const row = { guildId, destination, kind, value, category, createdBy, createdAt, ...packed(wanted) };
    const id = Number(insert.run(row).lastInsertRowid);
    if (wanted.isPaused === true) setPaused.run(createdAt, id);
    anchors.make({ id, kind, value });
    return { subscription: toSubscription(requireRow(byId.get(id))), existed: false, languageBefore };
  }

  const find = (id: number): Subscription | null => {
    const row = byId.get(id);
    return row === undefined ? null : toSubscription(row);
  };

  function update(id: number, wanted: RuleChange, at: string): Subscription | null {
    const rule = find(id);
    if (rule === null) return null;
    const changed = { ...rule, ...wanted };
    change.run({ id, ...packed(changed) });
    if (taken(changed) !== taken(rule)) setAsked.run(at, id);
    enqueue.replan([...waiting.all(rule), ...underWay.all(rule)], at);
    return find(id);
  }

  function pause(id: number, at: string): Subscription | null {
    const rule = find(id);
    if (rule === null || rule.pausedAt !== null) return rule;
    setPaused.run(at, id);
    enqueue.replan([...waiting.all(rule), ...underWay.all(rule)], at);
    return find(id);
  }

  /** What it withholds while it rests. What is older stays withheld also by a rule that goes on, which is not to owe it again. */
  const asleepOf = (rule: Subscription, at: string): number[] =>
    asleep.all({ ...rule, since: timePlus(at, -RESUMED_MS) });

  /** What matched in the meantime goes out as lists; what is older than two weeks stays withheld. */
  function resume(id: number, at: string): { subscription: Subscription; woken: number } | null {
    const rule = find(id);
    if (rule === null) return null;
    setPaused.run(null, id);
    const ids = asleepOf(rule, at);
    // What waits because of other rules may go out sooner by this one.
    enqueue.replan([...ids, ...waiting.all(rule), ...underWay.all(rule)], at);
    asLists.run(JSON.stringify(ids));
    return { subscription: toSubscription(requireRow(byId.get(id))), woken: ids.length };
  }

  function drop(
    id: number,
    at: string,
    reason: string | null,
  ): { subscription: Subscription; withheld: number } | null {
    const rule = find(id);
    if (rule === null) return null;
    const ids = waiting.all(rule);
    remove.run(at, reason, id);
    anchors.drop(id);
    enqueue.replan([...ids, ...underWay.all(rule)], at);
    return { subscription: rule, withheld: ids.length - waiting.all(rule).length };
  }

  /** A rule goes to another destination with what waits because of it; what is in doubt follows once it is known not to stand. */
  function move(id: number, { destination, place: where }: MoveTarget, at: string): Subscription | 'exists' | null {
    const rule = find(id);
    if (rule === null || rule.destination === destination) return rule;
    if (live.get(destination, rule.kind, rule.value, rule.category) !== undefined) return 'exists';
    setPlace(destination, rule.guildId, where);
    const ids = [...waiting.all(rule), ...asleepOf(rule, at)];
    setDestination.run(destination, at, id);
    along.take({ id, destination }, ids, at);
    return find(id);
  }

  return {
    addSubscription: db.transaction(add).immediate,
    /** All of them or, where one fails, none. */
    addSubscriptions: db.transaction((rules: readonly PlacedRule[]): AddedSubscription[] =>
      rules.map(({ rule, place: where }) => add(rule, where)),
    ).immediate,
    changeSubscription: db.transaction(update).immediate,
    moveSubscription: db.transaction(move).immediate,
    pauseSubscription: db.transaction(pause).immediate,
    resumeSubscription: db.transaction(resume).immediate,
    removeSubscription: db.transaction(drop).immediate,
    /** The language of everything that is posted there from now on. */
    setCardLanguage: db.transaction(setPlace).immediate,
    renewAnchors: anchors.renew,
  };
}
