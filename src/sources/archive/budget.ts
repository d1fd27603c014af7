// The budget of an archive: how much may come out of it, and how deep it may go; more is taken for a bomb.
import { UserError } from '../../errors.js';

const MEBIBYTE = 1024 * 1024;
/** Unpacked bytes may be this many times the packed ones, and 64 MiB more. */
const RATIO = 100;
const ALLOWANCE = 64 * MEBIBYTE;
/** Folders and links are entries too: each costs its reading. */
const ENTRY_LIMIT = 100_000;
/** An archive in an archive in an archive; a tar inside gzip is one. */
const DEPTH_LIMIT = 3;

export interface Budget {
  /** The same bytes, counted. */
  count(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  addEntries(count: number): void;
  checkDepth(depth: number, path: string): void;
}

/** Each method throws UserError with the limit that is passed. `packed`: bytes of the outermost file. */
export function createBudget(packed: number): Budget {
  const limit = packed * RATIO + ALLOWANCE;
  let bytes = 0;
  let entries = 0;
  const refuse = (what: string): never => {
    throw new UserError('archive-bomb', `the archive ${what}, which looks like a bomb; nothing of it was stored`);
  };
  return {
    async *count(source) {
      for await (const piece of source) {
        bytes += piece.length;
        if (bytes > limit) {
          const allowed = `${Math.floor(limit / MEBIBYTE)} MiB (${RATIO} times its size and 64 MiB)`;
          refuse(`unpacks to more than ${allowed}`);
        }
        yield piece;
      }
    },
    addEntries(count) {
      entries += count;
      if (entries > ENTRY_LIMIT) refuse(`holds more than ${ENTRY_LIMIT.toLocaleString('en')} files and folders`);
    },
    checkDepth(depth, path) {
      if (depth > DEPTH_LIMIT) refuse(`holds archives more than ${DEPTH_LIMIT} deep (${path})`);
    },
  };
}
