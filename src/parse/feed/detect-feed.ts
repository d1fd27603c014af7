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

/** A feed whose envelope or entries are arXiv's; an empty and an error feed too. */
export function detectFeed(head: string, taxonomy: Taxonomy): DumpFormat | null {
  if (!/^\s*</.test(head)) return null;
  const isAnnouncement = ANNOUNCEMENT.test(head);
  if (/<(?:\w+:)?RDF[\s>]/.test(head)) return isAnnouncement || /arxiv\.org\//i.test(head) ? arxivRss1 : null;
  if (/<(?:rss|channel|item)[\s>]/.test(head)) return isAnnouncement ? arxivRss : null;
  if (!/<(?:\w+:)?(?:feed|entry)[\s>]/.test(head)) return null;
  if (API_ENVELOPE.test(head)) return arxivApi(taxonomy);
  if (isAnnouncement) return arxivAtom;
  return API_ENTRY.test(head) ? arxivApi(taxonomy) : null;
}
