// Quality over real papers: known items are found near the top, Japanese words of two letters without a miss.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reader } from '../../src/store/reader.js';
import { fold } from '../../src/search/tokens.js';
import { knownItems, successOf, twoLetterWords } from '../helpers/known-items.js';
import { searchFor } from '../helpers/papers.js';
import { readSamplePapers } from '../helpers/sample-papers.js';
import { samplesDir } from '../helpers/samples.js';
import { openSearch, terms } from '../helpers/searching.js';

const folder = samplesDir();
const papers = folder === null ? [] : readSamplePapers(folder);

describe.skipIf(papers.length === 0)('over the sample papers (skipped where SAMPLES_DIR has none)', () => {
  let reader: Reader;
  let close: () => void;
  beforeAll(() => {
    ({ reader, close } = openSearch(papers));
  });
  afterAll(() => close());
  /** As the command line answers: where nothing is found, the nearest spelling. */
  const titles = (text: string): string[] => {
    const request = searchFor(text, { sort: 'relevance' });
    const result = reader.search(request);
    const looser = result.total === 0 ? reader.loosen(request) : null;
    const shown = looser?.kind === 'spelling' ? reader.search(looser.request) : result;
    return shown.hits.map((hit) => hit.paper.title);
  };

  it.each(knownItems(papers, terms, 12))('finds by $name as often as aimed at', ({ aim, items }) => {
    const { n, at5 } = successOf(items, titles);
    expect(n).toBeGreaterThanOrEqual(40);
    expect(at5).toBeGreaterThanOrEqual(aim);
  });

  it('finds every Japanese word of two letters wherever a plain scan finds it', () => {
    const words = twoLetterWords(papers);
    expect(words.length).toBeGreaterThan(500);
    const texts = papers.map((paper) => ({
      title: paper.title,
      text: fold(`${paper.title}\n${paper.abstract}\n${paper.abstractJa}\n${paper.comments}`),
    }));
    const missed = words.filter((word) => {
      const found = new Set(reader.search(searchFor(`"${word}"`, { limit: 100 })).hits.map((hit) => hit.paper.title));
      return texts.some(({ title, text }) => text.includes(word) && !found.has(title));
    });
    expect(missed).toEqual([]);
  });
});
