// Cuts the lines of an arxiv.jp page into blocks, one entry each: up to its footer, or where that is lost, its information.
import { isMarker, type DumpLine } from './block.js';
import { parseFooter, wordOf } from './words.js';
import { RECORD_LIMIT } from '../parsed.js';

/**
 * Where a block holds two entries because the first one lost its footer: the index right after the first entry's
 * provider, or after its date where the provider is lost too; null when there is one entry.
 */
function secondEntry(block: readonly DumpLine[]): number | null {
  const heading = block.findIndex((line) => wordOf(line.text) === 'provider');
  const provider = heading < 0 ? -1 : block.findIndex((line, index) => index > heading && line.text !== '');
  if (provider >= 0 && block.slice(provider + 1).some(isMarker)) return provider + 1;
  const [first, second] = block.flatMap((line, index) => (wordOf(line.text) === 'date' ? [index] : []));
  if (first === undefined || second === undefined) return null;
  const site = block.slice(first, second).findIndex((line) => wordOf(line.text) === 'site');
  return first + Math.max(site, 0) + 1;
}

/** Lines after which lost footers are looked for before the next footer comes; an entry has some forty. */
const LONG_BLOCK = 400;

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
  let length = 0;
  let hasMarker = false;

  /** Gives away the entries before the last one, where footers were lost. */
  function giveEarlier(): void {
    for (let cut = secondEntry(block); cut !== null; cut = secondEntry(block)) {
      onBlock(block.slice(0, cut), false);
      block = block.slice(cut);
    }
    length = block.reduce((sum, line) => sum + line.text.length + 1, 0);
  }

  function finish(isTruncated: boolean): void {
    if (!hasMarker) return;
    giveEarlier();
    onBlock(block, isTruncated);
    block = [];
    length = 0;
    hasMarker = false;
  }

  return {
    add(line) {
      const isMark = isMarker(line);
      block.push(line);
      length += line.text.length + 1;
      hasMarker ||= isMark;
      if (!hasMarker) {
        // Of the page's own lines before a first heading only the nearest ones are kept: its title can be only among those.
        if (block.length > 2_000 || length > RECORD_LIMIT) block = block.slice(-200);
        return;
      }
      if (parseFooter(line.text, false) !== null || length > RECORD_LIMIT) finish(false);
      else if (isMark && block.length > LONG_BLOCK) giveEarlier();
    },
    finish,
  };
}
