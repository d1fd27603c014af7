// WordPress: where the further pages of a feed or of a page of entries are, whatever the site.
import type { Format } from '../../domain/paper.js';

/** The layouts that WordPress writes and pages. */
export const PAGED: readonly Format[] = ['arxiv-jp-rss', 'arxiv-jp-html'];

export function isPaged(format: Format | null): boolean {
  return format !== null && PAGED.includes(format);
}

/** The addresses of a list's first pages, its own too. */
export function pageUrls(first: string, format: Format, pages: number): string[] {
  return Array.from({ length: pages }, (_, at) => (at === 0 ? first : pageUrl(first, format, at + 1)));
}

/**
 * A page at an address of which no cache has a copy: most keep one for each address, so that pages of the same list are of different
 * ages. WordPress passes over a parameter that it does not know.
 */
export function pastCaches(url: string, at: Date): string {
  const fresh = new URL(url);
  fresh.searchParams.set('nocache', String(at.getTime()));
  return fresh.href;
}

/** The address of a page (from 2 on): `?paged=N` of a feed, `/page/N/` of a page of entries (or `paged` where it has a query). */
export function pageUrl(first: string, format: Format, page: number): string {
  const url = new URL(first);
  if (format === 'arxiv-jp-rss' || /[?&](?:cat|category_name|tag|s|feed|paged)=/.test(url.search)) {
    url.searchParams.set('paged', String(page));
    return url.href;
  }
  url.pathname = `${url.pathname.replace(/\/(?:page\/\d+\/?)?$/, '')}/page/${page}/`;
  return url.href;
}
