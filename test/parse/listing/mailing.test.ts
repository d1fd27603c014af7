// Mailings and listings: every part of an entry, what the text around it says of it, and the real mailings.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordOf, type DumpRecord } from '../../../src/domain/paper.js';
import { listing, mailing, isListing, isMailing } from '../../../src/parse/listing/mailing.js';
import type { ParsedItem } from '../../../src/parse/parsed.js';
import * as texts from '../../helpers/listing-texts.js';
import { parseAll } from '../../helpers/parsing.js';
import { samplesDir } from '../../helpers/samples.js';

const parse = (text: string): ParsedItem[] => parseAll(mailing, text);
/** The only record of a text. */
function only(text: string): DumpRecord {
  const [item, ...rest] = parse(text);
  if (item?.kind !== 'record' || rest.length > 0) throw new Error(JSON.stringify([item, ...rest]));
  return item.value;
}
const ANNOUNCED = '2023-03-03T01:36:02Z';

describe('a mailing', () => {
  const items = parse(texts.MAILING_2023);
  const [first, cross, replacement, replacedCross] = items.map((item) => (item.kind === 'record' ? item.value : null));

  it('gives its entries, and neither its head nor its end', () => {
    expect(items.map(({ kind, record, line }) => [kind, record, line])).toEqual([
      ['record', 1, texts.MAILING_2023.split('\n').indexOf('arXiv:2303.00001') + 1],
      ['record', 2, texts.MAILING_2023.split('\n').indexOf('arXiv:2302.09999 (*cross-listing*)') + 1],
      ['record', 3, texts.MAILING_2023.split('\n').indexOf('arXiv:2205.00002') + 1],
      ['record', 4, texts.MAILING_2023.split('\n').indexOf('arXiv:2301.00003 (*cross-listing*)') + 1],
    ]);
  });

  it('gives every field of a new paper', () => {
    expect(first).toEqual(
      recordOf('Tides on invented moons and the slow\n  drift of imagined rings', {
        arxivId: '2303.00001',
        version: 1,
        abstract: '  We imagine moons, with $e < 1$,\nand follow them.\n  A second paragraph.',
        authors: ['Ada Novak', 'Björn Lind', 'C. Ueda'],
        categories: ['astro-ph.EP', 'astro-ph.SR'],
        primaryCategory: 'astro-ph.EP',
        submittedAt: 'Wed, 1 Mar 2023 19:00:03 GMT',
        updatedAt: 'Wed, 1 Mar 2023 19:00:03 GMT',
        versions: [{ version: 1, at: 'Wed, 1 Mar 2023 19:00:03 GMT' }],
        announceType: 'new',
        comments: '12 pages, with one note:\n  typeset by hand',
        reportNo: 'INV-23-01',
        journalRef: 'J. Inv. 12 (2023)\n  34-56',
        doi: '10.0000/inv.1',
        license: 'http://creativecommons.org/licenses/by/4.0/',
        withdrawn: false,
        announcedAt: ANNOUNCED,
      }),
    );
  });

  it('gives the versions of a cross-listed paper', () => {
    expect(cross).toMatchObject({
      announceType: 'cross',
      version: 2,
      primaryCategory: 'math.RA',
      submittedAt: 'Mon, 20 Feb 2023 08:00:00 GMT',
      updatedAt: 'Wed, 1 Mar 2023 09:30:00 GMT',
      versions: [
        { version: 1, at: 'Mon, 20 Feb 2023 08:00:00 GMT' },
        { version: 2, at: 'Wed, 1 Mar 2023 09:30:00 GMT' },
      ],
    });
  });

  it('gives a replacement the time of a version that it does not name', () => {
    expect(replacement).toMatchObject({
      announceType: 'replace',
      version: null,
      abstract: null,
      authors: ['Gil Berg', 'Hana Ito', 'Ivo Petrov'],
      submittedAt: null,
      updatedAt: 'Thu, 2 Mar 2023 15:38:45 GMT',
      versions: [],
      announcedAt: ANNOUNCED,
    });
    expect(replacedCross).toMatchObject({ announceType: 'replace-cross', updatedAt: 'Wed, 1 Mar 2023 21:58:31 GMT' });
  });

  it('begins again after its end', () => {
    const types = parse(`${texts.MAILING_2023}\n${texts.MAILING_2023}`).map(
      (item) => item.kind === 'record' && item.value.announceType,
    );
    expect(types).toEqual(['new', 'cross', 'replace', 'replace-cross', 'new', 'cross', 'replace', 'replace-cross']);
  });

  it.each([
    ['a replacement', texts.REPLACEMENT_2023],
    ['a new paper', texts.NEW_2023],
    ['a paper of the first years', texts.NEW_1992],
  ])('begins again below %s where its end is missing', (_, entry) => {
    const next = `Date: Mon,  6 Mar 23 01:00:00 GMT\nSubject: math.RA daily\n${texts.RULE}\n${texts.CROSS_2023}`;
    const [last, first] = parse(`${entry}\n\n${next}`);
    expect(last).toEqual(parse(entry)[0]);
    expect(first).toMatchObject({ kind: 'record', value: { announcedAt: '2023-03-06T01:00:00Z' } });
  });

  it('tells cross-lists and replacements by its rules where the entry is silent', () => {
    const silent = texts.MAILING_2023.replaceAll(' (*cross-listing*)', '').replaceAll(/replaced with.*\n/g, '');
    const types = parse(silent).map((item) => item.kind === 'record' && item.value.announceType);
    expect(types).toEqual(['new', 'cross', 'replace', 'replace']);
  });
});

describe('an entry', () => {
  it('of 1992 has an author, a zone of its day and the archive for a category', () => {
    expect(only(texts.NEW_1992)).toMatchObject({
      arxivId: 'hep-th/9207001',
      title: 'Strings without strings',
      authors: ['K. Lundgren'],
      categories: ['hep-th'],
      primaryCategory: 'hep-th',
      submittedAt: 'Mon, 20 Jul 1992 16:50 CST',
      abstract: 'An abstract that begins without spaces.',
    });
    expect(only(texts.NEW_1992.replace('hep-th/', 'math.GT/')).categories).toEqual(['math.GT']);
    expect(only(texts.NEW_1992.replace('hep-th/', 'math/')).categories).toEqual([]);
  });

  it('may begin without a rule before it', () => {
    const glued = texts.MAILING_2023.replaceAll(`${texts.RULE}\n`, '');
    expect(parse(glued).filter((item) => item.kind === 'record')).toHaveLength(4);
    const listed = texts.MONTH_2003.replaceAll(`${texts.RULE}\n`, '');
    expect(parse(listed).filter((item) => item.kind === 'record')).toHaveLength(2);
  });

  it.each([
    ['the entry by its source', (text: string) => text.replace('(5650kb,D)', '(0kb,I)')],
    ['the comments', (text: string) => text.replace('12 pages,', 'This submission has been withdrawn by arXiv,')],
    ['the comments in one word', (text: string) => text.replace('12 pages,', 'Withdrawn,')],
    [
      'the abstract',
      (text: string) => text.replace('We imagine', 'This paper has been withdrawn by the author. We imagine'),
    ],
  ])('is withdrawn when %s says so', (_, change) => {
    expect(only(texts.NEW_2023).withdrawn).toBe(false);
    expect(only(change(texts.NEW_2023)).withdrawn).toBe(true);
  });

  it('is not withdrawn because it speaks of something withdrawn', () => {
    expect(
      only(texts.NEW_2023.replace('12 pages,', '12 pages, replaces the withdrawn arXiv:2301.00001,')).withdrawn,
    ).toBe(false);
  });

  it('keeps a version that its identifier names', () => {
    expect(only(texts.REPLACEMENT_2023.replace('2205.00002', '2205.00002v3'))).toMatchObject({ version: 3 });
  });

  it('skips fields that nobody knows, with their wrapped lines', () => {
    const text = texts.NEW_2023.replace('DOI:', 'Funding: somebody\n  and others\nDOI:');
    expect(only(text)).toEqual(only(texts.NEW_2023));
  });
});

describe('a listing', () => {
  it('of a month has no abstracts, and no day of announcement', () => {
    const items = parseAll(listing, texts.MONTH_2003);
    expect(items.map((item) => item.kind === 'record' && item.value)).toMatchObject([
      {
        arxivId: 'math.GT/0309136',
        version: 3,
        categories: ['math.GT', 'math.GN'],
        announceType: 'new',
        abstract: null,
        announcedAt: null,
      },
      { arxivId: 'hep-th/0309001', version: 1, primaryCategory: 'hep-th', announceType: 'cross', abstract: null },
    ]);
  });

  it('of a week tells the days', () => {
    const items = parseAll(listing, texts.WEEK_2023);
    expect(items.map((item) => item.kind === 'record' && item.value)).toMatchObject([
      { arxivId: '2303.00001', announceType: 'new', announcedAt: '2023-03-03' },
      { arxivId: '2302.09999', announceType: 'cross', announcedAt: '2023-03-02' },
    ]);
  });

  it('announces nothing, a mailing does', () => {
    expect([listing.announces, mailing.announces]).toEqual([false, undefined]);
  });
});

describe('detection', () => {
  it('knows a mailing by any one of its signs', () => {
    const bodies = [texts.MAILING_2023, texts.NEW_2023, texts.REPLACEMENT_2023, `${texts.CROSSES}\n${texts.NEW_1992}`];
    for (const text of bodies) expect([isMailing(text), isListing(text)]).toEqual([true, false]);
    expect(isMailing(`Subject: cs daily\n received from Mon to Tue\n${texts.RULE}\nnothing today`)).toBe(true);
  });

  it('knows a listing by what it lacks', () => {
    for (const text of [
      texts.MONTH_2003,
      texts.WEEK_2023,
      `${texts.LISTED_2003}\n${texts.RULE}\n${texts.LISTED_CROSS}`,
    ]) {
      expect([isMailing(text), isListing(text)]).toEqual([false, true]);
    }
  });

  it.each([
    ['no text', ''],
    ['fields alone', 'Title: a\nAuthors: b'],
    ['a page', '<html>\\\\\narXiv:1\nTitle: a'],
    ['a letter', 'Subject: daily news\n\nHello'],
    ['JSON', '{"arXiv": 1}'],
    ['blank lines', '\n'.repeat(65_536)],
  ])('takes %s for neither', (_, text) => expect([isMailing(text), isListing(text)]).toEqual([false, false]));
});

describe.skipIf(samplesDir() === null)('the real mailings (skipped where the samples are missing)', () => {
  it.each([
    ['astro-ph.EP-new-2023-03-03.txt', 18, { new: 6, cross: 4, replace: 8 }],
    ['q-fin-new.txt', 16, { new: 13, cross: 0, replace: 3 }],
  ])('%s has %i entries, all of them whole', (name, count, types) => {
    const text = readFileSync(join(samplesDir() ?? '', 'listing-mail', name), 'utf8');
    expect([isMailing(text), isListing(text)]).toEqual([true, false]);
    const items = parse(text);
    const records = items.flatMap((item) => (item.kind === 'record' ? [item.value] : []));
    expect([items.length, records.length]).toEqual([count, count]);
    for (const [type, expected] of Object.entries(types)) {
      expect(records.filter(({ announceType }) => announceType === type)).toHaveLength(expected);
    }
    expect(records.filter(({ abstract }) => abstract !== null)).toHaveLength(types.new + types.cross);
    expect(
      records.flatMap(({ authors }) => authors).filter((author) => /et al|not shown|\band\b/.test(author)),
    ).toEqual([]);
    for (const size of [1, 7]) expect(parseAll(mailing, text, size)).toEqual(items);
  });
});
