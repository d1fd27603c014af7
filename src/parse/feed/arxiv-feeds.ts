// arXiv's announcement feeds: RSS 2.0 and Atom of rss.arxiv.org, and RSS 1.0 (RDF) from before February 2024.
import type { Format } from '../../domain/paper.js';
import { readFeedEntry } from './feed-entry.js';
import type { DumpFormat } from '../parsed.js';
import { createItemReader, type XmlReading } from '../xml/items.js';
import { childrenOf, childText, childTexts, textOf, type XmlElement } from '../xml/tree.js';

/** Elements as info.arxiv.org/help/rss_specifications lists them; an empty or error feed has no item. */
function readItem(item: XmlElement): XmlReading {
  const creators = childTexts(item, 'creator');
  return readFeedEntry({
    title: childText(item, 'title'),
    places: [childText(item, 'guid'), item.attributes.get('about') ?? null, childText(item, 'link')],
    description: childText(item, 'description'),
    creators: creators.length === 0 ? childTexts(item, 'author') : creators,
    categories: [...childTexts(item, 'category'), ...childTexts(item, 'subject')],
    announceType: childText(item, 'announce_type'),
    announcedAt: childText(item, 'pubDate'),
    license: childText(item, 'rights'),
    journalRef: childText(item, 'journal_reference'),
    doi: childText(item, 'DOI'),
  });
}

/** Atom as https://rss.arxiv.org/atom serves it: `updated` is when the copy was built, `published` the announcement. */
function readEntry(entry: XmlElement): XmlReading {
  return readFeedEntry({
    title: childText(entry, 'title'),
    places: [childText(entry, 'id'), childrenOf(entry, 'link')[0]?.attributes.get('href') ?? null],
    description: childText(entry, 'summary'),
    creators: childTexts(entry, 'creator'),
    categories: childrenOf(entry, 'category').map((category) => category.attributes.get('term') ?? ''),
    announceType: childText(entry, 'announce_type'),
    announcedAt: childText(entry, 'published'),
    license: childText(entry, 'rights'),
    journalRef: childText(entry, 'journal_reference'),
    doi: childText(entry, 'DOI'),
  });
}

/** What rss.arxiv.org titles the feed of a category that it does not know; the reason is its description. */
const ERROR_TITLE = /^\s*Feed error\b/;

function feed(format: Format, item: string, read: (element: XmlElement) => XmlReading): DumpFormat {
  return {
    format,
    open(emit) {
      let isError = false;
      let complaint: string | null = null;
      const readAside = (element: XmlElement): void => {
        if (element.name === 'title') isError = ERROR_TITLE.test(textOf(element));
        else if (isError) complaint ??= textOf(element);
      };
      const asides = ['title', 'description', 'subtitle'];
      return { ...createItemReader({ items: [item], asides, read, readAside }, emit), complaint: () => complaint };
    },
  };
}

export const arxivRss = feed('arxiv-rss', 'item', readItem);
export const arxivRss1 = feed('arxiv-rss1', 'item', readItem);
export const arxivAtom = feed('arxiv-atom', 'entry', readEntry);
