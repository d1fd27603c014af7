// What a feed showed, and had shown before: its pages, the origin of what it shows now, and what of that is known.
import { FETCHED, type Origin } from '../../domain/announcement.js';
import type { Format } from '../../domain/paper.js';
import type { Reader } from '../../store/reader.js';
import type { KnownOn } from './further-page.js';
import type { WantedSource } from './plan.js';
import { isPaged, PAGED, pageUrls } from './wordpress.js';

/** Most pages of one source: more than a site that posts a hundred papers a day shows of the last two weeks. */
export const MOST_PAGES = 150;

/** Of both layouts: a site may change from one to the other at the same address. */
const pagesOf = (url: string, format: Format | null): string[] =>
  isPaged(format) ? [...new Set(PAGED.flatMap((each) => pageUrls(url, each, MOST_PAGES)))] : [url];

/** `news`: see Origin. */
export function feedOrigin(
  { category, url }: WantedSource,
  {
    isFirstSight,
    format,
    news = Infinity,
  }: { readonly isFirstSight: boolean; readonly format: Format | null; readonly news?: number },
): Origin {
  const pages = category === null ? pagesOf(url, format) : [];
  return { ...FETCHED, isFirstSight, pages, news, category };
}

/** Asks once for all papers of a page. `from`: the first dump of the turn that left something open, or of this one. */
export function knownIn(
  reader: Pick<Reader, 'firstDumpsWith'>,
  { url, format, from }: { readonly url: string; readonly format: Format | null; readonly from: number },
): KnownOn {
  const pages = pagesOf(url, format);
  return ({ ids }) => {
    const all = ids.filter((id) => id !== null);
    const dumps = all.length === 0 ? null : reader.firstDumpsWith(all, pages);
    return (id) => {
      const dump = dumps?.get(id);
      return dump === undefined ? null : dump < from;
    };
  };
}
