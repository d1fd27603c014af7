// The origin of what a feed showed: whether it was seen before, and on which pages.
import { FRESH_DAYS, type Origin } from '../../domain/announcement.js';
import type { Format } from '../../domain/paper.js';
import type { WantedSource } from './plan.js';
import { isPaged, pageUrls } from './wordpress.js';

/** Most pages of one source: more than a site that posts a hundred papers a day shows of the last two weeks. */
export const MOST_PAGES = 150;

export function feedOrigin(
  { category, url }: WantedSource,
  { isFirstSight, format }: { readonly isFirstSight: boolean; readonly format: Format | null },
): Origin {
  const pages = format === null || !isPaged(format) ? [url] : pageUrls(url, format, MOST_PAGES);
  return { kind: 'fetched', isFirstSight, pages, freshDays: FRESH_DAYS, category, holes: [] };
}
