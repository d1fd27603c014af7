// Paths as text: file names are bytes, and a byte that is no UTF-8 is written \xNN, so that every name has one spelling.
import { sequenceLength } from '../../text/utf8.js';

const ESCAPE = /\\x([0-9A-F]{2})/g;
const BACKSLASH = 0x5c;

/** A path from the bytes of the file system. A backslash that would begin such an escape is itself written so. */
export function pathText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\\x') && Buffer.from(text).equals(bytes)) return text;
  let escaped = '';
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    const isAmbiguous = bytes[at] === BACKSLASH && /^\\x[0-9A-F]{2}/.test(bytes.toString('latin1', at, at + 4));
    if (length === 0 || isAmbiguous) {
      escaped += `\\x${bytes.toString('hex', at, at + 1).toUpperCase()}`;
      at += 1;
    } else {
      escaped += bytes.toString('utf8', at, at + length);
      at += length;
    }
  }
  return escaped;
}

/** What node:fs takes for a path as `pathText` writes it. */
export function fsPath(path: string): string | Buffer {
  if (!path.includes('\\x')) return path;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const escape of path.matchAll(ESCAPE)) {
    pieces.push(Buffer.from(path.slice(from, escape.index)), Buffer.from(escape[1] ?? '', 'hex'));
    from = escape.index + escape[0].length;
  }
  return Buffer.concat([...pieces, Buffer.from(path.slice(from))]);
}
