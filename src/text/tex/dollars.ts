// Dollars: which of them enclose a formula, which are prices, and which lost their partner.
import type { Source, Token } from './tokens.js';

/** Two words side by side: no formula is written so, but for one whose closing dollar is missing. */
const PROSE = /\p{L}\p{L}\s+\p{L}\p{L}/u;
const BLANK_LINE = /\n[ \t]*\n/;

interface Between {
  readonly content: string;
  /** Whether a command, a script or a brace stands in it. */
  readonly hasSigns: boolean;
  /** Its text outside braces. */
  readonly prose: string;
}

function between({ text, tokens }: Source, open: number, close: number): Between {
  let prose = '';
  let hasSigns = false;
  for (let index = open + 1; index < close; index += 1) {
    // `index` is that of a token.
    const token = tokens[index]!;
    if (token.kind === 'text') prose += text.slice(token.from, token.to);
    else if (token.kind !== 'tie') {
      hasSigns = true;
      prose += '\\';
      if (token.kind === 'open' && token.mate > index) index = token.mate;
    }
  }
  // Both are indexes of tokens.
  return { content: text.slice(tokens[open]!.to, tokens[close]!.from), hasSigns, prose };
}

/** Formulas without any sign of TeX are short. */
const LONGEST_PLAIN = 80;

/** Whether what has spaces beside its dollars is a price with what follows it, or no formula for another reason. */
function isProse(content: string): boolean {
  return !/[=<>]/.test(content) && (/\p{L}{3}|^\s*\//u.test(content) || /^\d.*\s$/.test(content));
}

/** Whether the text between two dollars is a formula. `isOdd`: one dollar of the text has no partner. */
function isFormula(source: Source, [open, close]: readonly [number, number], isOdd: boolean): boolean {
  const { content, hasSigns, prose } = between(source, open, close);
  if (BLANK_LINE.test(content)) return false;
  const hasOuterSpace = /^\s|\s$/.test(content);
  if (isOdd && (PROSE.test(prose) || (hasOuterSpace && /\p{L}{2}/u.test(prose)))) return false;
  if (hasSigns) return true;
  if (content === '' || content.length > LONGEST_PLAIN || (hasOuterSpace && isProse(content))) return false;
  const isPrice =
    // `close` is the index of a token.
    /^\s*\d/.test(content) && (/\s\p{L}{2}/u.test(content) || /\d/.test(source.text[source.tokens[close]!.to] ?? ''));
  return !isPrice;
}

function isAdjacent(tokens: readonly Token[], left: number | undefined, right: number | undefined): boolean {
  // Both are indexes of tokens.
  return left !== undefined && right !== undefined && tokens[left]!.to === tokens[right]!.from;
}

/** Gives the dollars of one group their mates. Every stretch between two dollars is looked at once or twice. */
function pairGroup(source: Source, dollars: readonly number[]): void {
  const { tokens } = source;
  for (let at = 0; at + 1 < dollars.length;) {
    // The loop leaves at least two.
    const [open, next, third, fourth] = [dollars[at]!, dollars[at + 1]!, dollars[at + 2], dollars[at + 3]];
    const isOdd = (dollars.length - at) % 2 === 1;
    if (isAdjacent(tokens, open, next)) {
      // Adjacent ones are there.
      if (isAdjacent(tokens, third, fourth) && isFormula(source, [next, third!], false)) {
        // Dollars are indexes of tokens.
        tokens[open]!.mate = fourth!;
        // As above.
        tokens[fourth!]!.mate = open;
        at += 4;
      } else at += 1;
    } else if (isFormula(source, [open, next], isOdd)) {
      // Dollars are indexes of tokens.
      tokens[open]!.mate = next;
      // As above.
      tokens[next]!.mate = open;
      at += 2;
    } else at += 1;
  }
}

/** Pairs the dollars that enclose formulas, each pair within one group of braces; prices and lone dollars keep no mate. */
export function pairDollars(source: Source): void {
  const { tokens } = source;
  const groups: number[][] = [[]];
  const closed: number[][] = [];
  tokens.forEach(({ kind, mate }, index) => {
    if (kind === 'open' && mate >= 0) groups.push([]);
    // A closing token with a mate has its group open.
    else if (kind === 'close' && mate >= 0) closed.push(groups.pop()!);
    // The outermost group is never closed.
    else if (kind === 'dollar') groups.at(-1)!.push(index);
  });
  for (const dollars of [...closed, ...groups]) pairGroup(source, dollars);
}
