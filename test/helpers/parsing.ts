// Reading a whole text with a format, in one piece or cut into many, as a dump would be read.
import { readFileSync } from 'node:fs';
import { createTaxonomy, type TaxonomyData } from '../../src/domain/category.js';
import type { DumpRecord } from '../../src/domain/paper.js';
import { detectFormat } from '../../src/parse/detect.js';
import type { DumpFormat, ParsedItem } from '../../src/parse/parsed.js';

/** How much of a dump the detector sees. */
export const HEAD = 64 * 1024;

export const parsingTaxonomy = createTaxonomy(
  JSON.parse(readFileSync(new URL('../../data/taxonomy.json', import.meta.url), 'utf8')) as TaxonomyData,
);

/** All items of a text that arrives in pieces of `size` UTF-16 units. */
export function parseAll(format: DumpFormat, text: string, size = 64 * 1024): ParsedItem[] {
  const items: ParsedItem[] = [];
  const reader = format.open((item) => items.push(item));
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  reader.end();
  return items;
}

/** The format that is detected in a text; fails where none is. */
export function formatOf(text: string): DumpFormat {
  const format = detectFormat(text.slice(0, HEAD), parsingTaxonomy);
  if (format === null) throw new Error('no format is recognised');
  return format;
}

/** All items of a text, by the format that is detected in it. */
export function read(text: string): ParsedItem[] {
  return parseAll(formatOf(text), text);
}

/** The records of a text; fails where one item is none. */
export function recordsOf(text: string): DumpRecord[] {
  return read(text).map((item) => {
    if (item.kind !== 'record') throw new Error(`item ${item.record} is no record: ${JSON.stringify(item)}`);
    return item.value;
  });
}

/** The reasons of the rejections of a text. */
export function reasonsOf(text: string): string[] {
  return read(text).flatMap((item) => (item.kind === 'rejection' ? [item.reason] : []));
}
