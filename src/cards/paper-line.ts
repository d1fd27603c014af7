// Lists of papers: one paper as a numbered line, lines that fit an embed, and the menu that opens one as a card.
import type { Language } from '../domain/language.js';
import type { Menu, MenuOption, Row } from '../domain/message.js';
import type { Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { shownTitle } from '../domain/shown-title.js';
import { isInvisible } from '../text/comparison.js';
import { code, inertLine, joinMarkdown, link, own, timestamp, type Markdown } from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { plain } from '../text/visible.js';
import { authorsText, paperUrl } from './paper-text.js';
import { wording } from './wording.js';

/** Letters of an address, and authors named, on a line: as a rule, and where room is short. */
const WIDE = { url: 160, names: 2 };
const NARROW = { url: 110, names: 1 };
/** Discord's limits: an embed's description, and label and description of an option. */
const DESCRIPTION_LIMIT = 4_096;
const OPTION_LIMIT = 100;
const CATEGORY_POINTS = 40;
const STRING_SELECT = 3;

/** The date by which papers are found and ordered: first submission, else the version known; in the reader's own form. */
function listDate(paper: Paper): Markdown | null {
  const time = paper.submittedAt ?? paper.updatedAt;
  return time === null ? null : timestamp(time, 'D');
}

/** Number, title as a link, first authors, date, category and name. */
export function paperLine(
  paper: Paper,
  title: Markdown,
  number: number,
  language: Language,
  isNarrow = false,
): Markdown {
  const { url, names } = isNarrow ? NARROW : WIDE;
  const category = paper.primaryCategory ?? paper.categories[0] ?? null;
  const details = [
    authorsText(paper, language, names),
    listDate(paper),
    category === null ? null : inertLine(category, CATEGORY_POINTS),
    code(paper.arxivId ?? paper.key),
  ];
  return own`**${number}.** ${link(title, paperUrl(paper, url))}\n${joinMarkdown(details, ' · ')}`;
}

/** The first of several ways to write the same lines that fits a description; the last is cut when none does. */
export function fitLines(ways: readonly (readonly Markdown[])[]): Markdown {
  const texts = ways.map((each) => joinMarkdown(each, '\n'));
  const fitting = texts.find((text) => countPoints(text) <= DESCRIPTION_LIMIT);
  if (fitting !== undefined) return fitting;
  const kept = [...(ways.at(-1) ?? [])];
  while (countPoints(kept.join('\n')) > DESCRIPTION_LIMIT) kept.pop();
  return joinMarkdown(kept, '\n');
}

/** A paper as an option of the menu. */
export function paperRef(paper: Paper, number: number, language: Language): MenuOption {
  const names = shownTexts(paper)
    .authors.filter((name) => !isInvisible(name))
    .slice(0, 2);
  const details = [names.join(wording(language).listSeparator), paper.arxivId ?? paper.key];
  return {
    label: plain(`${number}. ${shownTitle(paper)}`, OPTION_LIMIT),
    description: plain(details.filter((part) => part !== '').join(' · '), OPTION_LIMIT),
    value: paper.key,
  };
}

/** The menu that opens one of the papers privately; `options` holds 1 to 25. */
export function openMenu(options: MenuOption[], language: Language): Row<Menu> {
  const menu: Menu = {
    type: STRING_SELECT,
    custom_id: 'open',
    placeholder: wording(language).openPaper,
    options,
  };
  return { type: 1, components: [menu] };
}
