// The types of our own sentences: what was put into one decides where it may stand.
import type { Markdown } from '../text/markdown.js';
import type { PlainText } from '../text/visible.js';

/** Words of our own: they may stand anywhere. */
export type OwnWords = Markdown & PlainText;
type Within<A> = A extends readonly (infer E)[] ? E : A;
/** The type of a sentence follows from its arguments: Markdown with markdown in it, PlainText with plain text, else our own. */
type Said<A> = Markdown extends A ? Markdown : PlainText extends A ? PlainText : OwnWords;
export type Words<W> = W extends (...args: infer A) => string
  ? (...args: A) => Said<Within<A[number]>>
  : W extends string
    ? OwnWords
    : W extends readonly string[]
      ? readonly OwnWords[]
      : { readonly [K in keyof W]: Words<W[K]> };

/** Gives our sentences their types. The brands exist only for the compiler, so that the value stays as it is. */
export function ownWords<W>(words: W): Words<W> {
  return words as Words<W>;
}
