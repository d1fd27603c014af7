// Loosen: for a search that found nothing, the nearest one that finds something.
import type { Looser, SearchRequest, SearchResult } from '../../domain/search.js';
import { looserTexts, nearSpellings, queryWords, replaceWord, type QueryWord } from '../../search/looser.js';
import { phraseMatch, quoted } from '../../search/phrase.js';
import type { Db } from '../database/db.js';

/** No further attempt is begun after this time (milliseconds). */
const TIME_MS = 200;
/** So many looks into the index, and so many searches, are made at most, whatever the clock says. */
const MOST_LOOKS = 3_000;
const MOST_SEARCHES = 60;
/** Of a query with fewer words only a word that no paper has counts as misspelled. */
const LONG_QUERY = 4;

export function createLoosen(db: Db, search: (request: SearchRequest) => SearchResult, clock: () => number) {
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
    const near = nearSpelling(request);
    if (near !== null) return near;
    const withoutOptions = [
      ...(request.since === null && request.until === null ? [] : [{ ...request, since: null, until: null }]),
      ...(request.category === null ? [] : [{ ...request, category: null }]),
      ...(request.author === null || request.text === '' ? [] : [{ ...request, author: null }]),
    ];
    const candidates = [...looserTexts(request.text).map((text) => ({ ...request, text })), ...withoutOptions];
    const found = candidates.find((candidate) => !isOver() && count(candidate) > 0);
    return found === undefined ? null : { kind: 'less', request: found };
  };
}
