// A page of arxiv.jp saved as HTML, and the site's WordPress feed: the text dump's fields, and links with identifiers.
import { isMarker, parseSafely } from './block.js';
import { createBlockCutter } from './cutter.js';
import { footerLine, parseHtmlEntry, withPlainFooter } from './entry.js';
import { toItem } from './text.js';
import { hasWords } from './words.js';
import { readHtmlLines, type HtmlLine } from '../text/html-lines.js';
import type { DumpFormat, ParsedItem } from '../parsed.js';
import { createWholeReader } from '../text/whole-text.js';
import { createItemReader, type XmlReading } from '../xml/items.js';
import { childText, childTexts, type XmlElement } from '../xml/tree.js';

/** The site's address. */
const HOST = /https?:\/\/(?:www\.)?arxiv\.jp\b/i;

/** A feed of arXiv, in which a paper may name the site and use its words. */
const ARXIVS_OWN = /<guid[^>]{0,100}>\s*oai:arXiv\.org:|<(?:\w+:)?announce_type>|<(?:\w+:)?RDF[\s>]/i;

function isArxivJp(head: string): boolean {
  return HOST.test(head) || hasWords(head, false);
}

/**
 * Reads a page: an entry ends with its footer, with its `article`, or where the next one's information begins. The
 * page's own head is full of addresses and styles, so that its entries may lie after what a detector sees.
 */
function readPage(html: string, emit: (item: ParsedItem) => void): void {
  let record = 0;
  let categories: string[] = [];
  const cutter = createBlockCutter<HtmlLine>((block, isTruncated) => {
    record += 1;
    categories = [];
    emit(
      toItem(
        block,
        record,
        parseSafely(block, (lines) => parseHtmlEntry(lines, isTruncated)),
      ),
    );
  });
  const onLine = (line: HtmlLine): void => {
    for (const category of line.categories) categories.push(category);
    cutter.add(withPlainFooter(line));
  };
  const onArticleEnd = (): void => {
    const footer = footerLine(categories, null, 0);
    if (footer !== null) cutter.add(footer);
    cutter.finish(false);
    categories = [];
  };
  const isWhole = readHtmlLines(html, onLine, onArticleEnd);
  cutter.finish(true);
  if (isWhole) return;
  record += 1;
  emit({ kind: 'rejection', record, line: null, reason: 'the page is nested too deeply to be read on', text: '' });
}

/** An item of the feed: the entry's HTML is in `content:encoded`; `pubDate` is the post's, not the paper's. */
function readItem(item: XmlElement): XmlReading {
  const title = childText(item, 'title');
  if (title === null) return { kind: 'rejection', reason: 'the title is missing' };
  const heading = { number: 0, text: title.trim(), links: [], categories: [], isHeading: true };
  const lines: HtmlLine[] = [heading];
  const content = childText(item, 'encoded') ?? childText(item, 'description') ?? '';
  readHtmlLines(
    content,
    (line) => lines.push({ ...line, isHeading: false }),
    () => {},
  );
  if (!lines.some(isMarker)) return { kind: 'rejection', reason: 'its sections (要約, arxiv情報) cannot be found' };
  const footer = footerLine(childTexts(item, 'category'), title, 0);
  const result = parseHtmlEntry(footer === null ? lines : [...lines, footer], false);
  return 'value' in result ? { kind: 'record', value: result.value } : { kind: 'rejection', reason: result.reason };
}

const arxivJpHtml: DumpFormat = {
  format: 'arxiv-jp-html',
  open: (emit) => createWholeReader((html) => readPage(html, emit), emit),
};

const arxivJpRss: DumpFormat = {
  format: 'arxiv-jp-rss',
  open: (emit) => createItemReader({ items: ['item'], read: readItem }, emit),
};

/** The feed or a page of arxiv.jp; null for other feeds and pages. */
export function detectArxivJpPage(head: string): DumpFormat | null {
  if (!/^\s*</.test(head) || !isArxivJp(head)) return null;
  if (/<(?:rss|channel)[\s>]/.test(head)) {
    const [channel = ''] = head.split(/<item[\s>]/, 1);
    return HOST.test(channel) || !ARXIVS_OWN.test(head) ? arxivJpRss : null;
  }
  return /<(?:!doctype html|html|body|article|main|div|section|h[1-6])[\s>]/i.test(head) ? arxivJpHtml : null;
}
