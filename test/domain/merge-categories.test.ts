// A paper that is cross-listed later: its categories where nothing but their number tells the order of two records, or of formats.
import { expect, it } from 'vitest';
import { mergeFacts } from '../../src/domain/merge.js';
import { recordOf, type DumpRecord, type Format } from '../../src/domain/paper.js';

const told = (format: Format, categories: string[]) => ({
  format,
  facts: recordOf('Crossing', { arxivId: '2503.00001', version: 1, categories }),
});

it.each<Format>(['arxiv-rss', 'arxiv-atom', 'arxiv-jp-text'])(
  'takes the categories of the later %s, in either order of reading',
  (format) => {
    const records = [told(format, ['stat.ML']), told(format, ['stat.ML', 'cs.LG'])];
    for (const sources of [records, records.toReversed()])
      expect(mergeFacts(sources).categories).toEqual(['stat.ML', 'cs.LG']);
  },
);

const TIME = '2025-03-01T10:00:00Z';
const dated = { submittedAt: TIME, updatedAt: TIME, versions: [{ version: 1, at: TIME }] };
const shapes: readonly (readonly [Format, Partial<DumpRecord>])[] = [
  ['arxiv-rss', { version: 1 }],
  ['arxiv-atom', { version: 1 }],
  ['arxiv-api', { version: 1, ...dated }],
  ['oai-arXiv', { updatedAt: '2025-03-01', asOf: '2025-03-10' }],
  ['oai-arXivRaw', { version: 1, ...dated, asOf: '2025-03-10' }],
  ['snapshot', { version: 1, ...dated, asOf: '2025-03-10' }],
  ['mailing', { updatedAt: TIME }],
  ['arxiv-jp-html', { version: 1, updatedAt: TIME }],
];

it.each(shapes)('takes the categories that %s tells after any other format', (format, shape) => {
  const of = (each: Format, known: Partial<DumpRecord>, categories: string[]) => ({
    format: each,
    facts: recordOf('Crossing', { arxivId: '2503.00001', categories, ...known }),
  });
  for (const [before, known] of shapes) {
    const records = [of(before, known, ['stat.ML']), of(format, shape, ['stat.ML', 'cs.LG'])];
    for (const sources of [records, records.toReversed()])
      expect(mergeFacts(sources).categories, before).toEqual(['stat.ML', 'cs.LG']);
  }
});

it('takes a shorter list that the same format tells later', () => {
  const asOf = (day: string, categories: string[]) => ({
    format: 'oai-arXivRaw' as const,
    facts: recordOf('Moving', { arxivId: '2503.00001', version: 1, asOf: day, categories }),
  });
  const records = [asOf('2025-03-03', ['stat.ML', 'cs.LG']), asOf('2025-03-10', ['stat.ME'])];
  for (const sources of [records, records.toReversed()]) expect(mergeFacts(sources).categories).toEqual(['stat.ME']);
});

it('takes no category of an older version, and each of the newest one', () => {
  const of = (format: Format, version: number, categories: string[]) => ({
    format,
    facts: recordOf('Moving', { arxivId: '2503.00001', version, categories }),
  });
  const records = [
    of('arxiv-rss', 1, ['stat.ML', 'cs.LG', 'cs.AI']),
    of('arxiv-api', 2, ['stat.ML', 'cs.CV']),
    of('arxiv-atom', 2, ['cs.RO', 'stat.ML']),
  ];
  for (const sources of [records, records.toReversed()])
    expect(mergeFacts(sources).categories).toEqual(['stat.ML', 'cs.CV', 'cs.RO']);
});

it('takes the categories of formats of the same rank in one order', () => {
  const records = [told('oai-error', ['stat.ML']), told('oai-other', ['cs.CV']), told('oai-identifiers', ['cs.RO'])];
  const [first, ...others] = [records, records.toReversed()].map((sources) => mergeFacts(sources).categories);
  expect(others).toEqual([first]);
});

it('takes the primary category of the list that it takes', () => {
  const of = (primaryCategory: string, categories: string[]) => ({
    format: 'arxiv-api' as const,
    facts: recordOf('Moving', { arxivId: '2503.00001', version: 1, categories, primaryCategory }),
  });
  const records = [of('stat.ML', ['stat.ML', 'cs.CV']), of('cs.LG', ['cs.LG', 'cs.AI', 'cs.CV'])];
  for (const sources of [records, records.toReversed()])
    expect(mergeFacts(sources)).toMatchObject({ primaryCategory: 'cs.LG', categories: ['cs.LG', 'cs.AI', 'cs.CV'] });
});
