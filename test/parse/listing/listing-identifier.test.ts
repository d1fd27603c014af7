// Identifiers of the first years without their archive: what the mail tells, and what stays unknown.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { abs } from '../../../src/parse/listing/abs.js';
import { archiveOf } from '../../../src/parse/listing/identifier.js';
import { mailing } from '../../../src/parse/listing/mailing.js';
import * as texts from '../../helpers/listing-texts.js';
import { parseAll, recordsOf } from '../../helpers/parsing.js';
import { openTestStore, taxonomyData, type TestStore } from '../../helpers/stores.js';

const BARE = texts.NEW_1992.replace('hep-th/', '');
const mail = (head: string, ...parts: string[]): string => [head, texts.RULE, ...parts].join('\n');
const idsOf = (text: string): unknown[] =>
  parseAll(mailing, text).map((item) => (item.kind === 'record' ? item.value.arxivId : item));

describe('a number without an archive', () => {
  it.each([
    ['the subject', 'Subject: hep-th daily 53 new + 4 crosses received', 'hep-th/9207001'],
    ['the subject of a forwarded mail', 'Subject: Fwd: Re: HEP-TH daily', 'hep-th/9207001'],
    ['the subject of a subject class', 'Subject: astro-ph.EP daily Subj-class mailing', 'astro-ph/9207001'],
    ['the address of the list', 'From: Strings <hep-th@xxx.lanl.gov>\nSubject: daily abstracts', 'hep-th/9207001'],
    ['the subject before the address', 'Subject: gr-qc daily\nTo: hep-th@arXiv.org', 'gr-qc/9207001'],
    ['no known archive', 'Subject: the daily news', null],
    ['an archive that came later', 'Subject: stat daily', null],
    ['the address of a group', 'Subject: daily\nTo: physics@arXiv.org', null],
    ['an address elsewhere', 'Subject: daily\nTo: hep-th@example.org', null],
    ['an address in the text', 'Subject: daily\n\nTo cancel, e-mail To: hep-th@arXiv.org', null],
  ])('has what is told by %s', (_, head, expected) => {
    expect(idsOf(mail(head, BARE))).toEqual([expected]);
  });

  it('gets the archive for a category, and keeps its version', () => {
    const [record] = recordsOf(mail('Subject: hep-th daily', BARE.replace('9207001', '9207001v2')));
    expect(record).toMatchObject({ arxivId: 'hep-th/9207001', version: 2, categories: ['hep-th'] });
  });

  it('believes the address at the end of its own entry', () => {
    const closed = (id: string): string => BARE.replace(/\\\\$/, `\\\\ ( http://arxiv.org/abs/${id} ,  7kb)`);
    expect(idsOf(mail('Subject: hep-th daily', closed('gr-qc/9207001')))).toEqual(['gr-qc/9207001']);
    expect(idsOf(closed('gr-qc/9207001'))).toEqual(['gr-qc/9207001']);
    expect(idsOf(closed('gr-qc/9207002'))).toEqual([null]);
  });

  it('of a cross-list is of another archive than the mail', () => {
    const marked = BARE.replace('9207001', '9207001 (*cross-listing*)');
    const before = BARE.replace('Paper:', 'Paper (*cross-listing*):');
    expect(idsOf(mail('Subject: hep-th daily', marked, texts.RULE, before))).toEqual([null, null]);
    expect(idsOf(mail('Subject: hep-th daily', BARE, texts.CROSSES, BARE))).toEqual(['hep-th/9207001', null]);
  });

  it('is of the mail that it stands in, where several are in one file', () => {
    const heads = ['Subject: hep-th daily', 'Subject: gr-qc daily', 'Subject: news daily'];
    const text = heads.map((head) => mail(head, BARE, texts.RULE)).join('\n');
    expect(idsOf(text)).toEqual(['hep-th/9207001', 'gr-qc/9207001', null]);
    expect(idsOf(mail('Subject: hep-th daily', BARE, texts.END, BARE))).toEqual(['hep-th/9207001', null]);
  });

  it('of an .abs file stays unknown', () => {
    expect(parseAll(abs, BARE)).toMatchObject([{ kind: 'record', value: { arxivId: null, categories: [] } }]);
  });

  it.each(['9213001', '9106001', '0704001', '920700', '92070011'])('%s is none', (number) => {
    const [item] = parseAll(mailing, mail('Subject: hep-th daily', BARE.replace('9207001', number)));
    expect(item).toMatchObject({ kind: 'rejection', reason: `"${number}" is not an arXiv identifier` });
  });
});

it('knows every archive that had identifiers of the old form', () => {
  const later = new Set(['econ', 'eess', 'q-fin', 'stat']);
  for (const { code } of taxonomyData.archives) {
    expect([code, archiveOf([`Subject: ${code} daily`])]).toEqual([code, later.has(code) ? null : code]);
  }
});

describe('in the store', () => {
  let store: TestStore;
  beforeEach(() => {
    store = openTestStore();
  });
  afterEach(() => store.close());

  it('a paper without archive is kept, and becomes the paper that another mail names in full', async () => {
    const counts = { records: 1, new: 1, updated: 0, duplicate: 0, rejected: 0, error: null };
    expect(await store.ingest(mail('Subject: daily', BARE))).toMatchObject(counts);
    expect([...store.reader.eachPaper()].map(({ paper }) => paper.arxivId)).toEqual([null]);
    const named = await store.ingest(mail('Subject: hep-th daily', BARE));
    expect(named).toMatchObject({ ...counts, new: 0, updated: 1 });
    expect([...store.reader.eachPaper()].map(({ paper }) => paper.arxivId)).toEqual(['hep-th/9207001']);
  });
});
