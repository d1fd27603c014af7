// Cursor: a place in the tokens of a source, also between two signs of a token of text.
import { commandName, type Source, type Token } from './tokens.js';

/** Moves over the tokens of one source. Methods take the token `end`, at which what is being read ends. */
export class Cursor {
  private index = 0;
  private position = 0;
  /** How many tokens and signs were passed. */
  steps = 0;

  constructor(readonly source: Source) {}

  /** The index of the token. */
  get at(): number {
    return this.index;
  }

  /** The offset in the text of the source. */
  get offset(): number {
    return this.position;
  }

  /** Acts at another place and comes back, so that a formula may hold text that holds a formula. */
  elsewhere<T>(index: number, action: () => T): T {
    const saved = [this.index, this.position] as const;
    this.goTo(index);
    const result = action();
    [this.index, this.position] = saved;
    return result;
  }

  goTo(index: number): void {
    this.index = index;
    this.position = this.source.tokens[index]?.from ?? this.source.text.length;
    this.steps += 1;
  }

  next(): void {
    this.goTo(this.index + 1);
  }

  /** Does what moves the cursor, and takes the move back when it answers false. */
  attempt(action: () => boolean): boolean {
    const saved = [this.index, this.position] as const;
    if (action()) return true;
    [this.index, this.position] = saved;
    return false;
  }

  token(end: number): Token | undefined {
    return this.index < end ? this.source.tokens[this.index] : undefined;
  }

  /** The name of the command here; empty where none is. */
  name(end: number): string {
    return this.index < end ? commandName(this.source, this.index) : '';
  }

  /** The sign here in a token of text; empty elsewhere. */
  sign(end: number): string {
    const token = this.token(end);
    // A text token has a letter at each of its positions.
    return token?.kind === 'text' ? String.fromCodePoint(this.source.text.codePointAt(this.position)!) : '';
  }

  /** Passes over text of the token. */
  pass(text: string): void {
    this.position += text.length;
    this.steps += 1;
    // The cursor stands on a token.
    if (this.position >= this.source.tokens[this.index]!.to) this.next();
  }

  /** Passes over white space; true where there was some. */
  skipSpace(end: number): boolean {
    let isSpaced = false;
    for (let sign = this.sign(end); sign !== '' && sign.trim() === ''; sign = this.sign(end)) {
      this.pass(sign);
      isSpaced = true;
    }
    return isSpaced;
  }

  /** The index of the token that closes the group which opens here; -1 where none does. */
  closing(end: number): number {
    const token = this.token(end);
    return token?.kind === 'open' && token.mate > this.index && token.mate < end ? token.mate : -1;
  }
}
