// From the options of /subscribe to a rule: what is wanted, where and how; or a sentence that says what is wrong.
import type { CardLanguage, Language } from '../src/domain/language.js';
import { problemIn } from '../src/cards/query-problem.js';
import { ruleWording, type RuleWords } from '../src/cards/rule-wording.js';
import { wording } from '../src/cards/wording.js';
import { isSeveral, nameTokens } from '../src/domain/author.js';
import { toUtcText } from '../src/domain/calendar.js';
import type { Taxonomy } from '../src/domain/category.js';
import type { ChannelRef, Context, Invocation } from '../src/domain/context.js';
import type { Reply } from '../src/domain/message.js';
import {
  DEFAULT_HOUR,
  NO_OPTIONS,
  RULE_KINDS,
  type Announcements,
  type Mode,
  type NewSubscription,
  type Place,
  type RuleChange,
  type Settings,
  type Wants,
} from '../src/domain/subscription.js';
import { inertLine, mention, own } from '../src/text/markdown.js';
import {
  CHANNEL_TYPES,
  findCategory,
  hasThreads,
  mayManage,
  missingPermissions,
  text,
  unknownCategory,
} from './shared.js';

/** Discord gives the role of everybody in a guild the id of the guild. */
export function isEveryone(role: string | null, guildId: string | null): boolean {
  return role !== null && role === guildId;
}

export interface RuleRequest {
  readonly rule: NewSubscription;
  readonly place: Place;
  /** What was said of a rule that may be there already. */
  readonly said: RuleChange;
}

const ANNOUNCEMENT_CHANNEL = 5;

function option<T extends string | number>(invocation: Invocation, name: string): T | null {
  return (invocation.options[name] as T | undefined) ?? null;
}

type Subject = Pick<Wants, 'kind' | 'value' | 'category'>;

/** A name has a word of at least two letters, or is written in letters that are words of their own. */
function isName(name: string): boolean {
  const words = nameTokens(name);
  return words.some((word) => [...word].length > 1) || (words.length > 0 && /\p{Script=Han}/u.test(name));
}

/** What a rule is to be about, checked and in the form that is kept; or a sentence that says what is wrong with it. */
export async function readSubject(asked: Subject, context: Context, language: Language): Promise<Subject | Reply> {
  const words = ruleWording(language);
  const { kind } = asked;
  const value = asked.value.trim();
  const typed = (kind === 'category' ? value : (asked.category ?? '')).trim();
  const category = typed === '' ? null : findCategory(typed, context);
  if (category === null && (typed !== '' || kind === 'category')) return unknownCategory(typed, context, language);
  if (kind === 'category') return { kind, value: category ?? typed, category };
  if (kind === 'author') {
    if (isSeveral(value)) return text(words.nameSeveral);
    const shown = inertLine(value, 100);
    return isName(value)
      ? { kind, value, category }
      : text(shown === own`` ? words.nameUnseen : words.nameUnclear(shown));
  }
  const fault = await context.rules.faultOf(value);
  return fault === null ? { kind, value, category } : text(faultText(fault, language));
}

/** The option of each form that says what it is about. */
const SUBJECT_OPTIONS = { category: 'category', keyword: 'query', author: 'name' } as const;

function subjectIn({ subcommand, options }: Invocation): Subject {
  const kind = RULE_KINDS.find((each) => each === subcommand) ?? 'keyword';
  const category = options['category'];
  return {
    kind,
    value: String(options[SUBJECT_OPTIONS[kind]] ?? ''),
    category: category === undefined ? null : String(category),
  };
}

type Fault = NonNullable<Awaited<ReturnType<Context['rules']['faultOf']>>>;

export function faultText(fault: Fault, language: Language) {
  const words = ruleWording(language);
  if (fault.kind === 'error') return words.queryError(problemIn(fault.problem, language));
  return fault.kind === 'dates' ? words.queryDates : words.queryEmpty;
}

/** Where papers can be posted in a format, by somebody who may decide that; else why not. */
export function refusedPlace(
  channel: ChannelRef,
  mode: Mode,
  { language, taxonomy }: { readonly language: Language; readonly taxonomy: Taxonomy },
): Reply | null {
  const words = wording(language);
  const to = mention(channel.id);
  if (!CHANNEL_TYPES.includes(channel.type)) return text(words.wrongChannelType(to));
  if (!mayManage(channel.memberPermissions)) return text(words.needsManageChannels(to));
  if (mode === 'thread' && !hasThreads(channel)) return text(ruleWording(language).threadsNotThere);
  const missing = missingPermissions(channel, language, mode === 'thread' ? 'threads' : 'cards');
  if (missing.length > 0) return text(words.botLacks(to, missing));
  return channel.tagsRequired?.some((tag) => taxonomy.isActive(tag)) === false ? text(words.tagRequired(to)) : null;
}

function modeOf(invocation: Invocation, settings: Settings, channel: ChannelRef | null): Mode {
  const said = option<Mode>(invocation, 'mode');
  if (said !== null) return said;
  if (option<number>(invocation, 'hour') !== null) return 'digest';
  if (settings.defaultMode !== null && (settings.defaultMode !== 'thread' || (channel !== null && hasThreads(channel))))
    return settings.defaultMode;
  return channel === null || channel.type === ANNOUNCEMENT_CHANNEL ? 'digest' : 'cards';
}

/** What is wrong with format and hour there; null when nothing is. */
function refusedMode(
  { mode, hour }: { readonly mode: Mode; readonly hour: number | null },
  channel: ChannelRef | null,
  words: RuleWords,
): Reply | null {
  if (hour !== null && mode !== 'digest') return text(words.hourNeedsDigest);
  return mode === 'thread' && channel === null ? text(words.modeNotThere) : null;
}

export async function readRequest(invocation: Invocation, context: Context): Promise<RuleRequest | Reply> {
  const { language, guildId, userId, isPersonal } = invocation;
  const words = ruleWording(language);
  const channel = isPersonal ? null : (invocation.channels['channel'] ?? invocation.here);
  if (!isPersonal && channel === null) return text(wording(language).onlyInServer);
  if (isPersonal && invocation.channels['channel'] !== undefined) return text(words.memberOnly);
  const subject = await readSubject(subjectIn(invocation), context, language);
  if (!('kind' in subject)) return subject;
  const settings = await context.rules.settings(isPersonal || guildId === null ? userId : guildId);
  const mode = modeOf(invocation, settings, channel);
  const refusal = channel === null ? null : refusedPlace(channel, mode, { language, taxonomy: context.taxonomy });
  if (refusal !== null) return refusal;
  const hour = option<number>(invocation, 'hour');
  const badMode = refusedMode({ mode, hour }, channel, words);
  if (badMode !== null) return badMode;
  const announcements = option<Announcements>(invocation, 'announcements');
  const isModeSaid = option(invocation, 'mode') !== null || hour !== null;
  return {
    rule: {
      ...subject,
      guildId: isPersonal ? null : guildId,
      destination: channel?.id ?? userId,
      announcements: announcements ?? 'cross',
      options: NO_OPTIONS,
      mode,
      hour: mode === 'digest' ? (hour ?? DEFAULT_HOUR) : null,
      createdBy: userId,
      createdAt: toUtcText(invocation.now),
    },
    place: {
      name: channel?.name ?? invocation.userName,
      language: option<CardLanguage>(invocation, 'language'),
      fallback: settings.language ?? (isPersonal ? language : invocation.destinationLanguage),
    },
    said: {
      ...(isModeSaid ? { mode } : {}),
      ...(hour === null ? {} : { hour }),
      ...(announcements === null ? {} : { announcements }),
    },
  };
}
