// A rule in words: what it is about, how it is posted, what it leaves out.
import type { Taxonomy } from '../domain/category.js';
import type { Language } from '../domain/language.js';
import { countLeftOut, DEFAULT_HOUR, type Subscription, type Wants } from '../domain/subscription.js';
import {
  code,
  inertLine,
  joinMarkdown,
  mention,
  own,
  roleMention,
  timestamp,
  type Markdown,
} from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { plain, type PlainText } from '../text/visible.js';
import { ruleWording } from './rule-wording.js';

const VALUE_POINTS = 120;
const NAMES_SHOWN = 8;
const CHOICE_POINTS = 100;

/** Code and name of a category; of an archive also that it is all of it. */
export function categoryText(category: string, taxonomy: Taxonomy, language: Language): Markdown {
  const name = inertLine(taxonomy.name(category, language), VALUE_POINTS);
  if (name === category) return inertLine(category, VALUE_POINTS);
  const words = ruleWording(language);
  const shown = inertLine(category, VALUE_POINTS);
  return taxonomy.expand(category).length > 1 ? words.archive(shown, name) : words.category(shown, name);
}

/** What a rule is about. */
export function subjectText(rule: Wants, taxonomy: Taxonomy, language: Language): Markdown {
  const words = ruleWording(language);
  const value = inertLine(rule.value, VALUE_POINTS);
  if (rule.kind === 'category') return words.ofCategory(categoryText(rule.value, taxonomy, language));
  const subject = rule.kind === 'keyword' ? words.ofKeyword(value) : words.ofAuthor(value);
  return rule.category === null ? subject : words.within(subject, inertLine(rule.category, VALUE_POINTS));
}

export function placeText(rule: Pick<Subscription, 'guildId' | 'destination'>, language: Language): Markdown {
  return rule.guildId === null ? ruleWording(language).directMessages : mention(rule.destination);
}

/** Format, announcements and language, between dots. */
export function howText(rule: Subscription, language: Language): Markdown {
  const words = ruleWording(language);
  const mode = rule.mode === 'digest' ? words.digestAt(rule.hour ?? DEFAULT_HOUR) : words.modes[rule.mode];
  const parts = [mode, words.announcements[rule.announcements], words.language(words.languages[rule.language])];
  return joinMarkdown(parts, ' · ');
}

function listed(names: readonly string[], language: Language, show: (name: string) => Markdown): Markdown {
  const words = ruleWording(language);
  const shown = joinMarkdown(names.slice(0, NAMES_SHOWN).map(show), words.listSeparator);
  return names.length > NAMES_SHOWN ? own`${shown}${words.more(names.length - NAMES_SHOWN)}` : shown;
}

/** What it leaves out and how it notifies, a line each. */
export function optionLines({ options }: Pick<Wants, 'options'>, language: Language): Markdown[] {
  const words = ruleWording(language);
  const out = [...options.excludedCategories, ...options.excludedWords];
  return [
    ...(out.length === 0 ? [] : [words.excluded(listed(out, language, (name) => code(name, VALUE_POINTS)))]),
    ...(options.excludedAuthors.length === 0
      ? []
      : [words.excludedPeople(listed(options.excludedAuthors, language, (name) => inertLine(name, VALUE_POINTS)))]),
    ...(options.role === null ? [] : [words.mentions(roleMention(options.role))]),
    ...(options.isSilent ? [words.silent] : []),
    ...(options.tellsEmptyDays ? [words.tellsEmptyDays] : []),
  ];
}

/** Two lines of a list: number, subject, place; how, how much it leaves out, and whether it rests. At most 600 code points. */
function ruleLine(rule: Subscription, taxonomy: Taxonomy, language: Language): Markdown {
  const words = ruleWording(language);
  const paused = rule.pausedAt === null ? null : words.pausedSince(timestamp(rule.pausedAt, 'D'));
  const count = countLeftOut(rule.options);
  const excluded = count === 0 ? null : words.excludedCount(count);
  const details = joinMarkdown([howText(rule, language), excluded, paused], ' · ');
  const subject = words.ruleAt(subjectText(rule, taxonomy, language), placeText(rule, language));
  return own`**${rule.id}** ${subject}\n-# ${details}`;
}

const LIST_LIMIT = 4_000;
/** Discord's menus hold 25 rules. */
const MOST_ON_PAGE = 15;

export interface RulePage {
  readonly rules: readonly Subscription[];
  readonly text: Markdown;
}

/** Pages of a list of rules: every rule stands on one of them, whole. */
export function rulePages(rules: readonly Subscription[], taxonomy: Taxonomy, language: Language): RulePage[] {
  const pages: { rules: Subscription[]; lines: Markdown[] }[] = [];
  let room = 0;
  for (const rule of rules) {
    const line = ruleLine(rule, taxonomy, language);
    const size = countPoints(line) + 1;
    const last = pages.at(-1);
    if (last === undefined || size > room || last.rules.length >= MOST_ON_PAGE) {
      pages.push({ rules: [rule], lines: [line] });
      room = LIST_LIMIT - size;
    } else {
      last.rules.push(rule);
      last.lines.push(line);
      room -= size;
    }
  }
  return pages.map((page) => ({ rules: page.rules, text: joinMarkdown(page.lines, '\n') }));
}

/** The same for menus and choices, where a channel is shown by its name. */
export function ruleChoice(rule: Subscription, taxonomy: Taxonomy, language: Language): PlainText {
  const words = ruleWording(language);
  const name = rule.kind === 'category' ? taxonomy.name(rule.value, language) : '';
  const about = rule.kind === 'category' && name !== rule.value ? `${rule.value} ${name}` : rule.value;
  const limit =
    rule.kind === 'category' || rule.category === null ? '' : words.limitedTo(plain(rule.category, CHOICE_POINTS));
  const place = rule.guildId === null ? words.directMessages : `#${rule.name ?? '?'}`;
  return plain(`${rule.id}: ${about}${limit} → ${place}`, CHOICE_POINTS);
}
