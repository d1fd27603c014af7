// Lines: a web page as the lines that a reader sees, each with its links and whether it is a heading.
import { Parser } from 'htmlparser2';

export interface HtmlLine {
  /** Of the source, from 1: where the line's text begins. */
  readonly number: number;
  readonly text: string;
  /** Addresses of its links, in order. */
  readonly links: readonly string[];
  /** Texts of its links that WordPress marks as categories (`rel="category tag"`). */
  readonly categories: readonly string[];
  readonly isHeading: boolean;
}

const INVISIBLE = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'iframe',
  'textarea',
  'select',
  'button',
  'nav',
  'title',
]);
const BREAKING =
  /^(?:h[1-6]|p|div|br|hr|li|ul|ol|dl|dt|tr|table|tbody|thead|article|section|header|footer|main|aside|blockquote|pre|figure|form|body|html)$/;
/** Cells and descriptions go on the line of what they describe. */
const SPACING = /^(?:td|th|dd)$/;
const HEADING = /^h[1-6]$/;
/** The library's time for a tag grows with the depth; real pages have some thirty levels. */
export const MAX_DEPTH = 500;

interface LineBuilder {
  number: number;
  text: string;
  links: string[];
  categories: string[];
  isHeading: boolean;
}

const emptyLine = (): LineBuilder => ({ number: 0, text: '', links: [], categories: [], isHeading: false });

/**
 * Gives `onLine` the visible lines of a page in order, with white space collapsed and entities decoded, and calls
 * `onArticleEnd` where an `article` element ends. False where the elements are nested too deeply to go on.
 */
export function readHtmlLines(html: string, onLine: (line: HtmlLine) => void, onArticleEnd: () => void): boolean {
  let line = emptyLine();
  let isHeading = false;
  let isCategory = false;
  let hiddenBy: string | null = null;
  let depth = 0;
  let counted = 0;
  let number = 1;

  function lineAt(index: number): number {
    for (let at = html.indexOf('\n', counted); at >= 0 && at < index; at = html.indexOf('\n', counted)) {
      counted = at + 1;
      number += 1;
    }
    return number;
  }

  function flush(): void {
    const text = line.text.replaceAll('\u00A0', ' ').replace(/\s+/g, ' ').trim();
    if (text !== '') onLine({ ...line, text });
    line = { ...emptyLine(), isHeading };
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > MAX_DEPTH) parser.pause();
      if (hiddenBy !== null) return;
      if (INVISIBLE.has(name)) {
        hiddenBy = name;
        return;
      }
      if (HEADING.test(name)) isHeading = true;
      if (BREAKING.test(name)) flush();
      else if (SPACING.test(name)) line.text += ' ';
      if (name !== 'a') return;
      if (attributes['href'] !== undefined) line.links.push(attributes['href']);
      isCategory = /\bcategory\b/.test(attributes['rel'] ?? '');
      if (isCategory) line.categories.push('');
    },
    ontext(text) {
      if (hiddenBy !== null) return;
      if (line.number === 0 && text.trim() !== '') line.number = lineAt(parser.startIndex + text.search(/\S/));
      line.text += text;
      if (isCategory) line.categories.push((line.categories.pop() ?? '') + text);
    },
    onclosetag(name) {
      depth -= 1;
      if (hiddenBy !== null) {
        if (name === hiddenBy) hiddenBy = null;
        return;
      }
      if (name === 'a') isCategory = false;
      if (HEADING.test(name)) isHeading = false;
      if (BREAKING.test(name)) flush();
      if (name === 'article') onArticleEnd();
    },
  });
  parser.write(html);
  const isWhole = depth <= MAX_DEPTH;
  if (isWhole) parser.end();
  flush();
  return isWhole;
}

/** What arXiv's old feeds escaped: a description in paragraphs, names in links. A `<` of a formula is no markup. */
const MARKUP = /^\s*<p\b[^<>]*>|<a\s[^<>]*href=/i;

/** The text of a small piece of HTML, a line a paragraph; a text without markup as it is. */
export function htmlText(html: string): string {
  if (!MARKUP.test(html)) return html;
  const lines: string[] = [];
  readHtmlLines(
    html,
    (line) => lines.push(line.text),
    () => {},
  );
  return lines.join('\n');
}
