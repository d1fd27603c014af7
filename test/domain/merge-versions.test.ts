// One paper told by many formats: which record shows its newest version, and what is known of that in the end.
import { describe, expect, it } from 'vitest';
import { mergeFacts } from '../../src/domain/merge.js';
import { recordOf, type DumpRecord, type Format, type PaperFacts } from '../../src/domain/paper.js';

type Told = readonly [format: Format, known: Partial<DumpRecord>];

/** The paper of these records, which is the same in either order of reading. */
function paperOf(...told: readonly Told[]): PaperFacts {
  const sources = told.map(([format, known]) => ({
    format,
    facts: recordOf(known.title ?? 'A title', { arxivId: '2503.00001', ...known }),
  }));
  const paper = mergeFacts(sources);
  expect(mergeFacts(sources.toReversed())).toEqual(paper);
  return paper;
}

describe('a record without the number of its version', () => {
  const announced: Told = ['arxiv-rss', { title: 'Announced', version: 1, announcedAt: '2025-03-04T05:00:00Z' }];

  it.each<[string, Told]>([
    ['oai-arXiv', ['oai-arXiv', { title: 'Later', updatedAt: '2025-03-04', asOf: '2025-03-05' }]],
    ['mailing', ['mailing', { title: 'Later', updatedAt: '2025-03-05T08:00:00Z' }]],
  ])('of %s shows a newer version than one that was announced before it was submitted', (_format, later) => {
    expect(paperOf(announced, later).title).toBe('Later');
    const known = paperOf(announced, later, ['arxiv-atom', { title: 'Known', version: 2 }]);
    expect(known).toMatchObject({ title: 'Known', version: 2 });
  });

  it('shows the version that was announced next after it was submitted', () => {
    const harvested: Told = ['oai-arXiv', { title: 'Spelled better', updatedAt: '2025-02-28' }];
    expect(paperOf(announced, harvested).title).toBe('Spelled better');
    const second: Told = ['arxiv-rss', { title: 'Second', version: 2, announcedAt: '2025-03-20T05:00:00Z' }];
    expect(paperOf(announced, second, harvested).title).toBe('Second');
    expect(paperOf(announced, second, ['oai-arXiv', { title: 'Also second', updatedAt: '2025-03-18' }]).title).toBe(
      'Also second',
    );
    const third: Told = ['arxiv-rss', { title: 'Third', version: 3, announcedAt: '2025-03-20T05:00:00Z' }];
    expect(paperOf(announced, third, ['oai-arXiv', { title: 'Some version', updatedAt: '2025-03-18' }]).title).toBe(
      'Third',
    );
  });

  it('shows a newer version than the first where it tells both days', () => {
    const revised: Told = ['oai-dc', { title: 'Revised', submittedAt: '2025-03-03', updatedAt: '2025-03-07' }];
    const crossed: Told = ['arxiv-rss', { title: 'Crossed', version: 1, announcedAt: '2025-03-10T04:00:00Z' }];
    expect(paperOf(crossed, revised).title).toBe('Revised');
  });
});

describe('a withdrawal', () => {
  const comments = 'The proof of Lemma 2 is wrong';

  it.each<Format>(['arxiv-api', 'snapshot', 'oai-arXiv'])(
    'that one format knows counts although %s recognises none in the same comments',
    (format) => {
      const at = '2025-03-10T10:00:00Z';
      const sourceless: Told = ['oai-arXivRaw', { version: 2, updatedAt: at, withdrawn: true, comments }];
      const version = format === 'oai-arXiv' ? null : 2;
      const other: Told = [format, { version, updatedAt: at, withdrawn: false, comments }];
      expect(paperOf(sourceless, other)).toMatchObject({ withdrawn: true, comments });
    },
  );

  it('is over with a newer version, and with a later state of the same source', () => {
    const second: Told = ['oai-arXivRaw', { version: 2, withdrawn: true }];
    expect(paperOf(second, ['arxiv-api', { version: 3, withdrawn: false }]).withdrawn).toBe(false);
    expect(
      paperOf(
        ['oai-arXivRaw', { version: 2, withdrawn: true, asOf: '2025-03-10' }],
        ['oai-arXivRaw', { version: 2, withdrawn: false, asOf: '2025-03-20' }],
      ).withdrawn,
    ).toBe(false);
  });

  it('takes its comments along when a version comes back that has none', () => {
    const second: Told = ['abs', { version: 2, withdrawn: true, comments: 'This paper has been withdrawn' }];
    expect(paperOf(second).comments).toBe('This paper has been withdrawn');
    expect(paperOf(second, ['abs', { version: 3, withdrawn: false }])).toMatchObject({
      withdrawn: false,
      comments: null,
    });
  });
});

describe('a journal reference', () => {
  it('of a later state of the same version counts before that of a better format', () => {
    const early: Told = ['snapshot', { version: 2, journalRef: 'to appear', asOf: '2025-03-10' }];
    const late: Told = ['oai-arXivRaw', { version: 2, journalRef: 'J. Late 1 (2025) 2', asOf: '2025-09-01' }];
    const announced: Told = [
      'arxiv-rss',
      { version: 2, journalRef: 'accepted', announcedAt: '2025-04-01T04:00:00Z', title: 'Typed' },
    ];
    expect(paperOf(early, late, announced).journalRef).toBe('J. Late 1 (2025) 2');
    expect(paperOf(early, announced)).toMatchObject({ journalRef: 'accepted', title: 'A title' });
  });
});
