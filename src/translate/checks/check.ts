// A check of a translation: a pure function that says what is wrong.

/** Both without what was masked, so that only words are compared. */
export interface Judged {
  readonly source: string;
  readonly translation: string;
}

/** What is wrong, as the rest of a sentence; null when nothing is. */
export type Check = (judged: Judged) => string | null;

/** Whether a translation holds what its source does not. */
export function isNew(pattern: RegExp, { source, translation }: Judged): boolean {
  return pattern.test(translation) && !pattern.test(source);
}
