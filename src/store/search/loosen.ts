// Loosen: for a search that found nothing, the nearest one that finds something.
import type { Looser, SearchRequest, SearchResult } from '../../domain/search.js';
import type { Taxonomy } from '../../domain/category.js';
import { lessTexts, looserTexts, nearSpellings, queryWords, replaceWord, type QueryWord } from '../../search/looser.js';
import { phraseMatch, quoted } from '../../search/phrase.js';
import { writtenForms } from '../../search/readings.js';
import type { Db } from '../database/db.js';

/** No further attempt is begun after this time (milliseconds). */
const TIME_MS = 200;
/** So many looks into the index, and so many searches, are made at most, whatever the clock says. */
const MOST_LOOKS = 3_000;
const MOST_SEARCHES = 60;
/** A category as a query names it. */
const CATEGORY = /(?:\bcat(?:egory)?:|#)\s*"?([\w.:-]+)"?/gi;
const NEAREST = 3;
/** Of a query with fewer words only a word that no paper has counts as misspelled. */
const LONG_QUERY = 4;

/** So many papers with a word are counted: more are as common as it gets. */
const COUNTED = 5_000;
/** Of so many words a name is made at most. */
const NAME_WORDS = 4;

export interface LoosenParts {
  readonly db: Db;
  readonly search: (request: SearchRequest) => SearchResult;
  readonly taxonomy: Taxonomy;
  readonly clock: () => number;
}

export function createLoosen({ db, search, taxonomy, clock }: LoosenParts) {
  const howMany = db
    .prepare<[string], number>(
      `SELECT count(*) FROM (SELECT rowid FROM paper_index WHERE paper_index MATCH ? LIMIT ${COUNTED})`,
    )
    .pluck();
  const exists = db
    .prepare<[string], number>('SELECT rowid FROM paper_index WHERE paper_index MATCH ? LIMIT 1')
    .pluck();
  const spent = { began: 0, looks: 0, searches: 0 };
  const isOver = (): boolean =>
    clock() - spent.began > TIME_MS || spent.looks >= MOST_LOOKS || spent.searches >= MOST_SEARCHES;

  /** How many papers a request finds, without ranking them. */
  function count(request: SearchRequest): number {
    spent.searches += 1;
    return search({ ...request, sort: 'newest', limit: 1 }).total;
  }

  function isKnown(match: string): boolean {
    spent.looks += 1;
    return exists.get(match) !== undefined;
  }

  /** The same request with one word spelled otherwise, where that finds the most papers. */
  function respelled(request: SearchRequest, word: QueryWord): SearchRequest | null {
    let best: { request: SearchRequest; total: number } | null = null;
    for (const near of nearSpellings(word.text)) {
      if (isOver()) break;
      if (!isKnown(quoted([near]))) continue;
      const tried = { ...request, text: replaceWord(request.text, word, near) };
      const total = count(tried);
      if (total > (best?.total ?? 0)) best = { request: tried, total };
    }
    return best?.request ?? null;
  }

  /** How many papers have what a part of a query asks for, whatever field it is asked in. */
  function commonness(part: string): number {
    const match = phraseMatch(part);
    if (match === null) return 0;
    spent.looks += 1;
    return howMany.get(match) ?? 0;
  }

  const firstThatFinds = (requests: readonly SearchRequest[]): SearchRequest | undefined =>
    requests.find((each) => !isOver() && count(each) > 0);

  /** The same with the nearest category for one that there is not. */
  function nearCategory(request: SearchRequest): SearchRequest | undefined {
    const unknown = [...request.text.matchAll(CATEGORY)].find(([, code = '']) => taxonomy.find(code) === null);
    if (unknown === undefined) return undefined;
    const [typed, code = ''] = unknown;
    const before = request.text.slice(0, unknown.index);
    const after = request.text.slice(unknown.index + typed.length);
    const near = taxonomy.nearest(code, NEAREST);
    return firstThatFinds(near.map((other) => ({ ...request, text: `${before}cat:${other}${after}` })));
  }

  /** A word that is the code or a name of a category. */
  function asCategory(request: SearchRequest): SearchRequest | undefined {
    const words = request.text.split(/(\s+)/);
    const at = words.findIndex((word) => taxonomy.find(word) !== null);
    const text = words.map((word, index) => (index === at ? `cat:${word}` : word)).join('');
    return at === -1 ? undefined : firstThatFinds([{ ...request, text }]);
  }

  /** Words alone may be somebody's name. */
  function asAuthor(request: SearchRequest): SearchRequest | undefined {
    const { text, author } = request;
    const words = text.trim().split(/\s+/);
    const isName = author === null && words.length <= NAME_WORDS && /^[\p{L}\p{M}\s.'’-]+$/u.test(text.trim());
    return isName ? firstThatFinds([{ ...request, text: '', author: text.trim() }]) : undefined;
  }

  /** Kana written out. */
  function asWritten(request: SearchRequest): SearchRequest | undefined {
    const forms = queryWords(request.text).flatMap((word) =>
      writtenForms(word.text).map((form) => ({ ...request, text: replaceWord(request.text, word, form) })),
    );
    return firstThatFinds(forms);
  }

  /** One part less, then more: what no paper has first, then the commonest, so that the rarest words are kept. */
  function withLess(request: SearchRequest): SearchRequest | undefined {
    const parts = lessTexts(request.text).map((part) => {
      const papers = commonness(part.without);
      return { ...part, weight: part.isFilter ? Infinity : papers === 0 ? COUNTED + 1 : papers };
    });
    const found = firstThatFinds(
      parts.toSorted((a, b) => b.weight - a.weight).map(({ text }) => ({ ...request, text })),
    );
    if (found !== undefined || parts.length < 3) return found;
    let left = request.text;
    for (let next = parts; next.length > 1 && !isOver();) {
      const [commonest] = next.toSorted((a, b) => b.weight - a.weight);
      if (commonest === undefined) break;
      left = commonest.text;
      if (count({ ...request, text: left }) > 0) return { ...request, text: left };
      next = lessTexts(left).map((part) => ({
        ...part,
        weight: parts.find(({ without }) => without === part.without)?.weight ?? 0,
      }));
    }
    return undefined;
  }

  function nearSpelling(request: SearchRequest): Looser | null {
    const words = queryWords(request.text);
    const isUnknown = (word: QueryWord): boolean => {
      const match = phraseMatch(word.text);
      return match !== null && !isKnown(match);
    };
    const unknown = words.filter(isUnknown);
    if (unknown.length > 1) {
      // Several words are wrong: each is put right by itself, then all are tried together.
      const text = unknown.reduceRight((current, word) => {
        const right = isOver()
          ? undefined
          : nearSpellings(word.text).find((near) => !isOver() && isKnown(quoted([near])));
        return right === undefined ? current : replaceWord(current, word, right);
      }, request.text);
      const tried = { ...request, text };
      if (text !== request.text && !isOver() && count(tried) > 0) return { kind: 'spelling', request: tried };
    }
    const suspects = unknown.length > 0 ? unknown : words.length < LONG_QUERY ? [] : words;
    for (const word of [...suspects].sort((a, b) => b.text.length - a.text.length)) {
      if (isOver()) break;
      const found = respelled(request, word);
      if (found !== null) return { kind: 'spelling', request: found };
    }
    return null;
  }

  /** Null when nothing nearby finds anything either. The request starts at its first page. */
  return function loosen(given: SearchRequest): Looser | null {
    Object.assign(spent, { began: clock(), looks: 0, searches: 0 });
    const request = { ...given, offset: 0 };
    const meant = nearCategory(request) ?? asCategory(request) ?? asAuthor(request) ?? asWritten(request);
    if (meant !== undefined) return { kind: meant.author === request.author ? 'spelling' : 'less', request: meant };
    const near = nearSpelling(request);
    if (near !== null) return near;
    const withoutOptions = [
      ...(request.since === null && request.until === null ? [] : [{ ...request, since: null, until: null }]),
      ...(request.category === null ? [] : [{ ...request, category: null }]),
      ...(request.author === null || request.text === '' ? [] : [{ ...request, author: null }]),
    ];
    const found =
      firstThatFinds(looserTexts(request.text).map((text) => ({ ...request, text }))) ??
      withLess(request) ??
      firstThatFinds(withoutOptions);
    return found === undefined ? null : { kind: 'less', request: found };
  };
}
