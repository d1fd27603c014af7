// Subscription: a rule that is wanted at one destination, and how what matches it is posted there.
import type { QueryProblem } from './query-problem.js';
import { z } from 'zod';
import type { CardLanguage } from './language.js';
import type { Paper } from './paper.js';

export const RULE_KINDS = ['category', 'keyword', 'author'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** How papers are posted, the soonest first: a paper that several rules match goes by the soonest of their modes. */
export const MODES = ['cards', 'compact', 'thread', 'digest'] as const;
export type Mode = (typeof MODES)[number];

/** `new`: the primary category falls under the rule; `cross`: cross-lists as well; `all`: also the first replacement. */
export const ANNOUNCEMENTS = ['new', 'cross', 'all'] as const;
export type Announcements = (typeof ANNOUNCEMENTS)[number];

export const DESTINATION_LANGUAGES = ['ja', 'en', 'both'] as const satisfies readonly CardLanguage[];
const list = z.array(z.string()).readonly().default([]);

/** As many words, and as many names or categories, as one rule may leave out: an exported file is imported again by the same limits. */
export const MOST_WORDS_LEFT_OUT = 500;
export const MOST_NAMES_LEFT_OUT = 2_000;

/** More rules than anybody keeps: as many as a server, or a person, may have. */
export const MOST_RULES = 5_000;
/** As many words, names and categories as all rules of a server, or a person, may leave out together. */
export const MOST_LEFT_OUT = 20_000;

/** The rarer options of a rule, as JSON keeps them. */
export const ruleOptionsSchema = z.object({
  /** Papers filed under any of these are left out: categories, archives, aliases. */
  excludedCategories: list,
  /** Queries of the search grammar: what one of them finds is left out. */
  excludedWords: list,
  /** Of an author's rule: co-authors of somebody else of the same name. */
  excludedAuthors: list,
  /** The role (snowflake) that the first message of a batch mentions. */
  role: z.string().nullable().default(null),
  /** Posts without a notification. */
  isSilent: z.boolean().default(false),
  /** Of a person's rule: also what a channel that they read has shown already. */
  withRepeats: z.boolean().default(false),
  /** Of a digest: says at its hour that there was nothing. */
  tellsEmptyDays: z.boolean().default(false),
});
export type RuleOptions = z.infer<typeof ruleOptionsSchema>;

export const NO_OPTIONS: RuleOptions = ruleOptionsSchema.parse({});

/** How many words, names and categories a rule leaves out. */
export function countLeftOut({ excludedCategories, excludedWords, excludedAuthors }: RuleOptions): number {
  return excludedCategories.length + excludedWords.length + excludedAuthors.length;
}

/** Whether a paper has to be read before it is known that the rule wants it: category and announcement do not decide alone. */
export function isNarrowed(options: RuleOptions): boolean {
  return countLeftOut(options) > 0;
}

/** What decides which papers a rule wants. */
export interface Wants {
  readonly kind: RuleKind;
  /** A category's code (canonical), a query of the search grammar, or a name. */
  readonly value: string;
  /** The category that it is limited to; of a category rule its own; null: all. */
  readonly category: string | null;
  readonly announcements: Announcements;
  readonly options: RuleOptions;
}

/** What is not known before the store has seen it: everything but the id. */
export interface NewSubscription extends Wants {
  /** Null for a person's rule. */
  readonly guildId: string | null;
  /** The channel that gets the papers, or the person (snowflake). */
  readonly destination: string;
  readonly mode: Mode;
  /** 0-23 in the zone of the guild or person; null outside digests. */
  readonly hour: number | null;
  readonly createdBy: string;
  /** Papers announced after this time match. */
  readonly createdAt: string;
  /** It rests from the start. Of a rule that stands, `pausedAt` tells. */
  readonly isPaused?: boolean;
}

export interface Subscription extends NewSubscription {
  readonly id: number;
  /** By the clock of that time: unlike `createdAt` it stays when the clock turns out to have been ahead. */
  readonly madeAt: string;
  readonly pausedAt: string | null;
  /** Of the destination. */
  readonly language: CardLanguage;
  /** Name of the destination as last seen; null where it never was. */
  readonly name: string | null;
}

/** Where a rule's papers go, as the interaction shows it. */
export interface Place {
  readonly name: string | null;
  /** Null keeps the language of the destination; `fallback` is for one that has none yet. */
  readonly language: CardLanguage | null;
  readonly fallback: CardLanguage;
}

/** A rule with the place of its destination. */
export interface PlacedRule {
  readonly rule: NewSubscription;
  readonly place: Place;
}

/** Where a rule moves to; `destination` is the id of a channel or a person. */
export interface MoveTarget {
  readonly destination: string;
  readonly place: Place;
}

export interface AddedSubscription {
  readonly subscription: Subscription;
  readonly existed: boolean;
  /** The language that the destination had before, where this changed it. */
  readonly languageBefore: CardLanguage | null;
}

/** How many rules a server or a person has, and how much they leave out together. */
export interface RuleCounts {
  readonly rules: number;
  readonly leftOut: number;
}

/** What of a rule can be changed; what is left out stays. */
export interface RuleChange {
  readonly mode?: Mode;
  readonly hour?: number | null;
  readonly announcements?: Subscription['announcements'];
  readonly options?: RuleOptions;
}

/** What a rule would have had lately. */
export interface RuleOutlook {
  /** Announcement days that were looked at; 0 when nothing is stored. */
  readonly days: number;
  readonly papers: number;
  /** False where only some of the papers were read. */
  readonly isExact: boolean;
  /** The newest ones, three at most. */
  readonly examples: readonly Paper[];
}

/** Why a text cannot be a rule's query; null when it can. */
export type QueryFault =
  { readonly kind: 'error'; readonly problem: QueryProblem } | { readonly kind: 'empty' | 'dates' };

/** The hour of a digest where nobody chose one. */
export const DEFAULT_HOUR = 8;

/** What a guild or a person has set; null: the default. */
export interface Settings {
  readonly language: CardLanguage | null;
  /** IANA zone. */
  readonly zone: string | null;
  readonly defaultMode: Mode | null;
  /** Hours (0-23) in that zone between which nothing is posted; both or none. */
  readonly quietFrom: number | null;
  readonly quietUntil: number | null;
  /** Of a guild: the channel where notices go. */
  readonly noticesChannel: string | null;
}

export const NO_SETTINGS: Settings = {
  language: null,
  zone: null,
  defaultMode: null,
  quietFrom: null,
  quietUntil: null,
  noticesChannel: null,
};
