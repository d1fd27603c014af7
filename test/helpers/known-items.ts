// Known items: queries made by rule from papers that are known, and how often a search puts that paper near the top.
import type { PaperFacts } from '../../src/domain/paper.js';
import { nameTokens } from '../../src/domain/author.js';
import { createTermBook, type TermData } from '../../src/search/terms.js';
import { fold, textTerms } from '../../src/search/tokens.js';
import { readable } from '../../src/text/readable.js';
import { splitRuns } from '../../src/text/cjk.js';

export interface KnownItem {
  readonly query: string;
  /** The title of the paper that is looked for. */
  readonly title: string;
}

export interface ItemClass {
  readonly name: string;
  /** Share of the items that have to be among the first five. */
  readonly aim: number;
  readonly items: readonly KnownItem[];
}

/** In how many papers each term occurs. */
function documentCounts(papers: readonly PaperFacts[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const paper of papers) {
    const terms = new Set([...textTerms(paper.title), ...textTerms(paper.abstract)]);
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

function titleWords(paper: PaperFacts): string[] {
  return [...new Set(readable(paper.title).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [])].filter(
    (word) => word.length > 2,
  );
}

function rarest(words: readonly string[], counts: ReadonlyMap<string, number>): string[] {
  const count = (word: string): number => Math.min(...textTerms(word).map((term) => counts.get(term) ?? 0));
  return [...words].sort((a, b) => count(a) - count(b) || (a < b ? -1 : 1));
}

/** The middle letter of the longest word, replaced by the one after next in the alphabet. */
function withLetterWrong(title: string): string | null {
  const [longest] = (title.match(/(?<![\p{L}\p{N}\\$-])[a-z]{6,}(?![\p{L}\p{N}$-])/giu) ?? []).sort(
    (a, b) => b.length - a.length,
  );
  if (longest === undefined) return null;
  const middle = Math.floor(longest.length / 2);
  const wrong = String.fromCharCode(((longest.toLowerCase().charCodeAt(middle) - 97 + 2) % 26) + 97);
  return title.replace(longest, longest.slice(0, middle) + wrong + longest.slice(middle + 1));
}

function withWordMissing(title: string, index: number): string | null {
  const words = title.split(/\s+/);
  return words.length < 4 ? null : words.filter((_, at) => at !== index % words.length).join(' ');
}

/** Runs of Han letters or katakana of two to six letters, those in the fewest translations first. */
function japanesePhrases(paper: PaperFacts, all: readonly PaperFacts[]): string[] {
  const runs = paper.abstractJa?.match(/\p{Script=Han}{2,6}|[\p{Script=Katakana}ー]{3,6}/gu) ?? [];
  const others = all.map((other) => other.abstractJa?.normalize('NFKC') ?? '');
  const count = (run: string): number => others.filter((other) => other.includes(run)).length;
  return [...new Set(runs)].sort((a, b) => count(a) - count(b) || (a < b ? -1 : 1)).slice(0, 5);
}

/** Up to three terms of title and abstract that the bilingual list knows, the rarest first, in Japanese. */
function otherLanguage(paper: PaperFacts, data: TermData, counts: ReadonlyMap<string, number>): string | null {
  const own = ` ${[...textTerms(paper.title), ...textTerms(paper.abstract)].join(' ')} `;
  const known = [...createTermBook(data).english].filter(([term]) => own.includes(` ${term} `));
  const count = (term: string): number => Math.min(...term.split(' ').map((part) => counts.get(part) ?? 0));
  const chosen = known.sort(([a], [b]) => count(a) - count(b) || (a < b ? -1 : 1)).slice(0, 3);
  return chosen.length < 2 ? null : chosen.map(([, [japanese = '']]) => japanese).join(' ');
}

/** The classes over `papers`; `sample` (every so manieth paper) keeps a run short. */
export function knownItems(papers: readonly PaperFacts[], data: TermData, sample: number): ItemClass[] {
  const counts = documentCounts(papers);
  const chosen = papers.filter((paper, index) => index % sample === 0 || paper.abstractJa !== null);
  const make = (
    name: string,
    aim: number,
    queriesOf: (paper: PaperFacts, index: number) => readonly (string | null)[],
  ): ItemClass => ({
    name,
    aim,
    items: chosen.flatMap((paper, index) =>
      queriesOf(paper, index).flatMap((query) => (query === null ? [] : [{ query, title: paper.title }])),
    ),
  });
  return [
    make('three rarest words of the title', 0.95, (paper) => {
      const words = rarest(titleWords(paper), counts);
      return words.length < 3 ? [] : [words.slice(0, 3).join(' ')];
    }),
    make('Japanese phrase of 2 to 6 letters', 0.95, (paper) => japanesePhrases(paper, chosen)),
    make('author and a word', 0.95, (paper) => {
      const family = nameTokens(paper.authors[0] ?? '').at(-1);
      const [word] = rarest(titleWords(paper), counts);
      return family === undefined || word === undefined ? [] : [`au:${family} ${word}`];
    }),
    make('title', 0.95, (paper) => [paper.title]),
    make('title with a word missing', 0.95, (paper, index) => [withWordMissing(paper.title, index)]),
    make('title with a letter wrong', 0.8, (paper) => [withLetterWrong(paper.title)]),
    make('terms in the other language', 0.8, (paper) => [otherLanguage(paper, data, counts)]),
  ];
}

/** How many of a class are first, among the first five, and among the first ten titles that `search` answers. */
export function successOf(items: readonly KnownItem[], search: (query: string) => readonly string[]) {
  const ranks = items.map(({ query, title }) => search(query).indexOf(title));
  const within = (count: number): number =>
    ranks.filter((rank) => rank >= 0 && rank < count).length / Math.max(1, items.length);
  return { n: items.length, at1: within(1), at5: within(5), at10: within(10) };
}

/** All words of two CJK letters that stand in some translation. */
export function twoLetterWords(papers: readonly PaperFacts[]): string[] {
  const runs = papers.flatMap((paper) => splitRuns(fold(paper.abstractJa ?? '')).filter((run) => run.cjk));
  const pairs = runs.flatMap(({ text }) =>
    [...text].slice(0, -1).map((letter, at) => letter + ([...text][at + 1] ?? '')),
  );
  return [...new Set(pairs)];
}
