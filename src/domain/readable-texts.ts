// Readable texts: what a reader sees of a paper's texts, made once when it is stored, never while somebody waits.
import { readable } from '../text/readable.js';
import { readableTranslation } from '../text/translation.js';
import type { Paper, PaperFacts, ReadableTexts } from './paper.js';

type Differing = Paper['readable'];

/** The texts that read otherwise than they are typed, with TeX said in Unicode. Takes time in proportion to the texts. */
export function readableTexts(facts: PaperFacts): Differing {
  const { title, titleJa, abstract, abstractJa, comments, journalRef, authors } = facts;
  // In a translation of ours every formula is the original's; in others they may be broken.
  const isOurs = facts.translation?.site === null;
  const said: ReadableTexts = {
    title: readable(title),
    titleJa: titleJa === null ? null : isOurs ? readable(titleJa) : readableTranslation(titleJa, title),
    abstract: abstract === null ? null : readable(abstract),
    abstractJa: abstractJa === null ? null : isOurs ? readable(abstractJa) : readableTranslation(abstractJa, abstract),
    comments: comments === null ? null : readable(comments),
    journalRef: journalRef === null ? null : readable(journalRef),
    authors: authors.map(readable),
  };
  const isDifferent = (name: keyof ReadableTexts): boolean =>
    name === 'authors' ? said.authors.some((author, index) => author !== authors[index]) : said[name] !== facts[name];
  const names = (Object.keys(said) as (keyof ReadableTexts)[]).filter(isDifferent);
  return Object.fromEntries(names.map((name) => [name, said[name]]));
}

/** A paper's texts as a reader sees them. Where the rules have not been at a paper yet, as they are typed. */
export function shownTexts({
  title,
  titleJa,
  abstract,
  abstractJa,
  comments,
  journalRef,
  authors,
  ...paper
}: Paper): ReadableTexts {
  return { title, titleJa, abstract, abstractJa, comments, journalRef, authors, ...paper.readable };
}
