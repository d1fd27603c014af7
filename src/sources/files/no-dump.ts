// Files that are often put beside dumps and hold no text, by their first bytes: what to call them, and what to do.

const UNPACK = 'unpack it, and give what it holds';
const KINDS: readonly (readonly [at: number, bytes: string, what: string])[] = [
  [0, 'BZh', `it is packed with bzip2, which is not read here; ${UNPACK}`],
  [0, '\xFD7zXZ\0', `it is packed with xz, which is not read here; ${UNPACK}`],
  [0, '\x28\xB5\x2F\xFD', `it is packed with Zstandard, which is not read here; ${UNPACK}`],
  [0, '7z\xBC\xAF\x27\x1C', `it is a 7z archive, which is not read here; ${UNPACK}`],
  [0, 'Rar!\x1A\x07', `it is a RAR archive, which is not read here; ${UNPACK}`],
  [2, '-lh', `it is an LHA archive, which is not read here; ${UNPACK}`],
  [0, '%PDF-', 'it is a PDF, not a list of papers'],
  [0, 'SQLite format 3\0', 'it is a database; a backup of this bot is brought back with the verb restore'],
];

/** A sentence on a file that begins so and is no text; null where its kind is not known. */
export function kindOfBinary(head: Uint8Array): string | null {
  const latin = Buffer.from(head.subarray(0, 32)).toString('latin1');
  return KINDS.find(([at, bytes]) => latin.startsWith(bytes, at))?.[2] ?? null;
}
