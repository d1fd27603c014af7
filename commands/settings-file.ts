// The file of a server's or a person's settings and rules: written by /settings export, read by /settings import.
import { z } from 'zod';
import { subjectText } from '../src/cards/rule-text.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import { toUtcText } from '../src/domain/calendar.js';
import type { Context, Invocation } from '../src/domain/context.js';
import type { Reply } from '../src/domain/message.js';
import {
  ANNOUNCEMENTS,
  DEFAULT_HOUR,
  DESTINATION_LANGUAGES,
  MODES,
  ruleOptionsSchema,
  RULE_KINDS,
  type Settings,
  type Subscription,
} from '../src/domain/subscription.js';
import { inertLine, joinMarkdown, own, type Markdown } from '../src/text/markdown.js';
import { readSubject } from './rule-request.js';
import { mayManage, text } from './shared.js';

const VERSION = 1;
/** More rules than anybody keeps. */
const MOST_RULES = 5_000;
const SKIPPED_SHOWN = 10;

const hour = z.number().int().min(0).max(23).nullable();
const snowflake = z.string().regex(/^\d{1,20}$/);
const ruleSchema = z.object({
  kind: z.enum(RULE_KINDS),
  value: z.string().min(1).max(300),
  category: z.string().max(40).nullable(),
  /** Id and name of the channel; null in a person's file. */
  channel: z.object({ id: snowflake, name: z.string().nullable() }).nullable(),
  mode: z.enum(MODES),
  hour,
  announcements: z.enum(ANNOUNCEMENTS),
  language: z.enum(DESTINATION_LANGUAGES),
  options: ruleOptionsSchema.extend({ role: snowflake.nullable().default(null) }),
  isPaused: z.boolean(),
});
const fileSchema = z.object({
  shinchaku: z.literal(VERSION),
  settings: z.object({
    language: z.enum(DESTINATION_LANGUAGES).nullable(),
    zone: z.string().refine(isZone).nullable(),
    defaultMode: z.enum(MODES).nullable(),
    quietFrom: hour,
    quietUntil: hour,
  }),
  rules: z.array(ruleSchema).max(MOST_RULES),
});
type KeptRule = z.infer<typeof ruleSchema>;

/** Whether a text names a time zone of the IANA database. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

export function settingsFile(settings: Settings, rules: readonly Subscription[]): string {
  const { language, zone, defaultMode, quietFrom, quietUntil } = settings;
  const kept = rules.map((rule): KeptRule => {
    const { kind, value, category, mode, announcements, options, guildId, destination, name } = rule;
    const channel = guildId === null ? null : { id: destination, name };
    const how = { mode, hour: rule.hour, announcements, language: rule.language, options };
    return { kind, value, category, channel, ...how, isPaused: rule.pausedAt !== null };
  });
  const content = {
    shinchaku: VERSION,
    settings: { language, zone, defaultMode, quietFrom, quietUntil },
    rules: kept,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Null for what is no such file. */
function readFile(content: string): z.infer<typeof fileSchema> | null {
  try {
    return fileSchema.parse(JSON.parse(content));
  } catch {
    return null;
  }
}

/** Where a rule of the file goes here; null where that is no channel that this person may decide about. */
async function placeOf(rule: KeptRule, invocation: Invocation): Promise<string | null> {
  if (invocation.isPersonal) return invocation.userId;
  const { channel } = rule;
  if (channel === null) return null;
  const known = await invocation.channelHere(channel.id);
  return known !== null && mayManage(await invocation.permissionsIn(channel.id)) ? channel.id : null;
}

/** Answers whether the rule was new; or a line that says why it is left out. */
async function importRule(rule: KeptRule, invocation: Invocation, context: Context): Promise<boolean | Markdown> {
  const { guildId, isPersonal, userId, userName, now, language } = invocation;
  const shown = subjectText(rule, context.taxonomy, language);
  const subject = await readSubject(rule, context, language);
  if ('messages' in subject) return joinMarkdown([shown, subject.messages[0]?.content ?? null], ' → ');
  const destination = await placeOf(rule, invocation);
  if (destination === null) {
    const place = inertLine(`#${rule.channel?.name ?? rule.channel?.id ?? '?'}`, 100);
    return own`${shown} → ${ruleWording(language).importNoChannel(place)}`;
  }
  const { announcements, options } = rule;
  const mode = isPersonal && rule.mode === 'thread' ? 'digest' : rule.mode;
  const { subscription, existed } = await context.rules.add(
    {
      ...subject,
      announcements,
      options,
      mode,
      destination,
      guildId: isPersonal ? null : guildId,
      hour: mode === 'digest' ? (rule.hour ?? DEFAULT_HOUR) : null,
      createdBy: userId,
      createdAt: toUtcText(now),
    },
    {
      name: isPersonal ? userName : (rule.channel?.name ?? null),
      language: rule.language,
      fallback: rule.language,
    },
  );
  if (rule.isPaused && !existed) await context.rules.pause(subscription.id, now);
  return !existed;
}

/** Adds what is not there yet; nothing that is there is changed or removed, but for the settings. */
export async function importFile(content: string, invocation: Invocation, context: Context): Promise<Reply> {
  const { language, now } = invocation;
  const words = ruleWording(language);
  const file = readFile(content);
  if (file === null) return text(words.importBad);
  const owner = invocation.isPersonal ? invocation.userId : (invocation.guildId ?? invocation.userId);
  await context.rules.changeSettings(owner, file.settings, now);
  const skipped: Markdown[] = [];
  let [added, known] = [0, 0];
  for (const rule of file.rules) {
    const outcome = await importRule(rule, invocation, context);
    if (typeof outcome === 'string') skipped.push(outcome);
    else if (outcome) added += 1;
    else known += 1;
  }
  const shown = skipped.slice(0, SKIPPED_SHOWN).map((line) => words.importSkipped(line));
  const more = skipped.length > SKIPPED_SHOWN ? [own`… (${skipped.length})`] : [];
  return {
    messages: [{ embeds: [{ description: joinMarkdown([words.imported(added, known), ...shown, ...more], '\n') }] }],
  };
}
