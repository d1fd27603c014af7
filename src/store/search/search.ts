// Search in SQLite: newest first stops early, relevance ranks a bounded set of candidates, counting is bounded too.
import { nameMatcher } from '../../domain/author.js';
import type { Taxonomy } from '../../domain/category.js';
import type { SearchHit, SearchRequest, SearchResult } from '../../domain/search.js';
import { problemText, type QueryProblem } from '../../domain/query-problem.js';
import { parseIdentifier } from '../../domain/identifier.js';
import { shownTexts } from '../../domain/readable-texts.js';
import type { Paper } from '../../domain/paper.js';
import { planSearch, type SearchPlan } from '../../search/plan.js';
import { rankTerms, scorePaper } from '../../search/rank.js';
import type { TermBook } from '../../search/terms.js';
import { requireRow, type Db } from '../database/db.js';
import { secondsOf } from './paper-index.js';
import { PAPER_BY_IDENTIFIER, PAPER_BY_KEY, PAPER_BY_SEARCH_ID, toPaper, type PaperRow } from '../papers/rows.js';
import { createScan, type Found } from './search-scan.js';

/**
 * How far matches are counted in a store of more than `SMALL_STORE` papers beyond those that a page needs: to each of these
 * in turn, as long as the next one is expected to be reached within `COUNT_MS` (milliseconds).
 */
const COUNTED = [50, 200, 1_000] as const;
const COUNT_MS = 1;
const COUNTED_IN_SMALL_STORE = 10_000;
const SMALL_STORE = 20_000;
/** How many of the newest papers are ranked: with all words in the title, with all words anywhere, and crossed ones. */
const CANDIDATES = { title: 40, anywhere: 50, crossedTitle: 20, crossed: 20 };
/** After this time (milliseconds) no more candidates are looked for. */
const CANDIDATES_MS = 3;
/** Papers of one and the same title that are looked at. */
const WHOLE_TITLES = 20;
/** Authors are compared for at most this many papers more than a page needs. */
const NAMES_AHEAD = 20;
/** Papers whose authors are compared at first. */
const NAMES_COUNTED = 50;
/** How many are looked at in turn when the first did not hold the names, or are of one second, so that others may come before. */
const LOOKED_AT = [500, 5_000] as const;
/** No page begins further back. */
const FURTHEST = 100_000;
const UNDATED = '1970-01-01T00:00:00Z';
/** Papers of one second are put in the order of their keys, for at most this many. */
const TIES = 5_000;

interface Ordered {
  readonly ids: readonly number[];
  readonly scores: ReadonlyMap<number, number> | null;
  readonly total: number;
  readonly isExact: boolean;
  readonly isTimeUp: boolean;
}

function refuse(problem: QueryProblem | null): SearchResult {
  const error = problem === null ? null : problemText(problem);
  return { total: 0, totalExact: true, tookMs: 0, crossed: [], hits: [], understood: '', isCut: false, error, problem };
}

export interface SearchParts {
  readonly taxonomy: Taxonomy;
  readonly book: TermBook;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Builds the search over a connection. A bad query is an answer with `error`; what it throws is an error of the program or the store. */
export function createSearch(db: Db, { taxonomy, book, clock }: SearchParts): (request: SearchRequest) => SearchResult {
  const bySearchId = db.prepare<[number], PaperRow>(PAPER_BY_SEARCH_ID);
  const byKey = db.prepare<[string], PaperRow>(PAPER_BY_KEY);
  const byIdentifier = db.prepare<[string], PaperRow>(PAPER_BY_IDENTIFIER);
  const placeOf = db.prepare<[number], { key: string; date: string | null }>(
    'SELECT key, date FROM papers WHERE search_id = ?',
  );
  const { scan, scanKey } = createScan(db, clock);

  function load(id: number): Paper {
    return toPaper(requireRow(bySearchId.get(id)));
  }

  const lastId = db.prepare<[], number | null>('SELECT max(id) FROM papers').pluck();

  /** Papers that do hold the names, as far as the page needs them, and how many there are at least. */
  function compareNames({ ids, isCut }: Pick<Found, 'ids' | 'isCut'>, plan: SearchPlan, needed: number) {
    if (plan.names.length === 0) return { ids, total: ids.length, isExact: !isCut };
    const isNamed = plan.names.map(nameMatcher);
    const kept: number[] = [];
    const looked = ids.findIndex((id, index) => {
      const { authors } = load(id);
      if (isNamed.every((fits) => authors.some(fits))) kept.push(id);
      return kept.length >= needed && index >= NAMES_AHEAD;
    });
    const isAll = looked < 0 || looked === ids.length - 1;
    return { ids: kept, total: kept.length, isExact: isAll && !isCut };
  }

  /** Newest first by date, then by key, exact as far as `needed`. Ids are never smaller than the date of their paper. */
  function byDate(ids: readonly number[], needed: number): number[] {
    const places: { id: number; key: string; seconds: number }[] = [];
    const compare = (a: (typeof places)[number], b: (typeof places)[number]): number =>
      b.seconds - a.seconds || (a.key < b.key ? -1 : 1);
    let lastSettled = Infinity;
    for (const id of ids) {
      const { key, date } = requireRow(placeOf.get(id));
      places.push({ id, key, seconds: date === null ? 0 : secondsOf(date) });
      if (places.length < needed) continue;
      lastSettled = places.length === needed ? Math.min(...places.map((place) => place.seconds)) : lastSettled;
      if (lastSettled >= id || places.length >= needed + TIES) break;
    }
    return places.sort(compare).map((place) => place.id);
  }

  /** What matches, the newest first, at least as many as `needed` where there are so many, and the count to go by. */
  function counted(plan: SearchPlan, needed: number): Found & { limit: number } {
    const isSmall = (lastId.get() ?? 0) <= SMALL_STORE;
    const least = plan.names.length > 0 ? Math.max(needed, NAMES_COUNTED) : needed;
    const limits = isSmall ? [COUNTED_IN_SMALL_STORE] : [least, ...COUNTED.filter((each) => each > least)];
    const started = clock();
    let result: (Found & { limit: number }) | null = null;
    for (const each of limits) {
      const limit = Math.max(each, needed);
      const spent = clock() - started;
      if (result !== null && (!result.isCut || result.isTimeUp || spent * (limit / result.limit) > COUNT_MS)) break;
      result = { ...scan(plan.match, plan, { limit: limit + 1 }), limit };
    }
    // There is at least one limit.
    return result!;
  }

  /** Whether nothing that was not read can come before the `needed` newest: ids are never smaller than their dates. */
  function isSettled(ids: readonly number[], needed: number): boolean {
    const last = ids.at(-1);
    if (last === undefined || ids.length < needed) return false;
    return ids.slice(0, needed).every((id) => secondsOf(requireRow(placeOf.get(id)).date ?? UNDATED) > last);
  }

  /** What matches with its names compared; further papers are looked at until they are enough. */
  function named(plan: SearchPlan, wanted: number, isEnough: (ids: readonly number[]) => boolean) {
    let found = counted(plan, wanted);
    let compared = compareNames(found, plan, wanted);
    for (const limit of LOOKED_AT) {
      if (!found.isCut || found.isTimeUp || limit <= found.limit || isEnough(compared.ids)) continue;
      found = { ...scan(plan.match, plan, { limit: limit + 1 }), limit };
      compared = compareNames(found, plan, wanted);
    }
    return { found, compared };
  }

  function newest(plan: SearchPlan, needed: number): Ordered {
    const { found, compared } = named(plan, needed, (ids) =>
      plan.names.length > 0 ? ids.length >= needed : isSettled(ids, needed),
    );
    const total = plan.names.length === 0 ? Math.min(compared.total, found.limit) : compared.total;
    return {
      ids: byDate(compared.ids, needed),
      scores: null,
      total,
      isExact: compared.isExact,
      isTimeUp: found.isTimeUp,
    };
  }

  /** Candidates first, by score; then everything else that is known to match, newest first. */
  function byRelevance(plan: SearchPlan, needed: number): Ordered {
    const { found, compared: base } = named(plan, Math.max(needed, CANDIDATES.anywhere), (ids) => ids.length >= needed);
    const started = clock();
    const take = (match: string | null, count: number): readonly number[] => {
      if (match === null || found.isTimeUp || clock() - started > CANDIDATES_MS) return [];
      return compareNames(scan(match, plan, { limit: count, deadlineMs: CANDIDATES_MS }), plan, count).ids;
    };
    const whole = new Set(plan.titleKey === null ? [] : scanKey(plan.titleKey, WHOLE_TITLES));
    const isCrossed = plan.exact !== plan.match;
    // Without a deadline, so that a title typed in full is always found.
    const titled = whole.size === 0 ? [] : scan(plan.title, plan, { limit: WHOLE_TITLES, deadlineMs: Infinity }).ids;
    const exact = new Set([
      ...compareNames({ ids: titled, isCut: false }, plan, WHOLE_TITLES).ids,
      ...take(plan.inTitle, CANDIDATES.title),
      ...(isCrossed ? take(plan.exact, CANDIDATES.anywhere) : base.ids.slice(0, CANDIDATES.anywhere)),
    ]);
    const other = isCrossed
      ? [...take(plan.crossedInTitle, CANDIDATES.crossedTitle), ...base.ids.slice(0, CANDIDATES.crossed)]
      : [];
    const terms = rankTerms(plan.texts);
    const scores = new Map<number, number>();
    for (const id of new Set([...exact, ...other])) {
      const bonus = whole.has(id) ? 100 : exact.has(id) ? 10 : 0;
      scores.set(id, Math.round((bonus + scorePaper(shownTexts(load(id)), terms)) * 1000) / 1000);
    }
    // Keys of the same map.
    const ranked = [...scores.keys()].sort((a, b) => scores.get(b)! - scores.get(a)! || b - a);
    const ids = [...ranked, ...base.ids.filter((id) => !scores.has(id))];
    const total = Math.max(Math.min(base.total, found.limit), ids.length - (base.isExact ? 0 : 1));
    return { ids, scores, total, isExact: base.isExact, isTimeUp: found.isTimeUp };
  }

  function refer(reference: string): readonly number[] {
    const identifier = parseIdentifier(reference);
    const row = byKey.get(reference) ?? (identifier === null ? undefined : byIdentifier.get(identifier.arxivId));
    return row === undefined ? [] : [row.search_id];
  }

  function order(plan: SearchPlan, request: SearchRequest): Ordered {
    if (plan.reference !== null) {
      const ids = refer(plan.reference);
      return { ids, scores: null, total: ids.length, isExact: true, isTimeUp: false };
    }
    const needed = request.offset + request.limit;
    return request.sort === 'relevance' && plan.match !== null ? byRelevance(plan, needed) : newest(plan, needed);
  }

  function answer(request: SearchRequest, started: number): SearchResult {
    const planned = planSearch(request, taxonomy, book);
    const plan = 'problem' in planned ? planned.title : planned;
    const ordered = plan === null ? null : order(plan, request);
    if (plan === null || ordered === null || ('problem' in planned && ordered.total === 0))
      return refuse('problem' in planned ? planned.problem : null);
    const hits = ordered.ids
      .slice(request.offset, request.offset + request.limit)
      .map((id): SearchHit => ({ paper: load(id), score: ordered.scores?.get(id) ?? null }));
    return {
      total: ordered.total,
      totalExact: ordered.isExact,
      tookMs: Math.round((clock() - started) * 1000) / 1000,
      crossed: plan.crossed,
      hits,
      understood: plan.understood,
      isCut: ordered.isTimeUp,
      error: null,
      problem: null,
    };
  }

  return function search(request) {
    const isPage = [request.offset, request.limit].every(
      (each) => Number.isInteger(each) && each >= 0 && each <= FURTHEST,
    );
    return isPage ? answer(request, clock()) : refuse({ kind: 'far', most: FURTHEST });
  };
}
