// A paper that is cross-listed later: its categories where nothing but their number tells the order of two records.
import { expect, it } from 'vitest';
import { mergeFacts } from '../../src/domain/merge.js';
import { recordOf, type Format } from '../../src/domain/paper.js';

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
