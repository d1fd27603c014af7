// The verb `subscriptions`: every rule that stands, as a JSON object or as a line for people.
import type { Subscription } from '../domain/subscription.js';
import type { Reader } from '../store/reader.js';
import type { PrintLine } from './reading-verbs.js';

function subscriptionObject(rule: Subscription): object {
  const { id, guildId, destination, kind, value, category, mode, hour, announcements, language } = rule;
  const { pausedAt, createdBy, createdAt } = rule;
  return {
    id,
    guildId,
    destination,
    kind,
    value,
    category,
    mode,
    hour,
    announcements,
    language,
    pausedAt,
    createdBy,
    createdAt,
  };
}

function subscriptionText(rule: Subscription): string {
  const { id, guildId, kind, value, category, mode, hour, announcements, language, pausedAt } = rule;
  const named = rule.name === null ? rule.destination : guildId === null ? rule.name : `#${rule.name}`;
  const limit = kind === 'category' || category === null ? '' : ` in ${category}`;
  const how = mode === 'digest' ? `digest at ${hour}:00` : mode;
  const paused = pausedAt === null ? '' : `, paused since ${pausedAt}`;
  return `${id}  ${kind} ${value}${limit} -> ${named}: ${how}, ${announcements}, ${language}${paused}`;
}

export async function printSubscriptions(reader: Reader, print: PrintLine, isJson: boolean): Promise<void> {
  let count = 0;
  for (const rule of reader.eachSubscription()) {
    count += 1;
    await print(isJson ? JSON.stringify(subscriptionObject(rule)) : subscriptionText(rule));
  }
  if (count === 0 && !isJson) await print('No subscriptions yet. At Discord, /subscribe adds one.');
}
