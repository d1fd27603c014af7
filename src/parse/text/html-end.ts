// The end of a web page: whether it came whole, also where its last tags stand far from its end or, as HTML allows, are left out.
import { Parser } from 'htmlparser2';
import { MAX_DEPTH } from './html-lines.js';

/** What a whole page may leave open at its end: these end tags may be left out. */
const LEFT_OPEN = new Set(['html', 'head', 'body', 'p']);

/**
 * Whether a page came to its end: its last tag stands behind its last entry (`article`); or the element around its entries is
 * closed, and what was opened behind it, such as a footer, too. Wrappers around that one are forgotten by some sites, so that
 * they may stay open. Entries that stand in the body itself have something behind them; a page without entries is closed.
 */
export function isHtmlWhole(html: string): boolean {
  if (html.lastIndexOf('<') > html.lastIndexOf('>')) return false;
  let level = 0;
  /** Open elements but for those that may be left open: now, around all entries, and the fewest since the last entry began. */
  let depth = 0;
  let around: number | null = null;
  let fewest = 0;
  let isEnded = false;
  let isFollowed = false;
  const parser = new Parser({
    onopentag(name) {
      level += 1;
      if (level > MAX_DEPTH) parser.pause();
      if (name === 'article') {
        around = around === null ? depth : Math.min(around, fewest);
        fewest = depth;
        isEnded = false;
      }
      if (depth === 0) isFollowed = name !== 'article';
      if (!LEFT_OPEN.has(name)) depth += 1;
    },
    onclosetag(name, isImplied) {
      level -= 1;
      if (!isImplied && (name === 'body' || name === 'html')) isEnded = true;
      if (!LEFT_OPEN.has(name)) depth -= 1;
      fewest = Math.min(fewest, depth);
    },
  });
  parser.write(html);
  // Its reader says so itself.
  if (level > MAX_DEPTH || isEnded) return true;
  if (around === null) return depth === 0;
  return depth === fewest && (fewest < around || (around === 0 && isFollowed));
}
