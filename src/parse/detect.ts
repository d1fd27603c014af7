// Detection: which format a dump has, by what is in it, never by its name.
import { abs, isAbs } from './abs.js';
import { arxivJpText, isArxivJpText } from './arxiv-jp-text.js';
import { isListing, isMailing, listing, mailing } from './mailing.js';
import type { Taxonomy } from '../domain/category.js';
import type { DumpFormat } from './parsed.js';

/** Each format and the sign of it, in the order in which they are tried. */
const FORMATS: readonly (readonly [(head: string) => boolean, DumpFormat])[] = [
  [isArxivJpText, arxivJpText],
  [isMailing, mailing],
  [isListing, listing],
  [isAbs, abs],
];

/**
 * The format of a dump whose first 64 KiB of decoded text are `head`; null when none is recognised. `taxonomy` reads
 * category names where a format has no codes.
 */
export function detectFormat(head: string, _taxonomy: Taxonomy): DumpFormat | null {
  return FORMATS.find(([isOf]) => isOf(head))?.[1] ?? null;
}
