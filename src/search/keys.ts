// Keys: the terms of a paper that are not its words: people, categories, journal, doi, year, whole title.
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

/** The calendar year (UTC) of a date in seconds since 1970; papers without a date are in 1970. */
export function yearTerm(year: number): string {
  return `~${year}`;
}

/** `c` was written as an initial, `c.` is the first letter of a name that was written out. */
export function nameTerms(name: string): string[] {
  return nameTokens(name).flatMap((word) => {
    const [first = ''] = word;
    return first === word ? [`@${word}`] : [`@${word}`, `@${first}.`];
  });
}

/** All keys of a paper, and the terms of its words that have no place in a sentence. `year` is that of its date, UTC. */
export function paperKeys(facts: PaperFacts, year: number): string {
  const titles = [facts.title, ...(facts.titleJa === null ? [] : [facts.titleJa])];
  return [
    EVERY_PAPER,
    yearTerm(year),
    ...facts.categories.map(categoryTerm),
    ...titles.map(titleTerm).filter((term) => term !== null),
    ...(facts.arxivId === null ? [] : [identifierTerm(facts.arxivId)]),
    ...(facts.doi === null ? [] : [doiTerm(facts.doi)]),
    ...(facts.journalRef === null ? [] : journalTerms(facts.journalRef)),
    ...facts.authors.flatMap(nameTerms),
    ...extraTerms([...titles, facts.abstract, facts.abstractJa, facts.comments]),
  ].join(' ');
}
