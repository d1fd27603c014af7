// Commands and buttons as functions from values to values: who acts, what they gave, and what they may read and change.
import type {
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Taxonomy } from './category.js';
import type { UnknownDeliveries } from './delivery.js';
import type { Language } from './language.js';
import type { Choice, PressResult, Reply } from './message.js';
import type { Paper } from './paper.js';
import type { Highlight, Looser, SearchRequest, SearchResult, SimilarPaper } from './search.js';
import type { TranslationStatus } from './translation.js';
import type { PostedDesk } from './posted.js';
import type { RuleDesk } from './rule-desk.js';
import type { Subscription } from './subscription.js';

/** A channel as an interaction describes it; ids are snowflake strings, permissions Discord's bit sets. */
export interface ChannelRef {
  readonly id: string;
  readonly name: string;
  /** Discord's channel type number: 0 text, 5 announcement, 10-12 threads, 15 forum, 16 media. */
  readonly type: number;
  /** What the acting member may do in this channel. */
  readonly memberPermissions: bigint;
  /** What the bot may do in this channel. */
  readonly botPermissions: bigint;
  /** Of a forum whose posts need a tag, the names of those that the bot may give; missing anywhere else. */
  readonly tagsRequired?: readonly string[];
}

/** A file that somebody gave to a command. */
export interface GivenFile {
  readonly name: string;
  /** Its text, null where it is too large; or the HTTP status of a refusal. Rejects with TransientError without an answer. */
  text(): Promise<string | null | { readonly status: number }>;
}

/** Who acts, where, in which language. In a direct message `guildId` is null. */
export interface Caller {
  readonly userId: string;
  readonly userName: string;
  readonly guildId: string | null;
  readonly here: ChannelRef | null;
  /** The reader's language (the locale of their Discord client). */
  readonly language: Language;
  /** The language for cards of a destination: ja when the caller or the guild is Japanese. */
  readonly destinationLanguage: Language;
  readonly now: Date;
  /** In a direct message, or where the person installed the bot for themselves and it is no member. */
  readonly isPersonal: boolean;
  /**
   * What the acting member may do in another channel of this guild: Discord's bit set, 0 in a direct message and where they
   * cannot see it. In a channel that is gone, or hidden from the bot, the rights in the whole guild of those who manage the
   * server or its channels count; others have none. Rejects with ServerUnknownError where that cannot be known yet, as does
   * what is made of it.
   */
  permissionsIn(channelId: string): Promise<bigint>;
  /**
   * Whether the acting member may mention a role in a channel of this guild: everybody may mention it, or they may mention all
   * roles there. Rejects like permissionsIn.
   */
  mayMention(roleId: string, channelId: string): Promise<boolean>;
  /** A channel of this guild that the bot knows; null for any other. Rejects like permissionsIn. */
  channelHere(channelId: string): Promise<ChannelRef | null>;
}

/** A slash command with its options by name. A channel option is found in `channels`. */
export interface Invocation extends Caller {
  readonly subcommand: string | null;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly channels: Readonly<Record<string, ChannelRef>>;
  /** Attachments by option. */
  readonly files: Readonly<Record<string, GivenFile>>;
  /** The message that a command of a message's context menu was used on. */
  readonly target?: TargetMessage;
}

/** What a message says, as the menu's command is told: its own text, texts and addresses of its embeds, what its controls stand for. */
export interface TargetMessage {
  readonly content: string;
  readonly embeds: readonly { readonly title: string; readonly url: string; readonly description: string }[];
  /** Custom ids of its buttons, and values of its menus. */
  readonly controls: readonly string[];
}

/** A half-typed option: answer with at most 25 choices, within Discord's three seconds. */
export interface Completion extends Caller {
  readonly subcommand: string | null;
  /** Name of the option being typed. */
  readonly focused: string;
  readonly value: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/**
 * A pressed button, or a choice in a select menu; `argument` is the custom id after the handler's prefix and a colon,
 * `values` what was chosen.
 */
export interface Press extends Caller {
  readonly argument: string;
  readonly values: readonly string[];
}

/** A slash command, or a command in the context menu of messages. */
export type CommandDefinition =
  RESTPostAPIChatInputApplicationCommandsJSONBody | RESTPostAPIContextMenuApplicationCommandsJSONBody;

export interface Command {
  readonly definition: CommandDefinition;
  run(invocation: Invocation, context: Context): Promise<Reply>;
  complete?(completion: Completion, context: Context): Promise<Choice[]>;
}

/** A submitted form (modal); what was given by field, a list each: texts, chosen values, `true` for a ticked box. */
export interface Submission extends Caller {
  readonly argument: string;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** Handles forms whose custom id is `prefix:argument`. */
export interface FormHandler {
  readonly prefix: string;
  run(submission: Submission, context: Context): Promise<PressResult>;
}

/** Handles buttons and select menus whose custom id is `prefix:argument` (100 characters in all at most). */
export interface Button {
  readonly prefix: string;
  run(press: Press, context: Context): Promise<PressResult>;
}

/**
 * Fetches a paper that the store does not know by its canonical identifier, on the account of a user (snowflake), and stores
 * it in silence. `off`: this bot fetches nothing; `absent`: arXiv has none; `too-many`: the user has asked for too many within
 * an hour; `failed`: not now.
 */
export type PaperLookup = (arxivId: string, userId: string) => Promise<LookupOutcome>;
export type LookupOutcome = 'found' | 'off' | 'absent' | 'too-many' | 'failed';

/** A few numbers that tell a person what the next step is. */
export interface Overview {
  readonly papers: number;
  readonly subscriptions: number;
  readonly lastIngestAt: string | null;
}

/**
 * Everything that a command may read and change. All of it is read and written in other threads: a promise rejects with
 * TransientError where that cannot be done now.
 */
export interface Context {
  readonly taxonomy: Taxonomy;
  /** The IANA zone of the days that people are shown. */
  readonly zone: string;
  search(request: SearchRequest): Promise<SearchResult>;
  /** For a search that found nothing: the nearest one that finds something; null when there is none. */
  loosen(request: SearchRequest): Promise<Looser | null>;
  /** Where a request matched these papers, for a reader of a language. */
  highlight(request: SearchRequest, papers: readonly Paper[], language: Language): Promise<Highlight[]>;
  /** Papers most like this one, with what they share as a reader of the language says it; none where none is alike enough. */
  findSimilar(paper: Paper, limit: number, language: Language): Promise<SimilarPaper[]>;
  /** Authors' names that fit what was typed, from memory, those with the most papers first. */
  suggestAuthors(typed: string, limit: number): Promise<string[]>;
  /** How many papers are filed under each category's own code, from memory; none where a code is missing. */
  categoryPapers(): Promise<ReadonlyMap<string, number>>;
  /** By key, identifier with or without version, or arXiv URL; null when unknown. */
  findPaper(reference: string): Promise<Paper | null>;
  /** For an identifier that findPaper does not know. */
  lookUp: PaperLookup;
  listSubscriptions(guildId: string, channelId?: string): Promise<Subscription[]>;
  /** Subscriptions and settings. */
  readonly rules: RuleDesk;
  /** What was posted where, and what waits. */
  readonly posted: PostedDesk;
  /** Keeps a search so that a button (100 characters) can continue it; answers a short id. */
  saveSearch(request: SearchRequest, now: Date): Promise<string>;
  findSearch(id: string): Promise<SearchRequest | null>;
  /**
   * Has a paper translated because somebody pressed, within their share of the day, and answers within a minute; null when
   * there is no translator.
   */
  readonly translate: ((paper: Paper, userId: string) => Promise<TranslationStatus | 'share-spent'>) | null;
  overview(): Promise<Overview>;
  /** Ids of the registered commands by their names; empty until Discord has told them. */
  commandIds(): ReadonlyMap<string, string>;
  /** Deliveries to a destination whose outcome is unknown, so many of them; none for people who made no rules there. */
  unknownDeliveries(destination: string, most: number, userId: string): Promise<UnknownDeliveries>;
}
