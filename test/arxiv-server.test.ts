// The local arXiv of tests: what it serves is read by the parsers as arXiv's own, and it misbehaves as it is told.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { daysBetween, instantOf } from '../src/domain/local-time.js';
import { inspectPage } from '../src/pipeline/fetch/inspect.js';
import { startArxiv, type Fault, type LocalArxiv } from './helpers/arxiv-server.js';
import { createWorld, type World } from './helpers/arxiv-world.js';
import { calendar } from './helpers/fetching.js';
import { samplesDir } from './helpers/samples.js';
import { taxonomy } from './helpers/stores.js';

const eastern = (day: string, time: string): Date => instantOf(day, time, 'America/New_York');
let world: World;
let now: Date;
let arxiv: LocalArxiv;
beforeEach(async () => {
  world = createWorld({
    seed: 3,
    calendar,
    from: '2026-06-01',
    until: '2026-06-12',
    categories: ['cs.CL', 'hep-th'],
    perDay: 14,
  });
  now = eastern('2026-06-09', '00:10');
  arxiv = await startArxiv({ world, calendar, now: () => now, pageRecords: 7 });
});
afterEach(() => arxiv.close());

interface Got {
  readonly status: number;
  readonly bytes: Buffer;
  readonly text: string;
  readonly etag: string;
}

async function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Got> {
  const response = await fetch(`${arxiv.url}${path}`, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, bytes, text: bytes.toString(), etag: response.headers.get('etag') ?? '' };
}
const inspect = ({ bytes }: Got) => inspectPage(bytes, { taxonomy, pause: () => Promise.resolve() });

describe('the local arXiv', () => {
  it.each(['rss', 'atom'])('serves the batch of the day as %s, and 304 to who has it', async (kind) => {
    const got = await get(`${kind}/cs.CL`);
    const { etag } = got;
    expect(await inspect(got)).toMatchObject({
      format: `arxiv-${kind}`,
      error: null,
      batchDay: '2026-06-09',
      items: world.items('cs.CL', '2026-06-09').length,
    });
    expect((await get(`${kind}/cs.CL`, { 'If-None-Match': etag })).status).toBe(304);
    now = eastern('2026-06-13', '12:00');
    expect(await inspect(await get(`${kind}/cs.CL`))).toMatchObject({ items: 0, batchDay: null, error: null });
  });

  it('announces new, cross-listed and replaced papers relative to the category', () => {
    const types = new Set(
      ['2026-06-08', '2026-06-09', '2026-06-10', '2026-06-11'].flatMap((day) =>
        world.items('cs.CL', day).map(({ type }) => type),
      ),
    );
    expect([...types].toSorted()).toEqual(['cross', 'new', 'replace', 'replace-cross']);
  });

  it.each([true, false])('gives a harvest whole over its pages (old server: %s)', async (isOldOai) => {
    await arxiv.close();
    arxiv = await startArxiv({ world, calendar, now: () => now, pageRecords: 7, isOldOai });
    const found: string[] = [];
    let token = '';
    do {
      const query = token === '' ? 'metadataPrefix=arXivRaw&set=cs' : `resumptionToken=${encodeURIComponent(token)}`;
      const got = await get(`oai?verb=ListRecords&${query}`);
      const { text } = got;
      expect(await inspect(got)).toMatchObject({ format: 'oai-arXivRaw', error: null });
      found.push(...[...text.matchAll(/<identifier>oai:arXiv.org:([^<]+)</g)].map((match) => match[1] ?? ''));
      token = /<resumptionToken[^>/]*>([^<]+)</.exec(text)?.[1] ?? '';
    } while (token !== '');
    const days = daysBetween('2026-06-01', '2026-06-09');
    const known = new Set(days.flatMap((day) => world.items('cs.CL', day).map(({ paper }) => paper.id)));
    expect(found).toHaveLength(known.size);
    expect(new Set(found)).toEqual(known);
    expect(found.length).toBeGreaterThan(20);
  });

  it('answers the API by identifier and by title and author, and unknown OAI requests with errors', async () => {
    const paper = world.papers[0]!;
    expect(await inspect(await get(`api/query?id_list=${paper.id}`))).toMatchObject({ format: 'arxiv-api', items: 1 });
    const words = paper.title
      .split(' ')
      .slice(1, 6)
      .map((word) => `ti:${word}`);
    const query = encodeURIComponent([...words, `ti:${paper.title.split(' ').at(-1) ?? ''}`].join(' AND '));
    expect((await get(`api/query?search_query=${query}`)).text).toContain(`abs/${paper.id}v`);
    expect((await get('oai?verb=Nothing')).text).toContain('badVerb');
    expect((await get('oai?verb=ListRecords&resumptionToken=1')).text).toContain('badResumptionToken');
    expect((await get('oai?verb=GetRecord&metadataPrefix=arXiv&identifier=x')).text).toContain('idDoesNotExist');
  });

  it.each<[Fault, number | null]>([
    ['503', 503],
    ['429', 429],
    ['403', 403],
    ['html', 200],
    ['cut-off', 200],
    ['wrong-charset', 200],
    ['wrong-length', null],
    ['redirect-loop', null],
    ['redirect-inward', null],
    ['reset', null],
  ])('misbehaves by %s', async (fault, status) => {
    arxiv.misbehave(() => fault);
    const got = await get('rss/cs.CL').catch(() => null);
    expect(got?.status ?? null).toBe(status);
    if (got !== null && status === 200)
      expect(await inspect(got)).toMatchObject(
        fault === 'wrong-charset' ? { isDamaged: true } : { error: expect.any(String) },
      );
  });

  it('shows stale, late, partial and empty batches', async () => {
    const shown = async (fault: 'stale' | 'late' | 'partial' | 'empty') => {
      arxiv.spoil(() => fault);
      const { items, batchDay, builtAt } = await inspect(await get('rss/hep-th'));
      return [items, batchDay, (builtAt ?? '').slice(0, 10)];
    };
    const before = world.items('hep-th', '2026-06-08').length;
    const half = Math.floor(world.items('hep-th', '2026-06-09').length / 2);
    expect(await shown('late')).toEqual([before, '2026-06-08', '2026-06-08']);
    expect(await shown('stale')).toEqual([before, '2026-06-08', '2026-06-09']);
    expect(await shown('partial')).toEqual([half, '2026-06-09', '2026-06-09']);
    expect(await shown('empty')).toEqual([0, null, '2026-06-09']);
  });

  it('records what was asked, with real times', async () => {
    await Promise.all([get('rss/cs.CL'), get('rss/hep-th')]);
    expect(arxiv.requests.map(({ path }) => path).toSorted()).toEqual(['/rss/cs.CL', '/rss/hep-th']);
    expect(arxiv.requests.every(({ beganMs, endedMs }) => endedMs > beganMs)).toBe(true);
  });
});

const sample = join(samplesDir() ?? '', 'rss2-generated', 'rss-stat.xml');
describe.skipIf(!existsSync(sample))('beside a feed of arXiv’s own code (skipped without the samples)', () => {
  it('has the same elements in the same order', async () => {
    const tags = (text: string): string[] => [
      ...new Set([...text.matchAll(/<([a-z:_A-Z]+)[ >]/g)].map((match) => match[1] ?? '')),
    ];
    const own = tags((await get('rss/cs.CL')).text);
    const theirs = tags(readFileSync(sample, 'utf8')).filter(
      (tag) => !['arxiv:DOI', 'arxiv:journal_reference'].includes(tag),
    );
    expect(own).toEqual(theirs);
  });
});
