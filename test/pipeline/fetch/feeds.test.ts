// Feeds by themselves: a day is read until it is whole, silence and failures are told apart, other sites are paged.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { easternDay } from '../../../src/domain/arxiv-calendar.js';
import { toUtcText } from '../../../src/domain/calendar.js';
import { TransientError } from '../../../src/errors.js';
import { createFetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { taxonomyData } from '../../helpers/stores.js';
import { openFetching, rssFeed, type Fetching } from '../../helpers/fetching.js';

const MINUTE = 60_000;
let f: Fetching;
beforeEach(async () => {
  f = await openFetching();
});
afterEach(() => f.close());

const at = (text: string): Date => new Date(text);
/** Lets the clock run in steps of ten minutes, as FETCH_CRON does. */
async function runUntil(end: string): Promise<void> {
  for (; f.now <= at(end); f.now = new Date(f.now.getTime() + 10 * MINUTE)) await f.fetcher.look();
}
const owed = (): number => f.store.reader.outboxCounts().pending;
const state = (name: string) => f.store.reader.sourceStates().find((each) => each.name === name);

describe('the feed of a followed category', () => {
  it('is read when the day begins, until it is whole, once more at 20:00 Eastern, and not again', async () => {
    f.follow('cs.CL');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-04', [{ id: '3006.00001' }, { id: '3006.00002' }]) });
    f.now = at('2030-06-04T04:00:00Z');
    await runUntil('2030-06-05T03:50:00Z');
    expect(f.requests).toEqual(['/rss/cs.CL', '/rss/cs.CL', '/rss/cs.CL']);
    expect(f.store.reader.feedReads('cs.CL', '', '9').map((read) => read.at.slice(11, 16))).toEqual([
      '04:00',
      '04:50',
      '00:00',
    ]);
    expect(owed()).toBe(2);
  });

  it('posts late papers of a day that came in parts', async () => {
    f.follow('cs.CL');
    f.now = at('2030-06-04T04:00:00Z');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', []) });
    await f.fetcher.look();
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-04', [{ id: '3006.00001' }]) });
    await runUntil('2030-06-04T04:30:00Z');
    expect(owed()).toBe(1);
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-04', [{ id: '3006.00001' }, { id: '3006.00002' }]) });
    await runUntil('2030-06-04T08:00:00Z');
    expect(owed()).toBe(2);
    expect(f.requests).toHaveLength(4);
  });

  it('is not stored again when it answers 304 or with the same items, and counts as confirmed', async () => {
    f.follow('cs.CL');
    f.now = at('2030-06-04T04:00:00Z');
    f.handle = (_url, request) =>
      request.headers['if-none-match'] === '"a"'
        ? { status: 304 }
        : { headers: { etag: '"a"' }, body: rssFeed('cs.CL', '2030-06-04', [{ id: '3006.00001' }]) };
    await runUntil('2030-06-04T05:00:00Z');
    expect(f.lines.map(({ status, records, error }) => [status, records, error])).toEqual([
      [200, 1, null],
      [304, 0, null],
    ]);
    expect(state('cs.CL')?.nextAt).toBe('2030-06-05T00:00:00.000Z');
  });

  it('is asked whole of another server than the one that gave the copy', async () => {
    f.follow('cs.CL');
    f.handle = () => ({ headers: { etag: '"a"' }, body: rssFeed('cs.CL', '2030-06-04', []) });
    f.now = new Date('2030-06-04T04:00:00Z');
    await f.fetcher.look();
    const settings = { ...f.parts.settings, feedUrl: `${f.url}mirror/` };
    const asked: (string | undefined)[] = [];
    f.handle = (url, request) => {
      asked.push(`${url.pathname} ${request.headers['if-none-match']}`);
      return { headers: { etag: '"a"' }, body: rssFeed('cs.CL', '2030-06-04', [{ id: '3006.00001' }]) };
    };
    for (const time of ['2030-06-04T04:15:00Z', '2030-06-04T05:30:00Z']) {
      f.now = new Date(time);
      await createFetcher({ ...f.parts, settings }, f.ask).look();
    }
    expect(asked).toEqual(['/mirror/cs.CL undefined', '/mirror/cs.CL "a"']);
  });

  it('is read while its rule is paused: the days of the pause are no holes, and are given out as lists when it goes on', async () => {
    f.follow('cs.CL');
    const [rule] = f.store.reader.eachSubscription();
    f.handle = () => ({ body: rssFeed('cs.CL', easternDay(f.now), [{ id: `3006.000${easternDay(f.now).slice(8)}` }]) });
    f.now = at('2030-06-03T04:00:00Z');
    await runUntil('2030-06-04T03:50:00Z');
    f.store.writer.pauseSubscription(rule!.id, toUtcText(f.now));
    await runUntil('2030-06-06T03:50:00Z');
    expect(f.store.writer.resumeSubscription(rule!.id, toUtcText(f.now))).toMatchObject({ woken: 3 });
    await runUntil('2030-06-06T06:00:00Z');
    expect(f.told).toEqual([]);
    expect(owed()).toBe(4);
  });

  it('costs next to nothing while nothing is due, however many are followed', async () => {
    for (const category of ['cs.CL', 'cs.LG', 'hep-th', 'math.NA']) f.follow(category);
    f.handle = (url) => ({ body: rssFeed(url.pathname.slice(5), '2030-06-04', [{ id: '3006.00001' }]) });
    f.now = at('2030-06-04T05:00:00Z');
    await runUntil('2030-06-04T06:30:00Z');
    const { reader } = f.store;
    const { feedReads } = reader;
    let readings = 0;
    reader.feedReads = (category, since, now) => {
      readings += 1;
      return feedReads(category, since, now);
    };
    f.now = at('2030-06-04T06:40:00Z');
    await f.fetcher.look();
    expect(f.fetcher.isIdle()).toBe(true);
    expect(readings).toBe(0);
    f.now = at('2030-06-04T07:10:00Z');
    await f.fetcher.look();
    expect(readings).toBeGreaterThan(0);
  });

  it('is stored at the next reading when storing it was interrupted', async () => {
    f.follow('cs.CL');
    f.now = at('2030-06-04T04:00:00Z');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-04', [{ id: '3006.00001' }]) });
    let interruptions = 1;
    const call = ((name: string, ...args: unknown[]) => {
      if (name === 'ingestFetched' && interruptions-- > 0)
        return Promise.reject(new TransientError('the disk is full'));
      return (f.writer.call as (...given: unknown[]) => Promise<unknown>)(name, ...args);
    }) as typeof f.writer.call;
    const fetcher = createFetcher({ ...f.parts, writer: { call } }, f.ask);
    await fetcher.look();
    expect(owed()).toBe(0);
    f.now = at('2030-06-04T04:10:00Z');
    await fetcher.look();
    expect(owed()).toBe(1);
  });

  it('splits an archive into its categories and leaves unfollowed ones alone', async () => {
    f.follow('econ');
    f.follow('math.IT');
    f.handle = (url) => ({ body: rssFeed(url.pathname.slice(5), '2030-06-03', []) });
    await f.fetcher.look();
    expect(f.requests.toSorted()).toEqual(['/rss/cs.IT', '/rss/econ.EM', '/rss/econ.GN', '/rss/econ.TH']);
  });

  it('is read of every category where a keyword or an author is followed in all of them', async () => {
    const keyword = ruleFor('k', 'graph', { kind: 'keyword', createdAt: '2030-05-01T00:00:00Z' });
    f.store.writer.addSubscription(keyword, PLACE);
    const live = taxonomyData.categories.filter(({ active, canonical }) => active && canonical === null);
    expect(f.fetcher.dueFeeds()).toEqual(live.map(({ code }) => code).toSorted());
  });

  it('is asked for the next day where the schedule has no announcement', async () => {
    f.follow('cs.CL');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-07', []) });
    f.now = at('2030-06-08T12:00:00Z');
    await runUntil('2030-06-10T03:50:00Z');
    expect(f.requests).toHaveLength(1);
    expect(state('cs.CL')?.nextAt).toBe('2030-06-10T04:00:00.000Z');
  });

  it('is read on a holiday, which may turn out to be none', async () => {
    f.follow('cs.CL');
    // Juneteenth of 2030 is a Wednesday, and no list of that year is known: its feed would be Thursday's.
    f.now = at('2030-06-19T04:00:00Z');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-19', [{ id: '3006.00001' }]) });
    await runUntil('2030-06-20T03:50:00Z');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-20', [{ id: '3006.00002' }]) });
    await runUntil('2030-06-20T06:00:00Z');
    expect(owed()).toBe(2);
  });

  it('that is empty on a holiday is read every six hours, and is no fault', async () => {
    f.follow('cs.CL');
    f.now = at('2030-06-20T04:00:00Z');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-20', []) });
    await runUntil('2030-06-21T03:50:00Z');
    expect(f.requests).toHaveLength(4);
    expect(state('cs.CL')?.nextAt).toBe('2030-06-21T04:00:00.000Z');
    expect(f.store.reader.openAlarms()).toEqual([]);
  });

  it('takes an old batch under a new date for the old batch', async () => {
    f.follow('cs.CL');
    f.now = at('2030-06-03T04:00:00Z');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', [{ id: '3006.00001' }]) });
    await runUntil('2030-06-03T12:00:00Z');
    f.now = at('2030-06-04T04:00:00Z');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-04', [{ id: '3006.00001' }]) });
    await f.fetcher.look();
    expect(f.store.reader.feedReads('cs.CL', '', '9').at(-1)?.batchDay).toBe('2030-06-03');
    expect(state('cs.CL')?.nextAt).toBe('2030-06-04T04:15:00.000Z');
    expect(owed()).toBe(1);
  });
});

describe('an answer that is none', () => {
  it.each([
    ['a web page with status 200', { body: '<!doctype html><html><body>Maintenance</body></html>' }, /web page/],
    [
      'a feed that is cut off',
      { body: rssFeed('cs.CL', '2030-06-03', [{ id: '3006.00001' }]).slice(0, -30) },
      /cut off/,
    ],
    [
      'an unknown category',
      {
        status: 400,
        body: '<rss><channel><title>Feed error for query: cs.CL</title><description>rss.arxiv.org</description></channel></rss>',
      },
      /refused the feed/,
    ],
    ['503', { status: 503 }, /HTTP 503/],
    ['an empty body', { body: '' }, /empty/],
  ])('(%s) is said, stores nothing, and is tried again later', async (_name, answer, error) => {
    f.follow('cs.CL');
    f.handle = () => answer;
    await f.fetcher.look();
    expect(f.lines).toMatchObject([{ source: 'cs.CL', dump: null, records: 0, error: expect.stringMatching(error) }]);
    expect(f.store.reader.counts().papers).toBe(0);
    expect(state('cs.CL')).toMatchObject({ failures: 1, nextAt: '2030-06-03T12:01:30.000Z' });
    await f.fetcher.look();
    expect(f.requests).toHaveLength(1);
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', [{ id: '3006.00001' }]) });
    f.now = at('2030-06-03T12:02:00Z');
    await f.fetcher.look();
    expect(state('cs.CL')).toMatchObject({ failures: 0, error: null });
    expect(f.store.reader.counts().papers).toBe(1);
  });

  it('of 403 rests the whole host for hours, of 429 as long as it asks, else a minute', async () => {
    f.follow('cs.CL');
    f.follow('cs.LG');
    f.handle = () => ({ status: 403 });
    await f.fetcher.look();
    expect(f.requests).toEqual(['/rss/cs.CL']);
    expect(state('cs.LG')?.error).toContain('left alone until 2030-06-03T18:00:00Z');
    f.now = at('2030-06-03T17:59:59Z');
    await f.fetcher.look();
    expect(f.requests).toHaveLength(1);
    f.handle = () => ({ status: 429, headers: { 'retry-after': '7200' } });
    f.now = at('2030-06-03T18:00:00Z');
    await f.fetcher.look();
    expect(f.requests).toHaveLength(2);
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', []) });
    f.now = at('2030-06-03T20:00:00Z');
    await f.fetcher.look();
    expect(f.requests).toHaveLength(4);
    f.handle = () => ({ status: 429 });
    f.now = at('2030-06-03T21:00:00Z');
    await f.fetcher.look();
    expect(f.requests).toHaveLength(5);
    expect(state('cs.LG')?.error).toContain('left alone until 2030-06-03T21:01:00Z');
  });
});
