// Keys: the terms of a paper that are not its words: people, categories, journal, doi, quarter, whole title.
// Each kind begins with a sign of its own, so that no key is mistaken for a word.
import { nameTokens } from '../domain/author.js';
import type { PaperFacts } from '../domain/paper.js';
import { extraTerms, textTerms, titleTerm } from './tokens.js';

/** Stands in every paper, for queries that only exclude. */
export const EVERY_PAPER = '_';

/** Signs and marks that the tokenizer of the index has to leave inside a term. */
export const TERM_CHARACTERS = '@#=!~^_.-';

export function categoryTerm(code: string): string {
  return `#${code.normalize('NFKC').trim().toLowerCase()}`;
}

/** An arXiv identifier without version. */
export function identifierTerm(arxivId: string): string {
  return `!arxiv.${arxivId.toLowerCase().replaceAll('/', '.')}`;
}

export function doiTerm(doi: string): string {
  const bare = doi
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\/|^doi:\s*/, '');
  return `!${bare.replace(/[^\p{L}\p{N}]+/gu, '.')}`;
}

export function journalTerms(text: string): string[] {
  return textTerms(text).map((term) => `=${term}`);
}

/** The quarter of a year (UTC) that an instant falls in, counted from the year 0; in seconds since 1970. */
export function quarterOf(seconds: number): number {
  const date = new Date(seconds * 1000);
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
}

export function quarterTerm(quarter: number): string {
  return `~${quarter}`;
}

/** `c` was written as an initial, `c.` is the first letter of a name that was written out. */
export function nameTerms(name: string): string[] {
  return nameTokens(name).flatMap((word) => {
    const [first = ''] = word;
    return first === word ? [`@${word}`] : [`@${word}`, `@${first}.`];
  });
}

/** All keys of a paper, and the terms of its words that have no place in a sentence. `quarter` is that of its row id. */
export function paperKeys(facts: PaperFacts, quarter: number): string {
  const titles = [facts.title, ...(facts.titleJa === null ? [] : [facts.titleJa])];
  return [
    EVERY_PAPER,
    quarterTerm(quarter),
    ...facts.categories.map(categoryTerm),
    ...titles.map(titleTerm).filter((term) => term !== null),
    ...(facts.arxivId === null ? [] : [identifierTerm(facts.arxivId)]),
    ...(facts.doi === null ? [] : [doiTerm(facts.doi)]),
    ...(facts.journalRef === null ? [] : journalTerms(facts.journalRef)),
    ...facts.authors.flatMap(nameTerms),
    ...extraTerms([...titles, facts.abstract, facts.abstractJa, facts.comments]),
  ].join(' ');
}
