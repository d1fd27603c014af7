// The title of a paper as its readers see it.
import { isInvisible } from '../text/comparison.js';
import type { Paper } from './paper.js';
import { shownTexts } from './readable-texts.js';

/** TeX made readable; for a title of which nothing is seen the identifier, else the key. */
export function shownTitle(paper: Paper): string {
  const { arxivId, key } = paper;
  const { title } = shownTexts(paper);
  return isInvisible(title) ? (arxivId === null ? key : `arXiv:${arxivId}`) : title;
}
