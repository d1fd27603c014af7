// The message that opens a day's thread, the name of the thread, and a day and subjects in words.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Language } from '../domain/language.js';
import type { LabelledButton, MessageBody, Row } from '../domain/message.js';
import { weekdayOf } from '../domain/local-time.js';
import { inertLine, joinMarkdown, own, shownAs, type Markdown } from '../text/markdown.js';
import { plain, type PlainText } from '../text/visible.js';
import { listWording } from './wording/lists.js';

const NAME_POINTS = 100;
const SHOWN_SUBJECTS = 3;
const SUBJECT_POINTS = 60;

export const STATUS_PREFIX = 'status';

/** A day (`YYYY-MM-DD`) as people write it. */
export function dayText(day: string, language: Language): Markdown {
  const words = listWording(language);
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return words.day({ year, month, date }, words.weekdays[weekdayOf(day) - 1] ?? own``);
}

/** Rules by kind and value, in words: the first few, and how many more there are. */
export function subjectList(
  rules: readonly { readonly kind: string; readonly value: string }[],
  language: Language,
): Markdown {
  const words = listWording(language);
  // Those of all papers of a digest are thousands, of which few differ.
  const different = new Map(rules.map((rule) => [`${rule.kind} ${rule.value}`, rule] as const));
  const subjects = [...new Set([...different.values()].map(({ kind, value }) => ruleText(kind, value, language)))];
  if (subjects.length === 0) return words.several;
  const shown = joinMarkdown(subjects.slice(0, SHOWN_SUBJECTS), words.subjectSeparator);
  const more = subjects.length - SHOWN_SUBJECTS;
  return more > 0 ? own`${shown}${words.moreSubjects(more)}` : shown;
}

/** What one rule wants. */
export function ruleText(kind: string, value: string, language: Language): Markdown {
  const text = inertLine(value, SUBJECT_POINTS);
  return kind === 'keyword' ? listWording(language).keyword(text) : text;
}

export interface DayThreadOptions {
  readonly subject: Markdown;
  readonly day: string;
  readonly mark: string;
  readonly language: Language;
}

export function dayThreadMessage({ subject, day, mark, language }: DayThreadOptions): MessageBody {
  const words = listWording(language);
  const button: LabelledButton = {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: words.statusButton,
    custom_id: `${STATUS_PREFIX}:${mark}`,
  };
  const row: Row<LabelledButton> = { type: ComponentType.ActionRow, components: [button] };
  return { content: words.threadHead(subject, dayText(day, language)), components: [row] };
}

/** `subject` as plain text, in which nothing is escaped. */
export function dayThreadName(subject: Markdown, day: string, language: Language): PlainText {
  return plain(
    listWording(language).threadName(plain(shownAs(subject), 80), plain(dayText(day, language), 40)),
    NAME_POINTS,
  );
}
