// Completion: papers of text dumps get their identifier from the API only where title, authors and time agree.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Ask } from '../../../src/pipeline/fetch/ask.js';
import { agrees } from '../../../src/pipeline/fetch/completion.js';
import { createFetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { parseRecord } from '../../../src/domain/record.js';
import { recordOf } from '../../../src/domain/paper.js';
import { readable } from '../../../src/text/readable.js';
import { startArxiv, type LocalArxiv } from '../../helpers/arxiv-server.js';
import { createWorld, type WorldPaper } from '../../helpers/arxiv-world.js';
import { dumpText } from '../../helpers/dump-generator.js';
import { calendar, openFetching, type Fetching } from '../../helpers/fetching.js';

const DAY_MS = 86_400_000;
const world = createWorld({
  seed: 4,
  calendar,
  from: '2030-06-03',
  until: '2030-06-07',
  categories: ['cs.LG', 'cs.CL'],
  perDay: 20,
});
let arxiv: LocalArxiv;
let f: Fetching;
beforeEach(async () => {
  arxiv = await startArxiv({ world, calendar, now: () => f.now });
  // Some source has to be on; nothing is followed until a test does.
  f = await openFetching(arxiv.env);
  f.now = new Date('2030-06-12T12:00:00Z');
});
afterEach(async () => {
  await f.close();
  await arxiv.close();
});

/** A paper of the world as a text dump has it, without identifier; `later` moves its time by milliseconds. */
function entry(paper: WorldPaper, { later = 0, title = paper.title } = {}) {
  const date = new Date((paper.versions.at(-1)?.getTime() ?? 0) + later).toISOString();
  return {
    title,
    ja: [`${title} を調べます。`],
    en: `About ${title}.`,
    authors: paper.authors.map(({ forenames, keyname }) => readable(`${forenames} ${keyname}`)),
    date: `${date.slice(0, 10)} ${date.slice(11, 19)}+00:00`,
    categories: ['cs.LG'],
  };
}
const asked = (): string[] => arxiv.requests.map(({ path }) => path).filter((path) => path.startsWith('/api'));
const papers = () => [...f.store.reader.eachPaper()].map(({ paper }) => paper);

it('gives identifiers in one batch, keeps the keys, announces nothing, and asks for each once', async () => {
  const chosen = world.papers.slice(0, 3);
  await f.store.ingest(dumpText(chosen.map((paper) => entry(paper))), 'never');
  const keys = papers().map(({ key }) => key);
  f.store.subscribe('c', 'cs.LG');
  await f.fetcher.look();
  expect(papers().map(({ arxivId }) => arxivId)).toEqual(expect.arrayContaining(chosen.map(({ id }) => id)));
  expect(papers().map(({ key }) => key)).toEqual(keys);
  expect(papers().every(({ abstractJa }) => abstractJa !== null)).toBe(true);
  expect(asked()).toHaveLength(4);
  expect(asked().at(-1)).toContain('id_list=');
  expect(f.store.reader.outboxCounts().pending).toBe(0);
  f.now = new Date(f.now.getTime() + DAY_MS);
  await f.fetcher.look();
  expect(asked()).toHaveLength(4);
});

it('leaves alone what is not surely the same, lists it, and tries it three times, a week apart', async () => {
  const [paper] = world.papers as [WorldPaper];
  await f.store.ingest(dumpText([entry(paper, { later: 3_600_000 })]), 'never');
  for (let week = 0; week < 6; week += 1) {
    await f.fetcher.look();
    f.now = new Date(f.now.getTime() + 7 * DAY_MS + 1_000);
  }
  expect(asked()).toHaveLength(3);
  expect(papers()).toMatchObject([{ arxivId: null }]);
  expect(f.store.reader.unsureCompletions()).toMatchObject([{ outcome: 'unsure', candidates: paper.id }]);
});

it('notes what arXiv does not know', async () => {
  const [paper] = world.papers as [WorldPaper];
  await f.store.ingest(dumpText([entry(paper, { title: 'A title that nobody else ever had' })]), 'never');
  await f.fetcher.look();
  expect(f.store.reader.unsureCompletions()).toMatchObject([{ outcome: 'absent', candidates: '' }]);
});

it('asks 20 in a batch, ten minutes apart, and 200 a day at most', async () => {
  const many = Array.from({ length: 50 }, (_, index) => ({
    ...entry(world.papers[0] as WorldPaper),
    title: `Nobody has written number ${index} of these`,
    date: new Date(Date.UTC(2029, 0, 1, 0, index)).toISOString().replace('T', ' ').replace('.000Z', '+00:00'),
  }));
  await f.store.ingest(dumpText(many), 'never');
  for (let count = 0; count < 175; count += 1) f.store.writer.noteLookup('', f.now.toISOString());
  await f.fetcher.look();
  await f.fetcher.look();
  expect(asked()).toHaveLength(20);
  for (const total of [25, 25]) {
    f.now = new Date(f.now.getTime() + 600_000);
    await f.fetcher.look();
    expect(asked()).toHaveLength(total);
  }
  f.now = new Date(f.now.getTime() + DAY_MS);
  await f.fetcher.look();
  expect(asked()).toHaveLength(45);
});

it('stops its batch when the API does not answer, and backs off', async () => {
  await f.store.ingest(dumpText(world.papers.slice(0, 5).map((paper) => entry(paper))), 'never');
  arxiv.misbehave(() => '503');
  await f.fetcher.look();
  expect(asked()).toHaveLength(1);
  expect(f.store.reader.sourceStates().find(({ name }) => name === 'api')).toMatchObject({
    failures: 1,
    lastStatus: 503,
    nextAt: '2030-06-12T12:10:00.000Z',
  });
  arxiv.misbehave(() => null);
  for (const time of ['2030-06-12T12:10:00Z', '2030-06-12T12:20:00Z']) {
    f.now = new Date(time);
    await f.fetcher.look();
  }
  expect(papers().every(({ arxivId }) => arxivId !== null)).toBe(true);
});

it('goes on with the others where the API fails at the question about one paper', async () => {
  await f.store.ingest(dumpText(world.papers.slice(0, 4).map((paper) => entry(paper))), 'never');
  arxiv.misbehave(() => '503');
  await f.fetcher.look();
  const [poison = ''] = asked();
  arxiv.misbehave((url) => (`${url.pathname}${url.search}` === poison ? '503' : null));
  f.now = new Date(f.now.getTime() + 600_000);
  await f.fetcher.look();
  expect(papers().filter(({ arxivId }) => arxivId === null)).toHaveLength(1);
});

it('looks a paper up again that the answer about its identifier lacks', async () => {
  await f.store.ingest(dumpText(world.papers.slice(0, 2).map((paper) => entry(paper))), 'never');
  const ask: Ask = async (request) => {
    const asked = await f.ask(request);
    if (asked.kind !== 'ok' || !request.url.includes('id_list')) return asked;
    const whole = new TextDecoder().decode(asked.response.bytes);
    const bytes = new TextEncoder().encode(whole.replace(/<entry>[^]*?<\/entry>/, ''));
    return { ...asked, response: { ...asked.response, bytes } };
  };
  await createFetcher(f.parts, ask).look();
  expect(papers().filter(({ arxivId }) => arxivId === null)).toHaveLength(1);
  f.now = new Date(f.now.getTime() + 7 * DAY_MS + 1_000);
  await f.fetcher.look();
  expect(papers().every(({ arxivId }) => arxivId !== null)).toBe(true);
});

it('accepts a record only where title, authors and the time of a version agree', () => {
  const facts = {
    abstract: 'a',
    authors: ['Ann Bee', 'Carl Dee'],
    categories: ['cs.LG'],
    updatedAt: '2030-06-01T10:00:00Z',
  };
  const record = (more: object) =>
    parseRecord(recordOf('Learning the graph', { ...facts, arxivId: '3006.00001', ...more }));
  const paper = { ...record({}), arxivId: null, key: 'k', date: null, readable: {}, withdrawn: false };
  expect(agrees(paper, record({}))).toBe(true);
  expect(agrees(paper, record({ authors: ['A. Bee', 'C. Dee'] }))).toBe(true);
  expect(agrees(paper, record({ updatedAt: '2030-06-01T10:00:01Z' }))).toBe(false);
  expect(agrees(paper, record({ authors: ['Carl Dee', 'Ann Bee'] }))).toBe(false);
  expect(agrees(paper, record({ authors: ['Ann Bee'] }))).toBe(false);
  expect(agrees(paper, parseRecord(recordOf('Learning a graph', { ...facts, arxivId: '3006.00001' })))).toBe(false);
  const undated = { ...paper, updatedAt: null };
  expect(agrees(undated, record({ updatedAt: null }))).toBe(false);
});
