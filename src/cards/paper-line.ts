// Lists of papers: each as a numbered title, its facts and one line of passage; and the menu that opens one as a card.
import { ComponentType } from 'discord-api-types/v10';
import { wordsLanguage, type Language } from '../domain/language.js';
import type { Menu, MenuOption, Row } from '../domain/message.js';
import type { Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { shownTitle } from '../domain/shown-title.js';
import { isInvisible } from '../text/comparison.js';
import { statementOf } from '../text/gist.js';
import { inert, inertLine, joinMarkdown, link, own, type Markdown } from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { plain, visible } from '../text/visible.js';
import { categoryFact, firstAuthor } from './facts.js';
import { gistBase, paperUrl } from './paper-text.js';
import { venueOf } from './venue.js';
import { shownDay, type View } from './view.js';
import { wording } from './wording.js';

/** As many papers a page as a phone shows without losing the reader. */
export const PAGE_SIZE = 8;
/** Letters of title, passage and address: as many of the first as fit in a description, else of the next. */
export const WIDTHS = [
  { title: 110, passage: 120, url: 160 },
  { title: 90, passage: 80, url: 140 },
  { title: 80, passage: 0, url: 110 },
  { title: 40, passage: 0, url: 110 },
] as const;
export type Width = (typeof WIDTHS)[number];
/** Discord's limits: an embed's description, and label and description of an option. */
const DESCRIPTION_LIMIT = 4_096;
const OPTION_LIMIT = 100;
const VENUE_POINTS = 80;

export interface PaperLine {
  readonly paper: Paper;
  readonly number: number;
  readonly title: Markdown;
  /** What was found in it, or what it did; null where nothing is said. */
  readonly passage: Markdown | null;
  /** The author who was searched for; null where none was. */
  readonly author: string | null;
}

/** First author and the one who was searched for, category, the date by which papers are found and ordered, venue. */
function lineFacts({ paper, author }: PaperLine, view: View): Markdown {
  const words = wording(wordsLanguage(view.language));
  const { comments, journalRef } = shownTexts(paper);
  const venue = venueOf(comments, journalRef);
  return joinMarkdown(
    [
      paper.withdrawn ? own`**${words.withdrawn}**` : null,
      firstAuthor(paper, view, author),
      categoryFact(paper, view),
      paper.date === null ? null : inertLine(shownDay(paper.date, view), 10),
      venue === null ? null : inertLine(venue, VENUE_POINTS),
    ],
    ' · ',
  );
}

/** What was done, in the reader's language where that is known; null where no abstract is. */
export function statementLine(paper: Paper, language: Language, max: number): Markdown | null {
  const text = gistBase(paper, language) ?? gistBase(paper, language === 'ja' ? 'en' : 'ja');
  return text === null || max === 0 ? null : inert(statementOf(visible(text), max));
}

/** Title as a link, facts, and the passage in small print. */
export function paperLine(line: PaperLine, view: View, width: Width): Markdown {
  const { paper, number, title, passage } = line;
  const facts = lineFacts(line, view);
  return joinMarkdown(
    [own`**${number}.** ${link(title, paperUrl(paper, width.url))}`, facts === '' ? null : own`-# ${facts}`, passage],
    '\n',
  );
}

/** The first of several ways to write the same lines that fits a description; the last is cut when none does. */
export function fitLines(ways: readonly (readonly Markdown[])[]): Markdown {
  const texts = ways.map((each) => joinMarkdown(each, '\n\n'));
  const fitting = texts.find((text) => countPoints(text) <= DESCRIPTION_LIMIT);
  if (fitting !== undefined) return fitting;
  const kept = [...(ways.at(-1) ?? [])];
  while (countPoints(kept.join('\n\n')) > DESCRIPTION_LIMIT) kept.pop();
  return joinMarkdown(kept, '\n\n');
}

/** A paper as an option of a menu; of the details those that are not empty. */
export function paperOption(paper: Paper, label: string, details: readonly string[]): MenuOption {
  const known = details.filter((part) => part !== '').join(' · ');
  const description = known === '' ? {} : { description: plain(known, OPTION_LIMIT) };
  return { label: plain(label, OPTION_LIMIT), ...description, value: paper.key };
}

/** A paper as an option of the menu that opens it. */
export function paperRef(paper: Paper, number: number, language: Language): MenuOption {
  const names = shownTexts(paper)
    .authors.filter((name) => !isInvisible(name))
    .slice(0, 2);
  const details = [names.join(wording(language).listSeparator), paper.arxivId ?? ''];
  return paperOption(paper, `${number}. ${shownTitle(paper)}`, details);
}

/** The menu that opens one of the papers privately; `options` holds 1 to 25. */
export function openMenu(options: MenuOption[], language: Language): Row<Menu> {
  const menu: Menu = {
    type: ComponentType.StringSelect,
    custom_id: 'open',
    placeholder: wording(language).openPaper,
    options,
  };
  return { type: ComponentType.ActionRow, components: [menu] };
}
