// Mails: their parts decoded, so that a listing, or the page that a browser saved as MHTML, is read as what it was.
import { createLineReader } from '../text/lines.js';
import { isMailInParts } from '../../text/decoding.js';
import { bodyBelow, headerLine, type MailBody, type WantedParts } from './mail-body.js';
import { RECORD_LIMIT, type DumpFormat, type DumpReader } from '../parsed.js';

/** The line before every mail of an mbox file. */
const MBOX = /^From \S+ .*\d\d:\d\d/;
/** Fields that say how the body was sent; they are not passed on. */
const MIME = /^(?:Content-[A-Za-z-]+|MIME-Version):/i;
/** A header longer than this (UTF-16 units) is not looked at further. */
const HEADER_LIMIT = 64 * 1024;
/** More parts within parts than this are read as text. */
const MOST_BOUNDARIES = 20;

/**
 * Gives the text of mails to `give`: every header without its MIME fields, a blank line, the decoded body; of a page the
 * body alone.
 */
function createMailReader(wanted: WantedParts, give: (text: string) => void, onEnd: () => void): DumpReader {
  let header = '';
  let isMime = false;
  /** Null while the lines are those of a header. */
  let body: MailBody | null = null;
  let boundaries: string[] = [];
  /** A saved page is followed by the pages of its frames. */
  let hasPage = false;
  const giveHeader = (text: string): void => {
    if (wanted === 'texts') give(text);
  };

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
      const below = bodyBelow(header, hasPage ? 'nothing' : wanted);
      hasPage ||= wanted === 'page' && below.isPage;
      if (below.boundary !== null && boundaries.length < MOST_BOUNDARIES) boundaries.push(`--${below.boundary}`);
      if (!below.isMail) ({ body } = below);
      header = '';
      giveHeader('\n');
      return;
    }
    const isFolded = /^[ \t]/.test(line);
    if (!isFolded) isMime = MIME.test(line);
    if (header.length < HEADER_LIMIT) header += isFolded ? ` ${line.trim()}` : `\n${line}`;
    if (!isMime) giveHeader(`${headerLine(line)}\n`);
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

/** What recognises the texts of a mail, and what a page in it. */
export interface MailDetectors {
  readonly texts: (text: string) => DumpFormat | null;
  readonly page: (text: string) => DumpFormat | null;
}

/**
 * What `texts` recognises in a text, or in the decoded text where it is a mail, or an mbox file of several, in parts; else
 * what `page` recognises in the first page of such a mail (MHTML). `head` then is bytes as characters, and so is what is
 * read. Lines of decoded text are not lines of the file, and null.
 */
export function detectMail(head: string, detectors: MailDetectors): DumpFormat | null {
  if (!isMailInParts(head)) return detectors.texts(head);
  for (const wanted of ['texts', 'page'] as const) {
    const pieces: string[] = [];
    const reader = createMailReader(
      wanted,
      (text) => pieces.push(text),
      () => undefined,
    );
    reader.push(head);
    reader.end();
    const inner = detectors[wanted](pieces.join(''));
    if (inner !== null) return unpacked(inner, wanted);
  }
  return null;
}

function unpacked(inner: DumpFormat, wanted: WantedParts & keyof MailDetectors): DumpFormat {
  return {
    ...inner,
    open(emit) {
      const read = inner.open((item) => emit({ ...item, line: null }));
      return createMailReader(
        wanted,
        (text) => read.push(text),
        () => read.end(),
      );
    },
  };
}
