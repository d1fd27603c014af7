// Subscription: a rule that is wanted at one destination.
import type { Language } from './language.js';

/** What is not known before the store has seen it: everything but the id. */
export interface NewSubscription {
  readonly guildId: string;
  /** The channel that gets the cards (snowflake). */
  readonly destination: string;
  /** A category code or an archive such as `cs`, in canonical spelling. */
  readonly category: string;
  readonly language: Language;
  readonly createdBy: string;
  /** Papers announced after this time match. */
  readonly createdAt: string;
}

export interface Subscription extends NewSubscription {
  readonly id: number;
}
