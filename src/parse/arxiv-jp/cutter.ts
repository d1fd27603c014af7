// Cuts the lines of an arxiv.jp page into blocks, one entry each: up to its footer, or where that is lost, its information.
import { isDividing, type DumpLine } from './block.js';
import { parseFooter, wordOf, type SectionWord } from './words.js';
import { RECORD_LIMIT } from '../parsed.js';

/**
 * Where a block holds two entries because the first one lost its footer: the index right after the first entry's
 * provider, or after its date where the provider is lost too; null when there is one entry. `words`: that of each line.
 */
function secondEntry(lines: readonly DumpLine[], words: readonly (SectionWord | null)[]): number | null {
  const heading = words.indexOf('provider');
  const provider = heading < 0 ? -1 : lines.findIndex((line, index) => index > heading && line.text !== '');
  if (provider >= 0 && words.some((word, index) => index > provider && isDividing(word))) return provider + 1;
  const first = words.indexOf('date');
  const second = first < 0 ? -1 : words.indexOf('date', first + 1);
  if (second < 0) return null;
  const site = words.slice(first, second).indexOf('site');
  return first + Math.max(site, 0) + 1;
}

/** Lines after which lost footers are looked for before the next footer comes; an entry has some forty. */
const LONG_BLOCK = 400;
/** No entry goes on so long. */
const MOST_LINES = 4_000;

export interface BlockCutter<L extends DumpLine> {
  /** The next line of the page. */
  add(line: L): void;
  /** An entry ends here, as far as the page's structure says; without section words since the last one nothing does. */
  finish(isTruncated: boolean): void;
}

/** Gives `onBlock` one entry's lines after another; `isTruncated`: the dump ends with it. */
export function createBlockCutter<L extends DumpLine>(
  onBlock: (block: readonly L[], isTruncated: boolean) => void,
): BlockCutter<L> {
  let block: L[] = [];
  let words: (SectionWord | null)[] = [];
  let length = 0;
  let hasMarker = false;

  function keepFrom(start: number): void {
    block = block.slice(start);
    words = words.slice(start);
    length = block.reduce((sum, line) => sum + line.text.length + 1, 0);
  }

  /** Gives away the entries before the last one, where footers were lost. */
  function giveEarlier(): void {
    for (let cut = secondEntry(block, words); cut !== null; cut = secondEntry(block, words)) {
      onBlock(block.slice(0, cut), false);
      keepFrom(cut);
    }
  }

  function finish(isTruncated: boolean): void {
    if (!hasMarker) return;
    giveEarlier();
    onBlock(block, isTruncated);
    block = [];
    words = [];
    length = 0;
    hasMarker = false;
  }

  return {
    add(line) {
      const word = wordOf(line.text);
      const isMark = isDividing(word);
      block.push(line);
      words.push(word);
      length += line.text.length + 1;
      hasMarker ||= isMark;
      if (!hasMarker) {
        // Of the page's own lines before a first heading only the nearest ones are kept: its title can be only among those.
        if (block.length > 2_000 || length > RECORD_LIMIT) keepFrom(-200);
        return;
      }
      if (parseFooter(line.text, false) !== null || length > RECORD_LIMIT || block.length > MOST_LINES) finish(false);
      else if (isMark && block.length > LONG_BLOCK) giveEarlier();
    },
    finish,
  };
}
