// .abs files: arXiv's own record of a paper with every version's date, one or several in a file.
import { createBlockReader } from './block.js';
import { isEntry, itemOf } from './entry.js';
import { hasEntry, isListing, isMailing } from './mailing.js';
import type { DumpFormat } from '../parsed.js';

/** Whether a text holds entries, but nothing that only a mailing or a listing has. */
export function isAbs(head: string): boolean {
  return hasEntry(head) && !isMailing(head) && !isListing(head);
}

export const abs: DumpFormat = {
  format: 'abs',
  open(emit) {
    let record = 0;
    return createBlockReader({
      onSection: () => undefined,
      onBlock(block) {
        if (!isEntry(block)) return;
        record += 1;
        emit(itemOf(block, record, { archive: null, announced: () => ({ announceType: null, announcedAt: null }) }));
      },
    });
  },
};
