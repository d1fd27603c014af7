// Output: readable text as it grows, with quotes and dashes as printers set them, and the way back to the last space.
import { inFont, type Font } from './letters.js';

const QUOTES_AND_DASHES = /``|''|`|'|-{2,3}/g;
const ADDRESS = /^[("'<[]?(?:https?:|ftp:|www\.)/i;
const LONGEST_SCHEME = 8;

/** The index of the last white space; -1 where there is none. */
function lastSpace(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && !(text.charCodeAt(at) <= 32 || text[at] === '\u3000')) at -= 1;
  return at;
}

export class Output {
  private readonly parts: string[] = [];
  /** Parts before the word that is being written, and where it begins in the source. */
  private word = { parts: 0, offset: 0 };
  private isDoubleOpen = false;
  private isSingleOpen = false;

  constructor(
    private readonly source: string,
    from: number,
  ) {
    this.word.offset = from;
  }

  /** Whether the word that is being written is an address of the web. */
  isInAddress(): boolean {
    return ADDRESS.test(this.source.slice(this.word.offset, this.word.offset + LONGEST_SCHEME));
  }

  /** Text that is finished. */
  add(text: string): void {
    if (text !== '') this.parts.push(text);
  }

  /** A note in brackets, one space behind what it belongs to. */
  addNote(text: string): void {
    this.add(/\s$/.test(this.parts.at(-1) ?? '') ? text.trimStart() : text);
  }

  /** The source from one offset to before another, as plain text of an alphabet. */
  addText(from: number, to: number, font: Font): void {
    const text = this.source.slice(from, to);
    const space = lastSpace(text);
    if (space < 0) {
      this.add(inFont(this.typeset(text, from), font));
      return;
    }
    this.add(inFont(this.typeset(text.slice(0, space + 1), from), font));
    this.word = { parts: this.parts.length, offset: from + space + 1 };
    this.add(inFont(this.typeset(text.slice(space + 1), from + space + 1), font));
  }

  /** A space of TeX; none beside another. */
  addSpace(offset: number): void {
    if (/\s$/.test(this.parts.at(-1) ?? ' ')) return;
    this.add(' ');
    this.word = { parts: this.parts.length, offset };
  }

  /** Takes back the word that is being written, and writes the source instead, from its beginning to before `to`. */
  rewriteWord(to: number): void {
    this.parts.length = this.word.parts;
    this.add(this.source.slice(this.word.offset, to));
  }

  text(): string {
    return this.parts.join('');
  }

  private typeset(text: string, offset: number): string {
    if (!/[`']|--/.test(text)) return text;
    return text.replace(QUOTES_AND_DASHES, (sign, at: number) => {
      const [before, after] = [this.source[offset + at - 1] ?? ' ', this.source[offset + at + sign.length] ?? ' '];
      switch (sign) {
        case '``':
          this.isDoubleOpen = true;
          return '“';
        case "''": {
          if (!this.isDoubleOpen) return sign;
          this.isDoubleOpen = false;
          return '”';
        }
        case '`':
          if (/[\p{L}\p{N}]/u.test(before) || /\s/.test(after)) return sign;
          this.isSingleOpen = true;
          return '‘';
        case "'":
          if (!this.isSingleOpen || /\s/.test(before) || /[\p{L}\p{N}]/u.test(after)) return sign;
          this.isSingleOpen = false;
          return '’';
        default: {
          const isFlag = /\s/.test(before) && !/\s/.test(after);
          const isArrow = /[<>]/.test(before + after);
          return isFlag || isArrow ? sign : sign === '--' ? '–' : '—';
        }
      }
    });
  }
}
