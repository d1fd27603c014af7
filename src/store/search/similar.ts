// Similar papers: those that share the most distinctive terms of a paper, where they share enough.
import type { Taxonomy } from '../../domain/category.js';
import type { Language } from '../../domain/language.js';
import type { Paper } from '../../domain/paper.js';
import { shownTitle } from '../../domain/shown-title.js';
import type { SimilarPaper } from '../../domain/search.js';
import { categoryMatch } from '../../search/match.js';
import { readableTerms } from '../../search/tokens.js';
import { tellingTerms, type TellingTerm } from '../../search/telling.js';
import type { TermBook } from '../../search/terms.js';
import { requireRow, type Db } from '../database/db.js';
import { PAPER_BY_SEARCH_ID, toPaper, type PaperRow } from '../papers/rows.js';

/** Terms that more papers than this have are too common to count; their papers are not looked at. */
const COMMON = 1_000;
/** In a small store a term in more than this share of its papers is common, too, but never one in fewer than `RARE`. */
const COMMON_SHARE = 0.2;
const RARE = 20;
/** How many of a paper's terms are looked up, and how many of those that weigh most are used. */
const LOOKED_UP = 80;
const USED = 30;
/** How much rare terms count more than common ones. */
const RARITY = 1.5;
/** A paper is alike when it has so many of the terms, and, by its kinship, so much of what all of them weigh. */
const LEAST_SHARED = 2;
const LEAST_SHARE = 0.45;

/** Of so many of those that share most, papers of the same field come first: their words mean the same. */
const COMPARED = 150;
const SAME_PRIMARY = 5;
const SAME_CATEGORY = 2;
const IN_TITLE = 1.5;
/** The length of an abstract (UTF-16 units) with which a term counts half. */
const LONG = 1_500;

interface Weighed {
  readonly term: TellingTerm;
  readonly ids: readonly number[];
  readonly weight: number;
}

const sum = (terms: readonly Weighed[]): number => terms.reduce((total, { weight }) => total + weight, 0);

/** The terms that stand in no other one of them, the weightiest first. */
function distinct(shared: readonly Weighed[]): TellingTerm[] {
  const isWithin = (stems: string, other: string): boolean => stems !== other && ` ${other} `.includes(` ${stems} `);
  const terms = shared.map(({ term }) => term);
  return terms.filter(({ stems }) => !terms.some((other) => isWithin(stems, other.stems)));
}

/** How much another paper speaks of what it shares: more in its title, more in a short text. */
function likeness(other: Paper, shared: readonly Weighed[]): number {
  const title = ` ${readableTerms(shownTitle(other)).join(' ')} `;
  const spoken = shared.reduce(
    (total, { term, weight }) => total + weight * (title.includes(` ${term.stems} `) ? IN_TITLE : 1),
    0,
  );
  const length = (other.abstract ?? other.abstractJa ?? '').length;
  return spoken / (1 + length / LONG);
}

/** Builds the look-up over a connection. */
export function createSimilar(db: Db, taxonomy: Taxonomy, book: TermBook) {
  /** Where the primary category is unknown, each of a paper's counts as it. */
  const homes = ({ primaryCategory, categories }: Paper): readonly string[] =>
    (primaryCategory === null ? categories : [primaryCategory]).map((code) => taxonomy.canonical(code) ?? code);

  const papersWith = db
    .prepare<[string], number>(
      `SELECT rowid FROM paper_index WHERE paper_index MATCH ? ORDER BY rowid DESC LIMIT ${COMMON + 1}`,
    )
    .pluck();
  const size = db.prepare<[], number | null>('SELECT max(id) FROM papers').pluck();
  const bySearchId = db.prepare<[number], PaperRow>(PAPER_BY_SEARCH_ID);

  /** Words mean the same more often where both papers are of one category. */
  function kinship(paper: Paper, other: Paper): number {
    const own = homes(paper);
    if (homes(other).some((code) => own.includes(code))) return SAME_PRIMARY;
    return own.some((code) => taxonomy.matches(other.categories, code)) ? SAME_CATEGORY : 1;
  }

  /**
   * At most `limit` papers, the most alike first, with the terms that they share as a reader of `language` says them; never
   * the paper itself. Empty when none is alike enough.
   */
  return function findSimilar(paper: Paper, limit: number, language: Language): SimilarPaper[] {
    const all = Math.max(1, size.get() ?? 1);
    const most = Math.max(RARE, Math.min(COMMON, all * COMMON_SHARE));
    const telling = tellingTerms(paper, book, LOOKED_UP)
      .map((term) => ({ term, ids: papersWith.all(term.match) }))
      .filter(({ ids }) => ids.length > 1 && ids.length <= most)
      .map(({ term, ids }): Weighed => {
        const weight = Math.min(term.count, 6) ** 0.5 * Math.log(1 + all / ids.length) ** RARITY;
        return { term, ids, weight };
      })
      .sort((a, b) => b.weight - a.weight)
      .slice(0, USED);
    const sharing = new Map<number, Weighed[]>();
    for (const each of telling)
      for (const id of each.ids) {
        const known = sharing.get(id);
        if (known === undefined) sharing.set(id, [each]);
        else known.push(each);
      }
    const near = new Set(homes(paper).flatMap((code) => papersWith.all(categoryMatch(code, taxonomy))));
    const least = sum(telling) * LEAST_SHARE;
    return [...sharing]
      .map(([id, shared]) => ({ id, shared, score: sum(shared) * (near.has(id) ? SAME_CATEGORY : 1) }))
      .sort((a, b) => b.score - a.score || b.id - a.id)
      .slice(0, COMPARED)
      .filter(({ shared }) => distinct(shared).length >= LEAST_SHARED)
      .map(({ id, shared }) => {
        const other = toPaper(requireRow(bySearchId.get(id)));
        const kin = kinship(paper, other);
        return { id, shared, paper: other, score: likeness(other, shared) * kin, isEnough: sum(shared) * kin >= least };
      })
      .filter((found) => found.isEnough && found.paper.key !== paper.key)
      .sort((a, b) => b.score - a.score || b.id - a.id)
      .slice(0, limit)
      .map((found) => ({
        paper: found.paper,
        shared: distinct(found.shared).map(({ word, japanese }) => (language === 'ja' ? (japanese ?? word) : word)),
      }));
  };
}
