// Mails in quoted-printable and base64: the listing in them reads as if it had come as plain text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { encode, wrap } from 'libqp';
import { describe, expect, it } from 'vitest';
import { RECORD_LIMIT, type ParsedItem } from '../../../src/parse/parsed.js';
import * as texts from '../../helpers/listing-texts.js';
import { formatOf, parseAll, read, reasonsOf, recordsOf } from '../../helpers/parsing.js';
import { samplesDir } from '../../helpers/samples.js';
import { openTestStore } from '../../helpers/stores.js';
import { seeds } from '../../helpers/seeds.js';

const quoted = (text: string): string => wrap(encode(text), 76).replaceAll('\r\n', '\n');
const base64 = (text: string, width = 76): string =>
  Buffer.from(text)
    .toString('base64')
    .replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\n');
const ENCODERS = { 'quoted-printable': quoted, base64 };
type Encoding = keyof typeof ENCODERS;

const part = (encoding: Encoding, text: string, type = 'text/plain; charset="utf-8"'): string =>
  `Content-Type: ${type}\nContent-Transfer-Encoding: ${encoding}\n\n${ENCODERS[encoding](text)}\n`;
const mail = (below: string, subject = 'astro-ph daily'): string =>
  `Received: from example.org\n\tby example.com\nSubject: ${subject}\nMIME-Version: 1.0\n${below}`;
const withoutLines = (items: readonly ParsedItem[]): ParsedItem[] => items.map((item) => ({ ...item, line: null }));

const MAILING = texts.MAILING_2023.replace('We imagine moons', 'Caf\u00e9 = \u6708: we imagine moons');
const EXPECTED = withoutLines(read(MAILING));

describe.each(['quoted-printable', 'base64'] as const)('a mailing in %s', (encoding) => {
  const text = mail(part(encoding, MAILING));

  it('gives what the plain text gives, without lines', () => {
    expect(EXPECTED).toHaveLength(4);
    expect(read(text)).toEqual(EXPECTED);
    expect(formatOf(text)).toMatchObject({ format: 'mailing' });
  });

  it.each([1, 7, 64 * 1024])('gives the same in pieces of %i characters, with LF, CRLF and CR', (size) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const sent = text.replaceAll('\n', end);
      expect(parseAll(formatOf(sent), sent, size)).toEqual(EXPECTED);
    }
  });

  it('may be a part beside a page, and in a forwarded mail', () => {
    const parts = [part(encoding, '<p>\\\\\narXiv:2303.00001', 'text/html'), part(encoding, MAILING)];
    const multipart = `Content-Type: multipart/alternative;\n boundary="=_x"\n\nA mail in parts.\n--=_x\n${parts.join('--=_x\n')}--=_x--\n`;
    expect(read(mail(multipart))).toEqual(EXPECTED);
    const forwarded = `Content-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: message/rfc822\n\n${mail(multipart)}--y--\n`;
    expect(read(mail(forwarded))).toEqual(EXPECTED);
  });

  it('may be a listing or an .abs record, which announce nothing', () => {
    expect(formatOf(mail(part(encoding, texts.MONTH_2003), 'a month'))).toMatchObject({ announces: false });
    expect(formatOf(mail(part(encoding, texts.ABS_2007), 'a record')).format).toBe('abs');
  });

  it('tells the archive of the first years by its subject, mail by mail', () => {
    const bare = texts.NEW_1992.replace('hep-th/', '');
    const mbox = (subject: string): string =>
      `From a@example.org Mon Jul 20 16:50:00 1992\n${mail(part(encoding, bare), subject)}`;
    const plain = `From a@example.org Mon Jul 20 16:50:00 1992\nSubject: gr-qc daily\n\n${bare}\n`;
    const ids = recordsOf(`${mbox('hep-th daily')}${plain}${mbox('news daily')}`).map(({ arxivId }) => arxivId);
    expect(ids).toEqual(['hep-th/9207001', 'gr-qc/9207001', null]);
  });

  it('is counted whole when an entry is damaged', async () => {
    const store = openTestStore();
    const damaged = MAILING.replace('Title: Numbers', 'Titel: Numbers');
    const { records, new: added, rejected, rejections } = await store.ingest(mail(part(encoding, damaged)));
    store.close();
    expect({ records, added, rejected }).toEqual({ records: 4, added: 3, rejected: 1 });
    expect(rejections).toEqual([{ record: 4, line: null, reason: 'the title cannot be found' }]);
  });
});

describe('quoted-printable', () => {
  const titled = (title: string, charset: string): string =>
    mail(
      `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: Quoted-Printable\n\n${texts.NEW_1992.replace('Strings without strings', title)}\n`,
    );

  it.each([
    ['a byte of the declared charset', 'Caf=E9', 'iso-8859-1', 'Caf\u00e9'],
    ['a character cut by a soft line break', 'Caf=C3=\n=A9 b=\nar', 'utf-8', 'Caf\u00e9 bar'],
    ['a charset that nobody knows', 'Caf=C3=A9', 'x-none', 'Caf\u00e9'],
    ['bytes that were not encoded', 'Caf\u00e9 =3D', 'utf-8', 'Caf\u00e9 ='],
    ['what is no escape', 'a =ZZ b = c', 'utf-8', 'a =ZZ b = c'],
  ])('reads %s', (_, sent, charset, expected) => {
    // A mail is read as bytes, each of its parts in its own encoding.
    const bytes = Buffer.from(titled(sent, charset)).toString('latin1');
    expect(recordsOf(bytes).map(({ title }) => title)).toEqual([expected]);
  });

  it('rejects a record with a line without end, and takes the next', () => {
    const long = texts.NEW_1992.replace('An abstract', 'x'.repeat(RECORD_LIMIT + 1));
    const text =
      mail(part('quoted-printable', texts.NEW_2023)) + [texts.RULE, long, texts.RULE, texts.CROSS_2023].join('\n');
    expect(read(text).map(({ kind }) => kind)).toEqual(['record', 'rejection', 'record']);
    expect(reasonsOf(text)).toEqual(['the record is longer than 8 MiB']);
  });
});

describe('a mail', () => {
  it.each([
    ['a letter', mail(part('quoted-printable', 'Dear all,\nTitle: none\n'))],
    ['a page', mail(part('quoted-printable', MAILING, 'text/html'))],
    ['a file', mail(part('base64', MAILING, 'application/octet-stream'))],
  ])('that is %s is no dump', (_, text) => expect(() => formatOf(text)).toThrow('no format'));

  it('that nobody encoded keeps its lines', () => {
    const text = mail(`Content-Transfer-Encoding: 7bit\n\n${texts.MAILING_2023}`);
    expect(read(text).map(({ line }) => line)).not.toContain(null);
  });

  it('that is damaged never throws, and numbers what it gives', () => {
    const sent = mail(part('base64', MAILING)) + mail(part('quoted-printable', MAILING));
    const format = formatOf(sent);
    const insert = fc.oneof(fc.string({ maxLength: 9 }), fc.constantFrom('\n\n', '=', '=\n', '--', '\0', '\uD800'));
    fc.assert(
      fc.property(fc.nat(sent.length), fc.nat(300), insert, fc.integer({ min: 1, max: 999 }), (at, cut, text, size) => {
        const items = parseAll(format, sent.slice(0, at) + text + sent.slice(at + cut), size);
        expect(items.map(({ record }) => record)).toEqual(items.map((_, index) => index + 1));
      }),
      { numRuns: seeds(200) },
    );
  });
});

describe.skipIf(samplesDir() === null)('the real mailings (skipped where the samples are missing)', () => {
  it.each(['astro-ph.EP-new-2023-03-03.txt', 'q-fin-new.txt'])('%s reads the same encoded', (name) => {
    const text = readFileSync(join(samplesDir() ?? '', 'listing-mail', name), 'utf8');
    const items = withoutLines(read(text));
    expect(items.length).toBeGreaterThan(10);
    for (const encoding of ['quoted-printable', 'base64'] as const)
      expect(read(mail(part(encoding, text), 'new papers'))).toEqual(items);
  });
});
