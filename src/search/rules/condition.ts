// Conditions: the tree of what is wanted as a test of one paper in memory, with terms of which every paper that passes has one.
import { nameMatcher, nameTokens } from '../../domain/author.js';
import type { Taxonomy } from '../../domain/category.js';
import { parseIdentifier } from '../../domain/identifier.js';
import { hasCjk } from '../../text/cjk.js';
import { EVERY_PAPER, identifierTerm, journalTerms, nameTerm, termsOfWholeDoi, wantedDoiTerms } from '../keys.js';
import { categoryTerms } from '../match.js';
import type { TextField, Wanted } from '../parser.js';
import { readPhrase } from '../phrase.js';
import { wordTerm } from '../tokens.js';
import { termLine, type PaperTerms } from './paper-terms.js';

/**
 * `anchors`: each paper that passes has at least one term of every group; one group is enough to find the papers by.
 */
export interface Condition {
  readonly test: (paper: PaperTerms) => boolean;
  readonly anchors: readonly (readonly string[])[];
}

const EVERYTHING: readonly (readonly string[])[] = [[EVERY_PAPER]];

/** The group that likely fewest papers have a term of: that of the longest terms. */
function rarest(groups: Condition['anchors']): readonly string[] {
  const shortest = (terms: readonly string[]): number =>
    Math.min(...terms.map((term) => (term === EVERY_PAPER ? 0 : term.length)));
  const [best = [EVERY_PAPER]] = groups.toSorted((a, b) => shortest(b) - shortest(a));
  return best;
}

function anyOf(conditions: readonly Condition[]): Condition {
  // Of every part one group: together they are one.
  const group = conditions.flatMap(({ anchors }) => rarest(anchors));
  return { test: (paper) => conditions.some(({ test }) => test(paper)), anchors: [group] };
}

function allOf(conditions: readonly Condition[]): Condition {
  return {
    test: (paper) => conditions.every(({ test }) => test(paper)),
    anchors: conditions.flatMap(({ anchors }) => anchors),
  };
}

function hasKey(terms: readonly string[]): Condition {
  return { test: ({ keys }) => terms.some((term) => keys.has(term)), anchors: [terms] };
}

type Line = (paper: PaperTerms) => readonly string[];

const LINES: Partial<Record<TextField, Line>> = {
  title: ({ title }) => [title],
  abstract: ({ abstract }) => [abstract],
  comments: ({ comments }) => [comments],
};
const EVERY_LINE: Line = ({ title, abstract, comments }) => [title, abstract, comments];

/** A phrase in the texts of a field. Single CJK letters are kept once a paper, without a place. */
function inTexts(field: TextField, text: string): Condition | null {
  const phrase = readPhrase(text);
  if (phrase === null) return null;
  const own = LINES[field];
  const runs = phrase.runs.map((run): Condition => {
    const terms = run.map((term) => (hasCjk(term) ? term : wordTerm(term)));
    const line = termLine(terms);
    const [first = ''] = terms;
    const isLetter = terms.length === 1 && [...first].length === 1 && hasCjk(first);
    const mayBeKey = terms.length === 1 && (own === undefined || isLetter);
    const lines = own ?? EVERY_LINE;
    return {
      test: (paper) => lines(paper).some((each) => each.includes(line)) || (mayBeKey && paper.keys.has(first)),
      anchors: terms.map((term) => [term]),
    };
  });
  return phrase.isAny ? anyOf(runs) : allOf(runs);
}

function byAuthor(name: string): Condition | null {
  const words = nameTokens(name.replaceAll('_', ' '));
  if (words.length === 0) return null;
  const isNamed = nameMatcher(words.join(' '));
  const whole = words.filter((word) => [...word].length > 1);
  const anchors = whole.length === 0 ? EVERYTHING : [whole.map(nameTerm)];
  return { test: ({ authors }) => authors.some(isNamed), anchors };
}

function termCondition(field: TextField, text: string, taxonomy: Taxonomy): Condition | null {
  switch (field) {
    case 'author':
      return byAuthor(text);
    case 'category': {
      const inCategory = hasKey(categoryTerms(text, taxonomy));
      // A title may begin with "Cat:", too.
      const asWords = taxonomy.find(text) === null ? inTexts('any', text) : null;
      return asWords === null ? inCategory : anyOf([inCategory, asWords]);
    }
    case 'id': {
      const identifier = parseIdentifier(text);
      return identifier === null ? inTexts('any', text) : hasKey([identifierTerm(identifier.arxivId)]);
    }
    case 'journal': {
      const terms = journalTerms(text);
      return terms.length === 0 ? null : allOf(terms.map((term) => hasKey([term])));
    }
    case 'doi':
      return hasKey(wantedDoiTerms(text));
    case 'any': {
      const [texts, doi] = [inTexts(field, text), termsOfWholeDoi(text)];
      return doi === null || texts === null ? texts : anyOf([hasKey(doi), texts]);
    }
    default:
      return inTexts(field, text);
  }
}

/** Null when nothing in it can be looked for. What it passes is what the search finds (search/match.ts). */
export function toCondition(wanted: Wanted, taxonomy: Taxonomy): Condition | null {
  switch (wanted.kind) {
    case 'term':
      return termCondition(wanted.field, wanted.text, taxonomy);
    case 'not': {
      const out = toCondition(wanted.part, taxonomy);
      return out === null ? null : { test: (paper) => !out.test(paper), anchors: EVERYTHING };
    }
    default: {
      const parts = wanted.parts.map((part) => toCondition(part, taxonomy)).filter((part) => part !== null);
      if (parts.length === 0) return null;
      return wanted.kind === 'any' ? anyOf(parts) : allOf(parts);
    }
  }
}
