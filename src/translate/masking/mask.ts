// Masking: a text goes out with tokens for what must not be translated, and its answer gets the originals back.
import type { FindSpans } from './formulas.js';
import type { Part } from './keeper.js';
import { recognise } from './recognise.js';
import { tokenNumber, type TokenStyle } from './styles.js';

export interface MaskedText {
  /** As it is sent. */
  readonly text: string;
  /** What each token stands for; token 1 is the first. */
  readonly originals: readonly string[];
  /** Whether there are words left to translate. */
  readonly hasWords: boolean;
}

export type RestoredText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

function write(parts: readonly Part[], style: TokenStyle): MaskedText {
  const originals: string[] = [];
  const text = parts.map((part) => {
    if (!part.isKept) return style.escape(part.text);
    originals.push(part.text);
    return style.write(originals.length);
  });
  const hasWords = parts.some((part) => !part.isKept && /\p{L}{2}/u.test(part.text));
  return { text: text.join(''), originals, hasWords };
}

/** `names` of the glossary stay as they are, besides formulas, TeX, addresses, identifiers and code. */
export function mask(text: string, names: FindSpans | null, style: TokenStyle): MaskedText {
  return write(recognise(text, names, style.found), style);
}

/** The numbers of the tokens in a text, in order. */
function numbersIn(text: string, style: TokenStyle): number[] {
  return [...text.matchAll(style.found)].map((found) => tokenNumber(found[1] ?? ''));
}

function missing(expected: readonly number[], found: readonly number[]): string | null {
  const lost = expected.filter((number) => !found.includes(number));
  if (lost.length > 0) return `${lost.length} of ${expected.length} formulas or names were lost`;
  const doubled = expected.filter((number) => found.filter((each) => each === number).length > 1);
  return doubled.length > 0 ? `${doubled.length} formulas or names came back more than once` : null;
}

/**
 * The answer to what was sent, with the originals back in place. Tokens that nobody sent are removed; it is no translation
 * when one that was sent is lost, doubled or broken.
 */
export function restore(
  { sent, answer }: { readonly sent: string; readonly answer: string },
  masked: MaskedText,
  style: TokenStyle,
): RestoredText {
  const expected = numbersIn(sent, style);
  const reason = missing(expected, numbersIn(answer, style));
  if (reason !== null) return { ok: false, reason };
  const mayHoldResidue = style.residue.test(sent.replace(style.found, ''));
  if (!mayHoldResidue && style.residue.test(answer.replace(style.found, '')))
    return { ok: false, reason: 'a token came back broken' };
  // `split` gives text and number by turns.
  const result = answer.split(style.found).map((piece, index) => {
    if (index % 2 === 0) return style.unescape(piece);
    const number = tokenNumber(piece);
    return expected.includes(number) ? (masked.originals[number - 1] ?? '') : '';
  });
  return { ok: true, text: result.join('') };
}

/** The answer without its tokens, unescaped: what the checks of wording look at. */
export function withoutTokens(answer: string, style: TokenStyle): string {
  return style.unescape(answer.replace(style.found, ' '));
}
