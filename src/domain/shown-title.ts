// The title of a paper as its readers see it.
import { isInvisible } from '../text/comparison.js';
import type { Paper } from './paper.js';

/** TeX made readable; for a title of which nothing is seen the identifier, else the key. */
export function shownTitle(paper: Pick<Paper, 'title' | 'arxivId' | 'key' | 'readable'>): string {
  const { arxivId, key, readable } = paper;
  const title = readable.title ?? paper.title;
  return isInvisible(title) ? (arxivId === null ? key : `arXiv:${arxivId}`) : title;
}
