// Commands as functions from values to values: what a command gets, what it may ask, what it answers.
import type {
  APIActionRowComponent,
  APIComponentInMessageActionRow,
  APIEmbed,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
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

/** A pressed button; `argument` is the custom id after the handler's prefix and a colon. */
export interface Press extends Caller {
  readonly argument: string;
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

export interface Command {
  readonly definition: RESTPostAPIChatInputApplicationCommandsJSONBody;
  run(invocation: Invocation, context: Context): Promise<Reply>;
  complete?(completion: Completion, context: Context): Choice[];
}

/** Handles buttons whose custom id is `prefix:argument` (100 characters in all at most). */
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
}

export interface SearchHit {
  readonly paper: Paper;
  readonly score: number | null;
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
