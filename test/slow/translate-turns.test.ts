// Planning what is to be translated on a day of many papers: the gateway's thread is left to others after every few of them.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dumpText } from '../helpers/dump-generator.js';
import { papersOfADay } from '../helpers/modes.js';
import { rssFeed } from '../helpers/translation.js';
import { openTranslating, type Translating } from '../helpers/translating.js';

const COUNT = 120;
/** What a turn may take: of deliveries, of look-ups of texts, and of changes of messages. */
const READ = 25;
const LOOKED = 100;
const CHANGES = 200;
let t: Translating;
beforeEach(async () => {
  t = await openTranslating();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await t.close();
});

/** Counts what is done in each turn of the event loop while something runs. */
async function countTurns(work: (count: (of: number[], many: number) => void) => Promise<void>): Promise<void> {
  let turn = 0;
  let next = setImmediate(function begin() {
    turn += 1;
    next = setImmediate(begin);
  });
  await work((of, many) => void (of[turn] = (of[turn] ?? 0) + many));
  clearImmediate(next);
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
const most = (counts: readonly number[]): number => Math.max(...counts.filter(Boolean));

it('is done for all that is due, a few papers and texts in each turn of the event loop', async () => {
  t.store.subscribe('c', 'cs.LG', 'ja');
  const feed = Array.from({ length: COUNT }, (_, index) => ({
    title: `Deep study ${index} of graphs`,
    abstract: 'Short.',
  }));
  await t.store.ingest(rssFeed(feed), 'always');
  t.now = new Date(t.now.getTime() + 1_000);
  const [read, looked]: [number[], number[]] = [[], []];
  const { owedTranslations, translationOf } = t.store.reader;
  await countTurns((count) => {
    vi.spyOn(t.store.reader, 'owedTranslations').mockImplementation((...asked) => {
      const page = owedTranslations(...asked);
      count(read, page.owed.length);
      return page;
    });
    vi.spyOn(t.store.reader, 'translationOf').mockImplementation((source) => {
      count(looked, 1);
      return translationOf(source);
    });
    return t.plan.forDue().then(() => undefined);
  });
  expect(sum(read)).toBe(COUNT);
  expect(most(read)).toBeLessThanOrEqual(READ);
  expect(sum(looked)).toBeGreaterThanOrEqual(COUNT);
  expect(most(looked)).toBeLessThanOrEqual(LOOKED);
});

it('looks at all messages that are to be edited, a few in each turn, and asks for papers of the latest changes', async () => {
  for (const channel of ['c', 'd', 'e']) t.store.subscribe(channel, 'cs.LG', 'ja');
  const papers = papersOfADay(5, COUNT).map((paper, index) => ({
    ...paper,
    title: `${paper.title} ${index}`,
    ja: [],
    date: '2026-01-01 00:00:00+00:00',
  }));
  await t.store.ingest(dumpText(papers));
  for (const [index, paper] of papers.entries()) {
    t.now = new Date(t.now.getTime() + 1_000);
    await t.store.ingest(dumpText([{ ...paper, en: `Another ${index}.`, date: '2027-01-01 00:00:00+00:00' }]));
  }
  const [changes, looked]: [number[], number[]] = [[], []];
  const { changedMessages, translationOf } = t.store.reader;
  const all = changedMessages(10_000).messages.map(({ paperKey }) => paperKey);
  const latest = [...new Set(all)].slice(0, 100).map((key) => t.store.reader.findPaper(key)?.abstract);
  const asked: string[] = [];
  await countTurns((count) => {
    vi.spyOn(t.store.reader, 'changedMessages').mockImplementation((...page) => {
      const found = changedMessages(...page);
      count(changes, found.messages.length);
      return found;
    });
    vi.spyOn(t.store.reader, 'translationOf').mockImplementation((source) => {
      count(looked, 1);
      if (source.startsWith('Another') && !asked.includes(source)) asked.push(source);
      return translationOf(source);
    });
    return t.plan.ahead();
  });
  expect(all.length).toBeGreaterThan(CHANGES);
  expect(sum(changes)).toBe(all.length);
  expect(latest[0]).toBe(`Another ${COUNT - 1}.`);
  expect(most(changes)).toBeLessThanOrEqual(CHANGES);
  expect(most(looked)).toBeLessThanOrEqual(LOOKED);
  expect(asked.slice(0, 100)).toEqual(latest);
});
