// Containers by their first bytes, whatever the file is called.

export type Container = 'gzip' | 'tar' | 'zip';

/** How many bytes a container is recognised by. */
export const MAGIC_BYTES = 512;

const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;
const SPACE = 0x20;

function startsWith(head: Uint8Array, ...bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** A tar header carries the sum of its bytes, its own eight counted as spaces; old tars have no other sign. */
function isTarHeader(head: Uint8Array): boolean {
  if (head.length < MAGIC_BYTES || head[0] === 0) return false;
  const stored = String.fromCharCode(...head.subarray(CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES));
  const digits = /^ *([0-7]+)[ \0]*$/.exec(stored)?.[1];
  if (digits === undefined) return false;
  const isOfSum = (index: number): boolean => index >= CHECKSUM_AT && index < CHECKSUM_AT + CHECKSUM_BYTES;
  const sum = head.subarray(0, MAGIC_BYTES).reduce((all, byte, index) => all + (isOfSum(index) ? SPACE : byte), 0);
  return sum === Number.parseInt(digits, 8);
}

/** What packs the bytes that begin so (512 of them, or all there are); null for a dump. A block of zeros is an empty tar. */
export function containerOf(head: Uint8Array): Container | null {
  if (startsWith(head, 0x1f, 0x8b, 0x08)) return 'gzip';
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  const isZero = head.length === MAGIC_BYTES && head.every((byte) => byte === 0);
  return isZero || isTarHeader(head) ? 'tar' : null;
}
