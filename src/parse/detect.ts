// Detection: which format a dump has, by what is in it, never by its name.
import type { Taxonomy } from '../domain/category.js';
import { abs, isAbs } from './listing/abs.js';
import { detectArxivJpPage } from './arxiv-jp/page.js';
import { arxivJpText, isArxivJpText } from './arxiv-jp/text.js';
import { detectFeed } from './feed/detect-feed.js';
import { detectOai } from './oai/detect-oai.js';
import { hfDaily, isHfDaily } from './json/hf-daily.js';
import { detectExchanges } from './json/http-exchanges.js';
import { detectMail } from './listing/mail.js';
import { isListing, isMailing, listing, mailing } from './listing/mailing.js';
import type { DumpFormat } from './parsed.js';
import { isSnapshot, snapshot } from './json/snapshot.js';

type Detector = (head: string, taxonomy: Taxonomy) => DumpFormat | null;

const detectListing = (head: string): DumpFormat | null => {
  if (isMailing(head)) return mailing;
  if (isListing(head)) return listing;
  return isAbs(head) ? abs : null;
};

/** In order: the first that recognises the text has it. */
const DETECTORS: readonly Detector[] = [
  (head) => (isSnapshot(head) ? snapshot : null),
  (head) => (isHfDaily(head) ? hfDaily : null),
  (head, taxonomy) => detectExchanges(head, (body) => detectFormat(body, taxonomy)),
  detectOai,
  detectArxivJpPage,
  detectFeed,
  (head) => (isArxivJpText(head) ? arxivJpText : null),
  (head) => detectMail(head, { texts: detectListing, page: detectArxivJpPage }),
];

/**
 * The format of a dump whose first 64 KiB of decoded text are `head`; null when none is recognised. `taxonomy` reads
 * category names where a format has no codes.
 */
export function detectFormat(head: string, taxonomy: Taxonomy): DumpFormat | null {
  const text = head.replace(/^\uFEFF/, '');
  for (const detect of DETECTORS) {
    const format = detect(text, taxonomy);
    if (format !== null) return format;
  }
  return null;
}
