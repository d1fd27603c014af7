// The text of a small piece of HTML, such as a description of the old feeds or an author's link.
import { Parser } from 'htmlparser2';

/** What the old feeds escaped: a description in paragraphs, names in links. A `<` of a formula is no markup. */
const MARKUP = /^\s*<p\b[^<>]*>|<a\s[^<>]*href=/i;
const PARAGRAPH = /^(?:p|div|br)$/;

/** The text without tags and entities, a line break where a paragraph ends; a text without markup as it is. */
export function htmlText(html: string): string {
  if (!MARKUP.test(html)) return html;
  let text = '';
  const parser = new Parser({
    ontext: (piece) => (text += piece),
    onclosetag: (name) => {
      if (PARAGRAPH.test(name)) text += '\n';
    },
  });
  parser.end(html);
  return text;
}
