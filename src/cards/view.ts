// The view: for whom a paper is shown, which decides its language, its days and what is said of its categories.
import { dayIn } from '../domain/calendar.js';
import type { Taxonomy } from '../domain/category.js';
import type { CardLanguage } from '../domain/language.js';

export interface View {
  readonly language: CardLanguage;
  readonly taxonomy: Taxonomy;
  /** The IANA zone of the days that people are shown. */
  readonly zone: string;
  /** The followed categories through which a paper came here; none where somebody asked for it, or it came by other rules. */
  readonly followed?: readonly string[];
}

/** The day of a time (UTC text), as every card and list shows it: `2025-04-10`. */
export function shownDay(time: string, { zone }: Pick<View, 'zone'>): string {
  return dayIn(zone, new Date(time));
}
