// The title of a paper as its readers see it.
import { isInvisible } from '../text/comparison.js';
import { readable } from '../text/readable.js';
import type { Paper } from './paper.js';

/** TeX made readable; for a title of which nothing is seen the identifier, else the key. */
export function shownTitle({ title, arxivId, key }: Pick<Paper, 'title' | 'arxivId' | 'key'>): string {
  const text = readable(title);
  return isInvisible(text) ? (arxivId === null ? key : `arXiv:${arxivId}`) : text;
}
