// The file of a server's or a person's settings and rules: how it is written, and what of a given one is taken.
import { z } from 'zod';
import { isZone } from './local-time.js';
import {
  ANNOUNCEMENTS,
  countLeftOut,
  DESTINATION_LANGUAGES,
  MODES,
  MOST_LEFT_OUT,
  MOST_NAMES_LEFT_OUT,
  MOST_RULES,
  MOST_WORDS_LEFT_OUT,
  ruleOptionsSchema,
  RULE_KINDS,
  type Settings,
  type Subscription,
} from './subscription.js';

const VERSION = 1;

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
  options: ruleOptionsSchema.extend({
    role: snowflake.nullable().default(null),
    excludedWords: z.array(z.string().max(1_000)).max(MOST_WORDS_LEFT_OUT).readonly().default([]),
    excludedCategories: z.array(z.string().max(40)).max(MOST_NAMES_LEFT_OUT).readonly().default([]),
    excludedAuthors: z.array(z.string().max(300)).max(MOST_NAMES_LEFT_OUT).readonly().default([]),
  }),
  isPaused: z.boolean(),
});
const settingsSchema = z
  .object({
    language: z.enum(DESTINATION_LANGUAGES).nullable(),
    zone: z.string().refine(isZone).nullable(),
    defaultMode: z.enum(MODES).nullable(),
    quietFrom: hour,
    quietUntil: hour,
  })
  .refine(({ quietFrom, quietUntil }) =>
    quietFrom === null ? quietUntil === null : quietFrom !== quietUntil && quietUntil !== null,
  );
const fileSchema = z.object({
  shinchaku: z.literal(VERSION),
  settings: settingsSchema,
  rules: z.array(z.unknown()),
});
export type KeptRule = z.infer<typeof ruleSchema>;
export type KeptSettings = z.infer<typeof settingsSchema>;

function keptRule(rule: Subscription): KeptRule {
  const { kind, value, category, mode, hour, announcements, language, options, guildId, destination, name } = rule;
  const channel = guildId === null ? null : { id: destination, name };
  return {
    kind,
    value,
    category,
    channel,
    mode,
    hour,
    announcements,
    language,
    options,
    isPaused: rule.pausedAt !== null,
  };
}

/** Rules, with what they leave out, in a piece of a file: some milliseconds of work. */
const WRITTEN_AT_ONCE = 250;

function* slicesOf(rules: readonly Subscription[]): Iterable<readonly KeptRule[]> {
  let slice: KeptRule[] = [];
  let size = 0;
  for (const rule of rules) {
    slice.push(keptRule(rule));
    size += 1 + countLeftOut(rule.options);
    if (size < WRITTEN_AT_ONCE) continue;
    yield slice;
    slice = [];
    size = 0;
  }
  if (slice.length > 0) yield slice;
}

/** In pieces, between which other work can have its turn: a server may have thousands of rules. */
export function* settingsFile(settings: Settings, rules: readonly Subscription[]): Iterable<string> {
  const { language, zone, defaultMode, quietFrom, quietUntil } = settings;
  const kept = { language, zone, defaultMode, quietFrom, quietUntil };
  const whole = (slice: readonly KeptRule[]): string =>
    JSON.stringify({ shinchaku: VERSION, settings: kept, rules: slice }, null, 2);
  // A slice is written as a whole file and cut out of it, so that its rules are indented as they stand in one.
  const head = whole([]).slice(0, -']\n}'.length);
  const end = '\n  ]\n}';
  if (rules.length === 0) {
    yield `${whole([])}\n`;
    return;
  }
  let before = head;
  for (const slice of slicesOf(rules)) {
    yield before + whole(slice).slice(head.length, -end.length);
    before = ',';
  }
  yield `${end}\n`;
}

export interface SettingsFile {
  readonly settings: KeptSettings;
  readonly rules: readonly KeptRule[];
}

/** A file of ours has six for each rule. */
const MOST_BRACKETS = 100_000;

/** Brackets cost most of what a file can hold: four megabytes of them take seconds to parse. */
function hasTooManyBrackets(content: string): boolean {
  let count = 0;
  for (let at = 0; at < content.length && count <= MOST_BRACKETS; at += 1)
    if (content[at] === '[' || content[at] === '{') count += 1;
  return count > MOST_BRACKETS;
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

/** `bad` for what is no such file. What others made takes some tenths of a second to read: nothing for the gateway's thread. */
export function readSettingsFile(content: string): SettingsFile | 'bad' | 'too-large' {
  if (hasTooManyBrackets(content)) return 'too-large';
  const file = fileSchema.safeParse(parseJson(content));
  if (!file.success) return 'bad';
  if (file.data.rules.length > MOST_RULES) return 'too-large';
  const rules: KeptRule[] = [];
  let leftOut = 0;
  for (const value of file.data.rules) {
    const rule = ruleSchema.safeParse(value);
    if (!rule.success) return 'bad';
    rules.push(rule.data);
    leftOut += countLeftOut(rule.data.options);
    if (leftOut > MOST_LEFT_OUT) return 'too-large';
  }
  return { settings: file.data.settings, rules };
}
