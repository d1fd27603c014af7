// The setting FEEDS: which feeds are read, and what is wrong with it.
import { isPlainUrl } from './plain-url.js';

/** What FEEDS says: the feeds of followed categories, or not, and addresses besides. */
export interface FeedSettings {
  readonly isAuto: boolean;
  readonly urls: readonly string[];
}

const FEEDS_MEANT = 'off, or a list of auto and http or https addresses without user names and passwords';

const feedWords = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '');

/** What FEEDS is not; null where it is right. Entries are named by number: what stands in them may be a key. */
export function feedsProblem(text: string): string | null {
  const words = feedWords(text);
  if (words.includes('off')) return new Set(words).size === 1 ? null : `${FEEDS_MEANT}: off stands alone`;
  const wrong = words.findIndex((word) => word !== 'auto' && !isPlainUrl(word)) + 1;
  if (wrong === 0) return null;
  return words.length === 1 ? FEEDS_MEANT : `${FEEDS_MEANT}: entry ${wrong} of ${words.length} is neither`;
}

/** Of a value that has no problem. */
export function parseFeeds(text: string): FeedSettings {
  const words = [...new Set(feedWords(text))];
  const urls = words.filter((word) => word !== 'auto' && word !== 'off');
  return { isAuto: words.includes('auto'), urls };
}
