// Delivery: one paper owed to one destination, and the interface to Discord through which it is sent.
import type { CardLanguage } from './language.js';
import type { Mode } from './subscription.js';
import type { PlainText } from '../text/visible.js';
import type { MessageBody } from './message.js';

export const DELIVERY_STATES = ['pending', 'sending', 'sent', 'held', 'rejected', 'withheld'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A delivery as the outbox holds it. Body and nonce are frozen at the claim and repeated by every retry. */
export interface Delivery {
  readonly id: number;
  readonly paperKey: string;
  readonly destination: string;
  readonly language: CardLanguage;
  /** The soonest of the modes of the rules that match. */
  readonly mode: Mode;
  readonly state: DeliveryState;
  /** The delivery that leads the message in which it stands, itself or another; null for a message of its own. */
  readonly leaderId: number | null;
  /** Where its message stands or is about to: the destination, or a thread of it. */
  readonly channelId: string;
  readonly nonce: string | null;
  readonly body: string | null;
  readonly firstAttemptAt: string | null;
  /** An id older than any message that this delivery can have made; null before the first claim. */
  readonly historyAfter: string | null;
  readonly attempts: number;
  /** Since when it has waited for the translation of its paper; null when it never did. */
  readonly waitsSince: string | null;
  /** How many papers may be tried with it in one message, after a refusal of more; null without a limit of its own. */
  readonly mostTogether: number | null;
}

/** What a message of several papers is. */
export type Form = 'card' | 'list' | 'digest';

/** Papers that a list shows, and a digest before its button. */
export const LINES_SHOWN = 10;

/** What the line of a paper shows that may change later, as bits. */
export const LINE_SHOWS = { withdrawn: 1, translation: 2, identifier: 4 } as const;

/** Something still to be done to a message that stands: show the paper as it is now, or publish it to followers. */
export interface MessageUpdate {
  readonly id: number;
  readonly kind: 'edit' | 'publish';
  /** Grows with every change of the paper; a step is done only for the number that it began with. */
  readonly wanted: number;
  readonly attempts: number;
  readonly deliveryId: number;
  readonly paperKey: string;
  readonly destination: string;
  readonly language: CardLanguage;
  /** Of a message of several papers the delivery that leads it; null for a card. */
  readonly leaderId: number | null;
  readonly form: Form;
  /** Where the message stands: the destination, or a thread of it. */
  readonly channelId: string;
  readonly messageId: string;
  /** What the message shows, as JSON. */
  readonly body: string;
}

/** Mentions notify nobody, except for the one role that a rule names. */
export interface AllowedMentions {
  parse: [];
  roles?: [string];
}

/** What a message has besides what it shows; the flag 4096 posts it without a notification. */
export interface Manner {
  allowed_mentions: AllowedMentions;
  flags?: number;
}

/** Body of POST /channels/:id/messages; always with a nonce (at most 25 characters) that Discord enforces. */
export type CardBody = MessageBody & Manner & { nonce: string; enforce_nonce: true };

/** Body of POST /channels/:id/threads in a forum: a post with a name (100 code points) and at most five tags; it takes no nonce. */
export interface PostBody {
  readonly name: PlainText;
  readonly message: MessageBody & Manner;
  readonly applied_tags?: readonly string[];
}

export function isPost(body: CardBody | PostBody): body is PostBody {
  return 'message' in body;
}

/**
 * What one attempt came to.
 * `sent`: `channelId` is where the message stands, null where the answer does not tell.
 * `retry` tells whether Discord may have accepted the message (`maybeAccepted`), and how long it asked us to wait.
 * `hold` concerns the destination (`afterMs`: when trying again makes sense without a sign from Discord; null: soon enough
 * by the usual cooldowns), `reject` this payload, `stop` the whole bot (token refused).
 */
export type SendOutcome =
  { readonly kind: 'sent'; readonly messageId: string | null; readonly channelId: string | null } | Refusal;

export type Refusal =
  | {
      readonly kind: 'retry';
      readonly maybeAccepted: boolean;
      readonly afterMs: number | null;
      /** Neither destination nor message is at fault: no connection, no answer, or an error of Discord's own (5xx). */
      readonly isUnreachable?: boolean;
      /** No connection could be made: whatever is asked, wherever, fails as well. */
      readonly isOffline?: boolean;
      /** A rate limit of this place that Discord answered several times in a row: it is asked ever more rarely. */
      readonly isStanding?: boolean;
      readonly reason: string;
    }
  | {
      readonly kind: 'hold';
      readonly reason: string;
      readonly afterMs: number | null;
      /** The channel or thread was deleted. */
      readonly isGone?: boolean;
      /** A thread that somebody locked: only another one takes messages. */
      readonly isLocked?: boolean;
    }
  | {
      readonly kind: 'reject';
      readonly reason: string;
      /** The message that was to be changed was deleted. */
      readonly isGone?: boolean;
    }
  | { readonly kind: 'stop'; readonly reason: string };

/** Whether it was told how long to wait: that says nothing of the message, however often it comes. */
export const isAskedToWait = (outcome: Refusal | { readonly kind: 'sent' }): boolean =>
  outcome.kind === 'retry' && outcome.afterMs !== null;

/** A message of a destination's history, as far as recognising a card needs it. */
export interface HistoryMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  /** Posted by us as a message, not as the answer to a command. */
  readonly isPlain: boolean;
  readonly marks: readonly string[];
  /** What it says above its embeds; empty on most cards. */
  readonly content: string;
}

/** `next` is where the following page begins; null after the last one. */
export type HistoryPage =
  { readonly kind: 'page'; readonly messages: readonly HistoryMessage[]; readonly next: string | null } | Refusal;

/** What can be done at Discord. Nothing throws: every answer, and every lack of one, is an outcome. */
export interface Sender {
  send(destination: string, body: CardBody | PostBody): Promise<SendOutcome>;
  edit(channelId: string, messageId: string, body: MessageBody): Promise<SendOutcome>;
  /** Opens the thread of a message; it has the message's id, and asking again changes nothing. */
  openThread(channelId: string, messageId: string, name: PlainText): Promise<SendOutcome>;
  /** Publishes a message of an announcement channel to those who follow it. */
  publish(channelId: string, messageId: string): Promise<SendOutcome>;
  /** Opens the direct messages with a person (snowflake): `sent`, with their channel. Asking again changes nothing. */
  openDirect(userId: string): Promise<SendOutcome>;
  /** A private message to a person. */
  tell(userId: string, body: MessageBody & { nonce: string }): Promise<SendOutcome>;
  /**
   * Messages of a channel with ids greater than `after`, oldest first, a page at a time; of a forum the first messages
   * of our own posts, all at once. An empty page proves nothing where the permission to read is missing.
   */
  readHistory(destination: string, isForum: boolean, after: string): Promise<HistoryPage>;
}

/** A tag of a forum by its id. */
export interface ForumTag {
  readonly id: string;
  readonly name: string;
}

/** What Discord has told of places besides. */
export interface ChannelNews {
  /** Channels and threads that were deleted since this was asked last. */
  takeDeleted(): string[];
  /** Whether the bot is a member of a guild; null where that cannot be told now, as in an outage of the guild. */
  isMember(guildId: string): boolean | null;
  /** Whether Discord says that a channel is no more; it is asked where the gateway has told of no such channel. */
  isGone(channelId: string): Promise<boolean>;
  /**
   * Answers a function that tells whether a person can read a channel of a guild now; false where that cannot be told. It
   * asks Discord once for each member.
   */
  readers(): (userId: string, channelId: string) => Promise<boolean>;
}

/** What is known of a destination without asking Discord. */
export interface Destinations {
  /** Null when the channel is not known. */
  kindOf(channelId: string): 'channel' | 'announcement' | 'forum' | 'thread' | null;
  /** Tags that posts of a forum can carry; none elsewhere. */
  tagsOf(channelId: string): readonly ForumTag[];
  /** Whether the guild of a channel has a role (snowflake); null when the channel is not known, or none of a guild. */
  hasRole(channelId: string, roleId: string): boolean | null;
  /** Whether cards can be posted there now; null when the channel is not known. */
  canPost(channelId: string): boolean | null;
  /** Whether a time-out of the bot in its server keeps it from posting there. */
  isSilenced(channelId: string): boolean;
  /**
   * What decides there whether a message is taken - rights, type, tags, a lock - as a text that differs when any of it does;
   * null when the channel is not known.
   */
  stateOf(channelId: string): string | null;
  /** Whether its history can be read; null when that cannot be told now (no connection, a channel never seen). */
  canReadHistory(channelId: string): Promise<boolean | null>;
  /** An id of Discord's own that is older than every message posted from now on. */
  lastKnownId(channelId: string): string;
}

/**
 * A message that is made anew longer than this (milliseconds) after its first attempt, as after a night without a permission,
 * is another one, of its own day. All attempts after which a card is given up take less.
 */
export const ONE_MESSAGE_MS = 10_800_000;

/** Within this time after the first attempt a repeat with the same nonce cannot make a second message. */
export const NONCE_WINDOW_MS = 120_000;
/** A claim is taken for this long: the request's own timeout, and time for the answer to be written down. */
export const LEASE_MS = 20_000;

/** A card that may or may not stand in its destination; `firstAttemptAt` is when it was first sent (UTC). */
export interface UnknownDelivery {
  readonly id: number;
  readonly paperKey: string;
  readonly firstAttemptAt: string | null;
}

/** The first of them, and how many there are: a digest alone may be of a thousand papers. */
export interface UnknownDeliveries {
  readonly count: number;
  readonly first: readonly UnknownDelivery[];
}
