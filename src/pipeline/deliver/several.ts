// Messages of several papers, rendered: from papers in the order of their lines to the body of a list or digest.
import { dayText, ruleText, subjectList } from '../../cards/day-thread.js';
import { digestMessage, listMessage } from '../../cards/list-message.js';
import { listedPaper, type ListedPaper } from '../../cards/listed-paper.js';
import type { View } from '../../cards/view.js';
import { LINE_SHOWS, LINES_SHOWN, type Form } from '../../domain/delivery.js';
import { wordsLanguage } from '../../domain/language.js';
import type { MessageBody } from '../../domain/message.js';
import type { Paper } from '../../domain/paper.js';
import type { MatchedRule } from '../../store/delivery/waiting.js';

/** A paper in its place, with the rules by which it is owed. */
export interface PlacedPaper {
  readonly deliveryId: number;
  readonly paper: Paper;
  readonly rules: readonly MatchedRule[];
}

export interface SeveralOptions {
  readonly form: Exclude<Form, 'card'>;
  /** The papers that are shown, in order: of a digest the first of them. */
  readonly shown: readonly PlacedPaper[];
  /** All rules of the message's papers. */
  readonly rules: readonly MatchedRule[];
  readonly count: number;
  /** Papers left out of a person's digest because a channel that they read showed them. */
  readonly leftOut: number;
  readonly leaderId: number;
  readonly mark: string;
  /** `YYYY-MM-DD` in the destination's zone. */
  readonly day: string;
  readonly view: View;
}

/** A paper as a line; throws what rendering throws. The reason is told where it is more than a category. */
export function lineOf({ paper, rules }: PlacedPaper, number: number, view: View): ListedPaper {
  const telling = rules.find(({ kind }) => kind !== 'category');
  const reason = telling === undefined ? null : ruleText(telling.kind, telling.value, wordsLanguage(view.language));
  return listedPaper({ paper, number, view, reason });
}

export function severalMessage(options: SeveralOptions): MessageBody {
  const { form, shown, rules, count, leftOut, leaderId, mark, day, view } = options;
  const lines = shown.map((placed, index) => lineOf(placed, index + 1, view));
  if (form === 'list') return listMessage({ lines, mark, view });
  const language = wordsLanguage(view.language);
  const subject = subjectList(rules, language);
  return digestMessage({ lines, mark, view, subject, day: dayText(day, language), count, leftOut, leaderId });
}

/** How many of so many papers a message shows itself. */
export function shownCount(form: Form, count: number): number {
  return form === 'digest' ? Math.min(count, LINES_SHOWN) : count;
}

/** What a line says of its paper that may change later (LINE_SHOWS). */
export function lineShows(paper: Paper, { language }: Pick<View, 'language'>): number {
  const isTranslated = wordsLanguage(language) === 'ja' && (paper.titleJa !== null || paper.abstractJa !== null);
  return (
    (paper.withdrawn ? LINE_SHOWS.withdrawn : 0) +
    (isTranslated ? LINE_SHOWS.translation : 0) +
    (paper.arxivId === null ? 0 : LINE_SHOWS.identifier)
  );
}
