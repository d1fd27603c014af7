// Match: the tree of what is wanted to an expression of FTS5 over the terms of the index.
import type { Taxonomy } from '../domain/category.js';
import { parseIdentifier } from '../domain/identifier.js';
import { hasCjk } from '../text/cjk.js';
import {
  archiveTerm,
  categoryTerm,
  EVERY_PAPER,
  identifierTerm,
  journalTerms,
  termsOfWholeDoi,
  wantedDoiTerms,
} from './keys.js';
import { nameMatch } from './names.js';
import type { TextField, Wanted } from './parser.js';
import { allOf, anyOf, phraseMatch, quoted } from './phrase.js';
import { fold } from './tokens.js';

const COLUMNS: Partial<Record<TextField, string>> = {
  title: '{title}',
  abstract: '{abstract abstract_ja}',
  comments: '{comments}',
};

/** Terms of which papers of a category, archive, group or alias have one. An archive of which all is wanted is one term. */
export function categoryTerms(wanted: string, taxonomy: Taxonomy): string[] {
  const codes = taxonomy.spellings(taxonomy.find(wanted) ?? wanted);
  const isWanted = new Set(codes);
  const isWhole = (archive: string): boolean => {
    const own = taxonomy.spellings(archive).filter((code) => code.startsWith(`${archive}.`));
    return own.length > 1 && own.every((code) => isWanted.has(code));
  };
  const archives = [...new Set(codes.map((code) => code.split('.')[0] ?? code))].filter(isWhole);
  const others = codes.filter((code) => !archives.some((archive) => code.startsWith(`${archive}.`)));
  return [...archives.map(archiveTerm), ...others.map(categoryTerm)];
}

/** One of several terms. */
function hasKey(terms: readonly string[]): string {
  return anyOf(terms.map((term) => quoted([term])));
}

/** The same as an expression. */
export function categoryMatch(wanted: string, taxonomy: Taxonomy): string {
  return hasKey(categoryTerms(wanted, taxonomy));
}

function inField(field: TextField, text: string): string | null {
  const match = phraseMatch(text);
  const columns = COLUMNS[field];
  // Single CJK letters are kept once a paper, without a place.
  const isLetter = [...fold(text)].length === 1 && hasCjk(text);
  return match === null || columns === undefined || isLetter ? match : `${columns} : ${match}`;
}

function termMatch(field: TextField, text: string, taxonomy: Taxonomy): string | null {
  switch (field) {
    case 'author':
      return nameMatch(text);
    case 'category': {
      const inCategory = categoryMatch(text, taxonomy);
      // A title may begin with "Cat:", too.
      const asWords = taxonomy.find(text) === null ? phraseMatch(text) : null;
      return asWords === null ? inCategory : anyOf([inCategory, asWords]);
    }
    case 'id': {
      const identifier = parseIdentifier(text);
      return identifier === null ? phraseMatch(text) : quoted([identifierTerm(identifier.arxivId)]);
    }
    case 'journal': {
      const terms = journalTerms(text);
      return terms.length === 0 ? null : quoted(terms);
    }
    case 'doi':
      return hasKey(wantedDoiTerms(text));
    case 'any': {
      const [inTexts, doi] = [phraseMatch(text), termsOfWholeDoi(text)];
      return doi === null || inTexts === null ? inTexts : anyOf([hasKey(doi), inTexts]);
    }
    default:
      return inField(field, text);
  }
}

/** Null when nothing in it can be searched for. */
export function toMatch(wanted: Wanted, taxonomy: Taxonomy): string | null {
  switch (wanted.kind) {
    case 'term':
      return termMatch(wanted.field, wanted.text, taxonomy);
    case 'not': {
      const out = toMatch(wanted.part, taxonomy);
      return out === null ? null : `(${quoted([EVERY_PAPER])} NOT ${out})`;
    }
    case 'any': {
      const parts = wanted.parts.map((part) => toMatch(part, taxonomy)).filter((part) => part !== null);
      return parts.length === 0 ? null : anyOf(parts);
    }
    case 'all': {
      const within = wanted.parts.filter((part) => part.kind !== 'not').map((part) => toMatch(part, taxonomy));
      const out = wanted.parts.flatMap((part) => (part.kind === 'not' ? [toMatch(part.part, taxonomy)] : []));
      const positive = within.filter((part) => part !== null);
      const negative = out.filter((part) => part !== null);
      if (positive.length + negative.length === 0) return null;
      const base = positive.length === 0 ? quoted([EVERY_PAPER]) : allOf(positive);
      return negative.length === 0 ? base : `(${base} NOT ${anyOf(negative)})`;
    }
  }
}

/** The same tree with its plain words looked for in titles alone. */
export function inTitles(wanted: Wanted): Wanted {
  switch (wanted.kind) {
    case 'term':
      return wanted.field === 'any' ? { ...wanted, field: 'title' } : wanted;
    case 'not':
      return wanted;
    default:
      return { kind: wanted.kind, parts: wanted.parts.map(inTitles) };
  }
}

/** Texts that a paper should hold, in order; what is excluded is left out. */
export function positiveTexts(wanted: Wanted): string[] {
  switch (wanted.kind) {
    case 'term':
      return ['any', 'title', 'abstract', 'comments'].includes(wanted.field) ? [wanted.text] : [];
    case 'not':
      return [];
    default:
      return wanted.parts.flatMap(positiveTexts);
  }
}
