// What is news of a source without days: what it shows for the first time, whatever other sources and first sights stored.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { openFetching, type Fetching } from '../../helpers/fetching.js';

let pageSize = 10;
let broken: number | null = null;
/** An entry without identifier. */
let unnamed: number | null = null;
let f: Fetching;
let hour = 0;
/** Numbers of the entries of each feed, newest first. */
let lists: Record<string, number[]> = {};
/** What the site has added to each entry. */
let added = '';
let titleOfAll = '';

const range = (newest: number, oldest: number): number[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index);

function item(id: number): string {
  const arxivId = `3006.${String(id).padStart(5, '0')}`;
  return `<item><title>Entry ${id}</title><category>cs.LG</category><content:encoded><![CDATA[<p>要約</p><p>日本語の要約 ${id}。${added}</p>
<p>要約(オリジナル)</p><p>The abstract of ${id}.</p><p>arxiv情報</p><p>著者 Ann Number${id}</p><p>発行日 2030-06-01 10:00:00+00:00</p>
${id === unnamed ? '' : `<p>arxivサイト <a href="https://arxiv.org/abs/${arxivId}">arxiv_id(abs)</a></p>`}]]></content:encoded></item>`;
}

beforeEach(async () => {
  f = await openFetching({ FEEDS: 'LOCAL/a/feed/' });
  f.follow('cs.LG');
  [hour, lists, added, titleOfAll] = [0, {}, '', ''];
  [pageSize, broken, unnamed] = [10, null, null];
  f.handle = (url) => {
    const number = Number(url.searchParams.get('paged') ?? 1);
    const ids = (lists[url.pathname] ?? []).slice((number - 1) * pageSize, number * pageSize);
    if (number === broken) return { status: 503 };
    if (ids.length === 0) return { status: 404 };
    return {
      body: `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>${titleOfAll || url.pathname}</title><link>https://arxiv.jp/</link>${ids.map(item).join('')}</channel></rss>`,
    };
  };
});
afterEach(() => f.close());

/** A look, hours after the last one; answers how many papers are owed in all. */
async function look(fetcher = f.fetcher): Promise<number> {
  hour += 3;
  f.now = new Date(Date.parse('2030-06-03T12:00:00Z') + hour * 3_600_000);
  await fetcher.look();
  return f.store.reader.outboxCounts().pending;
}

it.each([
  ['in its own words', ''],
  ['in the very same bytes', 'The site'],
])('is what another source stored at its own first sight before: %s', async (_how, title) => {
  titleOfAll = title;
  lists = { '/a/feed/': range(30, 1) };
  await look();
  lists = { '/a/feed/': range(36, 1), '/b/feed/': range(36, 1) };
  const urls = [`${f.url}b/feed/`];
  const added = createFetcher({ ...f.parts, settings: { ...f.parts.settings, feeds: { isAuto: false, urls } } }, f.ask);
  expect(await look(added)).toBe(0);
  expect(await look()).toBe(6);
  expect(await look(added)).toBe(6);
});

it.each([
  ['at once', 0],
  ['after it showed the same again', 1],
])('is not what the site changes of its first sight: %s', async (_when, looks) => {
  lists = { '/a/feed/': range(30, 1) };
  await look();
  for (let each = 0; each < looks; each += 1) await look();
  added = '少し直した。';
  expect(await look()).toBe(0);
  lists = { '/a/feed/': range(31, 1) };
  expect(await look()).toBe(1);
});

describe('what a site showed before it was first read', () => {
  it('is no news where its pages grow', async () => {
    lists = { '/a/feed/': range(60, 1) };
    await look();
    pageSize = 50;
    lists = { '/a/feed/': range(63, 1) };
    expect(await look()).toBe(3);
    lists = { '/a/feed/': range(64, 1) };
    expect(await look()).toBe(4);
  });

  it('is no news where an entry is deleted after a first reading of one page alone', async () => {
    lists = { '/a/feed/': range(200, 1) };
    broken = 2;
    await look();
    broken = null;
    lists = { '/a/feed/': range(201, 1).filter((id) => id !== 195 && id !== 196) };
    expect(await look()).toBe(1);
  });

  it('is no news where the last entry of a page has no identifier', async () => {
    lists = { '/a/feed/': range(200, 1) };
    unnamed = 193;
    await look();
    lists = { '/a/feed/': range(202, 1) };
    expect(await look()).toBe(2);
  });
});

it('is told apart where two addresses of one list show the very same bytes', async () => {
  titleOfAll = 'The site';
  lists = { '/a/feed/': range(200, 1), '/a/feed': range(200, 1) };
  const urls = [`${f.url}a/feed/`, `${f.url}a/feed`];
  const both = createFetcher({ ...f.parts, settings: { ...f.parts.settings, feeds: { isAuto: false, urls } } }, f.ask);
  for (let each = 0; each < 3; each += 1) expect(await look(both)).toBe(0);
  lists = { '/a/feed/': range(201, 1), '/a/feed': range(201, 1) };
  expect(await look(both)).toBe(1);
});

it('is what comes below papers that the site dates anew or pins', async () => {
  lists = { '/a/feed/': range(200, 1) };
  await look();
  lists = { '/a/feed/': [...range(180, 175), ...range(221, 181), ...range(174, 1)] };
  expect(await look()).toBe(21);
});

it('is nothing of what a site showed before, where its pages grow to many times their length', async () => {
  lists = { '/a/feed/': range(300, 1) };
  await look();
  pageSize = 100;
  lists = { '/a/feed/': range(302, 1) };
  expect(await look()).toBe(2);
});

it('what is known of a page is asked for all its entries at once, of the first one before and after it is stored', async () => {
  pageSize = 100;
  lists = { '/a/feed/': range(300, 1) };
  await look();
  lists = { '/a/feed/': range(420, 1) };
  const asked: number[] = [];
  const { firstDumpsWith } = f.parts.reader;
  const reader = {
    ...f.parts.reader,
    firstDumpsWith(...args: Parameters<typeof firstDumpsWith>) {
      asked.push(args[0].length);
      return firstDumpsWith(...args);
    },
  };
  expect(await look(createFetcher({ ...f.parts, reader }, f.ask))).toBe(120);
  expect(asked).toEqual([100, 100, 100]);
});
