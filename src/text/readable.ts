// Readable: a title, abstract or name as typed for TeX, as a reader sees it.
import { memoizedBriefly } from './memoized.js';
import { pairDollars } from './tex/dollars.js';
import { ProseReader } from './tex/prose.js';
import { tokenize } from './tex/tokens.js';

/** Grows with every change of what `readable` makes of a text, so that what is stored can be rebuilt. */
export const readableVersion = 5;

const TEX = /[\\{}$^_~`]|--/;
/** The index, the card and what a paper is recognised by ask for the texts of one paper, one after another. */
const said = memoizedBriefly((text) => readTex(text).text, 32);

/**
 * The text with its TeX as Unicode: formulas, accents, markup. What cannot be said stays exactly as written, with its
 * braces and backslashes: a formula as a whole, a command with its arguments. Takes time in proportion to the text.
 */
export function readable(text: string): string {
  return TEX.test(text) ? said(text) : text;
}

/** The same, with the number of steps that it took. */
export function readTex(text: string): { readonly text: string; readonly steps: number } {
  const source = tokenize(text);
  pairDollars(source);
  const reader = new ProseReader(source);
  const { text: said } = reader.read(0, source.tokens.length);
  return { text: said, steps: reader.steps + source.tokens.length };
}
