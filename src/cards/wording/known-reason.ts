// A reason that is kept in English, and its words for readers of either language.

export interface KnownReason {
  /** Of the whole reason; its groups are $1, $2 of the words, told in the same language where they are reasons themselves. */
  readonly pattern: RegExp;
  readonly ja: string;
  /** Left out where the stored English sentence is shown as it is. */
  readonly en?: string;
}
