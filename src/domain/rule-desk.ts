// The interface RuleDesk: what commands and buttons read and change of subscriptions and settings.
import type { CardLanguage } from './language.js';
import type { MessageBody } from './message.js';
import type { Paper } from './paper.js';
import type { SettingsFile } from './settings-file.js';
import type {
  AddedSubscription,
  MoveTarget,
  NewSubscription,
  Place,
  PlacedRule,
  QueryFault,
  RuleChange,
  RuleCounts,
  RuleOutlook,
  Settings,
  Subscription,
  Wants,
} from './subscription.js';

/** What becomes of a message that is posted at once, outside the outbox. */
export type PostOutcome = 'posted' | 'refused' | 'later';

/** A change of settings that comes with something else; nothing is written where nothing changes. */
export interface SettingsChange {
  /** A guild or person (snowflake). */
  readonly owner: string;
  readonly change: Partial<Settings>;
  /** UTC text. */
  readonly at: string;
}

/**
 * All of it is read and written in other threads: a promise rejects with TransientError where that cannot be done now. What
 * writes is named in watchChanges, too.
 */
export interface RuleDesk {
  /** IANA zone of hours where nobody has set one. */
  readonly zone: string;
  /** Whether the feeds of everything that rules follow are read. */
  readonly hasFeeds: boolean;
  /** When arXiv's next announcement is to be expected in its feeds; null where feeds are not read. */
  nextFeedAt(now: Date): Date | null;
  /** The rules of a person's direct messages, by number. */
  ofPerson(userId: string): Promise<Subscription[]>;
  /** How much the server has, or, where that is null, the person. */
  countOf(owner: Pick<NewSubscription, 'guildId' | 'destination'>): Promise<RuleCounts>;
  /** What of a given file is taken; `bad` for what is no file of settings. */
  readFile(content: string): Promise<SettingsFile | 'bad' | 'too-large'>;
  find(id: number): Promise<Subscription | null>;
  /** Answers the existing rule, with `existed` true, when the same one is there already. */
  add(rule: NewSubscription, place: Place): Promise<AddedSubscription>;
  /** The same for many, with a change of the settings of a guild or person, in one transaction. */
  addAll(rules: readonly PlacedRule[], settings: SettingsChange): Promise<AddedSubscription[]>;
  change(id: number, change: RuleChange, now: Date): Promise<Subscription | null>;
  /** With what waits because of it. `exists`: the same rule is there already. */
  move(id: number, to: MoveTarget, now: Date): Promise<Subscription | 'exists' | null>;
  pause(id: number, now: Date): Promise<Subscription | null>;
  /** `woken`: how many papers that matched in the meantime go out now. */
  resume(id: number, now: Date): Promise<{ subscription: Subscription; woken: number } | null>;
  /** Deliveries that wait only because of this rule are withheld. Null when there is no such rule. */
  remove(id: number, now: Date): Promise<{ subscription: Subscription; withheld: number } | null>;
  setLanguage(destination: string, guildId: string | null, language: CardLanguage): Promise<void>;
  outlook(rule: Wants, now: Date): Promise<RuleOutlook>;
  /** The newest papers that a rule means. */
  papersOf(rule: Wants, limit: number, now: Date): Promise<Paper[]>;
  faultOf(query: string): Promise<QueryFault | null>;
  /** The first fault among several queries. */
  firstFault(queries: readonly string[]): Promise<QueryFault | null>;
  /** Of a guild or person (snowflake). */
  settings(owner: string): Promise<Settings>;
  changeSettings(owner: string, change: Partial<Settings>, now: Date): Promise<Settings>;
  /**
   * Posts to a channel or a person at once: a sample, which no delivery stands for. In a forum it becomes a post that is
   * named after the paper.
   */
  post(
    destination: { readonly id: string; readonly isPerson: boolean },
    body: MessageBody,
    paper?: Paper,
  ): Promise<PostOutcome>;
}
