// The line of facts: who wrote a paper, where it belongs, which version it is, where it appeared, where its code is.
import { wordsLanguage } from '../domain/language.js';
import type { Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { isInvisible } from '../text/comparison.js';
import { inertLine, joinMarkdown, link, own, type Markdown } from '../text/markdown.js';
import { codeAddress } from './code-address.js';
import { canonicalCodes } from './paper-text.js';
import { venueOf } from './venue.js';
import { shownDay, type View } from './view.js';
import { wording } from './wording.js';

const NAME_POINTS = 32;
/** A venue of 40 letters, with the signs that make it inert. */
const VENUE_POINTS = 80;
const CODE_POINTS = 24;
const SHOWN_CATEGORIES = 3;

/** The first author, `wanted` where that is another one of them, and how many others; empty where nobody is named. */
export function firstAuthor(
  paper: Paper,
  { language }: Pick<View, 'language'>,
  wanted: string | null = null,
): Markdown {
  const words = wording(wordsLanguage(language));
  const authors = shownTexts(paper).authors.filter((name) => !isInvisible(name));
  const [first] = authors;
  if (first === undefined) return joinMarkdown([], '');
  const place = wanted === null ? 0 : Math.max(authors.indexOf(wanted), 0);
  const shown = [first, ...(place > 0 ? authors.slice(place, place + 1) : [])].map((name) =>
    inertLine(name, NAME_POINTS),
  );
  const names = joinMarkdown(shown, place > 1 ? ' … ' : words.listSeparator);
  const others = authors.length - shown.length;
  return others === 0 ? names : words.withOthers(names, others);
}

/**
 * The primary category; `cs.LG ← cs.CL` where it is cs.CL and the paper came here by its cross-list to cs.LG. Where the
 * primary category is not known, the first of all.
 */
export function categoryFact(paper: Paper, view: View): Markdown {
  const { taxonomy, followed = [] } = view;
  const shown = (code: string): Markdown => inertLine(code, CODE_POINTS);
  const [primary] = canonicalCodes(paper.primaryCategory === null ? [] : [paper.primaryCategory], taxonomy);
  const all = canonicalCodes(paper.categories, taxonomy);
  if (primary === undefined) return joinMarkdown(all.slice(0, SHOWN_CATEGORIES).map(shown), ', ');
  const isHere = (code: string): boolean => followed.some((each) => taxonomy.matches([code], each));
  const here = followed.length === 0 || isHere(primary) ? undefined : all.find(isHere);
  return here === undefined ? shown(primary) : own`${shown(here)} ← ${shown(primary)}`;
}

/** `v2 2025-04-10`; null for a first version. */
function versionFact({ version, updatedAt }: Paper, view: View): Markdown | null {
  if (version === null || version < 2) return null;
  return updatedAt === null ? own`v${version}` : own`v${version} ${inertLine(shownDay(updatedAt, view), 10)}`;
}

/** The facts, separated by `·`; what is not known is left out. */
export function factsLine(paper: Paper, view: View): Markdown {
  const words = wording(wordsLanguage(view.language));
  const { comments, journalRef, abstract } = shownTexts(paper);
  const venue = venueOf(comments, journalRef);
  const address = codeAddress([paper.abstract, abstract, paper.comments]);
  return joinMarkdown(
    [
      paper.withdrawn ? own`**${words.withdrawn}**` : null,
      firstAuthor(paper, view),
      categoryFact(paper, view),
      versionFact(paper, view),
      venue === null ? null : inertLine(venue, VENUE_POINTS),
      address === null ? null : link(words.code, address),
    ],
    ' · ',
  );
}
