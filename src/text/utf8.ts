// UTF-8: where its sequences end, and which bytes are none.
import { isUtf8 } from 'node:buffer';

/** The length of the UTF-8 sequence at `at`, 0 where there is none, or where it is cut off. */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  const piece = bytes.subarray(at, at + length);
  return length > 0 && piece.length === length && isUtf8(piece) ? length : 0;
}

/** How many bytes at the end may be the beginning of a sequence that the next bytes go on with: 0 to 3. */
export function openEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}
