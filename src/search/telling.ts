// Distinctive terms: the words and technical terms of a paper by which papers like it can be found, without what all papers say.
import type { Paper } from '../domain/paper.js';
import { shownTexts } from '../domain/readable-texts.js';
import { splitRuns } from '../text/cjk.js';
import { COMMON_JAPANESE, isCommonWord } from './common-words.js';
import { anyOf, phraseMatch, quoted } from './phrase.js';
import type { TermBook } from './terms.js';
import { fold, plainWord, wordTerm } from './tokens.js';

export interface TellingTerm {
  /** As the paper spells it, in small letters, and as a reader of Japanese says it, where that is known. */
  readonly word: string;
  readonly japanese: string | null;
  /** Stems of its words, joined by a space. */
  readonly stems: string;
  /** What finds it in the index. */
  readonly match: string;
  /** How much the paper speaks of it. */
  count: number;
}

/** A word of the title counts as several of the abstract. */
const TITLE_WEIGHT = 3;
const SHORTEST = 3;
/**
 * No longer one tells anything, nor one that is several to the index: by folding, a letter such as `ﷺ` becomes 18 letters in four
 * words, and a row of them a phrase of thousands that would be looked for in every text.
 */
const ONE_WORD = /^[\p{L}\p{N}\p{M}]{1,60}$/u;

interface Word {
  readonly shown: string;
  readonly folded: string;
  readonly stem: string;
}

function wordsOf(text: string): Word[] {
  return splitRuns(text)
    .filter((run) => !run.cjk && /\p{L}/u.test(run.text))
    .map((run) => ({ shown: run.text.toLowerCase(), folded: fold(run.text) }))
    .filter(({ folded }) => ONE_WORD.test(folded))
    .map((word) => ({ ...word, stem: wordTerm(word.folded) }));
}

/** Technical terms that stand in a Japanese text, the longest at each place. */
function japaneseTerms(text: string, book: TermBook): string[] {
  const letters = [...fold(text)];
  const found: string[] = [];
  for (let at = 0; at < letters.length;) {
    let length = Math.min(book.longest.japanese, letters.length - at);
    while (length > 1 && !book.japanese.has(letters.slice(at, at + length).join(''))) length -= 1;
    if (length > 1) found.push(letters.slice(at, at + length).join(''));
    at += length;
  }
  return found.filter((term) => !COMMON_JAPANESE.has(term));
}

/** What a paper speaks of most, `limit` terms at most; the Japanese text tells it only where there is no other. */
export function tellingTerms(paper: Paper, book: TermBook, limit: number): TellingTerm[] {
  const terms = new Map<string, TellingTerm>();
  function add(term: Omit<TellingTerm, 'count'>, weight: number): void {
    const known = terms.get(term.stems);
    if (known === undefined) terms.set(term.stems, { ...term, count: weight });
    else known.count += weight;
  }

  function addWords(text: string, weight: number): void {
    const words = wordsOf(text);
    words.forEach((word, index) => {
      const { shown, folded, stem } = word;
      const japanese = book.english.get(stem)?.[0] ?? null;
      if (shown.length >= SHORTEST && !isCommonWord(folded))
        add({ word: shown, japanese, stems: stem, match: quoted([plainWord(folded)]) }, weight);
      for (let count = 2; count <= book.longest.english && index + count <= words.length; count += 1) {
        const phrase = words.slice(index, index + count);
        const stems = phrase.map(({ stem }) => stem).join(' ');
        const translations = book.english.get(stems);
        if (translations === undefined) continue;
        const match = quoted(phrase.map((each) => plainWord(each.folded)));
        const spelled = phrase.map((each) => each.shown).join(' ');
        add({ word: spelled, japanese: translations[0] ?? null, stems, match }, weight);
      }
    });
  }

  const { title, titleJa, abstract, abstractJa } = shownTexts(paper);
  addWords(title, TITLE_WEIGHT);
  if (abstract !== null) addWords(abstract, 1);
  else
    for (const [text, weight] of [
      [titleJa, TITLE_WEIGHT],
      [abstractJa, 1],
    ] as const)
      for (const term of text === null ? [] : japaneseTerms(text, book)) {
        const english = book.japanese.get(term)?.[0] ?? term;
        const stems = wordsOf(english)
          .map(({ stem }) => stem)
          .join(' ');
        const matches = [phraseMatch(term), phraseMatch(english)].filter((match) => match !== null);
        add({ word: english, japanese: term, stems, match: anyOf(matches) }, weight);
      }
  return [...terms.values()].sort((a, b) => b.count - a.count).slice(0, limit);
}
