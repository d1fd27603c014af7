// One entry of arxiv.jp in HTML: the fields of the text dump, and the identifier that its links carry.
import { parseIdentifier, type Identifier } from '../../domain/identifier.js';
import { isMarker, parseBlock, type BlockResult } from './block.js';
import { footerText, isFooterLike, parseFooter, withoutClosed, wordOf } from './words.js';
import type { HtmlLine } from '../text/html-lines.js';

/** The footer of the text dump, from what a page says in other places; null where no category is known. */
export function footerLine(categories: readonly string[], title: string | null, number: number): HtmlLine | null {
  const names = categories
    .map((name) => name.trim())
    .filter((name) => parseFooter(footerText([name], null), false) !== null);
  if (names.length === 0) return null;
  const text = footerText(names, title === null ? null : title.replace(/\s+/g, ' ').trim());
  return { number, text, links: [], categories: [], isHeading: false };
}

/** A footer whose parts the theme divides otherwise than by a bar is spelled as the text dump spells it. */
export function withPlainFooter(line: HtmlLine): HtmlLine {
  if (!isFooterLike(line.text) || line.categories.length === 0 || parseFooter(line.text, false) !== null) return line;
  const last = line.categories.at(-1) ?? '';
  const rest = line.text.slice(line.text.lastIndexOf(last) + last.length).replace(/^[\s|｜/・,、]+/, '');
  return footerLine(line.categories, withoutClosed(rest), line.number) ?? line;
}

/** The identifier of the line `arxivサイト`, else the only one that the entry links to. */
function identifierOf(block: readonly HtmlLine[]): Identifier | null {
  const own = block.filter((line) => wordOf(line.text) === 'site').flatMap((line) => line.links);
  const links = own.length > 0 ? own : block.flatMap((line) => line.links);
  const found = links
    .filter((link) => /arxiv\.org\//i.test(link))
    .map(parseIdentifier)
    .filter((each) => each !== null);
  const [first] = found;
  if (first === undefined || found.some((each) => each.arxivId !== first.arxivId)) return null;
  return found.find((each) => each.version !== null) ?? first;
}

/**
 * Without the lines between the heading and the first section, such as the post's date and author; a block whose
 * footer repeats one of its lines as the title needs no heading.
 */
function withoutByline(block: readonly HtmlLine[]): readonly HtmlLine[] {
  const title = parseFooter(block.at(-1)?.text ?? '', false)?.title;
  const marker = block.findIndex(isMarker);
  const heading = block.slice(0, Math.max(marker, 0)).findLastIndex((line) => line.isHeading);
  if (heading < 0 || block.some((line) => line.text === title)) return block;
  return [...block.slice(heading, heading + 1), ...block.slice(marker)];
}

/** Parses the lines of one entry. `isTruncated`: the dump ends with it. */
export function parseHtmlEntry(block: readonly HtmlLine[], isTruncated: boolean): BlockResult {
  const result = parseBlock(withoutByline(block), isTruncated);
  const identifier = identifierOf(block);
  if (!('value' in result) || identifier === null) return result;
  const { updatedAt } = result.value;
  const versions =
    identifier.version === null || updatedAt === null ? [] : [{ version: identifier.version, at: updatedAt }];
  return { line: result.line, value: { ...result.value, ...identifier, versions } };
}
