// Detection of feeds: arXiv's announcements in RSS and Atom, and the answers of its API, which are Atom too.
import type { Taxonomy } from '../../domain/category.js';
import { arxivApi } from './arxiv-api.js';
import { arxivAtom, arxivRss, arxivRss1 } from './arxiv-feeds.js';
import type { DumpFormat } from '../parsed.js';

const ANNOUNCEMENT =
  /rss\.arxiv\.org|export\.arxiv\.org\/rss|arxiv\.org\/(?:rss|atom)\/|updates on arXiv\.org|oai:arXiv\.org:|Announce Type:|<arxiv:announce_type/i;
/** The API's envelope; its titles repeat a query, which can hold any words. */
const API_ENVELOPE = /<(?:\w+:)?totalResults[\s>]|<id>\s*https?:\/\/(?:export\.)?arxiv\.org\/api\//i;
/** Entries of the API where its envelope is lost; another site's feed links to papers, but under ids of its own. */
const API_ENTRY = /<id>\s*https?:\/\/(?:export\.)?arxiv\.org\/abs\//i;

const ROOT =
  /^\s*(?:(?:<\?[^>]*>|<!--(?:[^-]|-[^-]|-{2,}[^->])*-{2,}>|<![A-Za-z][^>]*>)\s*)*<(?:[\w.-]{1,20}:)?(?:(rss|feed)(?=[\s>])|(RDF)\s[^<>]*purl\.org\/rss\/)/;
/** Whole beginnings of documents, which no entry holds. */
const ROOTS = /<(?:[\w.-]{1,20}:)?(?:OAI-PMH[\s>]|(?:rss|feed)\s[^<>]*(?:version|xmlns)|RDF\s[^<>]*purl\.org\/rss\/)/g;

/**
 * The element that a feed begins with; null where none does, or where another document stands behind it. It tells the format alone:
 * one damaged tag in an entry, or one that an entry holds as text, reads as an element of another format.
 */
export function feedRoot(head: string): string | null {
  const found = ROOT.exec(head);
  if (found === null || (head.match(ROOTS)?.length ?? 0) > 1) return null;
  return found[1] ?? found[2] ?? null;
}

/** A feed whose envelope or entries are arXiv's; an empty and an error feed too. */
export function detectFeed(head: string, taxonomy: Taxonomy): DumpFormat | null {
  if (!/^\s*</.test(head)) return null;
  const isAnnouncement = ANNOUNCEMENT.test(head);
  const root = feedRoot(head);
  const is = (name: string, element: RegExp): boolean => (root === null ? element.test(head) : root === name);
  if (is('RDF', /<(?:\w+:)?RDF[\s>]/)) return isAnnouncement || /arxiv\.org\//i.test(head) ? arxivRss1 : null;
  if (is('rss', /<(?:rss|channel|item)[\s>]/)) return isAnnouncement ? arxivRss : null;
  if (!is('feed', /<(?:\w+:)?(?:feed|entry)[\s>]/)) return null;
  if (API_ENVELOPE.test(head)) return arxivApi(taxonomy);
  if (isAnnouncement) return arxivAtom;
  return API_ENTRY.test(head) ? arxivApi(taxonomy) : null;
}
