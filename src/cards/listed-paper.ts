// A paper as one line of a message of several: title, gist sentence, first authors, in several lengths so that ten fit.
import { wordsLanguage, type CardLanguage, type Language } from '../domain/language.js';
import type { MenuOption } from '../domain/message.js';
import { paperLinks, type Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { gistOf } from '../text/gist.js';
import { inertLine, joinMarkdown, link, own, shownAs, type Markdown } from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { sentencesOf } from '../text/sentences.js';
import type { PlainText } from '../text/visible.js';
import { archiveColour } from './colour.js';
import { paperOption } from './paper-line.js';
import {
  authorsText,
  gistBase,
  paperUrl,
  providerText,
  titleLines,
  visibleAuthors,
  withdrawalText,
} from './paper-text.js';
import type { View } from './view.js';
import { listWording } from './wording/lists.js';

/** Letters of title, gist, reason of a withdrawal and address, and authors named (none: no facts): as many as fit, else the next. */
const WIDTHS = [
  { title: 200, gist: 200, second: 160, url: 160, names: 3 },
  { title: 140, gist: 130, second: 100, url: 130, names: 2 },
  { title: 100, gist: 90, second: 60, url: 110, names: 1 },
  { title: 90, gist: 50, second: 0, url: 110, names: 1 },
  { title: 60, gist: 0, second: 0, url: 110, names: 1 },
  { title: 60, gist: 0, second: 0, url: 110, names: 0 },
] as const;
type Width = (typeof WIDTHS)[number];
/** No gist is looked for that is longer than any width. */
const GIST_READ = 600;
const CATEGORY_POINTS = 30;

export interface ListedPaper {
  /** The line in each of the widths, from wide to narrow. */
  readonly ways: readonly Markdown[];
  readonly option: MenuOption;
  readonly colour: number;
  /** Who translated what the line shows; null where nothing is translated. */
  readonly provider: PlainText | null;
}

export interface ListedOptions {
  readonly paper: Paper;
  readonly number: number;
  readonly view: View;
  /** Why it is here, in words of the rule, where more than its category is the reason. */
  readonly reason: Markdown | null;
}

/** What the lines of all widths are made of, each worked out once: what an abstract says is looked for in all of it. */
interface Parts extends ListedOptions {
  readonly language: Language;
  readonly title: Markdown;
  /** Those of whom something is seen. */
  readonly authors: readonly string[];
  /** The sentence of the abstract in a language that says what was done, as outside text; null where none is known. */
  readonly statement: (language: Language) => string | null;
}

function statementIn(paper: Paper, language: Language): string | null {
  const abstract = gistBase(paper, language);
  if (abstract === null) return null;
  const [statement = ''] = sentencesOf(gistOf(abstract, GIST_READ));
  return statement;
}

function partsOf(options: ListedOptions): Parts {
  const { paper, view } = options;
  const language = wordsLanguage(view.language);
  const known = new Map<Language, string | null>();
  return {
    ...options,
    language,
    title: titleLines(paper, language).title,
    authors: visibleAuthors(paper),
    statement(wanted) {
      const said = known.has(wanted) ? (known.get(wanted) ?? null) : statementIn(paper, wanted);
      known.set(wanted, said);
      return said;
    },
  };
}

/** The statement in a language, cut where it is too long; null where there is none, or no room. */
function gist({ statement }: Parts, language: Language, max: number): Markdown | null {
  const said = max === 0 ? null : statement(language);
  return said === null ? null : inertLine(said, max);
}

/** The gist in the language that is read, in the other where that is all there is; of `both` one sentence of each. */
function gists(parts: Parts, width: Width): (Markdown | null)[] {
  const { language, view } = parts;
  const other = language === 'ja' ? 'en' : 'ja';
  const own_ = gist(parts, language, width.gist);
  if (own_ === null) return [gist(parts, other, width.gist)];
  return view.language === 'both' ? [own_, gist(parts, other, width.second)] : [own_];
}

function factsOf({ paper, language, authors, reason }: Parts, width: Width): Markdown {
  const { pdf } = paperLinks(paper);
  const category = paper.primaryCategory ?? paper.categories[0] ?? null;
  return joinMarkdown(
    [
      authorsText(authors, language, width.names),
      category === null ? null : inertLine(category, CATEGORY_POINTS),
      reason,
      pdf === null || width.gist === 0 ? null : link(listWording(language).pdf, pdf),
    ],
    ' · ',
  );
}

function line(parts: Parts, width: Width): Markdown {
  const { paper, number, view, language, title } = parts;
  const words = listWording(language);
  const shown = countPoints(title) > width.title ? inertLine(titleOf(paper, view.language), width.title) : title;
  const linked = link(shown, paperUrl(paper, width.url));
  const facts = width.names === 0 ? '' : factsOf(parts, width);
  const head = paper.withdrawn
    ? own`**${number}.** ~~${linked}~~ **${words.withdrawn}**`
    : own`**${number}.** ${linked}`;
  const ofWithdrawal = width.gist === 0 ? null : withdrawalText(paper, width.gist);
  const said = ofWithdrawal === null ? gists(parts, width) : [ofWithdrawal];
  return joinMarkdown([head, ...said, facts === '' ? null : own`-# ${facts}`], '\n');
}

/** The title in the language of a reader, as outside text. */
function titleOf(paper: Paper, language: CardLanguage): string {
  const { title, titleJa } = shownTexts(paper);
  return wordsLanguage(language) === 'ja' ? (titleJa ?? title) : title;
}

function providerOf(paper: Paper, language: CardLanguage): PlainText | null {
  const isTranslated = paper.titleJa !== null || paper.abstractJa !== null;
  if (wordsLanguage(language) !== 'ja' || !isTranslated || paper.translation === null) return null;
  return providerText(paper, wordsLanguage(language));
}

export function listedPaper(options: ListedOptions): ListedPaper {
  const { paper, number, view } = options;
  const parts = partsOf(options);
  const first = paper.primaryCategory ?? paper.categories[0] ?? '';
  return {
    ways: WIDTHS.map((width) => line(parts, width)),
    option: paperOption(paper, `${number}. ${titleOf(paper, view.language)}`, [
      shownAs(authorsText(parts.authors, parts.language, 2)),
      paper.arxivId ?? '',
    ]),
    colour: archiveColour(view.taxonomy.archive(view.taxonomy.canonical(first) ?? first)),
    provider: providerOf(paper, view.language),
  };
}
