// The texts of a paper as a reader of one language sees them: formulas readable, outside markup inert.
import type { Taxonomy } from '../domain/category.js';
import type { Language } from '../domain/language.js';
import { paperLinks, type Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { shownTitle } from '../domain/shown-title.js';
import { inert } from '../text/markdown.js';
import { cutPoints } from '../text/points.js';
import { wording } from './wording.js';

const SHOWN_AUTHORS = 5;
const SHOWN_CATEGORIES = 8;
/** Discord's limit for an embed's title, in code points. */
export const TITLE_LIMIT = 256;

/** Readable and inert; without `max` as long as it is. Cut before escaping, so that no escape is cut in half. */
function cutInert(text: string, max: number): string {
  const whole = inert(text);
  if ([...whole].length <= max) return whole;
  const escapes = [...whole].length - [...text].length;
  return `${inert(cutPoints(text, Math.max(max - escapes - 1, 1)).trimEnd())}…`;
}

/** An embed's title shows backslash escapes as Discord's markdown does everywhere. */
export function titleText(paper: Paper, max = TITLE_LIMIT): string {
  return cutInert(shownTitle(paper), max);
}

/** The title that stands first for a reader, and the original beneath it where that is another one; both inert. */
export function titleLines(
  paper: Paper,
  language: Language,
): { readonly title: string; readonly original: string | null } {
  const original = titleText(paper);
  if (language !== 'ja' || paper.titleJa === null) return { title: original, original: null };
  return { title: cutInert(shownTexts(paper).titleJa ?? paper.titleJa, TITLE_LIMIT), original };
}

/** The whole abstract, readable but not yet inert; null when that language's text is unknown. */
export function abstractText(paper: Paper, language: Language): string | null {
  const { abstract, abstractJa } = shownTexts(paper);
  return language === 'ja' ? abstractJa : abstract;
}

export function providerText(paper: Paper, language: Language): string {
  const { translation } = paper;
  // The bundled sample holds summaries of our own; no machine translated them.
  if (translation?.site === 'demo') return wording(language).demoSummary;
  const provider = [translation?.site, translation?.service].filter((part) => part !== null && part !== undefined);
  return wording(language).machineTranslation(inert(provider.join(' / ') || '?'));
}

/** The first authors and how many more there are. */
export function authorsText(paper: Paper, language: Language, shown = SHOWN_AUTHORS): string {
  const { authors } = shownTexts(paper);
  const names = authors.slice(0, shown).map((name) => cutInert(name, 100));
  const more = authors.length - shown;
  return names.join(wording(language).listSeparator) + (more > 0 ? wording(language).moreAuthors(more) : '');
}

export function categoriesText(paper: Paper, language: Language, taxonomy: Taxonomy): string {
  const shown = paper.categories.slice(0, SHOWN_CATEGORIES).map((code) => {
    const name = taxonomy.name(code, language);
    return cutInert(name === code ? code : `${code} ${name}`, 80);
  });
  const more = paper.categories.length - SHOWN_CATEGORIES;
  return shown.join(wording(language).listSeparator) + (more > 0 ? wording(language).moreCategories(more) : '');
}

/** Discord shows this in the reader's own zone and language. */
export function dateText(paper: Paper): string | null {
  const time = paper.updatedAt ?? paper.submittedAt;
  return time === null ? null : `<t:${Math.floor(Date.parse(time) / 1000)}:D>`;
}

/** The abstract page, else arXiv's title search with as many words as an address of `max` characters takes. */
export function paperUrl(paper: Paper, max: number): string {
  const whole = paperLinks(paper);
  const url = whole.abs ?? whole.search;
  if (url.length <= max) return url;
  const words = paper.title.split(/\s+/);
  for (let count = words.length - 1; count > 0; count -= 1) {
    const shorter = paperLinks({ arxivId: null, title: words.slice(0, count).join(' ') }).search;
    if (shorter.length <= max) return shorter;
  }
  return paperLinks({ arxivId: null, title: cutPoints(words[0] ?? '', 30) }).search;
}
