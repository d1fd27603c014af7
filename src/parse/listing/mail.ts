// Mails with encoded bodies: their parts decoded, so that a listing in them is read as the plain text that it was.
import { createLineReader } from '../text/lines.js';
import { bodyBelow, type MailBody } from './mail-body.js';
import { RECORD_LIMIT, type DumpFormat, type DumpReader } from '../parsed.js';

const STARTS_AS_MAIL = /^(?:From .*\r?\n)?[A-Za-z][A-Za-z-]*:[ \t]/;
const HAS_ENCODING = /^Content-Transfer-Encoding:[ \t]*(?:quoted-printable|base64)\b/im;
/** What stands before every mail of an mbox file. */
const MBOX = /^From \S+ .*\d\d:\d\d/;
/** Fields that say how the body was sent; they are not passed on. */
const MIME = /^(?:Content-[A-Za-z-]+|MIME-Version):/i;
/** A header longer than this (UTF-16 units) is not looked at further. */
const HEADER_LIMIT = 64 * 1024;
/** More parts within parts than this are read as text. */
const MOST_BOUNDARIES = 20;

/** Gives the text of mails to `give`: every header without its MIME fields, a blank line, the decoded body. */
function createMailReader(give: (text: string) => void, onEnd: () => void): DumpReader {
  let header = '';
  let isMime = false;
  /** Null while the lines are those of a header. */
  let body: MailBody | null = null;
  let boundaries: string[] = [];

  function isBoundary(line: string): boolean {
    const told = line.trimEnd();
    return boundaries.some((each) => told === each || told === `${each}--`);
  }

  function beginHeader(): void {
    if (body !== null) give(body.end());
    body = null;
    header = '';
  }

  function onHeaderLine(line: string): void {
    if (line === '') {
      const below = bodyBelow(header);
      if (below.boundary !== null && boundaries.length < MOST_BOUNDARIES) boundaries.push(`--${below.boundary}`);
      if (!below.isMail) ({ body } = below);
      header = '';
      give('\n');
      return;
    }
    const isFolded = /^[ \t]/.test(line);
    if (!isFolded) isMime = MIME.test(line);
    if (header.length < HEADER_LIMIT) header += isFolded ? ` ${line.trim()}` : `\n${line}`;
    if (!isMime) give(`${line}\n`);
  }

  function onLine(line: string, _number: number, isTooLong: boolean): void {
    if (MBOX.test(line)) {
      beginHeader();
      boundaries = [];
    } else if (line.startsWith('--') && isBoundary(line)) beginHeader();
    else if (body === null) onHeaderLine(line);
    else {
      const text = body.take(line);
      // Of a line that was cut the record is to be rejected, not kept without its end.
      give(isTooLong && text !== '' ? `${text.trimEnd().padEnd(RECORD_LIMIT + 1)}\n` : text);
    }
  }

  return createLineReader(onLine, () => {
    beginHeader();
    onEnd();
  });
}

/**
 * What `detect` recognises in a text, or in the decoded text where it is a mail, or an mbox file of several, with an encoded
 * part. Lines of decoded text are not lines of the file, and null.
 */
export function detectMail(head: string, detect: (text: string) => DumpFormat | null): DumpFormat | null {
  if (!STARTS_AS_MAIL.test(head) || !HAS_ENCODING.test(head)) return detect(head);
  const pieces: string[] = [];
  const reader = createMailReader(
    (text) => pieces.push(text),
    () => undefined,
  );
  reader.push(head);
  reader.end();
  const inner = detect(pieces.join(''));
  if (inner === null) return null;
  return {
    ...inner,
    open(emit) {
      const read = inner.open((item) => emit({ ...item, line: null }));
      return createMailReader(
        (text) => read.push(text),
        () => read.end(),
      );
    },
  };
}
