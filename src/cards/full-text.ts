// The whole text of a paper for the one who pressed: either language in place, its facts beneath, a page where it is long.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Language } from '../domain/language.js';
import type { EmbedField, LabelledButton, MessageBody, Row } from '../domain/message.js';
import type { Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { inert, inertLine, joinMarkdown, own, type Markdown } from '../text/markdown.js';
import { splitText } from '../text/sentences.js';
import { plain, type PlainText } from '../text/visible.js';
import {
  abstractText,
  authorsText,
  categoriesText,
  headLines,
  paperUrl,
  providerText,
  visibleAuthors,
} from './paper-text.js';
import { shownDay, type View } from './view.js';
import { wording } from './wording.js';

/** Leaves room in Discord's 4096 for the backslashes that make a text inert, and in its 6000 of an embed for the facts. */
const PART_POINTS = 1_750;
const COMMENTS_POINTS = 300;
const REFERENCE_POINTS = 200;
const SHOWN_AUTHORS = 30;
const AUTHORS_POINTS = 600;

/** Prefixes of the buttons: their argument is the key, of a page `language:page:key`. */
export const TEXT_PREFIX = 'text';
export const BIBTEX_PREFIX = 'bibtex';
export const TRANSLATE_PREFIX = 'translate';

export interface FullTextOptions {
  /** What is shown. */
  readonly textLanguage: Language;
  /** From 0; one that is too great is the last. */
  readonly page?: number;
  /** Whether there is a translator. */
  readonly canTranslate: boolean;
}

const press = (label: PlainText, id: string): LabelledButton => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label,
  custom_id: id,
});

function field(name: Markdown, value: Markdown | null): EmbedField[] {
  return value === null || value === '' ? [] : [{ name, value, inline: false }];
}

function dates({ submittedAt, updatedAt, version }: Paper, view: View): Markdown | null {
  const words = wording(view.language === 'en' ? 'en' : 'ja');
  const day = (time: string | null): Markdown | null => (time === null ? null : inertLine(shownDay(time, view), 10));
  const first = day(submittedAt);
  const latest = day(updatedAt);
  if (first === null && latest === null) return null;
  const label = version === null ? own`${words.latestVersion}` : own`v${version}`;
  return joinMarkdown(
    [
      first === null ? null : own`${words.firstVersion} ${first}`,
      latest === null || (latest === first && (version ?? 1) === 1) ? null : own`${label} ${latest}`,
    ],
    ' · ',
  );
}

function facts(paper: Paper, view: View, language: Language): EmbedField[] {
  const words = wording(language);
  const { comments, journalRef } = shownTexts(paper);
  const names = visibleAuthors(paper);
  const authors = [SHOWN_AUTHORS, 10, 3]
    .map((shown) => authorsText(names, language, shown))
    .find((text, index) => index === 2 || text.length <= AUTHORS_POINTS);
  return [
    ...field(words.authors, authors ?? null),
    ...field(words.categories, categoriesText(paper, language, view.taxonomy)),
    ...field(words.dates, dates(paper, view)),
    ...field(words.comments, comments === null ? null : inertLine(comments, COMMENTS_POINTS)),
    ...field(words.journalRef, journalRef === null ? null : inertLine(journalRef, REFERENCE_POINTS)),
  ];
}

/** One message, also where the text has several pages. `view.language` is the reader's. */
export function fullText(
  paper: Paper,
  view: View,
  { textLanguage, page = 0, canTranslate }: FullTextOptions,
): MessageBody {
  const language: Language = view.language === 'en' ? 'en' : 'ja';
  const words = wording(language);
  const other = textLanguage === 'ja' ? 'en' : 'ja';
  const text = abstractText(paper, textLanguage);
  const parts = text === null ? [] : splitText(text, PART_POINTS).map(inert);
  const at = Math.min(page, Math.max(parts.length - 1, 0));
  const { title, original } = headLines(paper, textLanguage);
  const isTranslated = textLanguage === 'ja' && (text !== null || original !== null);
  const description = joinMarkdown(
    [
      original === null ? null : own`-# ${original}`,
      paper.withdrawn ? own`**${words.withdrawnPaper}**` : null,
      parts[at] ?? words.noAbstract,
      isTranslated ? own`-# ${inertLine(providerText(paper, language), REFERENCE_POINTS)}` : null,
    ],
    '\n',
  );
  const turn = (label: PlainText, shown: Language, to: number): LabelledButton =>
    press(label, `${TEXT_PREFIX}:${shown}:${to}:${paper.key}`);
  const canBeTranslated = canTranslate && language === 'ja' && paper.abstract !== null && paper.abstractJa === null;
  const components = [
    ...(at > 0 ? [turn(words.previous, textLanguage, at - 1)] : []),
    ...(at < parts.length - 1 ? [turn(words.readOn, textLanguage, at + 1)] : []),
    ...(abstractText(paper, other) === null
      ? []
      : [turn(textLanguage === 'ja' ? words.original : words.translation, other, 0)]),
    ...(canBeTranslated ? [press(words.translateNow, `${TRANSLATE_PREFIX}:${paper.key}`)] : []),
    press(plain('BibTeX', 80), `${BIBTEX_PREFIX}:${paper.key}`),
  ];
  const row: Row = { type: ComponentType.ActionRow, components };
  const embed = {
    title,
    url: paperUrl(paper, 2048),
    description,
    fields: at === 0 ? facts(paper, view, language) : [],
  };
  return { embeds: [embed], components: [row] };
}
