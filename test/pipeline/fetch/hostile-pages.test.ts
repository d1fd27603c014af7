// Pages made to exhaust or to silence the bot: each costs its source one turn, and nothing outlives it.
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inspectOaiPage, inspectPage, MOST_ITEMS } from '../../../src/pipeline/fetch/inspect.js';
import { readApiAnswer } from '../../../src/pipeline/fetch/api.js';
import { openFetching, rssFeed, type Fetching } from '../../helpers/fetching.js';
import { taxonomy } from '../../helpers/stores.js';

const DAY = '2030-06-05';
const GOOD = rssFeed('cs.CL', DAY, [{ id: '3006.00001' }]);
const AT = GOOD.indexOf('<item>');
/** A feed with something before its first item. */
const before = (more: string): string => GOOD.slice(0, AT) + more + GOOD.slice(AT);
let f: Fetching;
const papers = (): number => f.store.reader.counts().papers;
const source = () => f.store.reader.sourceStates().find(({ name }) => name === 'cs.CL');

beforeEach(async () => {
  f = await openFetching();
  f.now = new Date(`${DAY}T04:05:00Z`);
  f.follow('cs.CL');
});
afterEach(() => f.close());

it('a feed that decodes to more than 32 MB is not read to its end', async () => {
  const body = gzipSync(before(' '.repeat(33 * 1024 * 1024)));
  f.handle = () => ({ headers: { 'content-encoding': 'gzip' }, body });
  await f.fetcher.look();
  expect(source()?.error).toMatch(/larger than 33554432 bytes/);
  expect(papers()).toBe(0);
});

it('a feed of more items than any has is refused before anything of it is stored, and other work goes on meanwhile', async () => {
  const bytes = Buffer.from(before('<item/>'.repeat(MOST_ITEMS + 1)));
  let pauses = 0;
  const pause = (): Promise<void> => Promise.resolve(void (pauses += 1));
  expect(await inspectPage(bytes, { taxonomy, pause })).toMatchObject({
    items: 0,
    error: 'The page has more than 50,000 items, as no source does; nothing of it was stored.',
  });
  expect(pauses).toBeGreaterThan(bytes.length / 65_536);
});

it('a page of a harvest with more records than any has is refused', () => {
  const records = '<datestamp>2030-06-05</datestamp>'.repeat(MOST_ITEMS + 2);
  const { wrong, page } = inspectOaiPage(Buffer.from(`<OAI-PMH>${records}</OAI-PMH>`));
  expect(wrong).toMatch(/more than 50,000 items/);
  expect(page.records).toBe(MOST_ITEMS + 1);
});

it('an answer of the API with far more papers than were asked for is refused', () => {
  const entries = '<entry/>'.repeat(500);
  const text = `<feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title><id>http://arxiv.org/api/x</id>${entries}</feed>`;
  expect(readApiAnswer(Buffer.from(text), taxonomy)).toMatchObject({ kind: 'refused' });
});

it('a server that says "nothing has changed" to who has no copy is not believed', async () => {
  f.handle = () => ({ status: 304 });
  await f.fetcher.look();
  expect(source()).toMatchObject({ lastOkAt: null, error: expect.stringMatching(/it was not asked that/) });
  f.handle = () => ({ body: GOOD });
  f.now = new Date(source()?.nextAt ?? '');
  await f.fetcher.look();
  expect(papers()).toBe(1);
});

it('a rest noted while the clock was a year ahead ends when the clock is set right', async () => {
  f.now = new Date(`2031-06-05T04:05:00Z`);
  f.handle = () => ({ status: 503, headers: { 'retry-after': '7200' } });
  await f.fetcher.look();
  f.handle = () => ({ body: GOOD });
  f.now = new Date(`${DAY}T04:05:00Z`);
  await f.fetcher.look();
  expect([source()?.error, papers()]).toEqual([null, 1]);
});

it('a rest that a server asked for is kept', async () => {
  f.handle = () => ({ status: 503, headers: { 'retry-after': '7200' } });
  await f.fetcher.look();
  const asked = f.requests.length;
  f.now = new Date(`${DAY}T05:55:00Z`);
  await f.fetcher.look();
  expect(f.requests.length).toBe(asked);
});
