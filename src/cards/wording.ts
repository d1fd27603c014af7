// Wording: every sentence that people read in Discord, in Japanese and English.
import type { Language } from '../domain/language.js';
import type { Markdown } from '../text/markdown.js';
import type { PlainText } from '../text/visible.js';
import { english, type Wording } from './wording-en.js';
import { japanese } from './wording-ja.js';

export type { Wording };

/** Words of our own: they may stand anywhere. */
export type OwnWords = Markdown & PlainText;
type Within<A> = A extends readonly (infer E)[] ? E : A;
/** A sentence is what was put into it: markdown around markdown, plain around plain text, else our own. */
type Said<A> = Markdown extends A ? Markdown : PlainText extends A ? PlainText : OwnWords;
export type Words<W> = W extends (...args: infer A) => string
  ? (...args: A) => Said<Within<A[number]>>
  : W extends string
    ? OwnWords
    : W extends readonly string[]
      ? readonly OwnWords[]
      : { readonly [K in keyof W]: Words<W[K]> };

/** The one place where strings become words of our own. */
function ours(words: Wording): Words<Wording>;
function ours(words: Wording): unknown {
  return words;
}

export function wording(language: Language): Words<Wording> {
  return ours(language === 'ja' ? japanese : english);
}
