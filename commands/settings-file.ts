// A given file of settings and rules: what it names is added here, and the answer tells what was left out and why.
import { subjectText } from '../src/cards/rule-text.js';
import { ruleWording } from '../src/cards/rule-wording.js';
import { toUtcText } from '../src/domain/calendar.js';
import type { Taxonomy } from '../src/domain/category.js';
import type { Context, Invocation } from '../src/domain/context.js';
import type { Language } from '../src/domain/language.js';
import type { Reply } from '../src/domain/message.js';
import type { KeptRule, KeptSettings } from '../src/domain/settings-file.js';
import { DEFAULT_HOUR, MOST_LEFT_OUT, MOST_RULES, type PlacedRule, type Settings } from '../src/domain/subscription.js';
import { isInvisible } from '../src/text/comparison.js';
import { inertLine, joinMarkdown, wholeLines, without, type Markdown } from '../src/text/markdown.js';
import { faultText, isEveryone, readSubject, refusedPlace } from './rule-request.js';
import { roomLackingFor } from './rule-room.js';
import { maySee } from './rules-seen.js';
import { findCategory, text } from './shared.js';

const SKIPPED_SHOWN = 10;
const DESCRIPTION_LIMIT = 4_096;
/** As the answer names what was changed; quiet hours are one. */
const SETTING_NAMES = ['language', 'zone', 'defaultMode', 'quietFrom'] as const;

/** Rules that are placed before other work has its turn. */
const PLACED_AT_ONCE = 50;

/** Where a rule of the file goes here; or why it can go nowhere. */
async function placeOf(
  { channel, mode }: KeptRule,
  invocation: Invocation,
  taxonomy: Taxonomy,
): Promise<{ readonly id: string; readonly name: string } | Markdown> {
  const { isPersonal, userId, userName, language } = invocation;
  const words = ruleWording(language);
  if (isPersonal) return mode === 'thread' ? words.modeNotThere : { id: userId, name: userName };
  const found = channel === null ? null : await invocation.channelHere(channel.id);
  if (found === null || !maySee(found.memberPermissions))
    return words.importNoChannel(inertLine(`#${channel?.name ?? channel?.id ?? '?'}`, 100));
  return refusedPlace(found, mode, { language, taxonomy })?.messages[0].content ?? found;
}

/** What is wrong with the words that a rule leaves out; null when nothing is. */
async function wordsFault({ options }: KeptRule, context: Context, language: Language): Promise<Markdown | null> {
  const fault = options.excludedWords.length === 0 ? null : await context.rules.firstFault(options.excludedWords);
  return fault === null ? null : faultText(fault, language);
}

/**
 * A rule as it is to be added here; or a line that says why it is left out. Where its destination is known, that keeps its
 * language. Direct messages mention no role.
 */
async function placedRule(rule: KeptRule, invocation: Invocation, context: Context): Promise<PlacedRule | Markdown> {
  const { guildId, isPersonal, userId, now, language } = invocation;
  const leftOut = (why: Markdown | undefined): Markdown => {
    // What refusals say of a single command is not so of a file, which may have changed much.
    const said = why === undefined ? null : without(why, ruleWording(language).importUnchanged);
    const subject = isInvisible(rule.value) ? null : subjectText(rule, context.taxonomy, language);
    return joinMarkdown([subject, said], ' → ');
  };
  const subject = await readSubject(rule, context, language);
  if ('messages' in subject) return leftOut(subject.messages[0].content);
  if (!isPersonal && isEveryone(rule.options.role, guildId)) return leftOut(ruleWording(language).roleEveryone);
  const fault = await wordsFault(rule, context, language);
  if (fault !== null) return leftOut(fault);
  const place = await placeOf(rule, invocation, context.taxonomy);
  if (typeof place === 'string') return leftOut(place);
  const { announcements, mode } = rule;
  const options = isPersonal ? { ...rule.options, role: null } : rule.options;
  if (options.role !== null && !(await invocation.mayMention(options.role, place.id)))
    return leftOut(ruleWording(language).roleNotYours);
  return {
    rule: {
      ...subject,
      announcements,
      options,
      mode,
      destination: place.id,
      guildId: isPersonal ? null : guildId,
      hour: mode === 'digest' ? (rule.hour ?? DEFAULT_HOUR) : null,
      createdBy: userId,
      createdAt: toUtcText(now),
      isPaused: rule.isPaused,
    },
    place: { name: place.name, language: null, fallback: rule.language },
  };
}

function hasKnownCategory({ kind, value, category }: KeptRule, context: Context): boolean {
  const named = (kind === 'category' ? value : (category ?? '')).trim();
  return named === '' ? kind !== 'category' : findCategory(named, context) !== null;
}

/** What of the settings the file names and would change; what it leaves open stays. */
function namedChanges(named: KeptSettings, now: Settings): Partial<Settings> {
  const isQuietNamed = named.quietFrom !== null;
  return {
    ...(named.language === null || named.language === now.language ? {} : { language: named.language }),
    ...(named.zone === null || named.zone === now.zone ? {} : { zone: named.zone }),
    ...(named.defaultMode === null || named.defaultMode === now.defaultMode ? {} : { defaultMode: named.defaultMode }),
    ...(isQuietNamed && (named.quietFrom !== now.quietFrom || named.quietUntil !== now.quietUntil)
      ? { quietFrom: named.quietFrom, quietUntil: named.quietUntil }
      : {}),
  };
}

/** Adds what is not there yet and tells all that it changed; rules that are there, and what the file does not name, stay. */
export async function importFile(content: string, invocation: Invocation, context: Context): Promise<Reply> {
  const { language, now } = invocation;
  const words = ruleWording(language);
  const file = await context.rules.readFile(content);
  if (file === 'bad') return text(words.importBad);
  if (file === 'too-large') return text(words.importTooLarge);
  const owner = invocation.isPersonal ? invocation.userId : (invocation.guildId ?? invocation.userId);
  const isNoFormat = invocation.isPersonal && file.settings.defaultMode === 'thread';
  const named = isNoFormat ? { ...file.settings, defaultMode: null } : file.settings;
  const change = namedChanges(named, await context.rules.settings(owner));
  const placed: PlacedRule[] = [];
  const told: Markdown[] = [];
  for (const [index, rule] of file.rules.entries()) {
    if (index % PLACED_AT_ONCE === 0) await new Promise(setImmediate);
    // What may have been meant is looked for only where the answer has room to say so.
    if (told.length >= SKIPPED_SHOWN && !hasKnownCategory(rule, context)) continue;
    const found = await placedRule(rule, invocation, context);
    if (typeof found !== 'string') placed.push(found);
    else if (told.length < SKIPPED_SHOWN) told.push(found);
  }
  const skipped = file.rules.length - placed.length;
  const lacking = await roomLackingFor(
    placed.map(({ rule }) => rule),
    context,
  );
  if (lacking !== null)
    return text(lacking === 'rules' ? words.tooManyRules(MOST_RULES) : words.tooMuchLeftOut(MOST_LEFT_OUT));
  const outcomes = await context.rules.addAll(placed, { owner, change, at: toUtcText(now) });
  const known = outcomes.filter(({ existed }) => existed).length;
  const added = outcomes.length - known;
  /** Destinations that have another language than the file says, which they keep. */
  const languages = new Set(
    placed.flatMap(({ rule, place }, index) =>
      outcomes[index]?.subscription.language === place.fallback ? [] : [rule.destination],
    ),
  );
  const { settingNames } = words;
  const changed = SETTING_NAMES.filter((name) => change[name] !== undefined).map((name) => settingNames[name]);
  const noFormat = joinMarkdown([settingNames.defaultMode, without(words.modeNotThere, words.importUnchanged)], ' → ');
  const untold = skipped - told.length;
  const lines = [
    words.imported(added, known),
    changed.length === 0 ? words.importSettingsSame : words.importSettings(joinMarkdown(changed, words.listSeparator)),
    languages.size === 0 ? null : words.importLanguages(languages.size),
    isNoFormat ? words.importSkipped(noFormat) : null,
    ...told.map((line) => words.importSkipped(line)),
    untold > 0 ? words.importMore(untold) : null,
  ].filter((line) => line !== null);
  // The last line is one of the lines that have no room.
  const more = (left: number): Markdown => words.importMore(untold > 0 ? untold + left - 1 : left);
  return { messages: [{ embeds: [{ description: wholeLines(lines, DESCRIPTION_LIMIT, more) }] }] };
}
