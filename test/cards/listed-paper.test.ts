// A paper in a list: its line is made in six lengths, and what they share is worked out once, however long its texts are.
import { afterEach, expect, it, vi } from 'vitest';
import { listedPaper } from '../../src/cards/listed-paper.js';
import type { CardLanguage } from '../../src/domain/language.js';
import { mergeFacts } from '../../src/domain/merge.js';
import { recordOf, type Paper } from '../../src/domain/paper.js';
import { parseRecord } from '../../src/domain/record.js';
import { taxonomy } from '../helpers/stores.js';

afterEach(() => vi.restoreAllMocks());

const AUTHORS = 1_000;
const facts = recordOf('A title', {
  titleJa: '題名',
  abstract: 'Much was known. We propose a method. '.repeat(540),
  abstractJa: '多くが知られていた。本研究では手法を提案する。'.repeat(860),
  authors: Array.from({ length: AUTHORS }, (_, index) => `Author ${index}`),
  categories: ['hep-ex'],
});
const paper: Paper = {
  ...mergeFacts([{ format: 'arxiv-jp-text', facts: parseRecord(facts) }]),
  key: 's-0123456789',
  date: null,
  readable: {},
};

it.each<[CardLanguage, number]>([
  ['ja', 1],
  ['en', 1],
  ['both', 2],
])('reads the abstract once in each language of %s, and each author once', (language, languages) => {
  const tested = vi.spyOn(RegExp.prototype, 'test');
  const { ways } = listedPaper({ paper, number: 1, view: { language, taxonomy, zone: 'UTC' }, reason: null });
  const texts = tested.mock.calls.map(([text]) => text);
  tested.mockRestore();
  expect(ways).toHaveLength(6);
  expect(ways[0]).toContain(language === 'en' ? 'We propose a method.' : '本研究では手法を提案する。');
  // Whether anything is seen of it.
  expect(texts.filter((text) => text.length > 10_000)).toHaveLength(languages);
  // The few that are named are looked at once more for each name.
  expect(texts.filter((text) => text.startsWith('Author ')).length).toBeLessThan(AUTHORS + 200);
});
