// The floor of a site's list: what stood below its first sight is never posted, however its entries are ordered, and all above is.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFetching, type Fetching } from '../../helpers/fetching.js';

const LAYOUTS = ['feed', 'page'] as const;
/** Entries of a day, of which a site posts the latest identifier last on the page. */
const DAY = 60;

let f: Fetching;
let layout: (typeof LAYOUTS)[number];
let hour = 0;
/** Numbers of the entries, newest first. */
let list: number[] = [];
let pageSize = 10;
let broken: number | null = null;
/** What the site has added to each entry. */
let added = '';
/** One entry of so many has no identifier. */
let unnamed = Infinity;

const range = (newest: number, oldest: number): number[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index);

/** Within a day the entry below has the higher identifier, as on the page of arxiv.jp. */
function identifier(id: number): string {
  const number = Math.floor(id / DAY) * DAY + (DAY - 1 - (id % DAY));
  return `3006.${String(number).padStart(5, '0')}`;
}

function entry(id: number): string {
  const link = id % unnamed === 0 ? '' : `<a href="https://arxiv.org/abs/${identifier(id)}">arxiv_id(abs)</a>`;
  const texts = { ja: `日本語の要約 ${id}。${added}`, en: `The abstract of ${id}.`, author: `Ann Number${id}` };
  return layout === 'feed'
    ? `<item><title>Entry ${id}</title><category>cs.LG</category><content:encoded><![CDATA[<p>要約</p><p>${texts.ja}</p>
<p>要約(オリジナル)</p><p>${texts.en}</p><p>arxiv情報</p><p>著者 ${texts.author}</p><p>発行日 2030-06-01 10:00:00+00:00</p>
<p>arxivサイト ${link}</p>]]></content:encoded></item>`
    : `<article><h2 class="entry-title"><a href="https://arxiv.jp/${id}/">Entry ${id}</a></h2><h3>要約</h3><p>${texts.ja}</p>
<h3>要約(オリジナル)</h3><p>${texts.en}</p><h3>arxiv情報</h3><table><tr><td>著者</td><td>${texts.author}</td></tr>
<tr><td>発行日</td><td>2030-06-01 10:00:00+00:00</td></tr><tr><td>arxivサイト</td><td>${link}</td></tr></table>
<h3>提供元, 利用サービス</h3><p>arxiv.jp, Google</p><p>カテゴリー: <a href="https://arxiv.jp/category/cs-lg/" rel="category tag">cs.LG</a></p></article>`;
}

function page(ids: readonly number[]): string {
  const entries = ids.map(entry).join('\n');
  return layout === 'feed'
    ? `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>A site</title><link>https://arxiv.jp/</link>${entries}</channel></rss>`
    : `<!doctype html><html lang="ja"><head><title>cs.LG | arXiv.jp</title></head><body><main>${entries}</main></body></html>`;
}

/** A look, hours after the last one; answers how many papers are owed in all. */
async function look(fetcher = f.fetcher): Promise<number> {
  hour += 3;
  f.now = new Date(Date.parse('2030-06-03T12:00:00Z') + hour * 3_600_000);
  await fetcher.look();
  return f.store.reader.outboxCounts().pending;
}

async function open(chosen: (typeof LAYOUTS)[number]): Promise<void> {
  layout = chosen;
  f = await openFetching({ FEEDS: chosen === 'feed' ? 'LOCAL/a/feed/' : 'LOCAL/category/a/' });
  f.follow('cs.LG');
  f.handle = (url) => {
    const number = Number(/page.(\d+)/.exec(url.pathname)?.[1] ?? url.searchParams.get('paged') ?? 1);
    const ids = list.slice((number - 1) * pageSize, number * pageSize);
    if (number === broken) return { status: 503 };
    return ids.length === 0 ? { status: 404 } : { body: page(ids) };
  };
}

beforeEach(() => {
  [hour, list, pageSize, broken, added, unnamed] = [0, range(200, 1), 10, null, '', Infinity];
});
afterEach(() => f.close());

describe.each(LAYOUTS)('of a %s', (chosen) => {
  it.each([1, 5, 6, 7, 9, 10, 16, 25, 60])(
    'ends the list after a first sight of one page alone, and %i new entries',
    async (count) => {
      await open(chosen);
      broken = 2;
      expect(await look()).toBe(0);
      broken = null;
      list = range(200 + count, 1);
      expect(await look()).toBe(count);
      expect(await look()).toBe(count);
    },
  );

  it.each([20, 50, 100, 200])('ends the list where pages grow to %i entries', async (size) => {
    await open(chosen);
    await look();
    [pageSize, list] = [size, range(202, 1)];
    expect(await look()).toBe(2);
    list = range(203, 1);
    expect(await look()).toBe(3);
  });

  it('keeps what stands below it from being posted when the site edits it', async () => {
    await open(chosen);
    await look();
    [pageSize, list] = [50, range(202, 1)];
    expect(await look()).toBe(2);
    added = '少し直した。';
    expect(await look()).toBe(2);
    list = range(203, 1);
    expect(await look()).toBe(3);
  });

  it.each([2, 3, 10])(
    'keeps entries without an identifier below it from being posted, where one in %i has none',
    async (some) => {
      unnamed = some;
      await open(chosen);
      await look();
      [pageSize, list] = [50, range(202, 1)];
      expect(await look()).toBe(2);
      added = '少し直した。';
      list = range(203, 1);
      expect(await look()).toBe(3);
    },
  );

  it.each([0, 9, 19])(
    'knows its papers where the site takes to the other layout, beside %i new ones',
    async (count) => {
      await open(chosen);
      await look();
      layout = chosen === 'feed' ? 'page' : 'feed';
      list = range(200 + count, 1);
      expect(await look()).toBe(count);
      expect(await look()).toBe(count);
    },
  );

  it('is not passed by papers of it that the site dates anew above new ones', async () => {
    await open(chosen);
    await look();
    const moved = range(176, 171);
    list = [...moved, ...range(225, 201), ...range(200, 1).filter((id) => !moved.includes(id))];
    expect(await look()).toBe(25);
  });

  it('hides nothing where the site had a single entry, which it pins', async () => {
    list = [200];
    await open(chosen);
    await look();
    list = [200, ...range(203, 201)];
    expect(await look()).toBe(3);
    list = [200, ...range(206, 201)];
    expect(await look()).toBe(6);
  });

  it('lets new entries be read that stand behind a single one that was dated anew', async () => {
    await open(chosen);
    await look();
    list = [...range(225, 217), 190, ...range(216, 201), ...range(200, 1).filter((id) => id !== 190)];
    expect(await look()).toBe(25);
  });

  it('holds where two in ten of its entries were deleted', async () => {
    await open(chosen);
    await look();
    [pageSize, list] = [100, range(201, 1).filter((id) => id % 10 < 8)];
    expect(await look()).toBe(1);
  });

  it('is found by a first sight where an earlier version kept none', async () => {
    await open(chosen);
    await look();
    const db = new Database(f.store.path);
    db.exec('UPDATE sources SET floor = NULL');
    db.close();
    list = range(202, 1);
    expect(await look()).toBe(0);
    pageSize = 50;
    list = range(203, 1);
    expect(await look()).toBe(1);
  });
});
