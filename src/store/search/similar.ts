// Similar papers: those that share the most telling terms of a paper's title and abstract.
import type { SimilarPaper } from '../../domain/search.js';
import type { Paper } from '../../domain/paper.js';
import { shownTexts } from '../../domain/readable-texts.js';
import { splitRuns } from '../../text/cjk.js';
import { quoted } from '../../search/phrase.js';
import { fold, plainWord, wordTerm } from '../../search/tokens.js';
import type { Db } from '../database/db.js';
import { PAPER_BY_SEARCH_ID, toPaper, type PaperRow } from '../papers/rows.js';

/** Terms that more papers than this have say little; their papers are not looked at. */
const COMMON = 1_000;
/** In a small store a term in more than this share of its papers is common, too, but never one in fewer than `RARE`. */
const COMMON_SHARE = 0.2;
const RARE = 20;
/** How many of a paper's terms are looked up, and how many of the rarest are used. */
const LOOKED_UP = 40;
const USED = 16;
const TITLE_WEIGHT = 3;

interface Term {
  /** As the paper spells it, in small letters. */
  readonly word: string;
  readonly match: string;
  count: number;
}

/** Words of three letters and more of the original, by how often they occur. */
function termsOf(paper: Paper): Term[] {
  const terms = new Map<string, Term>();
  const add = (text: string | null, weight: number): void => {
    for (const run of text === null ? [] : splitRuns(text)) {
      if (run.cjk || run.text.length < 3 || !/\p{L}/u.test(run.text)) continue;
      const word = fold(run.text);
      const term = wordTerm(word);
      const known = terms.get(term);
      if (known === undefined)
        terms.set(term, { word: run.text.toLowerCase(), match: quoted([plainWord(word)]), count: weight });
      else known.count += weight;
    }
  };
  const { title, abstract } = shownTexts(paper);
  add(title, TITLE_WEIGHT);
  add(abstract, 1);
  return [...terms.values()].sort((a, b) => b.count - a.count).slice(0, LOOKED_UP);
}

/** Builds the look-up over a connection. Answers at most `limit` papers, the most alike first; never the paper itself. */
export function createSimilar(db: Db) {
  const papersWith = db
    .prepare<[string], number>(
      `SELECT rowid FROM paper_index WHERE paper_index MATCH ? ORDER BY rowid DESC LIMIT ${COMMON + 1}`,
    )
    .pluck();
  const size = db.prepare<[], number | null>('SELECT max(id) FROM papers').pluck();
  const bySearchId = db.prepare<[number], PaperRow>(PAPER_BY_SEARCH_ID);

  return function findSimilar(paper: Paper, limit: number): SimilarPaper[] {
    const all = Math.max(1, size.get() ?? 1);
    const most = Math.max(RARE, Math.min(COMMON, all * COMMON_SHARE));
    const telling = termsOf(paper)
      .map((term) => ({ term, ids: papersWith.all(term.match) }))
      .filter(({ ids }) => ids.length > 1 && ids.length <= most)
      .map(({ term, ids }) => ({ term, ids, weight: Math.min(term.count, 6) ** 0.5 * Math.log(1 + all / ids.length) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, USED);
    const scores = new Map<number, { score: number; shared: string[] }>();
    for (const { term, ids, weight } of telling) {
      for (const id of ids) {
        const entry = scores.get(id) ?? { score: 0, shared: [] };
        entry.score += weight;
        entry.shared.push(term.word);
        scores.set(id, entry);
      }
    }
    return [...scores]
      .sort(([leftId, left], [rightId, right]) => right.score - left.score || rightId - leftId)
      .slice(0, limit + 1)
      .map(([id, { shared }]) => ({ paper: toPaper(bySearchId.get(id)!), shared }))
      .filter((found) => found.paper.key !== paper.key)
      .slice(0, limit);
  };
}
