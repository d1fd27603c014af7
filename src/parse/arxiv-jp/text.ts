// The text dump of an arxiv.jp category page: cuts the lines into blocks, one a record, and parses each.
import { isInvisible } from '../../text/comparison.js';
import { createLineReader } from '../text/lines.js';
import { RAW_LIMIT, type DumpFormat, type ParsedItem } from '../parsed.js';
import { parseBlock, parseSafely, type BlockResult, type DumpLine } from './block.js';
import { createBlockCutter } from './cutter.js';
import { hasWords, wordOf } from './words.js';

/** Most markup or JSON; titles such as `[Re] Reproducing …` and `{\sl Kepler} data` begin otherwise. */
const NO_TITLE = /^\s*(?:<[!?/a-z]|\{\s*(?:["'}]|$)|\[\s*(?:["'[\]{]|$))/i;

/** Whether a section begins right below the first line, which is a title then, whatever it begins with. */
function beginsWithTitle(head: string): boolean {
  const [, below = ''] = head.split(/[\n\r\u2028\u2029]/).filter((line) => !isInvisible(line));
  return wordOf(below.trim()) !== null;
}

/** Whether a text holds at least two different section words of such a page, each on a line of its own. */
export function isArxivJpText(head: string): boolean {
  return hasWords(head, true) && (!NO_TITLE.test(head) || beginsWithTitle(head));
}

/** The item of an entry that was parsed; a rejection keeps its lines. */
export function toItem(block: readonly DumpLine[], record: number, result: BlockResult): ParsedItem {
  if ('value' in result) return { kind: 'record', record, line: result.line, value: result.value };
  const text = block
    .map((line) => line.text)
    .join('\n')
    .trim()
    .slice(0, RAW_LIMIT);
  return { kind: 'rejection', record, text, ...result };
}

/** Longer lines lose their runs of white space, in which looking for separators takes time that grows as the square. */
const LONG_LINE = 2_000;

function plainLine(raw: string): string {
  if (isInvisible(raw)) return '';
  const text = raw.replaceAll('\u00A0', ' ').trim();
  return text.length > LONG_LINE ? text.replace(/\s+/g, ' ') : text;
}

export const arxivJpText: DumpFormat = {
  format: 'arxiv-jp-text',
  open(emit) {
    let record = 0;
    const cutter = createBlockCutter<DumpLine>((block, isTruncated) => {
      record += 1;
      emit(
        toItem(
          block,
          record,
          parseSafely(block, (lines) => parseBlock(lines, isTruncated)),
        ),
      );
    });
    return createLineReader(
      (raw, number) => cutter.add({ number, text: plainLine(raw) }),
      () => cutter.finish(true),
      { isCopied: true },
    );
  },
};
