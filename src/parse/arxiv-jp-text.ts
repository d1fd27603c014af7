// The text dump of an arxiv.jp category page: cuts the lines into blocks, one a record, and parses each.
import { createLineReader } from './lines.js';
import { RAW_LIMIT, type DumpFormat, type DumpReader, type ParsedItem } from './parsed.js';
import { isMarker, parseBlock, parseFooter, type Line } from './arxiv-jp-block.js';

/** Whether a text holds at least two different section words of such a page, each on a line of its own. */
export function isArxivJpText(head: string): boolean {
  if (/^\s*[<{[]/.test(head)) return false;
  const marks = [
    /^要約\s*$/m,
    /^要約[(（]オリジナル[)）]\s*$/m,
    /^arxiv情報\s*$/m,
    /^発行日[\s　]/m,
    /はコメントを受け付けていません/,
  ];
  return marks.filter((mark) => mark.test(head)).length >= 2;
}

function toItem(block: readonly Line[], record: number, isTruncated: boolean): ParsedItem {
  const result = parseBlock(block, isTruncated);
  if ('value' in result) return { kind: 'record', record, line: result.line, value: result.value };
  const text = block
    .map((line) => line.text)
    .join('\n')
    .trim()
    .slice(0, RAW_LIMIT);
  return { kind: 'rejection', record, line: result.line, reason: result.reason, text };
}

const PROVIDER_HEADING = /^提供元[,、]\s*利用サービス$/;

/**
 * Where a block holds two entries because the first one lost its footer: the index right after the first entry's
 * provider, or after its date where the provider is lost too; null when there is one entry.
 */
function secondEntry(block: readonly Line[]): number | null {
  const heading = block.findIndex((line) => PROVIDER_HEADING.test(line.text));
  const provider = heading < 0 ? -1 : block.findIndex((line, index) => index > heading && line.text !== '');
  if (provider >= 0 && block.slice(provider + 1).some(isMarker)) return provider + 1;
  const [first, second] = block.flatMap((line, index) => (/^発行日[\s　]/.test(line.text) ? [index] : []));
  if (first === undefined || second === undefined) return null;
  const site = block.slice(first, second).findIndex((line) => line.text.startsWith('arxivサイト'));
  return first + Math.max(site, 0) + 1;
}

/** One block a record: up to its footer line, or where the footer is lost, up to the end of its information. */
function createBlockReader(onBlock: (block: readonly Line[], isTruncated: boolean) => void): DumpReader {
  let block: Line[] = [];
  let hasMarker = false;

  /** Gives away the entries before the last one, where footers were lost. */
  function giveEarlier(): void {
    for (let cut = secondEntry(block); cut !== null; cut = secondEntry(block)) {
      onBlock(block.slice(0, cut), false);
      block = block.slice(cut);
    }
  }

  function onLine(raw: string, number: number): void {
    const line = { number, text: raw.replaceAll('\u00A0', ' ').trim() };
    block.push(line);
    hasMarker ||= isMarker(line);
    if (!hasMarker) {
      // Furniture before a first heading must not pile up: only the lines nearest to it can be its title.
      if (block.length > 2_000) block = block.slice(-200);
      return;
    }
    if (parseFooter(line.text, false) === null) return;
    giveEarlier();
    onBlock(block, false);
    block = [];
    hasMarker = false;
  }

  function onEnd(): void {
    giveEarlier();
    if (hasMarker) onBlock(block, true);
  }

  return createLineReader(onLine, onEnd);
}

export const arxivJpText: DumpFormat = {
  format: 'arxiv-jp-text',
  open(emit) {
    let record = 0;
    return createBlockReader((block, isTruncated) => {
      record += 1;
      emit(toItem(block, record, isTruncated));
    });
  },
};
