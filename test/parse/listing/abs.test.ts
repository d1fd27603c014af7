// .abs records: versions, withdrawal, several in a file, and how they are told from mailings.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/domain/paper.js';
import { abs, isAbs } from '../../../src/parse/listing/abs.js';
import { isListing, isMailing } from '../../../src/parse/listing/mailing.js';
import * as texts from '../../helpers/listing-texts.js';
import { formatOf, HEAD, parseAll } from '../../helpers/parsing.js';
import { samplesDir } from '../../helpers/samples.js';

const FULL = recordOf('A paper with three versions', {
  arxivId: '0705.0001',
  version: 3,
  abstract: '  Three versions.',
  authors: ['N. Ortiz'],
  categories: ['hep-ph'],
  primaryCategory: 'hep-ph',
  submittedAt: 'Tue, 1 May 2007 19:18:42 GMT',
  updatedAt: 'Wed, 25 Jul 2007 20:10:27 GMT',
  comments: 'This paper has been withdrawn by the\n  author',
  withdrawn: true,
  versions: [
    { version: 1, at: 'Tue, 1 May 2007 19:18:42 GMT' },
    { version: 2, at: 'Tue, 24 Jul 2007 20:10:27 GMT' },
    { version: 3, at: 'Wed, 25 Jul 2007 20:10:27 GMT' },
  ],
});

describe('an .abs file', () => {
  it('gives every version, and no announcement', () => {
    expect(parseAll(abs, texts.ABS_2007)).toEqual([{ kind: 'record', record: 1, line: 3, value: FULL }]);
  });

  it('may hold several records, with rules between them or without', () => {
    const several = `${texts.ABS_2007}${texts.RULE}\n${texts.NEW_1992}\n${texts.ABS_2007}`;
    for (const text of [several, several.replaceAll(`${texts.RULE}\n`, '')]) {
      const ids = parseAll(abs, text).map((item) => item.kind === 'record' && item.value.arxivId);
      expect(ids).toEqual(['0705.0001', 'hep-th/9207001', '0705.0001']);
    }
  });

  it('does not withdraw a version that came after', () => {
    const revived = texts.ABS_2007.replace('(0kb,I)', '(370kb)').replace(/Comments:.*\n.*\n/, '');
    const [item] = parseAll(abs, revived);
    expect(item?.kind === 'record' && item.value.withdrawn).toBe(false);
  });

  it('keeps the time of a revision without a number, and then knows no version', () => {
    const [item] = parseAll(abs, texts.ABS_2007.replace('(revised v3)', '(revised)'));
    expect(item?.kind === 'record' && item.value).toMatchObject({
      version: null,
      updatedAt: 'Wed, 25 Jul 2007 20:10:27 GMT',
    });
  });

  it('keeps a line of two backslashes that belongs to its abstract', () => {
    const [item] = parseAll(abs, texts.ABS_2007.replace('Three versions.', 'Three\n\\\\\nversions.'));
    expect(item?.kind === 'record' && item.value.abstract).toBe('  Three\n\\\\\nversions.');
  });

  it('that was cut in its abstract is rejected', () => {
    const [item] = parseAll(abs, texts.ABS_2007.slice(0, texts.ABS_2007.indexOf('versions.\n\\\\')));
    expect(item).toMatchObject({ kind: 'rejection', line: 3, reason: 'the dump ends inside this record' });
  });

  it.each([1, 7, 64 * 1024])('gives the same items in pieces of %i characters', (size) => {
    const text = `${texts.ABS_2007}${texts.RULE}\n${texts.NEW_1992}`;
    expect(parseAll(abs, text.replaceAll('\n', '\r\n'), size)).toEqual(parseAll(abs, text));
  });

  it('is told from a mailing and from a listing', () => {
    for (const text of [
      texts.ABS_2007,
      texts.ABS_2007.replaceAll('\n', '\r\n'),
      `${texts.RULE}\n${texts.NEW_1992}`,
      texts.ABS_2007.slice(0, 420),
    ]) {
      expect([isAbs(text), isMailing(text), isListing(text)]).toEqual([true, false, false]);
    }
    for (const text of [texts.MAILING_2023, texts.MONTH_2003, texts.WEEK_2023, texts.NEW_2023, 'arXiv:0705.0001']) {
      expect(isAbs(text)).toBe(false);
    }
  });
});

it('an .abs file whose first record has more lines of revisions than the detector sees is read', () => {
  const revisions = Array.from(
    { length: 2_000 },
    (_, at) => `Date (revised v${at + 2}): Tue, 2 Jan 2001 01:02:03 GMT   (3kb)\n`,
  );
  const text = texts.ABS_2007.replace(/^Title/m, `${revisions.join('')}Title`);
  expect(text.indexOf('Title')).toBeGreaterThan(HEAD);
  expect(formatOf(text)).toBe(abs);
  expect(parseAll(abs, text)).toMatchObject([{ kind: 'record', value: { title: FULL.title } }]);
});

describe.skipIf(samplesDir() === null)('the real records (skipped where the samples are missing)', () => {
  it.each([
    ['arxiv_papers_0704_0704.0001.abs', '0704.0001', 2],
    ['hep-th_papers_9901_9901001.abs', 'hep-th/9901001', 3],
  ])('%s is one record', (name, arxivId, version) => {
    const text = readFileSync(join(samplesDir() ?? '', 'abs', name), 'utf8');
    expect(isAbs(text)).toBe(true);
    expect(parseAll(abs, text)).toMatchObject([{ kind: 'record', value: { arxivId, version, withdrawn: false } }]);
  });
});
