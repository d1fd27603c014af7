// Commands as functions from values to values: what a command gets, what it may ask, what it answers.
import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Taxonomy } from './category.js';
import type { Paper } from './paper.js';
import type { NewSubscription, Subscription } from './subscription.js';

/** Languages that we speak; everything but a Japanese locale reads English. */
export type Language = 'ja' | 'en';

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
}

/** Who acts, where, in which language. In a direct message `guildId` is null. */
export interface Caller {
  readonly userId: string;
  readonly guildId: string | null;
  readonly here: ChannelRef | null;
  /** The reader's language (the locale of their Discord client). */
  readonly language: Language;
  /** The language for cards of a destination: ja when the caller or the guild is Japanese. */
  readonly destinationLanguage: Language;
  readonly now: Date;
}

/** A slash command with its options by name. A channel option is found in `channels`. */
export interface Invocation extends Caller {
  readonly subcommand: string | null;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly channels: Readonly<Record<string, ChannelRef>>;
  /** The message that a command of a message's context menu was used on. */
  readonly target?: TargetMessage;
}

/** What a message says, as the menu's command is told: its own text, and texts and addresses of its embeds. */
export interface TargetMessage {
  readonly content: string;
  readonly embeds: readonly { readonly title: string; readonly url: string; readonly description: string }[];
}

/** A half-typed option: answer with at most 25 choices, from memory. */
export interface Completion extends Caller {
  readonly subcommand: string | null;
  /** Name of the option being typed. */
  readonly focused: string;
  readonly value: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** Discord allows 25 choices; name and value at most 100 characters each. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/**
 * A pressed button, or a choice in a select menu; `argument` is the custom id after the handler's prefix and a colon,
 * `values` what was chosen.
 */
export interface Press extends Caller {
  readonly argument: string;
  readonly values: readonly string[];
}

/** One message body; the adapter adds allowed_mentions and flags. */
export interface MessageBody {
  readonly content?: string;
  readonly embeds?: APIEmbed[];
  readonly components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
}

/** An answer of one or more messages; private unless the option `share` is true. */
export interface Reply {
  readonly messages: readonly [MessageBody, ...MessageBody[]];
}

/** What a button does: answer privately, or change the message it stands on. */
export type PressResult = { readonly reply: Reply } | { readonly update: MessageBody };

/** A slash command, or a command in the context menu of messages. */
export type CommandDefinition =
  RESTPostAPIChatInputApplicationCommandsJSONBody | RESTPostAPIContextMenuApplicationCommandsJSONBody;

export interface Command {
  readonly definition: CommandDefinition;
  run(invocation: Invocation, context: Context): Promise<Reply>;
  complete?(completion: Completion, context: Context): Choice[];
}

/** Handles buttons and select menus whose custom id is `prefix:argument` (100 characters in all at most). */
export interface Button {
  readonly prefix: string;
  run(press: Press, context: Context): Promise<PressResult>;
}

export type Sort = 'newest' | 'relevance';

/** What is searched for. `author` and `category` narrow the words; dates are `YYYY[-MM[-DD]]`, inclusive, UTC. */
export interface SearchRequest {
  readonly text: string;
  readonly author: string | null;
  readonly category: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly sort: Sort;
  readonly limit: number;
  readonly offset: number;
  /** When it was asked (UTC text); relative dates such as 7d count from it and are not understood without it. */
  readonly at?: string;
}

export interface SearchHit {
  readonly paper: Paper;
  readonly score: number | null;
}

/** A stretch of a text, and whether it is what was looked for. */
export interface MarkedText {
  readonly text: string;
  readonly isMatch: boolean;
}

/** A piece of a paper's abstract or comments, in the language that matched. */
export interface Passage {
  readonly language: Language;
  readonly parts: readonly MarkedText[];
}

/** Where a query matched one paper: its title with the matches marked, and the best passage; null when only keys matched. */
export interface Highlight {
  readonly title: readonly MarkedText[];
  readonly passage: Passage | null;
}

/** A request that finds something where another one found nothing: a word spelled otherwise, or less asked for. */
export interface Looser {
  readonly kind: 'spelling' | 'less';
  readonly request: SearchRequest;
}

/** A paper like another one, with the terms that both have, the most telling first. */
export interface SimilarPaper {
  readonly paper: Paper;
  readonly shared: readonly string[];
}

/** `total` is a lower bound where `totalExact` is false. `error` says what was not understood. */
export interface SearchResult {
  readonly total: number;
  readonly totalExact: boolean;
  /** Milliseconds inside the store. */
  readonly tookMs: number;
  /** Terms added from the other language. */
  readonly crossed: readonly string[];
  readonly hits: readonly SearchHit[];
  /** The query as it was read, written in the short form of the grammar. */
  readonly understood: string;
  /** True when time ran out before all years were looked through. */
  readonly isCut: boolean;
  readonly error: string | null;
}

/** A few numbers that tell a person what the next step is. */
export interface Overview {
  readonly guilds: number;
  readonly papers: number;
  readonly subscriptions: number;
  readonly lastIngestAt: string | null;
  readonly inboxDir: string;
}

/** Everything that a command may ask of the house. Reads answer at once; writes are promises. */
export interface Context {
  readonly taxonomy: Taxonomy;
  search(request: SearchRequest): SearchResult;
  /** For a search that found nothing: the nearest one that finds something; null when there is none. */
  loosen(request: SearchRequest): Looser | null;
  /** Where a request matched these papers, for a reader of a language. */
  highlight(request: SearchRequest, papers: readonly Paper[], language: Language): Highlight[];
  /** Papers most like this one. */
  findSimilar(paper: Paper, limit: number): SimilarPaper[];
  /** Authors' names that fit what was typed, from memory, those with the most papers first. */
  suggestAuthors(typed: string, limit: number): string[];
  /** How many papers are filed under a category's own code, from memory. */
  categoryPapers(code: string): number;
  /** By key, identifier with or without version, or arXiv URL; null when unknown. */
  findPaper(reference: string): Paper | null;
  listSubscriptions(guildId: string, channelId?: string): Subscription[];
  /** Answers the existing subscription, with `existed` true, when the same one is there already. */
  addSubscription(subscription: NewSubscription): Promise<{ subscription: Subscription; existed: boolean }>;
  /** Removes a subscription of this guild; what was still waiting because of it alone is withheld. Null when absent. */
  removeSubscription(
    id: number,
    guildId: string,
    now: Date,
  ): Promise<{ subscription: Subscription; withheld: number } | null>;
  /** Keeps a search so that a button (100 characters) can continue it; answers a short id. */
  saveSearch(request: SearchRequest, now: Date): Promise<string>;
  findSearch(id: string): SearchRequest | null;
  overview(): Overview;
  /** Deliveries to a destination of which nobody knows whether their message exists. */
  unknownDeliveries(destination: string): UnknownDelivery[];
}

/** A card that may or may not stand in its destination; `firstAttemptAt` is when it was first sent (UTC). */
export interface UnknownDelivery {
  readonly id: number;
  readonly paperKey: string;
  readonly firstAttemptAt: string | null;
}
