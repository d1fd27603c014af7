// Detection: which format a dump has, by what is in it, never by its name.
import { arxivJpText, isArxivJpText } from './arxiv-jp-text.js';
import type { Taxonomy } from '../domain/category.js';
import type { DumpFormat } from './parsed.js';

/**
 * The format of a dump whose first 64 KiB of decoded text are `head`; null when none is recognised. `taxonomy` reads
 * category names where a format has no codes.
 */
export function detectFormat(head: string, _taxonomy: Taxonomy): DumpFormat | null {
  return isArxivJpText(head) ? arxivJpText : null;
}
