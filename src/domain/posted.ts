// What was posted, and what waits: the answers behind a digest's pages, /why and /status.
import type { CategoryDay } from './category-day.js';
import type { DeliveryState, Form } from './delivery.js';
import type { CardLanguage } from './language.js';
import type { Paper } from './paper.js';
import type { Mode, RuleKind } from './subscription.js';

/** One paper of a message of several. */
export interface MessageLine {
  readonly deliveryId: number;
  /** From 1. */
  readonly line: number;
  /** See LINE_SHOWS. */
  readonly shows: number;
  readonly paper: Paper;
}

/** A message of several papers as a whole. */
export interface LinedMessage {
  readonly destination: string;
  readonly language: CardLanguage;
  readonly count: number;
  readonly nonce: string;
  /** UTC text. */
  readonly firstAttemptAt: string;
}

/** A paper owed to one destination. Times are UTC texts. */
export interface PaperDelivery {
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly mode: Mode;
  readonly form: Form;
  readonly matchedAt: string;
  readonly settledAt: string | null;
  readonly nextAttemptAt: string;
  /** Of a message of several papers: its place there, and how many they are; else null. */
  readonly line: number | null;
  readonly count: number | null;
  readonly messageId: string | null;
  readonly channelId: string;
}

/** A rule by which a paper is owed to a destination. */
export interface RuleHere {
  readonly kind: RuleKind;
  readonly value: string;
  readonly createdAt: string;
  readonly isRemoved: boolean;
  readonly isPaused: boolean;
}

/** What is known of a paper at a destination. */
export interface PaperHere {
  /** Null where it was never owed. */
  readonly delivery: PaperDelivery | null;
  /** The rules by which it is owed. */
  readonly matched: readonly RuleHere[];
  /** When it was first announced anywhere; null: never. */
  readonly announcedAt: string | null;
  /** Why the last dump that held it announced nothing; null where that is not the reason. */
  readonly silentReason: string | null;
  /** Rules of the destination that stand. */
  readonly rules: readonly RuleHere[];
  /** Why a text of it stays in the original where Japanese is read; null where that is not so. */
  readonly untranslated: Untranslated | null;
}

/** `refused`: what the translator gave was bad; `dropped`: nothing could be asked for then. `reason` is English. */
export interface Untranslated {
  readonly state: 'refused' | 'dropped';
  readonly reason: string;
}

/** What waits at a destination for one reason. */
export interface WaitingHere {
  readonly state: 'pending' | 'sending' | 'held';
  readonly mode: Mode;
  readonly reason: string | null;
  readonly count: number;
  /** UTC text. */
  readonly nextAttemptAt: string;
}

export interface PlaceState {
  readonly waiting: readonly WaitingHere[];
  /** Papers posted there since a time. */
  readonly posted: number;
  /** The rules that stand there. */
  readonly rules: readonly RuleHere[];
}

/** Nothing is sent to a destination for a while, whatever is due there. */
export interface PlaceRest {
  /** UTC text; not in the future where nobody knows, as in an outage. */
  readonly until: string;
  /** As Discord gave it; null where nothing is known. */
  readonly reason: string | null;
}

/** All of it but `restOf` is read in another thread: a promise rejects with TransientError where that cannot be done now. */
export interface PostedDesk {
  /** Null where no such message is kept. */
  message(leaderId: number): Promise<LinedMessage | null>;
  /** Lines after `offset`, at most `limit`. */
  lines(leaderId: number, offset: number, limit: number): Promise<MessageLine[]>;
  /** The destination that a channel or a day's thread belongs to. */
  destinationOf(channelId: string): Promise<string>;
  paperHere(paperKey: string, destination: string): Promise<PaperHere>;
  /** `since` is a UTC text. */
  placeState(destination: string, since: string): Promise<PlaceState>;
  /** Kept by this process alone: after a start everything is tried. Null where nothing keeps what is due. */
  restOf(destination: string): PlaceRest | null;
  /** How arXiv's announcement of today stands in followed categories; none where feeds are not read. */
  today(now: Date): Promise<readonly CategoryDay[]>;
  lastIngestAt(): Promise<string | null>;
}
