// Keys: the terms of a paper that are not its words: people, categories, journal, doi, quarter, whole title.
// Each kind begins with a sign of its own, so that no key is mistaken for a word.
import { hash } from 'node:crypto';
import { nameTokens } from '../domain/author.js';
import { doiIn } from '../domain/identifier.js';
import type { PaperFacts } from '../domain/paper.js';
import { splitRuns } from '../text/cjk.js';
import { fold, textTerms } from './tokens.js';

/** Stands in every paper, for queries that only exclude. */
export const EVERY_PAPER = '°';

/**
 * One term: the tokenizer of the index divides at ASCII signs only, and its stemmer leaves alone what does not end in a
 * letter.
 */
function key(sign: string, text: string): string {
  const own = /^[a-z0-9]+$/.test(text) ? text : text.replace(/[^\p{L}\p{N}\p{M}]+/gu, '·');
  return `${sign}${own}${sign}`;
}

export function categoryTerm(code: string): string {
  return key('§', code.normalize('NFKC').trim().toLowerCase());
}

/** All categories that begin with an archive and a dot. */
export function archiveTerm(archive: string): string {
  return categoryTerm(`${archive}.`);
}

function archives(categories: readonly string[]): string[] {
  return [...new Set(categories.filter((code) => code.includes('.')).map((code) => code.split('.')[0] ?? code))];
}

/** An arXiv identifier without version. */
export function identifierTerm(arxivId: string): string {
  return key('¡', `arxiv ${arxivId.toLowerCase()}`);
}

function doiTerm(doi: string): string {
  const bare = doi
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\/|^doi:\s*/, '');
  return key('¡', bare);
}

/** Where one DOI of a field ends and the next begins; none holds white space, but many a comma or semicolon. */
const NEXT_DOI = /\s+|[,;|]+(?=(?:https?:\/\/)?(?:(?:dx\.)?doi\.org\/|doi:)?10\.\d{4,9}\/)/i;

/** A term for each DOI of a field: papers of two parts have two, one with an erratum another. */
function doiTerms(field: string): string[] {
  const dois = field.split(NEXT_DOI).map((doi) => doi.replace(/^[,;|]+|[,;|]+$/g, ''));
  const named = dois.filter((doi) => /[\p{L}\p{N}]/u.test(doi) && !/^doi:?$/i.test(doi));
  return named.length === 0 ? [doiTerm(field)] : [...new Set(named.map(doiTerm))];
}

/**
 * The terms of which a paper with this DOI has one: some records have the full stop of a sentence, or a hyphen, at the end of theirs.
 * Whatever the signs are, they are one in a key.
 */
export function wantedDoiTerms(text: string): string[] {
  const doi = (doiIn(text) ?? text).replace(/[^\p{L}\p{N}]+$/u, '');
  return [doiTerm(doi), doiTerm(`${doi}.`)];
}

/** The same for a text that is nothing but a DOI, as one in quotation marks; null for any other. */
export function termsOfWholeDoi(text: string): string[] | null {
  return /\s/.test(text.trim()) || doiIn(text) === null ? null : wantedDoiTerms(text);
}

export function journalTerms(text: string): string[] {
  return textTerms(text).map((term) => key('¶', term));
}

/** The quarter of a year (UTC) that an instant falls in, counted from the year 0; in seconds since 1970. */
export function quarterOf(seconds: number): number {
  const date = new Date(seconds * 1000);
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
}

/** The last second of a quarter. */
export function endOfQuarter(quarter: number): number {
  return Date.UTC(Math.floor(quarter / 4), ((quarter % 4) + 1) * 3, 1) / 1000 - 1;
}

export function quarterTerm(quarter: number): string {
  return key('¦', String(quarter));
}

/** One word of a name; `c` was written as an initial. */
export function nameTerm(word: string): string {
  return key('¤', word);
}

/** The first letter of a word of a name that was written out. */
export function initialTerm(letter: string): string {
  return key('¤', `${letter}.`);
}

function nameTerms(name: string): string[] {
  const terms: string[] = [];
  for (const word of nameTokens(name)) {
    terms.push(nameTerm(word));
    // A word is not empty.
    const first = String.fromCodePoint(word.codePointAt(0)!);
    if (first !== word) terms.push(initialTerm(first));
  }
  return terms;
}

/** A term that stands for a whole title, so that one look finds it; null for a title without letters or digits. */
export function titleTerm(title: string): string | null {
  const words = splitRuns(fold(title)).map((run) => run.text);
  return words.length === 0 ? null : key('¬', hash('sha256', words.join(' '), 'hex').slice(0, 14));
}

/** Terms of a paper's row id: every paper, and the quarter that the id falls in. */
export function rowKeys(rowId: number): string {
  return `${EVERY_PAPER} ${quarterTerm(quarterOf(rowId))}`;
}

/** All other keys of a paper, and the terms of its texts that have no place in a sentence. */
export function paperKeys(facts: PaperFacts, extra: ReadonlySet<string>): string {
  const titles = [facts.title, ...(facts.titleJa === null ? [] : [facts.titleJa])];
  return [
    ...facts.categories.map(categoryTerm),
    ...archives(facts.categories).map(archiveTerm),
    ...titles.map(titleTerm).filter((term) => term !== null),
    ...(facts.arxivId === null ? [] : [identifierTerm(facts.arxivId)]),
    ...(facts.doi === null ? [] : doiTerms(facts.doi)),
    ...(facts.journalRef === null ? [] : journalTerms(facts.journalRef)),
    ...facts.authors.flatMap(nameTerms),
    ...extra,
  ].join(' ');
}
