// Prose: running text with TeX in it. What cannot be said stays as written: a command with its arguments, a whole formula.
import { afterArguments, closingOf, sayCommand, type ProseText } from './commands.js';
import { FormulaReader } from './formula.js';
import { FONT_SWITCHES, type Font } from './letters.js';
import { Output } from './output.js';
import { bareScript, scriptOf } from './scripts.js';
import { isSet } from './sets.js';
import { commandName, environmentName, type Source, type Token } from './tokens.js';

/** Groups within groups that are followed; nothing that people write goes deeper. */
const DEEPEST = 40;
/** Environments whose content is one formula. */
const FORMULAS = new Set(['equation', 'equation*', 'displaymath', 'math']);
/** `\begin`, its brace, the name and the other brace. */
const BEGIN_LENGTH = 4;

/** `10^(-3)` needs its brackets in plain text only. */
const SIGNED = /^\(([-+]\d+)\)$/;

/** A stretch of tokens while it is read. */
interface Stretch {
  readonly out: Output;
  /** The token after the last. */
  readonly to: number;
  index: number;
  /** Where the reader stands in the source, also inside a token of text. */
  offset: number;
  /** Where the last part ends that was left as written. */
  keptUntil: number;
  font: Font;
  isWhole: boolean;
  hasUnknown: boolean;
}

/** Reads running text of one source. */
export class ProseReader {
  private depth = 0;
  private ownUpdates = 0;
  private readonly formula: FormulaReader;

  constructor(private readonly source: Source) {
    this.formula = new FormulaReader(source, (from, to) => {
      const { text, isWhole } = this.read(from, to);
      return isWhole ? text : null;
    });
  }

  /** How many tokens and signs were looked at. */
  get steps(): number {
    return this.ownUpdates + this.formula.steps;
  }

  /** The tokens from `from` to before `to`. */
  read(from: number, to: number): ProseText {
    const offset = this.startOf(from);
    const out = new Output(this.source.text, offset);
    if (this.depth >= DEEPEST) {
      out.add(this.source.text.slice(offset, this.startOf(to)));
      return { text: out.text(), isWhole: false, hasUnknown: true };
    }
    const stretch: Stretch = {
      out,
      to,
      index: from,
      offset,
      keptUntil: -1,
      font: 'plain',
      isWhole: true,
      hasUnknown: false,
    };
    this.depth += 1;
    while (stretch.index < to) this.token(stretch);
    this.depth -= 1;
    return { text: out.text(), isWhole: stretch.isWhole, hasUnknown: stretch.hasUnknown };
  }

  private startOf(index: number): number {
    return this.source.tokens[index]?.from ?? this.source.text.length;
  }

  private goTo(stretch: Stretch, index: number): void {
    stretch.index = index;
    stretch.offset = this.startOf(index);
  }

  /** Goes on at an offset, which may be inside a token of text. */
  private goToOffset(stretch: Stretch, offset: number): void {
    // `to` is at most the number of tokens.
    while (stretch.index < stretch.to && this.source.tokens[stretch.index]!.to <= offset) stretch.index += 1;
    stretch.offset = offset;
  }

  /** Leaves the source as it is up to a token. */
  private keep(stretch: Stretch, index: number): void {
    stretch.out.add(this.source.text.slice(stretch.offset, this.startOf(index)));
    stretch.isWhole = false;
    this.goTo(stretch, index);
    stretch.keptUntil = stretch.offset;
  }

  private token(stretch: Stretch): void {
    this.ownUpdates += 1;
    const { index } = stretch;
    // `index` is that of a token.
    const token = this.source.tokens[index]!;
    switch (token.kind) {
      case 'text':
        stretch.out.addText(stretch.offset, token.to, stretch.font);
        return this.goTo(stretch, index + 1);
      case 'tie':
        return this.tie(stretch);
      case 'open':
        return this.group(stretch);
      case 'close':
        return this.keep(stretch, index + 1);
      case 'dollar':
        return token.mate > index ? this.dollars(stretch, token) : this.loneDollar(stretch);
      case 'script':
        return this.script(stretch);
      case 'command':
        return this.command(stretch, token);
    }
  }

  /** `~` between words is a space that does not break; elsewhere it means about, or belongs to an address. */
  private tie(stretch: Stretch): void {
    const { text } = this.source;
    const [before, after] = [text[stretch.offset - 1] ?? '', text[stretch.offset + 1] ?? ''];
    const isBetween = /[\p{L}\p{N}.,:;)\]}$'"]/u.test(before) && /[\p{L}\p{N}\\($[{]/u.test(after);
    const isRange = /\d/.test(before) && /\d/.test(after);
    if (isBetween && !isRange && !stretch.out.isInAddress()) stretch.out.addSpace(stretch.offset + 1);
    else stretch.out.add('~');
    this.goTo(stretch, stretch.index + 1);
  }

  private group(stretch: Stretch): void {
    const { index } = stretch;
    const close = closingOf({ source: this.source, to: stretch.to }, index);
    if (close < 0) return this.keep(stretch, index + 1);
    const inner = this.read(index + 1, close);
    if (inner.hasUnknown) return this.keep(stretch, close + 1);
    stretch.isWhole &&= inner.isWhole;
    const { text } = this.source;
    const content = text.slice(stretch.offset + 1, this.startOf(close));
    stretch.out.add(isSet(content, text[stretch.offset - 1] ?? '') ? `{${inner.text}}` : inner.text);
    this.goTo(stretch, close + 1);
  }

  /** Says the formula in the tokens of `content`, and goes on at the token `next`; leaves it as it is when it cannot. */
  private say(stretch: Stretch, content: readonly [number, number], next: number): void {
    const said = this.formula.read(...content);
    if (said === null) return this.keep(stretch, next);
    const end = this.startOf(next);
    const { text } = this.source;
    const isUnitBefore = said.hasSpaceBefore && /[\p{L}\p{N})\]%]/u.test(text[stretch.offset - 1] ?? '');
    const isUnitAfter = said.hasSpaceAfter && /[\p{L}\p{N}\\([]/u.test(text[end] ?? '');
    if (isUnitBefore) stretch.out.addSpace(end);
    stretch.out.add(said.text);
    if (isUnitAfter) stretch.out.addSpace(end);
    this.goTo(stretch, next);
  }

  private dollars(stretch: Stretch, { mate }: Token): void {
    const { index } = stretch;
    const isDouble = this.source.tokens[index + 1]?.kind === 'dollar';
    this.say(stretch, isDouble ? [index + 2, mate - 1] : [index + 1, mate], mate + 1);
  }

  /** A price, or half of a formula: the word around it stays as written, from space to space. */
  private loneDollar(stretch: Stretch): void {
    const { text, tokens } = this.source;
    let { index } = stretch;
    let offset = this.startOf(stretch.to);
    for (; index < stretch.to; index += 1) {
      this.ownUpdates += 1;
      // `index` is that of a token.
      const token = tokens[index]!;
      const space = token.kind === 'text' ? text.slice(token.from, token.to).search(/\s/) : -1;
      if (space >= 0) {
        offset = token.from + space;
        break;
      }
      if (token.mate > index && token.mate < stretch.to) index = token.mate;
    }
    stretch.out.rewriteWord(offset);
    stretch.isWhole = false;
    this.goToOffset(stretch, offset);
  }

  /** A script outside of dollars. */
  private script(stretch: Stretch): void {
    const { index, to, out } = stretch;
    const { text, tokens } = this.source;
    const sign = text[stretch.offset] === '^' ? '^' : '_';
    const next = index + 1 < to ? tokens[index + 1] : undefined;
    const isArgument = next?.kind === 'command' || closingOf({ source: this.source, to }, index + 1) >= 0;
    const bare = next?.kind === 'text' ? bareScript(text, stretch.offset) : null;
    if (out.isInAddress() || (!isArgument && bare === null)) {
      out.add(sign);
      return this.goTo(stretch, index + 1);
    }
    if (stretch.offset === stretch.keptUntil)
      return this.keep(stretch, afterArguments({ source: this.source, to }, index));
    const argument =
      bare === null
        ? this.formula.readArgument(index + 1, to)
        : { text: bare.replace(SIGNED, '$1'), end: stretch.offset + 1 + bare.length };
    if (argument === null) return this.keep(stretch, afterArguments({ source: this.source, to }, index));
    out.add(scriptOf(sign, argument.text).text);
    this.goToOffset(stretch, argument.end);
  }

  private command(stretch: Stretch, token: Token): void {
    const { source } = this;
    const { index, to } = stretch;
    const name = commandName(source, index);
    if (token.mate > index && token.mate < to && (name === '(' || name === '['))
      return this.say(stretch, [index + 1, token.mate], token.mate + 1);
    if (name === 'begin' && token.mate > index && token.mate < to) {
      const next = token.mate + BEGIN_LENGTH;
      if (!FORMULAS.has(environmentName(source, index) ?? '')) return this.keep(stretch, next);
      return this.say(stretch, [index + BEGIN_LENGTH, token.mate], next);
    }
    const font = FONT_SWITCHES.get(name);
    const said =
      font === undefined
        ? sayCommand({ source, formula: this.formula, read: (from, end) => this.read(from, end), index, to })
        : { text: '', end: this.afterSwitch(stretch, token.to), isWhole: true, isSpace: false };
    if (font !== undefined) stretch.font = font;
    if (said === null) {
      const next = afterArguments({ source, to }, index);
      stretch.hasUnknown ||= next === index + 1 && /^[A-Za-z]/.test(name);
      return this.keep(stretch, next);
    }
    if (said.isSpace === true) stretch.out.addSpace(said.end);
    else if (said.text.startsWith(' (')) stretch.out.addNote(said.text);
    else stretch.out.add(said.text);
    stretch.isWhole &&= said.isWhole;
    this.goToOffset(stretch, said.end);
  }

  /** A space ends the command that switches a font; it is none of the text. */
  private afterSwitch({ index, to }: Stretch, offset: number): number {
    const token = index + 1 < to ? this.source.tokens[index + 1] : undefined;
    if (token?.kind !== 'text') return offset;
    const space = this.source.text.slice(token.from, token.to).search(/\S|$/);
    return offset + space;
  }
}
