// A host that gives no answer: it holds up no other source, and its own are read as soon as it answers again.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { openFetching, rssFeed, type Fetching } from '../../helpers/fetching.js';

const CATEGORIES = ['cs.AI', 'cs.CL', 'cs.CV', 'cs.IR', 'cs.LG', 'cs.RO'];
let f: Fetching;
let isSilent = true;
beforeEach(async () => {
  isSilent = true;
  f = await openFetching();
  CATEGORIES.forEach((category) => f.follow(category));
  f.now = new Date('2030-06-03T04:05:00Z');
  f.handle = (url, _, response) => {
    const category = url.pathname.split('/').at(-1) ?? '';
    if (!isSilent)
      return { body: rssFeed(category, '2030-06-03', [{ id: `3006.0${CATEGORIES.indexOf(category)}000` }]) };
    response.destroy();
    return null;
  };
});
afterEach(() => f.close());
const states = () => f.store.reader.sourceStates().map(({ name, error }) => [name, error]);

it('is asked three times in one go, and its other sources fail unasked', async () => {
  await f.fetcher.look();
  expect(f.requests).toHaveLength(3);
  expect(states().map(([name]) => name)).toEqual(CATEGORIES);
  expect(states().map(([, error]) => error)).toEqual([
    ...Array<unknown>(3).fill(expect.stringContaining('broke off')),
    ...Array<unknown>(3).fill(expect.stringContaining('no answer to 3 requests in a row')),
  ]);
  isSilent = false;
  f.now = new Date('2030-06-03T04:15:00Z');
  await f.fetcher.look();
  expect(states()).toEqual(CATEGORIES.map((name) => [name, null]));
  expect(f.store.reader.counts().papers).toBe(6);
});

it('is asked on where an answer comes in between', async () => {
  const silent = f.handle;
  f.handle = (url, request, response) =>
    url.pathname.endsWith('cs.CV') ? { status: 500 } : silent(url, request, response);
  await f.fetcher.look();
  expect(f.requests).toHaveLength(6);
});

it('that answers one source is asked for those that wait after a failure', async () => {
  for (const time of ['04:05', '04:15', '04:30', '05:00', '06:00', '07:10']) {
    f.now = new Date(`2030-06-03T${time}:00Z`);
    await f.fetcher.look();
  }
  isSilent = false;
  f.now = new Date('2030-06-03T07:20:00Z');
  await f.fetcher.look();
  expect(states().every(([, error]) => error !== null)).toBe(true);
  f.follow('stat.ML');
  await f.fetcher.look();
  expect(states()).toEqual([...CATEGORIES, 'stat.ML'].map((name) => [name, null]));
});

it('one source that alone gets no answer waits for its own time, however often its host answers others', async () => {
  const answer = f.handle;
  isSilent = false;
  f.handle = (url, request, response) => {
    if (!url.pathname.endsWith('cs.CV')) return answer(url, request, response);
    response.destroy();
    return null;
  };
  const asked = (): number => f.requests.filter((url) => url.endsWith('cs.CV')).length;
  await f.fetcher.look();
  expect(asked()).toBe(1);
  for (const [index, category] of ['math.NT', 'stat.ML', 'cs.DB'].entries()) {
    f.follow(category);
    f.now = new Date(f.now.getTime() + (index + 1) * 1_000);
    await f.fetcher.look();
  }
  expect(asked()).toBe(1);
  f.now = new Date('2030-06-03T04:20:00Z');
  await f.fetcher.look();
  expect(asked()).toBe(2);
  f.follow('cs.SE');
  f.now = new Date('2030-06-03T04:20:01Z');
  await f.fetcher.look();
  expect(asked()).toBe(2);
});

it('holds up no other host, neither in its own round nor in the next ones', async () => {
  isSilent = false;
  let answer = (): void => undefined;
  const slow = new Promise<void>((done) => (answer = done));
  let asked = 0;
  const settings = { ...f.settings, feeds: { isAuto: true, urls: ['http://slow.example/feed'] } };
  const fetcher = createFetcher({ ...f.parts, settings }, async (request) => {
    if (!request.url.includes('slow.example')) return f.ask(request);
    asked += 1;
    await slow;
    return { kind: 'failed', status: 500, reason: 'Slow.', until: null, isGone: false, body: null };
  });
  const isRead = () => {
    const at = f.now.toISOString();
    expect(f.store.reader.sourceStates().filter(({ lastOkAt }) => lastOkAt === at)).toHaveLength(CATEGORIES.length);
  };
  const looks = [fetcher.look()];
  await vi.waitFor(isRead, 20_000);
  f.now = new Date('2030-06-03T04:55:00Z');
  looks.push(fetcher.look());
  await vi.waitFor(isRead, 20_000);
  expect([asked, fetcher.isIdle()]).toEqual([1, false]);
  answer();
  await Promise.all(looks);
  expect([asked, fetcher.isIdle()]).toEqual([1, true]);
});

it('many hosts at once cause no warning of Node', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning);
  process.on('warning', onWarning);
  const urls = Array.from({ length: 12 }, (_, index) => `http://10.0.0.${index}/feed`);
  const settings = { ...f.settings, feeds: { isAuto: false, urls } };
  await createFetcher({ ...f.parts, settings }, f.ask).look();
  await new Promise((done) => setImmediate(done));
  process.off('warning', onWarning);
  expect(f.store.reader.sourceStates()).toHaveLength(12);
  // Other files of this process may cause others.
  expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([]);
});

it('is read on behind a source at which the program itself fails, and so are other archives', async () => {
  isSilent = false;
  f.follow('math.NT');
  const call = (async (name: string, ...args: unknown[]) => {
    const asked = JSON.stringify(args[0]) ?? '';
    if (name === 'beginHarvest' && asked.includes('"cs"')) throw new TypeError('planted');
    if (name === 'ingestFetched' && asked.includes('/rss/cs.CL')) throw new TypeError('planted');
    return (f.writer.call as (...given: unknown[]) => Promise<unknown>)(name, ...args);
  }) as typeof f.writer.call;
  const settings = { ...f.settings, isHarvesting: true };
  await createFetcher({ ...f.parts, settings, writer: { call } }, f.ask).look();
  const failed = f.store.reader.sourceStates().filter(({ error }) => error?.includes('planted') === true);
  expect(failed.map(({ name }) => name)).toEqual(['cs.CL', 'oai:cs']);
  expect(f.store.reader.sourceStates().map(({ name }) => name)).toContain('oai:math');
  expect(f.store.reader.counts().papers).toBe(5);
});
