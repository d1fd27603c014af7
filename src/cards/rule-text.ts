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
import { comparisonForm } from '../text/comparison.js';
import { countPoints } from '../text/points.js';
import { plain, type PlainText } from '../text/visible.js';
import { ruleWording } from './rule-wording.js';

const VALUE_POINTS = 120;
/** Of what a rule is about, where the lines of a page are too long together. */
const SHORT_POINTS = 30;
const NAMES_SHOWN = 8;
const CHOICE_POINTS = 100;

/** How rules are put into words. */
interface Speech {
  readonly taxonomy: Taxonomy;
  readonly language: Language;
}
/** `points` is how many code points a value, a category or a name takes at most. */
interface Cut extends Speech {
  readonly points: number;
}

function categoryWithin(category: string, { taxonomy, language, points }: Cut): Markdown {
  const name = inertLine(taxonomy.name(category, language), points);
  if (name === category) return inertLine(category, points);
  const words = ruleWording(language);
  const shown = inertLine(category, points);
  return taxonomy.expand(category).length > 1 ? words.archive(shown, name) : words.category(shown, name);
}

function subjectWithin(rule: Wants, cut: Cut): Markdown {
  const words = ruleWording(cut.language);
  if (rule.kind === 'category') return words.ofCategory(categoryWithin(rule.value, cut));
  const value = inertLine(rule.value, cut.points);
  const subject = rule.kind === 'keyword' ? words.ofKeyword(value) : words.ofAuthor(value);
  return rule.category === null ? subject : words.within(subject, inertLine(rule.category, cut.points));
}

/** Code and name of a category; of an archive also that it is all of it. */
export function categoryText(category: string, taxonomy: Taxonomy, language: Language): Markdown {
  return categoryWithin(category, { taxonomy, language, points: VALUE_POINTS });
}

/** What a rule is about. */
export function subjectText(rule: Wants, taxonomy: Taxonomy, language: Language): Markdown {
  return subjectWithin(rule, { taxonomy, language, points: VALUE_POINTS });
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

/** Two lines of a list: number, subject, place; how, how much it leaves out, and whether it rests. */
function ruleLine(rule: Subscription, cut: Cut): Markdown {
  const { language } = cut;
  const words = ruleWording(language);
  const paused = rule.pausedAt === null ? null : words.pausedSince(timestamp(rule.pausedAt, 'D'));
  const count = countLeftOut(rule.options);
  const excluded = count === 0 ? null : words.excludedCount(count);
  const details = joinMarkdown([howText(rule, language), excluded, paused], ' · ');
  const subject = words.ruleAt(subjectWithin(rule, cut), placeText(rule, language));
  return own`**${rule.id}** ${subject}\n-# ${details}`;
}

/** Code points of a page, below Discord's 4,096 of an embed's description. */
const PAGE_LIMIT = 4_000;
/** Discord's menus hold 25 rules. */
const MOST_ON_PAGE = 15;

export interface RulePage {
  /** From 0; the last one where fewer pages are left than the one that was asked for. */
  readonly page: number;
  readonly pages: number;
  readonly rules: readonly Subscription[];
  readonly text: Markdown;
}

/** One page of a list of rules. Only its own rules are put into words: a server may have thousands. */
export function rulePage(rules: readonly Subscription[], wanted: number, speech: Speech): RulePage {
  const pages = Math.max(1, Math.ceil(rules.length / MOST_ON_PAGE));
  const page = Math.min(wanted, pages - 1);
  const shown = rules.slice(page * MOST_ON_PAGE, (page + 1) * MOST_ON_PAGE);
  const within = (points: number): Markdown => {
    const lines = shown.map((rule) => ruleLine(rule, { ...speech, points }));
    return joinMarkdown(lines, '\n');
  };
  const whole = within(VALUE_POINTS);
  return { page, pages, rules: shown, text: countPoints(whole) <= PAGE_LIMIT ? whole : within(SHORT_POINTS) };
}

function choiceText(rule: Subscription, { taxonomy, language }: Speech): string {
  const words = ruleWording(language);
  const name = rule.kind === 'category' ? taxonomy.name(rule.value, language) : '';
  const about = rule.kind === 'category' && name !== rule.value ? `${rule.value} ${name}` : rule.value;
  const limit =
    rule.kind === 'category' || rule.category === null ? '' : words.limitedTo(plain(rule.category, CHOICE_POINTS));
  const place = rule.guildId === null ? words.directMessages : `#${rule.name ?? '?'}`;
  return `${rule.id}: ${about}${limit} → ${place}`;
}

/** A rule in menus and choices, where a channel is shown by its name. */
export function ruleChoice(rule: Subscription, taxonomy: Taxonomy, language: Language): PlainText {
  return plain(choiceText(rule, { taxonomy, language }), CHOICE_POINTS);
}

/** Whether somebody who types this may mean a rule: it stands in the words of its choice, in any case and width. */
export function isMeantByTyped(rule: Subscription, typed: string, speech: Speech): boolean {
  const form = (text: string): string => comparisonForm(text).toLowerCase();
  return form(choiceText(rule, speech)).includes(form(typed).trim());
}
