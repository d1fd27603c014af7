// Parser: what a person typed to a tree of what is wanted. It reads every text; what makes no sense is named in `problem`.
import { doiIn } from '../domain/identifier.js';
import type { QueryProblem } from '../domain/query-problem.js';
import { dateRange, resolveDate } from './dates.js';
import { fieldOf, plainQuery, readLexemes, type FieldName, type Lexeme } from './lexer.js';

export type TextField = Exclude<FieldName, 'since' | 'until'>;

export type Wanted =
  | { readonly kind: 'term'; readonly field: TextField; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Wanted[] }
  | { readonly kind: 'not'; readonly part: Wanted };

export interface ParsedQuery {
  /** Null when nothing but dates was given. */
  readonly wanted: Wanted | null;
  readonly since: string | null;
  readonly until: string | null;
  /** Whether anything but plain words was understood. */
  readonly isStructured: boolean;
  /** What was not understood; null when all was. */
  readonly problem: QueryProblem | null;
}

/** What is longer than the longest title (UTF-16 units), or has more words or brackets in brackets, is refused with a sentence. */
const MAX_LENGTH = 2_000;
const MAX_TERMS = 64;
const MAX_DEPTH = 32;

interface State {
  readonly lexemes: readonly Lexeme[];
  next: number;
  terms: number;
  since: string | null;
  until: string | null;
  problem: QueryProblem | null;
  /** UTC text that relative dates count from. */
  readonly now: string | null;
}

function fail(state: State, problem: QueryProblem): null {
  state.problem ??= problem;
  return null;
}

function isWanted(wanted: Wanted | null): wanted is Wanted {
  return wanted !== null;
}

function joined(kind: 'all' | 'any', parts: readonly Wanted[]): Wanted | null {
  return parts.length > 1 ? { kind, parts } : (parts[0] ?? null);
}

function parseAny(state: State, field: TextField, depth: number): Wanted | null {
  const parts = [parseAll(state, field, depth)];
  while (state.lexemes[state.next]?.kind === 'or') {
    state.next += 1;
    parts.push(parseAll(state, field, depth));
  }
  return joined('any', parts.filter(isWanted));
}

function parseAll(state: State, field: TextField, depth: number): Wanted | null {
  const parts: Wanted[] = [];
  for (;;) {
    const lexeme = state.lexemes[state.next];
    if (lexeme === undefined || lexeme.kind === 'or' || (lexeme.kind === 'close' && depth > 0)) break;
    const part = parseOne(state, field, depth);
    if (part !== null) parts.push(part);
  }
  return joined('all', parts);
}

function term(state: State, field: TextField, { kind, text }: Lexeme): Wanted | null {
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  state.terms += 1;
  if (state.terms > MAX_TERMS) fail(state, { kind: 'words', most: MAX_TERMS });
  const doi = kind === 'word' ? doiIn(text) : null;
  if (field === 'doi') return { kind: 'term', field, text: doi ?? text, isQuoted: kind === 'quoted' };
  // That of data or of a journal may stand in the text alone.
  if (field === 'any' && doi !== null)
    return {
      kind: 'any',
      parts: [
        { kind: 'term', field: 'doi', text: doi, isQuoted: false },
        { kind: 'term', field: 'any', text: doi, isQuoted: true },
      ],
    };
  return { kind: 'term', field, text, isQuoted: kind === 'quoted' };
}

function parseOne(state: State, field: TextField, depth: number): Wanted | null {
  const lexeme = state.lexemes[state.next];
  if (lexeme === undefined) return null;
  state.next += 1;
  switch (lexeme.kind) {
    case 'word':
    case 'quoted':
      return term(state, field, lexeme);
    case 'not': {
      while (state.lexemes[state.next]?.kind === 'not') state.next += 1;
      const following = state.lexemes[state.next];
      if (following === undefined || following.kind === 'close' || following.kind === 'or') return null;
      const part = parseOne(state, field, depth);
      return part === null ? null : { kind: 'not', part };
    }
    case 'open': {
      if (depth >= MAX_DEPTH) return fail(state, { kind: 'depth', most: MAX_DEPTH, at: lexeme.at + 1 });
      const inside = parseAny(state, field, depth + 1);
      if (state.lexemes[state.next]?.kind === 'close') state.next += 1;
      return inside;
    }
    case 'field':
      return parseField(state, lexeme, depth);
    default:
      return null;
  }
}

function parseField(state: State, lexeme: Lexeme, depth: number): Wanted | null {
  const name = lexeme.text === '@' ? 'author' : lexeme.text === '#' ? 'category' : fieldOf(lexeme.text.slice(0, -1));
  if (name === null) return null;
  const value = state.lexemes[state.next];
  if (value === undefined || (value.kind !== 'word' && value.kind !== 'quoted' && value.kind !== 'open'))
    return fail(state, { kind: 'unfinished', mark: lexeme.text, at: lexeme.at + 1 });
  if (name !== 'since' && name !== 'until') return parseOne(state, name, depth);
  state.next += 1;
  const date = resolveDate(value.text, state.now, name);
  if (date === null || dateRange(date) === null)
    return fail(state, { kind: 'date', text: value.text, at: value.at + 1 });
  state[name] = date;
  return null;
}

/** Never throws. `now` (UTC text) is what relative dates count from; without it they are not understood. */
export function parseQuery(text: string, now: string | null): ParsedQuery {
  // In normal form one letter may be eighteen.
  const plain = text.length > MAX_LENGTH ? text : plainQuery(text);
  const isTooLong = plain.length > MAX_LENGTH;
  const lexemes = isTooLong ? [] : readLexemes(plain);
  const tooLong: QueryProblem | null = isTooLong ? { kind: 'long', most: MAX_LENGTH } : null;
  const state: State = { lexemes, next: 0, terms: 0, since: null, until: null, problem: tooLong, now };
  const parts: Wanted[] = [];
  while (state.next < lexemes.length) {
    const part = parseAny(state, 'any', 0);
    if (part !== null) parts.push(part);
    else if (lexemes[state.next]?.kind === 'or' || lexemes[state.next]?.kind === 'close') state.next += 1;
  }
  const isStructured = lexemes.some((lexeme) => lexeme.kind !== 'word');
  const { since, until, problem } = state;
  return { wanted: joined('all', parts), since, until, isStructured, problem };
}
