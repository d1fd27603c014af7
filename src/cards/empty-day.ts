// The line of a day without papers.
import type { Holiday } from '../domain/holidays.js';
import { wordsLanguage, type CardLanguage } from '../domain/language.js';
import type { MessageBody } from '../domain/message.js';
import { inertLine } from '../text/markdown.js';
import { dayText, subjectList } from './day-thread.js';
import { listWording } from './wording/lists.js';

const NAME_POINTS = 100;

export interface EmptyDay {
  readonly rules: readonly { readonly kind: string; readonly value: string }[];
  readonly day: string;
  /** Why arXiv announced nothing; null: it did, and nothing that was wanted. */
  readonly holiday: Pick<Holiday, 'name' | 'nameJa'> | null;
  readonly language: CardLanguage;
}

export function emptyDayMessage({ rules, day, holiday, language: shown }: EmptyDay): MessageBody {
  const language = wordsLanguage(shown);
  const words = listWording(language);
  const [subject, date] = [subjectList(rules, language), dayText(day, language)];
  if (holiday === null) return { content: words.emptyDay(subject, date) };
  const name = inertLine(language === 'ja' ? holiday.nameJa : holiday.name, NAME_POINTS);
  return { content: words.emptyHoliday(subject, date, name) };
}
