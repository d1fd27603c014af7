// Reading a whole text with a format, in one piece or cut into many.
import type { DumpFormat, ParsedItem } from '../../src/parse/parsed.js';

/** All items of a text that arrives in pieces of `size` UTF-16 units. */
export function parseAll(format: DumpFormat, text: string, size = 64 * 1024): ParsedItem[] {
  const items: ParsedItem[] = [];
  const reader = format.open((item) => items.push(item));
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  reader.end();
  return items;
}
