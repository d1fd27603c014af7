// Decoding: bytes to text in any encoding, piece by piece; a byte that is no text is marked, never made into U+FFFD.
import { isUtf8 } from 'node:buffer';
import { openEnd, sequenceLength } from './utf8.js';

/** Bytes as characters of the same number: the text of a mail, whose parts have encodings of their own. */
export const BYTES = 'bytes';

export interface Decoder {
  decode(bytes: Uint8Array): string;
  /** Text of the last bytes, to be called after all were decoded. */
  end(): string;
  /** How many byte sequences so far were invalid in the encoding. */
  readonly strays: number;
}

/** A stray byte is marked by U+DC00 and its value: half a surrogate pair, which no text decodes to. */
const MARK = 0xdc00;
/** No text holds a zero either. */
const STRAY = /\0|(?<![\uD800-\uDBFF])[\uDC80-\uDCFF]/;
const STRAYS = new RegExp(STRAY, 'g');
/** Of encodings other than UTF-8 it is not known which byte it was. */
const UNKNOWN = String.fromCharCode(MARK + 0x80);

export function hasStrays(text: string): boolean {
  return STRAY.test(text);
}

/** The text with its stray bytes as `\xE9`, for people. */
export function showStrays(text: string): string {
  return text.replace(
    STRAYS,
    (mark) => `\\x${(mark.charCodeAt(0) & 0xff).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Pieces of this length (bytes) are looked at byte by byte where they hold a stray one. */
const SHORT = 64;

function createUtf8Decoder(): Decoder {
  let rest = Buffer.alloc(0);
  let isFirst = true;
  let strays = 0;

  /** Divided until what is no UTF-8 stands in a short piece: a long text with one stray byte costs little more than one without. */
  function text(bytes: Buffer): string {
    if (isUtf8(bytes)) return bytes.toString('utf8');
    if (bytes.length > SHORT) {
      let middle = bytes.length >> 1;
      while (middle > 1 && ((bytes[middle] ?? 0) & 0xc0) === 0x80 && middle > (bytes.length >> 1) - 4) middle -= 1;
      return text(bytes.subarray(0, middle)) + text(bytes.subarray(middle));
    }
    let result = '';
    for (let at = 0; at < bytes.length;) {
      const length = sequenceLength(bytes, at);
      if (length === 0) strays += 1;
      result += length === 0 ? String.fromCharCode(MARK + (bytes[at] ?? 0)) : bytes.toString('utf8', at, at + length);
      at += Math.max(1, length);
    }
    return result;
  }

  function take(bytes: Buffer): string {
    const taken = text(bytes);
    if (taken.includes('\0')) strays += taken.split('\0').length - 1;
    if (!isFirst || taken === '') return taken;
    isFirst = false;
    return taken.startsWith('\uFEFF') ? taken.slice(1) : taken;
  }

  return {
    decode(bytes) {
      const all =
        rest.length === 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : Buffer.concat([rest, bytes]);
      const whole = all.length - openEnd(all);
      rest = Buffer.from(all.subarray(whole));
      return take(all.subarray(0, whole));
    },
    end() {
      const last = rest;
      rest = Buffer.alloc(0);
      return take(last);
    },
    get strays() {
      return strays;
    },
  };
}

/** Encodings that have a place for every byte; where only the strict decoder of Node 20 knows those from 80 to 9F. */
const COMPLETE = 'windows-1252';

function createOtherDecoder(encoding: string): Decoder {
  const decoder = new TextDecoder(encoding, { fatal: encoding === COMPLETE });
  let strays = 0;
  const marked = (text: string): string => text.replaceAll('\uFFFD', () => ((strays += 1), UNKNOWN));
  return {
    decode: (bytes) => marked(decoder.decode(bytes, { stream: true })),
    end: () => marked(decoder.decode()),
    get strays() {
      return strays;
    },
  };
}

/** The decoder's own name of an encoding as files spell it (`x-sjis`, `ISO-8859-1`); null when it is unknown. */
export function encodingNamed(label: string): string | null {
  try {
    return new TextDecoder(/^(?:cp|windows-?)(?:932|31j)$/i.test(label) ? 'shift_jis' : label.trim()).encoding;
  } catch {
    return null;
  }
}

const XML = /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/i;
const META = /<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;
const STARTS_AS_MAIL = /^(?:From .*\r?\n)?[A-Za-z][A-Za-z-]*:[ \t]/;
const MAIL = /^Content-Type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*?;\s*charset\s*=\s*"?([\w.:-]{1,40})/im;
const IN_PARTS =
  /^Content-(?:Transfer-Encoding:[ \t]*(?:quoted-printable|base64)\b|Type:[ \t]*(?:multipart\/|text\/html))/im;

/** Whether a text whose letters are ASCII is a mail with a part that has to be decoded by itself. */
export function isMailInParts(head: string): boolean {
  return STARTS_AS_MAIL.test(head) && IN_PARTS.test(head);
}

/** The encoding that such a text declares, as it spells it: in its XML declaration, a page's head, or a mail's. */
export function declaredEncoding(head: string): string | null {
  const xml = XML.exec(head)?.[1];
  if (xml !== undefined) return xml;
  if (STARTS_AS_MAIL.test(head)) return MAIL.exec(head)?.[1] ?? null;
  return /^\s*</.test(head) ? (META.exec(head.replace(/<!--[^]*?-->/g, ''))?.[1] ?? null) : null;
}

/** `encoding`: a name as `encodingNamed` gives it, or BYTES. Throws RangeError for any other. */
export function createDecoder(encoding: string): Decoder {
  if (encoding === 'utf-8') return createUtf8Decoder();
  if (encoding !== BYTES) return createOtherDecoder(encoding);
  return {
    decode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
    end: () => '',
    strays: 0,
  };
}
