// Search in SQLite: newest first stops early, relevance ranks a bounded set of candidates, counting is bounded too.
import { performance } from 'node:perf_hooks';
import type { Taxonomy } from '../domain/category.js';
import type { SearchHit, SearchRequest, SearchResult } from '../domain/command.js';
import { dateRange, parseQuery } from '../search/query.js';
import { isSamePerson } from '../domain/author.js';
import type { Paper } from '../domain/paper.js';
import type { Db } from './database.js';
import { toPaper, type PaperRow } from './rows.js';

const IDS_PER_SECOND = 65_536;
/** Relevance is computed over the newest matches up to this many. */
const CANDIDATES = 2_000;
/** A total above this is given as a lower bound. */
const COUNT_LIMIT = 10_000;

type FoundRow = Pick<PaperRow, 'key' | 'search_id'>;

interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

function refuse(error: string): SearchResult {
  return { total: 0, totalExact: true, tookMs: 0, crossed: [], hits: [], error };
}

/** Builds the search over a connection. A bad query is an answer with `error`, never an exception. */
export function createSearch(db: Db, taxonomy: Taxonomy): (request: SearchRequest) => SearchResult {
  const knownCategories = db.prepare<[], { category: string }>('SELECT DISTINCT category FROM paper_categories');
  const bySearchId = db.prepare<[number], PaperRow>('SELECT id, key, search_id, facts FROM papers WHERE search_id = ?');

  function categoryCondition(wanted: string): Condition | null {
    const codes = knownCategories
      .all()
      .map((row) => row.category)
      .filter((code) => taxonomy.matches([code], wanted));
    if (codes.length === 0) return null;
    const marks = codes.map(() => '?').join(', ');
    return { sql: `search_id IN (SELECT search_id FROM paper_categories WHERE category IN (${marks}))`, values: codes };
  }

  function dateConditions(request: SearchRequest): Condition[] | string {
    const conditions: Condition[] = [];
    for (const [name, text] of [
      ['since', request.since],
      ['until', request.until],
    ] as const) {
      if (text === null) continue;
      const range = dateRange(text);
      if (range === null) return `${name} is "${text}", but it must be YYYY, YYYY-MM or YYYY-MM-DD`;
      conditions.push(
        name === 'since'
          ? { sql: 'search_id >= ?', values: [range.from * IDS_PER_SECOND] }
          : { sql: 'search_id < ? AND search_id >= ?', values: [range.before * IDS_PER_SECOND, IDS_PER_SECOND] },
      );
    }
    return conditions;
  }

  function load(row: FoundRow): Paper {
    return toPaper(bySearchId.get(row.search_id)!);
  }

  function isWholeNameMatch(row: FoundRow, author: string): boolean {
    return load(row).authors.some((name) => isSamePerson(author, name));
  }

  return function search(request) {
    const started = performance.now();
    const query = parseQuery(request.text, request.author);
    if (query.error !== null) return refuse(query.error);
    const dates = dateConditions(request);
    if (typeof dates === 'string') return refuse(dates);
    const category = request.category === null ? [] : [categoryCondition(request.category)];
    if (category.includes(null)) return { ...refuse(''), error: null };
    const conditions = [
      ...(query.match === null
        ? []
        : [{ sql: 'search_id IN (SELECT rowid FROM paper_index WHERE paper_index MATCH ?)', values: [query.match] }]),
      ...category.filter((condition) => condition !== null),
      ...dates,
    ];
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.map((condition) => condition.sql).join(' AND ')}`;
    const values = conditions.flatMap((condition) => condition.values);
    const rows = db
      .prepare<unknown[], FoundRow>(
        `SELECT key, search_id FROM papers ${where} ORDER BY search_id DESC LIMIT ${COUNT_LIMIT + 1}`,
      )
      .all(...values)
      .filter((row) => request.author === null || isWholeNameMatch(row, request.author));
    const ordered =
      request.sort === 'relevance' && query.match !== null ? byRelevance(rows, query.match) : byDate(rows);
    const hits = ordered.slice(request.offset, request.offset + request.limit);
    return {
      total: Math.min(rows.length, COUNT_LIMIT),
      totalExact: rows.length <= COUNT_LIMIT,
      tookMs: Math.round((performance.now() - started) * 1000) / 1000,
      crossed: [],
      hits: hits.map(({ row, score }): SearchHit => ({ paper: load(row), score })),
      error: null,
    };
  };

  function byDate(rows: readonly FoundRow[]): { row: FoundRow; score: number | null }[] {
    const second = (row: FoundRow): number => Math.floor(row.search_id / IDS_PER_SECOND);
    return rows
      .map((row) => ({ row, score: null }))
      .sort((a, b) => second(b.row) - second(a.row) || (a.row.key < b.row.key ? -1 : 1));
  }

  function byRelevance(rows: readonly FoundRow[], match: string): { row: FoundRow; score: number | null }[] {
    const candidates = rows.slice(0, CANDIDATES);
    const oldest = candidates.at(-1)?.search_id ?? 0;
    const scores = new Map(
      db
        .prepare<[string, number], { id: number; score: number }>(
          'SELECT rowid AS id, bm25(paper_index, 8, 1, 1, 4, 1) AS score FROM paper_index WHERE paper_index MATCH ? AND rowid >= ?',
        )
        .all(match, oldest)
        .map((found) => [found.id, -found.score]),
    );
    return byDate(candidates)
      .map(({ row }) => ({ row, score: scores.get(row.search_id) ?? 0 }))
      .sort((a, b) => b.score - a.score);
  }
}
