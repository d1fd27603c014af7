// Formula: the content of math mode as Unicode. A formula of which any part cannot be said yields null as a whole.
import { asOne, binomial, CONSTRUCTS, fraction, type Arguments } from './constructs.js';
import { Cursor } from './cursor.js';
import { isLoose, layOut, withScript, type Atom } from './layout.js';
import { FONT_SWITCHES, inFont, type Font } from './letters.js';
import { NOTHING, PRIMES, RUN, signAtom, SPACES } from './signs.js';
import { scriptOf, type ScriptSign } from './scripts.js';
import { FUNCTIONS, OTHER_FUNCTIONS, SYMBOLS } from './symbols.js';
import type { Source } from './tokens.js';

/** Groups and arguments within one another that are followed; nothing that people write goes deeper. */
const DEEPEST = 40;

const INFIX = new Map([
  ['over', fraction],
  ['choose', binomial],
]);
const LIMITS = new Set(['limits', 'nolimits']);
const OPTION = /^\[([^\]\n]+)\]/;
const LONGEST_OPTION = 22;

/** A text read, and the offset at which the source goes on. */
export interface Reading {
  readonly text: string;
  readonly end: number;
}

/** Whether a formula begins or ends with a space that was asked for, as `$\\,$` between a number and its unit. */
export interface FormulaText {
  readonly text: string;
  readonly hasSpaceBefore: boolean;
  readonly hasSpaceAfter: boolean;
}

/** Reads formulas of one source. `prose` reads a stretch of tokens, from one to before another, as running text. */
export class FormulaReader {
  private readonly cursor: Cursor;
  private depth = 0;

  constructor(
    source: Source,
    private readonly prose: (from: number, to: number) => string | null,
  ) {
    this.cursor = new Cursor(source);
  }

  /** How many tokens and signs were passed. */
  get steps(): number {
    return this.cursor.steps;
  }

  /** The formula in the tokens from `from` to before `to`. */
  read(from: number, to: number): FormulaText | null {
    return this.cursor.elsewhere(from, () => {
      const atoms = this.list(to, 'plain');
      if (atoms === null) return null;
      const [first, last] = [atoms[0], atoms.at(-1)];
      return {
        text: layOut(atoms),
        hasSpaceBefore: first?.kind === 'space',
        hasSpaceAfter: last?.kind === 'space',
      };
    });
  }

  /** One sign or construct with its scripts outside of dollars, such as `\alpha_1`, and where the text goes on. */
  readOne(from: number, to: number): Reading | null {
    return this.cursor.elsewhere(from, () => {
      const atom = this.scripted(to, 'plain', false);
      return atom === null ? null : { text: atom.text, end: this.cursor.offset };
    });
  }

  /** The argument of a script outside of dollars, and where the text goes on. */
  readArgument(from: number, to: number): Reading | null {
    return this.cursor.elsewhere(from, () => {
      const atoms = this.argument(to, 'plain');
      return atoms === null ? null : { text: layOut(atoms), end: this.cursor.offset };
    });
  }

  /** The atoms up to the token `end`, in the alphabet `around` until another is set. */
  private list(end: number, around: Font): Atom[] | null {
    return this.deeper(() => this.atoms(end, around));
  }

  /** Every way by which the reader comes to itself again leads through here: null where it would go too deep. */
  private deeper<T>(read: () => T | null): T | null {
    if (this.depth >= DEEPEST) return null;
    this.depth += 1;
    const result = read();
    this.depth -= 1;
    return result;
  }

  private atoms(end: number, around: Font): Atom[] | null {
    const { cursor } = this;
    const atoms: Atom[] = [];
    for (let font = around; ;) {
      const isSpaced = cursor.skipSpace(end);
      if (cursor.at >= end) return atoms;
      const name = cursor.name(end);
      const join = INFIX.get(name);
      if (join !== undefined) {
        cursor.next();
        const rest = this.list(end, font);
        return rest === null ? null : [{ ...join(atoms, rest), isSpaced: false }];
      }
      const switched = name === '' ? undefined : FONT_SWITCHES.get(name);
      if (switched !== undefined || NOTHING.has(name)) {
        font = switched ?? font;
        cursor.next();
        if ((name === 'left' || name === 'right') && cursor.sign(end) === '.') cursor.pass('.');
        continue;
      }
      const atom = this.scripted(end, font, isSpaced);
      if (atom === null) return null;
      atoms.push(atom);
    }
  }

  /** The sign of a script here; null where none is. */
  private scriptSign(end: number): ScriptSign | null {
    const { source } = this.cursor;
    const token = this.cursor.token(end);
    if (token?.kind === 'script') return source.text[token.from] === '^' ? '^' : '_';
    const name = this.cursor.name(end);
    return name === 'sp' ? '^' : name === 'sb' ? '_' : null;
  }

  /** An atom with its scripts and primes. */
  private scripted(end: number, font: Font, isSpaced: boolean): Atom | null {
    const nothing = { text: '', kind: 'ord' as const, base: '', isSpaced };
    let atom = this.scriptSign(end) === null ? this.atom(end, font, isSpaced) : nothing;
    const next = (): boolean => {
      this.cursor.skipSpace(end);
      while (LIMITS.has(this.cursor.name(end))) this.cursor.next();
      return PRIMES.has(this.cursor.sign(end)) || this.scriptSign(end) !== null;
    };
    while (atom !== null && this.cursor.attempt(next)) {
      const sign = this.scriptSign(end);
      // A prime is a superscript, sign and content in one.
      if (sign !== null) this.cursor.next();
      const content = this.argument(end, font);
      atom = content === null ? null : withScript(atom, scriptOf(sign ?? '^', layOut(content)));
    }
    return atom;
  }

  /** What a command or script takes: a group, else one sign or command. */
  private argument(end: number, font: Font): readonly Atom[] | null {
    this.cursor.skipSpace(end);
    while (this.cursor.name(end) === '!') {
      this.cursor.next();
      this.cursor.skipSpace(end);
    }
    const sign = this.cursor.sign(end);
    if (sign !== '') {
      this.cursor.pass(sign);
      return [signAtom(sign, font, false)];
    }
    if (this.cursor.token(end)?.kind === 'open') return this.group(end, font);
    const atom = this.deeper(() => this.atom(end, font, false));
    return atom === null ? null : [atom];
  }

  private group(end: number, font: Font): Atom[] | null {
    const close = this.cursor.closing(end);
    if (close < 0) return null;
    this.cursor.next();
    const atoms = this.list(close, font);
    this.cursor.goTo(close + 1);
    return atoms;
  }

  private atom(end: number, font: Font, isSpaced: boolean): Atom | null {
    const { cursor } = this;
    switch (cursor.token(end)?.kind) {
      case 'text': {
        RUN.lastIndex = cursor.offset;
        const text = RUN.exec(cursor.source.text)?.[0] ?? cursor.sign(end);
        cursor.pass(text);
        return signAtom(text, font, isSpaced);
      }
      case 'tie':
        cursor.next();
        return { text: ' ', kind: 'space', base: ' ', isSpaced };
      case 'open': {
        const atoms = this.group(end, font);
        return atoms === null ? null : { ...asOne(atoms), isSpaced, isLoose: isLoose(atoms) };
      }
      case 'command':
        return this.command(end, font, isSpaced);
      default:
        return null;
    }
  }

  private command(end: number, font: Font, isSpaced: boolean): Atom | null {
    const name = this.cursor.name(end);
    this.cursor.next();
    if (SPACES.has(name)) return { text: ' ', kind: 'space', base: ' ', isSpaced };
    const spelled = FUNCTIONS.has(name) ? name : OTHER_FUNCTIONS.get(name);
    if (spelled !== undefined) return { text: spelled, kind: 'function', base: spelled, isSpaced };
    const symbol = SYMBOLS.get(name);
    if (symbol !== undefined) {
      const text = inFont(symbol.text, font);
      return { text, kind: symbol.kind, base: text, isSpaced };
    }
    if (name === 'operatorname' && this.cursor.sign(end) === '*') this.cursor.pass('*');
    const made = CONSTRUCTS.get(name)?.(this.arguments(end, font)) ?? null;
    return made === null ? null : { ...made, isSpaced };
  }

  private arguments(end: number, around: Font): Arguments {
    const { cursor } = this;
    return {
      next: (font = around) => this.argument(end, font),
      option: () => {
        const { text } = cursor.source;
        const found =
          cursor.sign(end) === '[' ? OPTION.exec(text.slice(cursor.offset, cursor.offset + LONGEST_OPTION)) : null;
        // `end` is the index of a token.
        if (found === null || cursor.offset + found[0].length > cursor.token(end)!.to) return null;
        cursor.pass(found[0]);
        // The group always matches.
        return found[1]!;
      },
      text: () => {
        const close = cursor.closing(end);
        if (close < 0) {
          const atoms = this.argument(end, 'plain');
          return atoms === null ? null : layOut(atoms);
        }
        const text = this.prose(cursor.at + 1, close);
        cursor.goTo(close + 1);
        return text;
      },
      raw: () => {
        const close = cursor.closing(end);
        if (close < 0) return null;
        const { text, tokens } = cursor.source;
        // Both are indexes of tokens.
        const raw = text.slice(tokens[cursor.at]!.to, tokens[close]!.from);
        cursor.goTo(close + 1);
        return raw;
      },
    };
  }
}
