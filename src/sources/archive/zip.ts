// zip: the entries that its directory lists, read from a file or from memory.
import { crc32 } from 'node:zlib';
import { fromBufferPromise, fromFdPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import { open } from 'node:fs';
import { promisify } from 'node:util';
import { UserError } from '../../errors.js';
import type { ArchiveEntry } from '../files/entry.js';
import { fsPath } from '../files/path-bytes.js';

/** Names stay bytes here: they are shown only, so that `../x` is no reason to refuse an archive. */
const OPTIONS = { autoClose: false, decodeStrings: false, validateEntrySizes: true } as const;
const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;

/** The file type of Unix is in the upper half; zero where a system has none. Names of folders end in a slash. */
function isRegularFile(entry: Entry, name: string): boolean {
  const type = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  return !name.endsWith('/') && (type === 0 || type === REGULAR_FILE);
}

/** What the library says of such an entry tells nobody what to do. */
function refuseUnreadable(entry: Entry): void {
  if (entry.canDecodeFileData()) return;
  const why = entry.isEncrypted()
    ? 'is encrypted with a password'
    : `holds a file that is packed in a way that is not read here (method ${entry.compressionMethod} of zip)`;
  throw new UserError(
    'archive-unreadable',
    `the archive ${why}; unpack it, and give what it holds; nothing of it was stored`,
  );
}

async function* chunksOf(zip: ZipFile, entry: Entry): AsyncIterable<Uint8Array> {
  refuseUnreadable(entry);
  const stream = await zip.openReadStreamPromise(entry);
  let sum = 0;
  try {
    for await (const piece of stream) {
      const bytes = piece as Buffer;
      sum = crc32(bytes, sum);
      yield bytes;
    }
  } finally {
    stream.destroy();
  }
  if (sum !== entry.crc32) throw new Error('the checksum of an entry is wrong');
}

/** Opening one takes a fraction of a millisecond, and tens of thousands of them are soon packed. */
const isEmpty = ({ uncompressedSize, crc32: sum }: Entry): boolean => uncompressedSize === 0 && sum === 0;

async function* nothing(): AsyncIterable<Uint8Array> {
  // Of an empty file.
}

/**
 * Regular files only; `counted` is told beforehand how many entries of every kind there are. Rejects where the archive is
 * damaged or cut; throws UserError where it is encrypted or packed in an unknown way.
 */
export async function* zipEntries(
  from: string | Buffer,
  counted: (entries: number) => void,
): AsyncIterable<ArchiveEntry> {
  const zip = await (typeof from === 'string'
    ? fromFdPromise(await promisify(open)(fsPath(from), 'r'), OPTIONS)
    : fromBufferPromise(from, OPTIONS));
  try {
    counted(zip.entryCount);
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
      if (isRegularFile(entry, name)) {
        yield { name, size: entry.uncompressedSize, chunks: () => (isEmpty(entry) ? nothing() : chunksOf(zip, entry)) };
      }
    }
  } finally {
    zip.close();
  }
}
