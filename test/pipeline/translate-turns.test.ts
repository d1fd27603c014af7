// Planning what is to be translated on a day of many papers: the gateway's thread is left to others after every few of them.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rssFeed } from '../helpers/translation.js';
import { openTranslating, type Translating } from '../helpers/translating.js';

const COUNT = 120;
/** What a turn may take of deliveries, and of look-ups of texts. */
const READ = 25;
const LOOKED = 100;
let t: Translating;
beforeEach(async () => {
  t = await openTranslating();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await t.close();
});

it('is done for all that is due, a few papers and texts in each turn of the event loop', async () => {
  t.store.subscribe('c', 'cs.LG', 'ja');
  const feed = Array.from({ length: COUNT }, (_, index) => ({
    title: `Deep study ${index} of graphs`,
    abstract: 'Short.',
  }));
  await t.store.ingest(rssFeed(feed), 'always');
  t.now = new Date(t.now.getTime() + 1_000);
  let turn = 0;
  let next = setImmediate(function count() {
    turn += 1;
    next = setImmediate(count);
  });
  const [read, looked]: [number[], number[]] = [[], []];
  const { owedTranslations, translationOf } = t.store.reader;
  vi.spyOn(t.store.reader, 'owedTranslations').mockImplementation((...asked) => {
    const page = owedTranslations(...asked);
    read[turn] = (read[turn] ?? 0) + page.owed.length;
    return page;
  });
  vi.spyOn(t.store.reader, 'translationOf').mockImplementation((source) => {
    looked[turn] = (looked[turn] ?? 0) + 1;
    return translationOf(source);
  });
  await t.plan.forDue();
  clearImmediate(next);
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  expect(sum(read)).toBe(COUNT);
  expect(Math.max(...read.filter(Boolean))).toBeLessThanOrEqual(READ);
  expect(sum(looked)).toBeGreaterThanOrEqual(COUNT);
  expect(Math.max(...looked.filter(Boolean))).toBeLessThanOrEqual(LOOKED);
});
