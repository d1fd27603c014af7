// Rules, read: those of a server, of a person, all of them.
import { readSettingsFile } from '../../domain/settings-file.js';
import type { RuleCounts, Subscription } from '../../domain/subscription.js';
import { requireRow, type Db } from '../database/db.js';
import { RULE_BY_ID, SUBSCRIPTION, toSubscription, type SubscriptionRow } from './rows.js';

/** Rules read in one go. */
const AT_ONCE = 500;
const LEFT_OUT = ['excludedCategories', 'excludedWords', 'excludedAuthors']
  .map((list) => `coalesce(json_array_length(options, '$.${list}'), 0)`)
  .join(' + ');
const COUNTS = `SELECT count(*) AS rules, coalesce(sum(${LEFT_OUT}), 0) AS leftOut FROM subscriptions`;

export function createRuleReports(db: Db) {
  const NEXT = `removed_at IS NULL AND subscriptions.id > @after ORDER BY subscriptions.id LIMIT ${AT_ONCE}`;
  const inGuild = db.prepare<[{ guildId: string; channelId: string | null; after: number }], SubscriptionRow>(
    `${SUBSCRIPTION} WHERE subscriptions.guild_id = @guildId
       AND (@channelId IS NULL OR subscriptions.destination = @channelId) AND ${NEXT}`,
  );
  const ofPerson = db.prepare<[{ userId: string; after: number }], SubscriptionRow>(
    `${SUBSCRIPTION} WHERE subscriptions.destination = @userId AND subscriptions.guild_id IS NULL AND ${NEXT}`,
  );
  const countOfPerson = db.prepare<[string], RuleCounts>(
    `${COUNTS} WHERE destination = ? AND guild_id IS NULL AND removed_at IS NULL`,
  );
  const countInGuild = db.prepare<[string], RuleCounts>(`${COUNTS} WHERE guild_id = ? AND removed_at IS NULL`);
  const byId = db.prepare<[number], SubscriptionRow>(RULE_BY_ID);
  const next = db.prepare<[{ after: number }], SubscriptionRow>(`${SUBSCRIPTION} WHERE ${NEXT}`);

  const names = db.prepare<[], { destination: string; name: string }>(
    "SELECT destination, iif(guild_id IS NULL, name, '#' || name) AS name FROM destinations WHERE name IS NOT NULL",
  );

  return {
    /** Names of destinations as they were last seen, a channel's with its sign. */
    destinationNames: (): ReadonlyMap<string, string> =>
      new Map(names.all().map(({ destination, name }) => [destination, name])),
    /** The next 500 of a guild after a number, by number; or of those of one channel alone. */
    listSubscriptions: (guildId: string, channelId: string | null = null, after = 0): Subscription[] =>
      inGuild.all({ guildId, channelId, after }).map(toSubscription),
    /** The same of a person's direct messages. */
    listPersonSubscriptions: (userId: string, after = 0): Subscription[] =>
      ofPerson.all({ userId, after }).map(toSubscription),
    /** Of a guild, or, where that is null, of the person who is the destination. */
    countRules: (guildId: string | null, destination: string): RuleCounts =>
      requireRow(guildId === null ? countOfPerson.get(destination) : countInGuild.get(guildId)),
    readSettingsFile,
    /** Null when it is not there, or removed. */
    findSubscription(id: number): Subscription | null {
      const row = byId.get(id);
      return row === undefined ? null : toSubscription(row);
    },
    *eachSubscription(): Iterable<Subscription> {
      // There is a last one as long as the loop goes on.
      for (let rows = next.all({ after: 0 }); rows.length > 0; rows = next.all({ after: rows.at(-1)!.id }))
        yield* rows.map(toSubscription);
    },
  };
}
