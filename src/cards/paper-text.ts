// The texts of a paper as a reader of one language sees them: formulas readable, outside markup inert.
import type { Taxonomy } from '../domain/category.js';
import type { Language } from '../domain/language.js';
import { paperLinks, type Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { shownTitle } from '../domain/shown-title.js';
import { inertLine, joinMarkdown, own, type Markdown } from '../text/markdown.js';
import { isInvisible } from '../text/comparison.js';
import { cutPoints } from '../text/points.js';
import { plain, type PlainText } from '../text/visible.js';
import { wording } from './wording.js';

const SHOWN_CATEGORIES = 8;
const PROVIDER_POINTS = 100;
/** Discord's limit for an embed's title, in code points. */
const TITLE_LIMIT = 256;

const STRUCK = '~~';
const struck = (text: Markdown): Markdown => own`~~${text}~~`;

/** An embed's title shows backslash escapes as Discord's markdown does everywhere. */
export function titleText(paper: Paper, max = TITLE_LIMIT): Markdown {
  return inertLine(shownTitle(paper), max);
}

/** The title that stands first for a reader, and the original beneath it where that is another one. */
export interface TitleLines {
  readonly title: Markdown;
  readonly original: Markdown | null;
}

export function titleLines(paper: Paper, language: Language, max = TITLE_LIMIT): TitleLines {
  const original = titleText(paper, max);
  const titleJa = shownTexts(paper).titleJa;
  if (language !== 'ja' || titleJa === null || isInvisible(titleJa)) return { title: original, original: null };
  return { title: inertLine(titleJa, max), original };
}

/** The same at the head of an embed: a title of a withdrawn paper is struck through. */
export function headLines(paper: Paper, language: Language): TitleLines {
  if (!paper.withdrawn) return titleLines(paper, language);
  const { title, original } = titleLines(paper, language, TITLE_LIMIT - STRUCK.length * 2);
  return { title: struck(title), original: original === null ? null : struck(original) };
}

/** What the authors of a withdrawn paper say of it: arXiv asks for the reason in the comments. Null where they say nothing. */
export function withdrawalText(paper: Paper, max: number): Markdown | null {
  const { comments } = shownTexts(paper);
  return !paper.withdrawn || comments === null || isInvisible(comments) ? null : inertLine(comments, max);
}

/** The whole abstract, readable but not yet inert; null when that language's text is unknown, or nothing is seen of it. */
export function abstractText(paper: Paper, language: Language): string | null {
  const { abstract, abstractJa } = shownTexts(paper);
  const text = language === 'ja' ? abstractJa : abstract;
  return text === null || isInvisible(text) ? null : text;
}

/** What a gist is made of: the abstract, in Japanese our translation of the gist where there is one. */
export function gistBase(paper: Paper, language: Language): string | null {
  const { gistJa } = paper;
  const isKnown = language === 'ja' && gistJa !== undefined && !isInvisible(gistJa);
  return isKnown ? gistJa : abstractText(paper, language);
}

/** Who translated: the service, else the site that published the translation; and who made the title, where that is somebody else. */
export function providerText({ translation, titleService }: Paper, language: Language): PlainText {
  const words = wording(language);
  const named = (service: string): PlainText => plain(service, PROVIDER_POINTS);
  const service = translation?.service ?? translation?.site ?? '?';
  // The bundled sample holds summaries of our own; no machine translated them.
  const isDemo = translation?.site === 'demo';
  const said = isDemo ? words.demoSummary : words.machineTranslation(named(service));
  if (titleService === undefined || (!isDemo && titleService === service)) return said;
  return plain([said, words.machineTranslatedTitle(named(titleService))].join(' · '), 3 * PROVIDER_POINTS);
}

/** The authors of whom something is seen, which takes a look at each: a paper may have thousands. */
export function visibleAuthors(paper: Paper): string[] {
  return shownTexts(paper).authors.filter((name) => !isInvisible(name));
}

/** The first of such authors and how many more there are. */
export function authorsText(authors: readonly string[], language: Language, shown: number): Markdown {
  const words = wording(language);
  const names = joinMarkdown(
    authors.slice(0, shown).map((name) => inertLine(name, 100)),
    words.listSeparator,
  );
  const more = authors.length - shown;
  return more > 0 ? own`${names}${words.moreAuthors(more)}` : names;
}

/** Of an alias pair such as cs.IT and math.IT the canonical one; every code once. */
export function canonicalCodes(codes: readonly string[], taxonomy: Taxonomy): string[] {
  return [...new Set(codes.filter((code) => !isInvisible(code)).map((code) => taxonomy.canonical(code) ?? code))];
}

export function categoriesText(paper: Paper, language: Language, taxonomy: Taxonomy): Markdown {
  const words = wording(language);
  const categories = canonicalCodes(paper.categories, taxonomy);
  const shown = categories.slice(0, SHOWN_CATEGORIES).map((code) => {
    const name = taxonomy.name(code, language);
    return inertLine(name === code ? code : `${code} ${name}`, 80);
  });
  const names = joinMarkdown(shown, words.listSeparator);
  const more = categories.length - SHOWN_CATEGORIES;
  return more > 0 ? own`${names}${words.moreCategories(more)}` : names;
}

/** The abstract page, else arXiv's title search with as many words as an address of `max` characters takes. */
export function paperUrl(paper: Paper, max: number): string {
  const whole = paperLinks(paper);
  const url = whole.abs ?? whole.search;
  if (url.length <= max) return url;
  const searchFor = (title: string): string => paperLinks({ arxivId: null, title }).search;
  // Each letter takes one of the address at least, and more words never less: of a thousand words, not each number is tried.
  const words = cutPoints(paper.title, max).split(/\s+/);
  const wordsTo = (count: number): string => searchFor(words.slice(0, count).join(' '));
  let [fitting, tooMany] = [0, words.length];
  while (tooMany - fitting > 1) {
    const count = Math.floor((fitting + tooMany) / 2);
    if (wordsTo(count).length <= max) fitting = count;
    else tooMany = count;
  }
  if (fitting > 0) return wordsTo(fitting);
  for (let points = 30; ; points -= 5) {
    const shorter = searchFor(cutPoints(words[0] ?? '', points));
    if (shorter.length <= max || points <= 5) return shorter;
  }
}
