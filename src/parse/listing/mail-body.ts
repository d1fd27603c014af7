// The body of a mail or of one of its parts: lines as they were sent to the text that was meant.
import { TextDecoder } from 'node:util';
import { decode as unquote } from 'libqp';

export interface MailBody {
  /** The text that a line adds. */
  take(line: string): string;
  /** What is still to come when the body is over; the text then ends with a line end. */
  end(): string;
}

const PLAIN: MailBody = { take: (line) => `${line}\n`, end: () => '' };
const SKIPPED: MailBody = { take: () => '', end: () => '' };

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
}

/** `=E9` is a byte in the charset; a line that ends with `=` goes on in the next one, also within a character. */
function quotedPrintable(charset: string): MailBody {
  const decoder = decoderOf(charset);
  return {
    take(line) {
      const text = decoder.decode(unquote(Buffer.from(line)), { stream: true });
      return line.trimEnd().endsWith('=') ? text : `${text}\n`;
    },
    end: () => `${decoder.decode()}\n`,
  };
}

function base64(charset: string): MailBody {
  const decoder = decoderOf(charset);
  let rest = '';
  return {
    take(line) {
      const told = rest + line.trim();
      const whole = told.length - (told.length % 4);
      rest = told.slice(whole);
      return decoder.decode(Buffer.from(told.slice(0, whole), 'base64'), { stream: true });
    },
    end: () => `${decoder.decode(Buffer.from(rest, 'base64'))}\n`,
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
}

/** How to read what stands below a header. Texts are read, unless they are pages; nothing else is. */
export function bodyBelow(header: string): Below {
  const type = valueOf(header, 'Content-Type');
  const parameter = (name: string): string | null =>
    new RegExp(`;[ \\t]*${name}[ \\t]*=[ \\t]*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(type)?.slice(1).find(Boolean) ??
    null;
  const charset = parameter('charset') ?? 'utf-8';
  const encoding = valueOf(header, 'Content-Transfer-Encoding').toLowerCase();
  const isRead = type === '' || /^(?:text\/(?!html\b)|multipart\/|message\/rfc822\b)/i.test(type);
  let body = isRead ? PLAIN : SKIPPED;
  if (isRead && /^quoted-printable\b/.test(encoding)) body = quotedPrintable(charset);
  if (isRead && /^base64\b/.test(encoding)) body = base64(charset);
  return { body, boundary: parameter('boundary'), isMail: /^message\/rfc822\b/i.test(type) };
}
