// A server that misbehaves in every way it can: what it does is said, nothing of it is stored, and it is asked again later.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient } from '../../../src/http/client.js';
import { createAsk } from '../../../src/pipeline/fetch/ask.js';
import { createFetcher, type Fetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { runHarvest } from '../../../src/pipeline/fetch/harvest.js';
import { createTurn } from '../../../src/pipeline/fetch/turn.js';
import { startArxiv, type Fault, type LocalArxiv } from '../../helpers/arxiv-server.js';
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
  ['wrong-charset', /cut off/],
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
