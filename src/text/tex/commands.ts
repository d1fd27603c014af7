// Commands: what a command of running text says, with its arguments.
import { CONSTRUCTS } from './constructs.js';
import type { FormulaReader } from './formula.js';
import { accented, TEXT_ACCENTS, TEXT_LETTERS } from './letters.js';
import { DROPPED, GAPS, MARKUP, type Markup } from './markup.js';
import { FUNCTIONS, OTHER_FUNCTIONS, SYMBOLS } from './symbols.js';
import { commandName, type Source } from './tokens.js';

export interface ProseText {
  readonly text: string;
  /** Whether all of it could be said. */
  readonly isWhole: boolean;
  /** Whether it holds an unknown command without arguments, whose effect may reach over the whole group. */
  readonly hasUnknown: boolean;
}

/** What a command says, and at which offset the source goes on. */
export interface Said {
  readonly text: string;
  readonly end: number;
  readonly isWhole: boolean;
  /** Whether it is a space, of which one beside another is enough. */
  readonly isSpace?: boolean;
}

/** A place in a source, with readers of the text there. */
export interface SourcePlace {
  readonly source: Source;
  readonly formula: FormulaReader;
  /** Reads the tokens from `from` to before `to` as running text. */
  readonly read: (from: number, to: number) => ProseText;
  readonly index: number;
  /** The token after the last that may be read. */
  readonly to: number;
}

/** The index of the token that closes the group which opens at `index`; -1 where none opens. */
export function closingOf({ source, to }: Pick<SourcePlace, 'source' | 'to'>, index: number): number {
  const token = index < to ? source.tokens[index] : undefined;
  return token?.kind === 'open' && token.mate > index && token.mate < to ? token.mate : -1;
}

/** Notes are not longer. */
const LONGEST_NOTE = 80;
/** Of two notes the first one is a word such as `see`. */
const NOTE = /^(?:\[[^[\]{}]*\](?=\[))?\[([^[\]{}]*)\]/;
/** What a break of a line may ask for: `\\[2pt]`, `\linebreak[4]`. */
const BREAKS: ReadonlyMap<string, RegExp> = new Map([
  ['\\', /^\*?\[-?[\d.]+ ?(?:pt|em|ex|[cm]m|in)\]/],
  ['linebreak', /^\[[0-4]\]/],
]);

/** A note in brackets after the command, as in `\cite[p. 3]{key}`, and the index of the token after it. */
function noteAfter(
  { source, to }: Pick<SourcePlace, 'source' | 'to'>,
  index: number,
): { readonly note: string | null; readonly next: number } {
  const { text, tokens } = source;
  // `index` is that of a token.
  const start = tokens[index]!.to;
  const found = NOTE.exec(text.slice(start, start + LONGEST_NOTE));
  let next = index + 1;
  if (found === null) return { note: null, next };
  // `to` is at most the number of tokens.
  while (next < to && tokens[next]!.to <= start + found[0].length) next += 1;
  // The group always matches.
  return { note: found[1]!.replaceAll('~', ' '), next };
}

/** The index after the groups that follow the token at `index`, directly or behind a note. */
export function afterArguments(place: Pick<SourcePlace, 'source' | 'to'>, index: number): number {
  const { next: noted } = noteAfter(place, index);
  let next = closingOf(place, noted) >= 0 ? noted : index + 1;
  for (let close = closingOf(place, next); close >= 0; close = closingOf(place, next)) next = close + 1;
  return next;
}

const WHITE_SPACE = /\s*/y;

function afterSpace({ source, index, to }: SourcePlace, offset: number): number {
  if (index + 1 >= to || source.tokens[index + 1]?.kind !== 'text') return offset;
  WHITE_SPACE.lastIndex = offset;
  return offset + (WHITE_SPACE.exec(source.text)?.[0].length ?? 0);
}

/** Accents that stand alone over empty braces, as in addresses. */
const ALONE: Readonly<Record<string, string>> = { '~': '~', '^': '^' };
const MOST_ACCENTS = 3;
/** Quotes of accents as WordPress and telephones typeset them. */
const TYPESET = /[’”]/;

/** The letter that an accent stands on: a letter, a group, or a command for one, which may have an accent of its own. */
function accentArgument(place: SourcePlace, accents: number): Said | null {
  const { source, index, to, read } = place;
  const next = index + 1 < to ? source.tokens[index + 1] : undefined;
  const close = closingOf(place, index + 1);
  // `close` is the index of a token.
  if (close >= 0) return { ...read(index + 2, close), end: source.tokens[close]!.to };
  if (next?.kind === 'command') {
    const inner = { ...place, index: index + 1 };
    const name = commandName(source, index + 1);
    return TEXT_LETTERS.has(name)
      ? sayLetter(inner, name)
      : accents < MOST_ACCENTS
        ? sayAccent(inner, name, accents + 1)
        : null;
  }
  if (next?.kind !== 'text') return null;
  const start = afterSpace(place, next.from);
  // The text goes on after `start`.
  const letter = start < next.to ? String.fromCodePoint(source.text.codePointAt(start)!) : '';
  return { text: letter, end: start + letter.length, isWhole: true };
}

function sayAccent(place: SourcePlace, name: string, accents = 1): Said | null {
  const mark = TEXT_ACCENTS.get(name);
  const on = mark === undefined ? null : accentArgument(place, accents);
  if (mark === undefined || on === null || !on.isWhole) return null;
  if (on.text === '' && ALONE[name] !== undefined) return { ...on, text: ALONE[name] };
  if (!/^\p{L}/u.test(on.text)) return null;
  const text = accented(on.text, mark);
  // The marks of quotation of `l\’homme` and `\”The`: no letter has such an accent.
  return TYPESET.test(name) && text.length > on.text.length ? null : { ...on, text };
}

/** A space ends the command and is none of the text, but between a small letter and a capital, where it parts two names. */
function sayLetter(place: SourcePlace, name: string): Said {
  const { source, index } = place;
  // It is called for names of this map alone.
  const text = TEXT_LETTERS.get(name)!;
  // `index` is that of a token.
  const { to: after } = source.tokens[index]!;
  const close = closingOf(place, index + 1);
  // `close` is the index of a token.
  if (close === index + 2) return { text, end: source.tokens[close]!.to, isWhole: true };
  const end = afterSpace(place, after);
  const partsNames = /\p{Ll}$/u.test(text) && /^\p{Lu}/u.test(source.text.slice(end, end + 2));
  return { text, end: text.length > 2 || partsNames ? after : end, isWhole: true };
}

function sayMarkup(place: SourcePlace, { groups, shown, as, wrap }: Markup): Said | null {
  const { source, formula, read } = place;
  const { text, tokens } = source;
  const { note, next: open } = noteAfter(place, place.index);
  const first = closingOf(place, open);
  const second = closingOf(place, first + 1);
  if (first < 0 || (groups === 2 && second < 0)) return null;
  const [from, close] = shown === 0 ? [open + 1, first] : [first + 2, second];
  // Both are indexes of tokens.
  const end = tokens[groups === 2 ? second : first]!.to;
  if (as === 'verbatim')
    // `from` comes after the opening token, `close` is the closing one.
    return { text: wrap(text.slice(tokens[from - 1]!.to, tokens[close]!.from), note), end, isWhole: true };
  if (as === 'formula') {
    const said = formula.read(from, close);
    return said === null ? null : { text: said.text, end, isWhole: true };
  }
  const inner = read(from, close);
  return inner.hasUnknown
    ? null
    : { text: wrap(inner.text, note), end, isWhole: inner.isWhole, isSpace: wrap('', null) === ' ' };
}

/** Signs joined to what follows: the space after the command only ends its name, as in TeX. */
const NEAR = 3;
const JOINED: ReadonlyMap<string, { readonly text: string; readonly before: RegExp }> = new Map([
  ...['deg', 'textdegree', 'degree'].map((name) => [name, { text: '°', before: /^\s?[CFKNSEW](?![\p{L}])/u }] as const),
  ...Object.entries({ textmu: 'µ', textless: '<', textgreater: '>', textasciitilde: '~', lq: '‘' }).map(
    ([name, text]) => [name, { text, before: /^\s\S/ }] as const,
  ),
]);

/** A sign or construct of formulas outside of dollars. Operators written without a space before have none after. */
function sayFormula(place: SourcePlace, name: string): Said | null {
  const { source, formula, index, to } = place;
  if (!SYMBOLS.has(name) && !FUNCTIONS.has(name) && !OTHER_FUNCTIONS.has(name) && !CONSTRUCTS.has(name)) return null;
  // `index` is that of a token.
  const token = source.tokens[index]!;
  const mark = JOINED.get(name);
  if (mark !== undefined) {
    const isJoined = mark.before.test(source.text.slice(token.to, token.to + NEAR));
    return { text: mark.text, end: isJoined ? afterSpace(place, token.to) : token.to, isWhole: true };
  }
  const said = formula.readOne(index, to);
  if (said === null) return null;
  const kind = SYMBOLS.get(name)?.kind;
  const isTight = (kind === 'bin' || kind === 'rel') && /\S/.test(source.text[token.from - 1] ?? ' ');
  return { ...said, end: isTight && said.end === token.to ? afterSpace(place, said.end) : said.end, isWhole: true };
}

/** What the command at a place says; null when it is unknown, lacks an argument, or has one that cannot be said. */
export function sayCommand(place: SourcePlace): Said | null {
  const { source, index } = place;
  const name = commandName(source, index);
  // `index` is that of a token.
  const { to: after } = source.tokens[index]!;
  if (TEXT_ACCENTS.has(name)) return sayAccent(place, name);
  if (TEXT_LETTERS.has(name)) return sayLetter(place, name);
  if (GAPS.has(name)) {
    const asked = BREAKS.get(name)?.exec(source.text.slice(after, after + LONGEST_NOTE))?.[0].length ?? 0;
    return { text: ' ', end: afterSpace(place, after + asked), isWhole: true, isSpace: true };
  }
  if (DROPPED.has(name))
    return { text: '', end: /^[a-z]/.test(name) ? afterSpace(place, after) : after, isWhole: true };
  const markup = MARKUP.get(name);
  if (markup === undefined) return sayFormula(place, name);
  const said = sayMarkup(place, markup);
  if (said !== null || markup.as !== 'text' || markup.wrap('x', null) !== 'x') return said;
  // A brace that is not closed stays as written, and so does its command.
  if (index + 1 < place.to && source.tokens[index + 1]!.kind === 'open') return null;
  return { text: '', end: afterSpace(place, after), isWhole: true };
}
