// Plan: a request to everything that the store needs to answer it: expressions, dates, names to compare, what to rank by.
import type { Taxonomy } from '../domain/category.js';
import type { SearchRequest } from '../domain/search.js';
import type { QueryProblem } from '../domain/query-problem.js';
import { parseIdentifier } from '../domain/identifier.js';
import { nameTokens } from '../domain/author.js';
import { echoQuery } from './echo.js';
import { dateRange, localNow, resolveDate, UTC } from './dates.js';
import { categoryMatch, inTitles, positiveTexts, toMatch } from './match.js';
import { titleTerm } from './keys.js';
import { nameMatch } from './names.js';
import { parseQuery, type Wanted } from './parser.js';
import { allOf, anyOf, quoted } from './phrase.js';
import { crossLanguages, type TermBook } from './terms.js';

export interface SearchPlan {
  /** A key or identifier given alone: that paper is the answer. */
  readonly reference: string | null;
  /** Every paper that answers; null when all papers do. */
  readonly match: string | null;
  /** Without what was added from the other language; equal to `match` when nothing was. */
  readonly exact: string | null;
  /** Papers that hold the words in their titles: of `exact`, and of what was added. Null where there are no plain words. */
  readonly inTitle: string | null;
  readonly crossedInTitle: string | null;
  /** The paper whose whole title was typed. */
  readonly title: string | null;
  /** The same without anything that narrows it: a quick look whether there is such a paper. */
  readonly titleKey: string | null;
  /** Dates in seconds since 1970: first, and first after. */
  readonly from: number | null;
  readonly before: number | null;
  /** Names of several words that the papers' authors have to be compared with. */
  readonly names: readonly string[];
  /** Every name that was searched for, of one word or several. */
  readonly people: readonly string[];
  /** Texts that good answers hold: as typed, and from the other language. */
  readonly texts: readonly string[];
  readonly crossed: readonly string[];
  /** The query as it was read. */
  readonly understood: string;
}

export type Planned = SearchPlan | { readonly problem: QueryProblem; readonly title: SearchPlan | null };

const KEY = /^s-[0-9a-z]{10}(?:-\d+)?$/;

interface Dates {
  readonly since: string | null;
  readonly until: string | null;
}

function rangeOf(
  { since, until }: Dates,
  now: string | null,
  zone: string,
): [number | null, number | null] | QueryProblem {
  const read = (name: 'since' | 'until', text: string | null) => {
    const date = text === null ? null : resolveDate(text, now, name);
    const range = date === null ? null : dateRange(date, zone);
    const problem: QueryProblem = { kind: 'option', name, text: text ?? '' };
    return text !== null && range === null ? problem : range;
  };
  const first = read('since', since);
  const last = read('until', until);
  if (first !== null && 'kind' in first) return first;
  if (last !== null && 'kind' in last) return last;
  return [first?.from ?? null, last?.before ?? null];
}

/** Author names at the top of the tree, where each of them has to match. */
function topNames(wanted: Wanted | null): string[] {
  const parts = wanted === null ? [] : wanted.kind === 'all' ? wanted.parts : [wanted];
  return parts.flatMap((part) => (part.kind === 'term' && part.field === 'author' ? [part.text] : []));
}

/** Author names that a paper may have been found by: all but those that are excluded. */
function peopleIn(wanted: Wanted): string[] {
  if (wanted.kind === 'term') return wanted.field === 'author' ? [wanted.text] : [];
  return wanted.kind === 'not' ? [] : wanted.parts.flatMap(peopleIn);
}

const latest = (...values: (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
};
const earliest = (...values: (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/** Never throws. A mistake is an answer with `problem`; `title` is then the plan to try first, in case it is a whole title. */
export function planSearch(request: SearchRequest, taxonomy: Taxonomy, book: TermBook): Planned {
  const { zone = UTC } = request;
  const now = request.at === undefined ? null : localNow(request.at, zone);
  const text = request.text.trim();
  const nothing = {
    reference: null,
    match: null,
    exact: null,
    inTitle: null,
    crossedInTitle: null,
    title: null,
    titleKey: null,
  };
  const bare = {
    ...nothing,
    from: null,
    before: null,
    names: [],
    people: [],
    texts: [],
    crossed: [],
    understood: text,
  };
  if (request.author === null && request.category === null && (KEY.test(text) || parseIdentifier(text) !== null))
    return { ...bare, reference: text };

  const query = parseQuery(text, now);
  const title = text === '' ? null : titleTerm(text);
  const titleMatch = title === null ? null : quoted([title]);
  const wholeTitle =
    titleMatch === null
      ? null
      : { ...bare, match: titleMatch, exact: titleMatch, title: titleMatch, titleKey: titleMatch };
  if (query.problem !== null) return { problem: query.problem, title: wholeTitle };

  const options = rangeOf(request, now, zone);
  if ('kind' in options) return { problem: options, title: null };
  const inside = rangeOf(query, now, zone);
  if ('kind' in inside) return { problem: inside, title: wholeTitle };

  const given = request.author?.trim() ?? '';
  const author = given === '' ? null : nameMatch(given);
  const own = query.wanted === null ? null : toMatch(query.wanted, taxonomy);
  const isEmpty =
    (text !== '' && own === null && query.since === null && query.until === null) || (given !== '' && author === null);
  if (isEmpty)
    return {
      problem: { kind: 'empty', text: `${text} ${given}`.trim() },
      title: wholeTitle,
    };

  const filters = [
    ...(author === null ? [] : [author]),
    ...(request.category === null ? [] : [categoryMatch(request.category, taxonomy)]),
  ];
  const withFilters = (match: string | null): string | null => {
    const parts = [...(match === null ? [] : [match]), ...filters];
    return parts.length === 0 ? null : allOf(parts);
  };
  const texts = query.wanted === null ? [] : positiveTexts(query.wanted);
  const cross = query.wanted === null ? null : crossLanguages(query.wanted, book);
  const wide = cross === null || cross.added.length === 0 ? own : toMatch(cross.wanted, taxonomy);
  // A title may hold what reads as a mark of the grammar.
  const orTitle = (match: string | null): string | null =>
    match === null || titleMatch === null || !query.isStructured ? match : anyOf([match, titleMatch]);
  const titles = (wanted: Wanted | undefined): string | null =>
    wanted === undefined || texts.length === 0 ? null : withFilters(toMatch(inTitles(wanted), taxonomy));
  return {
    reference: null,
    match: withFilters(orTitle(wide)),
    exact: withFilters(orTitle(own)),
    inTitle: titles(query.wanted ?? undefined),
    crossedInTitle: cross === null || cross.added.length === 0 ? null : titles(cross.wanted),
    title: titleMatch === null || texts.length === 0 ? null : withFilters(titleMatch),
    titleKey: texts.length === 0 ? null : titleMatch,
    from: latest(options[0], inside[0]),
    before: earliest(options[1], inside[1]),
    names: [...(given === '' ? [] : [given]), ...topNames(query.wanted)].filter((name) => nameTokens(name).length > 1),
    people: [...(given === '' ? [] : [given]), ...(query.wanted === null ? [] : peopleIn(query.wanted))],
    texts: [...texts, ...(cross?.added ?? [])],
    crossed: cross?.added ?? [],
    understood: echoQuery(query),
  };
}
