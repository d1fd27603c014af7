// Look-ups: a paper that somebody asks for by an unknown identifier comes from the API, in silence and within a budget.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PaperLookup } from '../../../src/domain/context.js';
import { createLookup } from '../../../src/pipeline/fetch/lookup.js';
import { startArxiv, type LocalArxiv } from '../../helpers/arxiv-server.js';
import { createWorld } from '../../helpers/arxiv-world.js';
import { until } from '../../helpers/control.js';
import { calendar, openFetching, type Fetching } from '../../helpers/fetching.js';

const world = createWorld({
  seed: 5,
  calendar,
  from: '2030-06-03',
  until: '2030-06-07',
  categories: ['cs.LG', 'hep-th'],
  perDay: 12,
});
const [first, ...others] = world.papers.map(({ id }) => id) as [string, ...string[]];
let arxiv: LocalArxiv;
let f: Fetching;
let lookUp: PaperLookup;
beforeEach(async () => {
  arxiv = await startArxiv({ world, calendar, now: () => f.now });
  f = await openFetching(arxiv.env);
  f.now = new Date('2030-06-12T12:00:00Z');
  lookUp = createLookup({ ...f.parts, ask: f.ask });
});
afterEach(async () => {
  await f.close();
  await arxiv.close();
});

it('stores the paper without announcing it, also where a channel follows its category', async () => {
  f.follow('cs.LG');
  f.follow('hep-th');
  expect(await lookUp(first, 'reader')).toBe('found');
  expect(f.store.reader.findPaper(first)).toMatchObject({ arxivId: first, version: expect.any(Number) });
  expect(f.store.reader.outboxCounts()).toMatchObject({ pending: 0, withheld: 0 });
});

it('of a person ends after twenty within an hour, and goes on for others and an hour later', async () => {
  for (const id of others.slice(0, 20)) expect(await lookUp(id, 'reader')).toBe('found');
  expect(await lookUp(first, 'reader')).toBe('too-many');
  expect(arxiv.requests).toHaveLength(20);
  expect(await lookUp(first, 'another')).toBe('found');
  f.now = new Date(f.now.getTime() + 3_600_000);
  expect(await lookUp(others[20] ?? '', 'reader')).toBe('found');
});

it('believes that there is none when arXiv says so twice', async () => {
  expect(await lookUp('3006.99999', 'reader')).toBe('absent');
  expect(arxiv.requests).toHaveLength(2);
});

it.each(['503', 'html', 'cut-off', 'reset', '403'] as const)(
  'says that arXiv fails when it does (%s)',
  async (fault) => {
    arxiv.misbehave(() => fault);
    expect(await lookUp(first, 'reader')).toBe('failed');
    expect(f.store.reader.counts().papers).toBe(0);
  },
);

it('does not ask a host that wants to be left alone', async () => {
  arxiv.misbehave(() => '429');
  await lookUp(first, 'reader');
  arxiv.misbehave(() => null);
  expect(await lookUp(first, 'reader')).toBe('failed');
  expect(arxiv.requests).toHaveLength(1);
  f.now = new Date(f.now.getTime() + 600_000);
  expect(await lookUp(first, 'reader')).toBe('found');
});

it('that takes too long is told as failed, and stored all the same', async () => {
  let answer = (): void => undefined;
  const hangs = new Promise<void>((done) => (answer = done));
  const ask: typeof f.ask = async (request) => {
    await hangs;
    return f.ask(request);
  };
  const impatient = createLookup({ ...f.parts, ask, patienceMs: 1 });
  expect(await impatient(first, 'reader')).toBe('failed');
  expect(await impatient(first, 'another')).toBe('failed');
  answer();
  await until('the paper', () => f.store.reader.findPaper(first));
  expect(arxiv.requests).toHaveLength(1);
});

it('reads less than the megabytes of an answer about many papers: they would hold every command', async () => {
  const limits: unknown[] = [];
  const ask: typeof f.ask = (request) => {
    limits.push(request.limits?.decodedBytes);
    return f.ask(request);
  };
  await createLookup({ ...f.parts, ask })(first, 'reader');
  expect(limits).toEqual([1_048_576]);
});
