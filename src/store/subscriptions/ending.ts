// Ending: rules of channels that are gone, of guilds that the bot left, of people who take no messages; and who is told of it.
import { LINES_SHOWN } from '../../domain/delivery.js';
import type { Db } from '../database/db.js';
import { CHANNEL_DELETED, isOwedAt, LEFT_TOO_LONG, OUTCOME_UNKNOWN, SHOWN_ELSEWHERE } from '../delivery/reasons.js';
import { createAnchors } from './anchors.js';
import { readNoticeFacts } from '../stored-json.js';
import type { SubscriptionParts } from './subscriptions.js';

/** Of a channel's delivery (`other`): its message shows the paper by itself, not on the private pages behind a digest's button. */
const IS_SHOWN = `other.state = 'sent' AND (other.form IS NOT 'digest' OR coalesce(other.line, 1) <= ${LINES_SHOWN})`;
/** Deliveries looked at in one go. */
const REPEATS_AT_ONCE = 500;

/** Discord's errors for a person who takes no messages from us, shares no server with us any more, or has no account. */
const PERSON_CLOSED = [50007, 50278, 10013];
/** The same for a channel that was deleted. */
const CHANNEL_GONE = [10003];

/** What a person is owed, which channels may have shown. */
export interface Repeat {
  /** Of the delivery. */
  readonly id: number;
  readonly userId: string;
  readonly paperId: number;
}

export interface RuleNotice {
  readonly id: number;
  readonly kind: 'channel-gone' | 'left';
  /** The channel where the guild wants notices, as far as we can reach it; null: the person is told. */
  readonly channelId: string | null;
  readonly userId: string;
  readonly language: 'ja' | 'en' | 'both';
  readonly name: string | null;
  /** What the ended rules were about. */
  readonly rules: readonly { readonly kind: string; readonly value: string }[];
  readonly attempts: number;
}

interface NoticeRow extends Omit<RuleNotice, 'name' | 'rules'> {
  readonly facts: string;
}

interface Standing {
  readonly id: number;
  readonly created_by: string;
  readonly guild_id: string | null;
}

/** Each method is one transaction. */
export function createEndingStore(db: Db, { rules, enqueue, along }: SubscriptionParts) {
  const anchors = createAnchors(db, rules);
  const standing = db.prepare<[string], Standing>(
    'SELECT id, created_by, guild_id FROM subscriptions WHERE destination = ? AND removed_at IS NULL ORDER BY id',
  );
  const end = db.prepare('UPDATE subscriptions SET removed_at = ?, removed_reason = ? WHERE id = ?');
  const pause = db.prepare(
    'UPDATE subscriptions SET paused_at = @at WHERE destination = @destination AND removed_at IS NULL AND paused_at IS NULL',
  );
  const waiting = db
    .prepare<[{ destination: string }], number>(
      `SELECT id FROM deliveries WHERE ${isOwedAt('= @destination')} AND state <> 'sending' AND is_doubtful = 0`,
    )
    .pluck();
  // A message that may have been posted there cannot be looked for any more; the ledger keeps that it was owed.
  const settleDoubtful = db.prepare(
    `UPDATE deliveries SET state = 'withheld', reason = @reason, settled_at = @at, is_doubtful = 0, lease_until = NULL
     WHERE destination = @destination AND state = 'held'`,
  );
  const lookUpDoubtful = db.prepare(
    `UPDATE deliveries SET reason = '${OUTCOME_UNKNOWN}' WHERE destination = ? AND state = 'held' AND is_doubtful = 1`,
  );
  const explain = db.prepare(
    "UPDATE deliveries SET reason = ? WHERE state = 'withheld' AND reason = 'unsubscribed' AND id IN (SELECT value FROM json_each(?))",
  );
  const release = db.prepare('DELETE FROM held_destinations WHERE destination = ?');
  // Nothing is in doubt there any more: what comes to be in doubt later is told of again.
  const forgetNotice = db.prepare('DELETE FROM notices WHERE destination = ?');
  const noticesOf = db
    .prepare<[string | null], string | null>('SELECT notices_channel FROM settings WHERE owner = ?')
    .pluck();
  const forgetNotices = db.prepare('UPDATE settings SET notices_channel = NULL WHERE notices_channel = ?');
  const nameOf = db.prepare<[string], string | null>('SELECT name FROM destinations WHERE destination = ?').pluck();
  const note = db.prepare(
    `INSERT INTO rule_notices (kind, guild_id, user_id, facts, since, next_attempt_at) VALUES (@kind, @guildId, @userId, @facts, @at, @at)`,
  );
  const shown = db.prepare(
    `UPDATE deliveries SET state = 'withheld', reason = '${SHOWN_ELSEWHERE}', settled_at = ? WHERE id = ? AND state = 'pending' AND is_doubtful = 0`,
  );
  const told = db.prepare('UPDATE rule_notices SET told_at = ?, outcome = ? WHERE id = ?');
  const later = db.prepare('UPDATE rule_notices SET attempts = attempts + ?, next_attempt_at = ? WHERE id = ?');
  const setLeft = db.prepare(
    `INSERT INTO settings (owner, left_at) VALUES (@guildId, @at)
     ON CONFLICT (owner) DO UPDATE SET left_at = iif(@at IS NULL, NULL, coalesce(left_at, @at))`,
  );
  const destinationsOf = db
    .prepare<[string], string>(
      'SELECT DISTINCT destination FROM subscriptions WHERE guild_id = ? AND removed_at IS NULL',
    )
    .pluck();

  function endAll(destination: string, reason: string, at: string): Standing[] {
    const ended = standing.all(destination);
    const ids = waiting.all({ destination });
    for (const { id } of ended) {
      end.run(at, reason, id);
      anchors.drop(id);
    }
    enqueue.replan(ids, at);
    explain.run(reason, JSON.stringify(ids));
    along.settleAll(destination, at, () => settleDoubtful.run({ destination, reason, at }));
    release.run(destination);
    forgetNotice.run(destination);
    return ended;
  }

  /** One notice to each of those who made the rules; where they go to a channel, one is enough. */
  function noteEnded(ended: readonly Standing[], notice: Pick<RuleNotice, 'kind' | 'name'>, at: string): void {
    const [first] = ended;
    if (first === undefined) return;
    const { kind, name } = notice;
    const isShared = kind === 'channel-gone' && (noticesOf.get(first.guild_id) ?? null) !== null;
    const people = isShared ? [first.created_by] : [...new Set(ended.map(({ created_by: by }) => by))];
    for (const userId of people) {
      const own = ended.filter(({ created_by: by }) => isShared || by === userId);
      const facts = JSON.stringify({ name, rules: own.map(({ id }) => id) });
      note.run({ kind, guildId: first.guild_id, userId, facts, at });
    }
  }

  return {
    /** A channel was deleted: its rules end, what waited is withheld, and who made them is to be told. Answers how many ended. */
    endDestination: db.transaction((destination: string, at: string): number => {
      const ended = endAll(destination, CHANNEL_DELETED, at);
      forgetNotices.run(destination);
      noteEnded(ended, { kind: 'channel-gone', name: nameOf.get(destination) ?? null }, at);
      return ended.length;
    }).immediate,
    /** A person takes no messages: their rules rest, and nothing is tried until they say so. What may have arrived is looked up. */
    pausePerson: db.transaction((userId: string, at: string): void => {
      pause.run({ destination: userId, at });
      release.run(userId);
      enqueue.replan(waiting.all({ destination: userId }), at);
      lookUpDoubtful.run(userId);
    }).immediate,
    /** `at` null: the bot is a member again. */
    noteMembership: (guildId: string, at: string | null): void => void setLeft.run({ guildId, at }),
    /** Ends all rules of a guild that the bot has been out of for too long, of which who made them is told; answers how many. */
    endGuild: db.transaction((guildId: string, at: string): number => {
      const ended = destinationsOf.all(guildId).flatMap((destination) => endAll(destination, LEFT_TOO_LONG, at));
      noteEnded(ended, { kind: 'left', name: null }, at);
      return ended.length;
    }).immediate,
    /** A person reads a channel that showed the paper: it is left out of their messages. */
    withholdShown: (id: number, at: string): void => void shown.run(at, id),
    markRuleNoticeTold: (id: number, outcome: string, at: string): void => void told.run(at, outcome, id),
    /** `isCounted`: a wait that Discord asked for says nothing of the notice. */
    tellRuleNoticeLater: (id: number, next: string, isCounted: boolean): void =>
      void later.run(Number(isCounted), next, id),
  };
}

/** `guildId` is null for a person. */
export interface RuledPlace {
  readonly destination: string;
  readonly guildId: string | null;
}

export interface RuledChannel extends RuledPlace {
  readonly guildId: string;
}

export function createEndingReports(db: Db) {
  const held = db.prepare<[string, string], RuledPlace>(
    `SELECT held.destination, place.guild_id AS guildId FROM held_destinations AS held JOIN destinations AS place
       ON place.destination = held.destination
     WHERE EXISTS (SELECT 1 FROM json_each(iif(place.guild_id IS NULL, ?, ?)) AS code WHERE reason LIKE '%/' || code.value || ':%')`,
  );
  const guilds = db.prepare<[], { guildId: string; leftAt: string | null }>(
    `SELECT DISTINCT guild_id AS guildId, left_at AS leftAt FROM subscriptions LEFT JOIN settings ON owner = guild_id
     WHERE removed_at IS NULL AND guild_id IS NOT NULL`,
  );
  const channels = db.prepare<[], RuledChannel>(
    'SELECT DISTINCT destination, guild_id AS guildId FROM subscriptions WHERE removed_at IS NULL AND guild_id IS NOT NULL',
  );
  // What is read where it is told, else the server's choice, else what the rules that ended were read in.
  const notices = db.prepare<[string], NoticeRow>(
    `SELECT rule_notices.id, kind, iif(kind = 'left', NULL, notices_channel) AS channelId, user_id AS userId,
       coalesce((SELECT language FROM destinations WHERE destination = iif(kind = 'left', NULL, notices_channel)), settings.language,
         (SELECT place.language FROM subscriptions JOIN destinations AS place USING (destination)
          WHERE subscriptions.id = json_extract(facts, '$.rules[0]')), 'en') AS language,
       facts, attempts FROM rule_notices LEFT JOIN settings ON owner = guild_id
     WHERE told_at IS NULL AND next_attempt_at <= ? ORDER BY rule_notices.id LIMIT 20`,
  );
  const subjects = db.prepare<[string], { kind: string; value: string }>(
    'SELECT kind, value FROM subscriptions WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
  );
  const WITHOUT_REPEATS = `owed.is_doubtful = 0 AND NOT EXISTS (
       SELECT 1 FROM matches JOIN subscriptions ON subscriptions.id = subscription_id
       WHERE delivery_id = owed.id AND removed_at IS NULL AND json_extract(options, '$.withRepeats') = 1)`;
  // CROSS JOIN keeps this order of tables: from all that was ever sent to what is owed it took seconds. Which channels showed a
  // paper is asked once for all who are owed it: with each of them it took seconds, too.
  const repeats = db.prepare<[{ by: string; userId: string; id: number }], Repeat>(
    `SELECT owed.id, me.destination AS userId, owed.paper_id AS paperId
     FROM destinations AS me CROSS JOIN deliveries AS owed ON owed.destination = me.destination
         AND owed.state IN ('pending', 'sending') AND owed.state = 'pending' AND owed.next_attempt_at <= @by
     WHERE me.guild_id IS NULL AND me.destination >= @userId AND (me.destination > @userId OR owed.id > @id)
       AND ${WITHOUT_REPEATS}
     ORDER BY me.destination, owed.id LIMIT ${REPEATS_AT_ONCE}`,
  );
  const showing = db
    .prepare<[number], string>(
      `SELECT DISTINCT other.destination FROM deliveries AS other CROSS JOIN destinations AS place ON place.destination = other.destination
       WHERE other.paper_id = ? AND ${IS_SHOWN} AND place.guild_id IS NOT NULL`,
    )
    .pluck();
  const repeatsOf = db
    .prepare<[string, string], number>(
      `SELECT owed.id FROM destinations AS me CROSS JOIN deliveries AS owed ON owed.destination = me.destination
         AND owed.state IN ('pending', 'sending') AND owed.state = 'pending' AND owed.next_attempt_at <= ?
       WHERE me.destination = ? AND me.guild_id IS NULL AND ${WITHOUT_REPEATS} AND EXISTS (
         SELECT 1 FROM deliveries AS other CROSS JOIN destinations AS place ON place.destination = other.destination
         WHERE other.paper_id = owed.paper_id AND ${IS_SHOWN} AND place.guild_id IS NOT NULL)`,
    )
    .pluck();
  return {
    /** What people are owed by a time and do not ask to get again, person by person, after one; some of it at a time. */
    repeatsDue: (by: string, after: Repeat | null): Repeat[] =>
      repeats.all({ by, userId: after?.userId ?? '', id: after?.id ?? 0 }),
    /** Channels of servers that showed a paper. */
    channelsShowing: (paperId: number): string[] => showing.all(paperId),
    /** What a person is owed by a time although a channel has shown it (deliveries); nothing for a channel. */
    repeatsOf: (userId: string, by: string): number[] => repeatsOf.all(by, userId),
    /** People who take no messages, and channels that Discord says are gone, among what is held. */
    refusedPlaces: (): RuledPlace[] => held.all(JSON.stringify(PERSON_CLOSED), JSON.stringify(CHANNEL_GONE)),
    /** Channels of servers that rules stand for. */
    ruledChannels: (): RuledChannel[] => channels.all(),
    /** Guilds with rules, and since when the bot is not in them. */
    ruledGuilds: (): { guildId: string; leftAt: string | null }[] => guilds.all(),
    dueRuleNotices: (now: string): RuleNotice[] =>
      notices.all(now).map(({ facts, ...row }) => {
        const { name, rules } = readNoticeFacts(facts);
        return { ...row, name, rules: subjects.all(JSON.stringify(rules)) };
      }),
  };
}
