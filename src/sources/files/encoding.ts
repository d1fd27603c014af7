// Encodings: the one that a dump declares, else the only one in which all of it is text.
import { countedPlain } from '../../text/plural.js';
import { UserError } from '../../errors.js';
import { createDecoder, declaredEncoding, encodingNamed, type Decoder } from '../../text/decoding.js';
import { kindOfBinary } from './no-dump.js';

/** The encoding of a dump by its decoder's name, and what is to be told of how it was found; null where nothing is. */
export interface FoundEncoding {
  readonly encoding: string;
  readonly note: string | null;
}

function markOf(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null;
}

/** What no text holds: controls, letters of private use, places without a letter. */
const NO_TEXT = /[\0-\x08\x0E-\x1A\x1C-\x1F\x7F-\x9F\p{Co}\p{Cn}\uFFFD]/u;
const BEYOND_ASCII = /[^\0-\x7F]/g;
const KANA = /[\u3041-\u30FE]/g;
const HALF_WIDTH = /[\uFF61-\uFF9F]/g;
/** What Western European texts hold beside ASCII. */
const WESTERN = /[À-ÖØ-öø-þŠšŽžŒœŸ“”‘’–—…•™°±²³·«»§©®µ×÷¼½¾¡¿ªº€\u00A0]/g;
const LONG_WESTERN = /[^\0-\x7F]{5}/;

interface Counts {
  /** Of all letters, in UTF-16 units. */
  all: number;
  beyond: number;
  kana: number;
  half: number;
  western: number;
  isLong: boolean;
}

/** An encoding in which everything so far is text. */
interface Candidate {
  readonly encoding: string;
  readonly decoder: Decoder;
  readonly counts: Counts;
}

/** Names for people. */
const NAMES: Readonly<Record<string, string>> = {
  shift_jis: 'Shift_JIS',
  'euc-jp': 'EUC-JP',
  'iso-2022-jp': 'ISO-2022-JP',
  'utf-16le': 'UTF-16 (little-endian)',
  'utf-16be': 'UTF-16 (big-endian)',
  'windows-1252': 'Windows-1252',
};
/** All that are looked for where nothing is declared. */
export const ENCODINGS: readonly string[] = ['utf-8', ...Object.keys(NAMES)];
export const nameOf = (encoding: string): string => NAMES[encoding] ?? encoding.toUpperCase();

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/** With more stray bytes an encoding is not the one of a text. */
const MOST_STRAYS = 3;

/** False where the candidate is out. */
function goesOn({ decoder, counts }: Candidate, bytes: Uint8Array): boolean {
  const text = decoder.decode(bytes);
  if (decoder.strays > MOST_STRAYS || NO_TEXT.test(text)) return false;
  counts.all += text.length;
  counts.beyond += count(text, BEYOND_ASCII);
  counts.kana += count(text, KANA);
  counts.half += count(text, HALF_WIDTH);
  counts.western += count(text, WESTERN);
  counts.isLong ||= LONG_WESTERN.test(text);
  return true;
}

/** Whether what it decodes to reads like a text of its languages, and not like one of another encoding. */
function isLikely({ encoding, counts }: Candidate): boolean {
  const { all, beyond, kana, half, western, isLong } = counts;
  // Other texts with a stray zero read as rare letters of Han.
  if (encoding.startsWith('utf-16')) return all - beyond + kana >= all * 0.2;
  if (encoding === 'windows-1252') return western >= beyond * 0.9 && !isLong;
  return kana > 0 && kana >= beyond * 0.1 && half <= beyond * 0.2;
}

/** Kana prove these; a stray byte of UTF-8 would be a letter of Windows-1252. */
const isByKana = ({ encoding }: Candidate): boolean => encoding === 'shift_jis' || encoding === 'euc-jp';

/** Those in which all of it is text, else those in which all but a few bytes are; the last letter may be cut off. */
function likeliest(candidates: readonly Candidate[]): readonly Candidate[] {
  const likely = candidates.filter(isLikely);
  const whole = likely.filter(({ decoder }) => decoder.strays === 0);
  return whole.length > 0 ? whole : likely.filter(isByKana);
}

function candidatesFor(encodings: readonly string[]): Candidate[] {
  return encodings.map((encoding) => ({
    encoding,
    decoder: createDecoder(encoding),
    counts: { all: 0, beyond: 0, kana: 0, half: 0, western: 0, isLong: false },
  }));
}

/** Stray bytes, as a share of all, with which a text is still taken for damaged UTF-8. */
const DAMAGED_SHARE = 0.01;
const DAMAGED = 20;
/** A file with more stretches of zeros, as a share of its bytes, is no text. */
const ZEROS_SHARE = 0.001;
/** A text with so many letters of several bytes and no stray byte is UTF-8. */
const SURELY = 500;

/** Looks at all bytes of a dump in order; `head` is its beginning. */
export function createEncodingSearch(head: Uint8Array) {
  const mark = markOf(head);
  const latin = Buffer.from(head.subarray(0, 4_096)).toString('latin1');
  const label = mark === null ? declaredEncoding(latin) : null;
  const named = label === null ? null : encodingNamed(label);
  // A declaration that can be read as ASCII is not in UTF-16, whatever it says.
  const declared = named?.startsWith('utf-16') === true ? 'utf-8' : named;
  const hasZeros = mark === null && head.subarray(0, 4_096).includes(0);
  const utf8 = createDecoder('utf-8');
  const told = declared === null || declared === 'utf-8' ? null : createDecoder(declared);
  const possible = hasZeros ? ['utf-16le', 'utf-16be'] : ['shift_jis', 'euc-jp', 'iso-2022-jp', 'windows-1252'];
  let candidates = mark === null ? candidatesFor(possible.filter((encoding) => encoding !== declared)) : [];
  let length = 0;
  let zeros = 0;
  /** Zeros side by side, as a crash leaves them by the thousand, are one damage, and tell no more of an encoding than one does. */
  let stretches = 0;
  let isInZeros = false;
  let isBeyondAscii = false;
  /** Bytes of letters beyond the first byte of each. */
  let more = 0;

  /** The only encoding that fits; null where none does. Throws where several do. */
  function only(): FoundEncoding | null {
    const likely = likeliest(candidates);
    const [one, ...others] = likely;
    if (one === undefined) return null;
    const names = likely.map(({ encoding }) => nameOf(encoding));
    if (others.length > 0)
      throw new UserError(
        'unknown-encoding',
        `it does not tell its encoding, and may be ${names.join(' or ')}; save it again in UTF-8`,
      );
    const { strays } = one.decoder;
    const how = strays === 0 ? 'all of it' : `all but ${countedPlain(strays, 'byte', 'bytes')}`;
    return {
      encoding: one.encoding,
      note: `read as ${names[0]}, the only encoding in which ${how} ${strays > 1 ? 'are' : 'is'} text`,
    };
  }

  function countZeros(bytes: Uint8Array): void {
    if (!bytes.includes(0)) {
      isInZeros &&= bytes.length === 0;
      return;
    }
    for (const byte of bytes) {
      if (byte === 0) {
        zeros += 1;
        if (!isInZeros) stretches += 1;
      }
      isInZeros = byte === 0;
    }
  }

  const strays = (): number => utf8.strays - zeros + stretches;
  /** Not UTF-8, although most of it may be. */
  const isOther = (): boolean => hasZeros || strays() > more;

  function undeclared(): FoundEncoding {
    if (isOther()) {
      const kind = kindOfBinary(head);
      if (kind !== null) throw new UserError('binary-file', kind);
      const found = only();
      if (found !== null) return found;
      if (zeros === length) throw new UserError('binary-file', 'it holds nothing but zeros');
      if (stretches > Math.max(MOST_STRAYS, length * ZEROS_SHARE))
        throw new UserError('binary-file', 'it holds binary data, not text');
      if (strays() > Math.max(DAMAGED, length * DAMAGED_SHARE))
        throw new UserError(
          'unknown-encoding',
          'it is not UTF-8 text, and no other encoding fits; save it again as a text file in UTF-8',
        );
    }
    return { encoding: 'utf-8', note: null };
  }

  /** The Japanese encoding that it is, where it is not what it declares; null where it is, or where none fits. */
  function undeclaredInTruth(encoding: string): FoundEncoding | null {
    if (encoding === 'utf-8' ? !isOther() || hasZeros : (told?.strays ?? 0) === 0) return null;
    const likely = likeliest(candidates).filter((each) => isByKana(each) && each.decoder.strays === 0);
    const [one, ...others] = likely;
    return one === undefined || others.length > 0
      ? null
      : {
          encoding: one.encoding,
          note: `read as ${nameOf(one.encoding)}, in which all of it is text, although it declares ${nameOf(encoding)}`,
        };
  }

  return {
    push(bytes: Uint8Array): void {
      if (mark !== null) return;
      length += bytes.length;
      countZeros(bytes);
      const text = utf8.decode(bytes);
      more += bytes.length - text.length;
      told?.decode(bytes);
      // While all is ASCII, every encoding but UTF-16 reads the same.
      isBeyondAscii ||= hasZeros || utf8.strays > 0 || more !== 0 || text.includes('\x1B');
      if (!isBeyondAscii) return;
      if (utf8.strays === 0 && more > SURELY) candidates = [];
      candidates = candidates.filter((each) => goesOn(each, bytes));
    },
    /** Throws UserError where the bytes are no text, or may be text in several encodings. */
    end(): FoundEncoding {
      if (mark !== null) return { encoding: mark, note: null };
      more -= utf8.end().length;
      if (label !== null && declared === null) {
        const { encoding, note } = undeclared();
        return { encoding, note: `it declares the unknown encoding "${label}"; ${note ?? 'read as UTF-8'}` };
      }
      if (told !== null && declared !== null) {
        told.end();
        // Two letters that are UTF-8 by chance hardly ever stand in a Western text.
        const isUtf8 = utf8.strays === 0 && more > 0 && (told.strays > 0 || (declared === 'windows-1252' && more > 1));
        if (!isUtf8) return undeclaredInTruth(declared) ?? { encoding: declared, note: null };
        return { encoding: 'utf-8', note: `read as UTF-8, which it is, although it declares ${nameOf(declared)}` };
      }
      const iso = candidates.find(({ encoding }) => encoding === 'iso-2022-jp');
      if (utf8.strays === 0 && iso !== undefined && iso.counts.kana > 0)
        return { encoding: iso.encoding, note: `read as ${nameOf(iso.encoding)}, by its escapes` };
      return declared === 'utf-8' ? (undeclaredInTruth(declared) ?? { encoding: 'utf-8', note: null }) : undeclared();
    },
  };
}
