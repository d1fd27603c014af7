// A server that misbehaves in every way it can: what it does is said, nothing of it is stored, and it is asked again later.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../src/http/client.js';
import { createAsk } from '../../../src/pipeline/fetch/ask.js';
import { createFetcher, type Fetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { runHarvest } from '../../../src/pipeline/fetch/harvest.js';
import { calendarDays } from '../../../src/pipeline/fetch/standing.js';
import { createTurn } from '../../../src/pipeline/fetch/turn.js';
import { startArxiv, type BatchFault, type Fault, type LocalArxiv } from '../../helpers/arxiv-server.js';
import { createWorld } from '../../helpers/arxiv-world.js';
import { calendar, openFetching, type Fetching } from '../../helpers/fetching.js';

const world = createWorld({
  seed: 8,
  calendar,
  from: '2030-06-03',
  until: '2030-06-07',
  categories: ['cs.CL'],
  perDay: 9,
});
const DAY = '2030-06-05';
let arxiv: LocalArxiv;
let f: Fetching;
let client: HttpClient;
let fetcher: Fetcher;
const ask = () => createAsk({ ...f.parts, http: client });

/** The same bot with little patience, so that no test waits. */
async function open(env: Readonly<Record<string, string>> = {}): Promise<void> {
  f = await openFetching({ ...arxiv.env, ...env });
  f.now = new Date(`${DAY}T04:05:00Z`);
  client = createHttpClient({
    userAgent: 'test',
    allowed: f.settings.allowed,
    turn: createTurn({ ...f.parts }),
    now: () => f.now,
    limits: { headersMs: 500, idleMs: 500, totalMs: 1_500, decodedBytes: 3_000_000 },
  });
  fetcher = createFetcher(f.parts, ask());
}
beforeEach(async () => {
  arxiv = await startArxiv({ world, calendar, now: () => f.now });
  await open();
});
afterEach(async () => {
  await client.close();
  await f.close();
  await arxiv.close();
});
const papers = (): number => f.store.reader.counts().papers;
const state = (name: string) => f.store.reader.sourceStates().find((each) => each.name === name);

const FAULTS: readonly (readonly [Fault, RegExp])[] = [
  ['slow', /did not finish its answer within/],
  ['endless', /larger than 3000000 bytes/],
  ['cut-off', /cut off/],
  ['wrong-length', /broke off/],
  ['redirect-loop', /round in a circle/],
  ['redirect-inward', /not public/],
  ['reset', /broke off/],
  ['html', /web page/],
  ['403', /HTTP 403/],
  ['429', /HTTP 429/],
  ['503', /HTTP 503/],
];

describe.each(FAULTS)('a server whose answers are %s', (fault, error) => {
  it('costs a feed its turn and nothing else', async () => {
    f.follow('cs.CL');
    arxiv.misbehave(() => fault);
    await fetcher.look();
    expect(f.lines).toMatchObject([{ source: 'cs.CL', dump: null, records: 0, error: expect.stringMatching(error) }]);
    expect(papers()).toBe(0);
    const next = state('cs.CL')?.nextAt ?? '';
    expect(next > f.now.toISOString()).toBe(true);
    arxiv.misbehave(() => null);
    f.now = new Date(next);
    await fetcher.look();
    expect(papers()).toBe(world.items('cs.CL', DAY).length);
    expect(f.store.reader.outboxCounts().pending).toBe(
      world.items('cs.CL', DAY).filter(({ type }) => type === 'new').length,
    );
  });

  it('stops a harvest where it is, and loses nothing of it', async () => {
    const list = { baseUrl: f.settings.oaiUrl, set: 'cs', prefix: 'arXivRaw', from: '2030-06-01', until: null };
    const range = { ...list, isAutomatic: false, holes: '' };
    const run = () => runHarvest(range, { ...f.parts, ask: ask(), holes: [] });
    arxiv.misbehave(() => fault);
    expect(await run()).toMatchObject({ error: expect.stringMatching(error), records: 0 });
    expect(papers()).toBe(0);
    arxiv.misbehave(() => null);
    f.now = new Date(f.now.getTime() + 7 * 3_600_000);
    expect(await run()).toMatchObject({ error: null });
    expect(papers()).toBeGreaterThan(0);
  });
});

describe('a server whose answers are in another charset than they say', () => {
  it('gives a feed that is stored in part, is not whole, and is asked again until it is right', async () => {
    f.follow('cs.CL');
    arxiv.misbehave(() => 'wrong-charset');
    const items = world.items('cs.CL', DAY);
    for (let look = 0; look < 3; look += 1) {
      await fetcher.look();
      expect(f.lines.at(-1)).toMatchObject({ status: 200, rejected: items.length, new: 0 });
      expect((await calendarDays(f.parts)).at(-1)).toMatchObject({ day: DAY, state: 'partial' });
      f.now = new Date(state('cs.CL')?.nextAt ?? '');
    }
    expect(papers()).toBe(0);
    arxiv.misbehave(() => null);
    await fetcher.look();
    expect(papers()).toBe(items.length);
    f.now = new Date(state('cs.CL')?.nextAt ?? '');
    await fetcher.look();
    expect((await calendarDays(f.parts)).at(-1)).toMatchObject({ day: DAY, state: 'complete', papers: items.length });
    expect(f.store.reader.outboxCounts().pending).toBe(items.filter(({ type }) => type === 'new').length);
  });

  it('is asked once more for a page of a harvest, which costs its records when it stays so', async () => {
    const list = { baseUrl: f.settings.oaiUrl, set: 'cs', prefix: 'arXivRaw', from: '2030-06-01', until: null };
    const run = () => runHarvest({ ...list, isAutomatic: false, holes: '' }, { ...f.parts, ask: ask(), holes: [] });
    let answers = 0;
    arxiv.misbehave(() => ((answers += 1) === 1 ? 'wrong-charset' : null));
    expect(await run()).toMatchObject({ error: null });
    const whole = papers();
    expect(whole).toBeGreaterThan(0);
    expect(f.store.reader.status().quarantine).toBe(0);
    arxiv.misbehave(() => 'wrong-charset');
    expect(await run()).toMatchObject({ error: null });
    expect(f.store.reader.status().quarantine).toBeGreaterThan(0);
    expect(papers()).toBe(whole);
  });
});

describe('a feed that for a while shows', () => {
  const SHOWN: readonly (readonly [string, BatchFault, string])[] = [
    ['the batch of the day before as today’s', 'stale', 'stale'],
    ['the copy of the day before', 'late', 'waiting'],
    ['half of its batch', 'partial', 'partial'],
    ['nothing, as all others do', 'empty', 'none'],
  ];
  it.each(SHOWN)('%s has that state, and its papers come once when the batch is there', async (_, fault, during) => {
    f.follow('cs.CL');
    f.now = new Date(`2030-06-04T04:05:00Z`);
    await fetcher.look();
    const before = f.store.reader.outboxCounts().pending;
    arxiv.spoil((_category, day) => (day === DAY ? fault : null));
    f.now = new Date(`${DAY}T04:05:00Z`);
    await fetcher.look();
    expect((await calendarDays(f.parts)).at(-1)).toMatchObject({ day: DAY, state: during });
    arxiv.spoil(() => null);
    for (let look = 0; look < 3; look += 1) {
      f.now = new Date(Math.max(Date.parse(state('cs.CL')?.nextAt ?? ''), f.now.getTime() + 1));
      await fetcher.look();
    }
    const items = world.items('cs.CL', DAY);
    expect((await calendarDays(f.parts)).at(-1)).toMatchObject({ day: DAY, state: 'complete', papers: items.length });
    expect(f.store.reader.outboxCounts().pending - before).toBe(items.filter(({ type }) => type === 'new').length);
    expect(f.store.reader.alarmsSince('').filter(({ kind }) => kind !== 'stale')).toEqual([]);
  });
});

it('503 for an hour costs that hour, and is no alarm', async () => {
  f.follow('cs.CL');
  const began = f.now.getTime();
  arxiv.misbehave((_url, at) => (at.getTime() < began + 3_600_000 ? '503' : null));
  for (let minutes = 0; minutes <= 120; minutes += 10) {
    f.now = new Date(began + minutes * 60_000);
    await fetcher.look();
  }
  expect(arxiv.requests.filter(({ status }) => status === 503).length).toBeLessThanOrEqual(6);
  expect(papers()).toBe(world.items('cs.CL', DAY).length);
  expect(f.store.reader.alarmsSince('')).toEqual([]);
});

it('a server that finds us too fast is left alone as long as it asks, and the pace that is set is kept', async () => {
  await client.close();
  await f.close();
  await arxiv.close();
  arxiv = await startArxiv({ world, calendar, now: () => f.now, paceMs: 60_000 });
  await open({ SOURCE_PACE_MS: '1' });
  f.follow('cs.CL');
  f.follow('cs.LG');
  f.follow('cs.CV');
  await fetcher.look();
  expect(arxiv.requests.map(({ status }) => status)).toEqual([200, 429]);
  expect(state('cs.LG')?.error).toContain('left alone until 2030-06-05T04:15:00Z');
});

it('a name that resolves to this machine is not reached, whatever its spelling', async () => {
  await client.close();
  client = createHttpClient({ userAgent: 'test', allowed: [], now: () => f.now });
  const { port } = new URL(arxiv.url);
  for (const name of ['localhost', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]']) {
    const answer = await client.request({ url: `http://${name}:${port}/rss/cs.CL` });
    expect(answer).toMatchObject({ kind: 'failure', reason: expect.stringContaining('not public') });
  }
  expect(arxiv.requests).toEqual([]);
});
