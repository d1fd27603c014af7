// The body of a mail or of one of its parts: lines as they were sent to the text that was meant.
import { decode as unquote } from 'libqp';
import { createDecoder, declaredEncoding, encodingNamed, type Decoder } from '../../text/decoding.js';

export interface MailBody {
  /** The text that a line adds. */
  take(line: string): string;
  /** What is still to come when the body is over; the text then ends with a line end. */
  end(): string;
}

/** Which parts are read. */
export type WantedParts = 'texts' | 'page' | 'nothing';

const SKIPPED: MailBody = { take: () => '', end: () => '' };
/** A page tells its encoding within so many bytes. */
const PAGE_HEAD = 4_096;

type Text = Pick<Decoder, 'decode' | 'end'>;

function decoderOf(charset: string | null): Text {
  return createDecoder((charset === null ? null : encodingNamed(charset)) ?? 'utf-8');
}

/** Decodes when the beginning is there in which a page may tell its encoding. */
function pageDecoder(): Text {
  let head: Uint8Array[] = [];
  let text: Text | null = null;
  function begin(): string {
    const bytes = Buffer.concat(head);
    head = [];
    text = decoderOf(declaredEncoding(bytes.toString('latin1')));
    return text.decode(bytes);
  }
  return {
    decode(bytes) {
      if (text !== null) return text.decode(bytes);
      head.push(Buffer.from(bytes));
      return head.reduce((sum, each) => sum + each.length, 0) < PAGE_HEAD ? '' : begin();
    },
    end: () => (text === null ? begin() : '') + (text?.end() ?? ''),
  };
}

/** Lines of a mail are bytes as characters. */
const bytesOf = (line: string): Buffer => Buffer.from(line, 'latin1');

function plain(decoder: Text): MailBody {
  return { take: (line) => decoder.decode(bytesOf(`${line}\n`)), end: () => decoder.end() };
}

/** `=E9` is a byte in the charset; a line that ends with `=` goes on in the next one, also within a character. */
function quotedPrintable(decoder: Text): MailBody {
  return {
    take: (line) => {
      const end = line.trimEnd().endsWith('=') ? '' : '\n';
      return decoder.decode(Buffer.concat([unquote(bytesOf(line)), bytesOf(end)]));
    },
    end: () => `${decoder.end()}\n`,
  };
}

function base64(decoder: Text): MailBody {
  let rest = '';
  return {
    take(line) {
      const told = rest + line.trim();
      const whole = told.length - (told.length % 4);
      rest = told.slice(whole);
      return decoder.decode(Buffer.from(told.slice(0, whole), 'base64'));
    },
    end: () => `${decoder.decode(Buffer.from(rest, 'base64'))}${decoder.end()}\n`,
  };
}

/** The value of a field in a header whose lines are unfolded; empty where it is missing. */
function valueOf(header: string, name: string): string {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(header)?.[1]?.trim() ?? '';
}

export interface Below {
  readonly body: MailBody;
  /** What separates its parts. */
  readonly boundary: string | null;
  /** It is a mail of its own, with a header. */
  readonly isMail: boolean;
  readonly isPage: boolean;
}

/** How to read the body below a header. What is not wanted is read as nothing. */
export function bodyBelow(header: string, wanted: WantedParts): Below {
  const type = valueOf(header, 'Content-Type');
  const parameter = (name: string): string | null =>
    new RegExp(`;[ \\t]*${name}[ \\t]*=[ \\t]*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(type)?.slice(1).find(Boolean) ??
    null;
  const charset = parameter('charset');
  const encoding = valueOf(header, 'Content-Transfer-Encoding').toLowerCase();
  const isPage = /^text\/html\b/i.test(type);
  const isText = type === '' || /^(?:text\/(?!html\b)|multipart\/|message\/rfc822\b)/i.test(type);
  const isRead = (wanted === 'page' && isPage) || (wanted === 'texts' && isText);
  const text = isPage && charset === null ? pageDecoder() : decoderOf(charset);
  let body = isRead ? plain(text) : SKIPPED;
  if (isRead && /^quoted-printable\b/.test(encoding)) body = quotedPrintable(text);
  if (isRead && /^base64\b/.test(encoding)) body = base64(text);
  return { body, boundary: parameter('boundary'), isMail: /^message\/rfc822\b/i.test(type), isPage };
}

/** A line of a header as text. */
export function headerLine(line: string): string {
  const decoder = createDecoder('utf-8');
  return decoder.decode(bytesOf(line)) + decoder.end();
}
