// Lists that turns left open, one after another: the next good one posts all that is new, and nothing that is old.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { openFetching, type Answer, type Fetching } from '../../helpers/fetching.js';

const PAGE_SIZE = 10;
type Layout = 'rss' | 'html';

function rssItem(id: number, arxivId: string): string {
  return `<item><title>Entry ${id}</title><category>cs.LG</category><content:encoded><![CDATA[<p>要約</p><p>日本語の要約 ${id}。</p>
<p>要約(オリジナル)</p><p>The abstract of ${id}.</p><p>arxiv情報</p>
<p><a href="https://arxiv.org/abs/${arxivId}">Link</a></p><p>著者 Ann Number${id}</p><p>発行日 2030-06-01 10:00:00+00:00</p>
<p>arxivサイト <a href="https://arxiv.org/abs/${arxivId}">arxiv_id(abs)</a></p>]]></content:encoded></item>`;
}

function htmlItem(id: number, arxivId: string): string {
  return `<article><h2 class="entry-title"><a href="https://arxiv.jp/${id}/">Entry ${id}</a></h2><h3>要約</h3><p>日本語の要約 ${id}。</p>
<h3>要約(オリジナル)</h3><p>The abstract of ${id}.</p><h3>arxiv情報</h3><table><tr><td>著者</td><td>Ann Number${id}</td></tr>
<tr><td>発行日</td><td>2030-06-01 10:00:00+00:00</td></tr>
<tr><td>arxivサイト</td><td><a href="https://arxiv.org/abs/${arxivId}">arxiv_id(abs)</a></td></tr></table><h3>提供元, 利用サービス</h3>
<p>arxiv.jp, Google</p><p>カテゴリー: <a href="https://arxiv.jp/category/cs-lg/" rel="category tag">cs.LG</a> | Entry ${id} はコメントを受け付けていません</p></article>`;
}

const SHELLS: Readonly<Record<Layout, readonly [string, string]>> = {
  rss: [
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>\n<title>A site</title><link>https://arxiv.jp/</link>',
    '</channel></rss>',
  ],
  html: [
    '<!doctype html><html lang="ja"><head><title>cs.LG | arXiv.jp</title><link rel="canonical" href="https://arxiv.jp/category/cs-lg/"></head><body><main>',
    '</main><footer>arXiv.jp</footer></body></html>',
  ],
};

describe.each<{ layout: Layout; pinned: number[] }>([
  { layout: 'rss', pinned: [] },
  { layout: 'html', pinned: [] },
  { layout: 'html', pinned: [120, 20] },
])('a list as $layout, pinned: $pinned', ({ layout, pinned }) => {
  let f: Fetching;
  /** Entries are numbered from 1, the newest first on the first page. */
  let newest = 200;
  const inOrder = (number: number): number[] =>
    Array.from({ length: PAGE_SIZE }, (_, index) => newest - (number - 1) * PAGE_SIZE - index);
  let pageIds = inOrder;
  let broken: number | null = null;
  let hour = 0;

  function page(number: number): string {
    const shown = [...(number === 1 ? pinned : []), ...pageIds(number).filter((id) => id > 0)];
    const item = layout === 'rss' ? rssItem : htmlItem;
    const [head, foot] = SHELLS[layout];
    return `${head}${shown.map((id) => item(id, `3006.${String(id).padStart(5, '0')}`)).join('')}${foot}`;
  }
  const owed = (): number => f.store.reader.outboxCounts().pending;
  const state = () => f.store.reader.sourceStates()[0];

  function nextHour(): void {
    hour += 3;
    f.now = new Date(Date.parse('2030-06-03T12:00:00Z') + hour * 3_600_000);
  }
  /** A turn where so many entries have come since the last one; answers how many requests it made. */
  async function look(isNew = 0): Promise<number> {
    newest += isNew;
    nextHour();
    f.requests.splice(0);
    await f.fetcher.look();
    return f.requests.length;
  }
  /** The same, where the program is killed just after it stored the first page. */
  async function lookKilled(isNew: number): Promise<void> {
    newest += isNew;
    nextHour();
    const stopping = new AbortController();
    const call = (async (name: string, ...args: unknown[]) => {
      const answer = await (f.writer.call as (...given: unknown[]) => Promise<unknown>)(name, ...args);
      if (name === 'ingestFetched') stopping.abort(new Error('the program stops'));
      return answer;
    }) as typeof f.writer.call;
    await createFetcher({ ...f.parts, writer: { call }, signal: stopping.signal }, f.ask).look();
  }

  beforeEach(async () => {
    f = await openFetching({ FEEDS: 'LOCAL/site/feed/' });
    f.follow('cs.LG');
    [newest, broken, hour, pageIds] = [200, null, 0, inOrder];
    f.handle = (url) => {
      const number = Number(url.searchParams.get('paged') ?? /page\/(\d+)/.exec(url.pathname)?.[1] ?? 1);
      if (number === broken) return { status: 503 };
      return (number - 1) * PAGE_SIZE < newest ? { body: page(number) } : { status: 404 };
    };
  });
  afterEach(() => f.close());

  it('posts nothing old after many turns with a few new entries each, whose second page failed', async () => {
    expect(await look()).toBe(3);
    broken = 2;
    for (let turn = 0; turn < 8; turn += 1) await look(1);
    broken = null;
    expect(await look(2)).toBeLessThanOrEqual(3);
    expect([owed(), state()?.error]).toEqual([10, null]);
    expect(await look(1)).toBeLessThanOrEqual(3);
    expect(owed()).toBe(11);
  });

  it('posts all that is new, and nothing old, where it grows while turns fail at different pages', async () => {
    expect(await look()).toBe(3);
    const turns: [number, number][] = [
      [25, 2],
      [37, 3],
      [1, 2],
      [0, 4],
      [1, 1],
      [13, 2],
      [1, 2],
      [1, 2],
      [0, 9],
    ];
    for (const [isNew, brokenPage] of turns) {
      broken = brokenPage;
      await look(isNew);
    }
    broken = null;
    await look(1);
    expect([owed(), state()?.error]).toEqual([80, null]);
    await look();
    expect([owed(), state()?.openFrom]).toEqual([80, 0]);
  });

  it('posts all that is new, and nothing old, where the program is killed in each of many turns', async () => {
    expect(await look()).toBe(3);
    for (const isNew of [1, 12, 1, 1, 23, 1, 1, 1]) await lookKilled(isNew);
    await look();
    expect([owed(), state()?.error]).toEqual([41, null]);
    await look();
    expect([owed(), state()?.openFrom]).toEqual([41, 0]);
  });

  it.each([12, 15, 16, 20, 25, 35])(
    'posts all of %i new ones where the second page comes from a cache of before',
    async (isNew) => {
      await look();
      const [was, { handle }] = [newest, f];
      f.handle = (url, request, response) => {
        const isFirst = !/page/.test(url.href);
        newest = isFirst ? was + isNew : was;
        return handle(url, request, response);
      };
      await look();
      newest = was + isNew;
      f.handle = handle;
      await look();
      expect(owed()).toBe(isNew);
      await look();
      expect([owed(), state()?.openFrom, await look()]).toEqual([isNew, 0, 1]);
    },
  );

  const NONE: Answer = { status: 404 };
  /** `ago`: the page as it was before the last so many came. */
  const troubles: [string, (ago: (isNew: number) => Answer, turn: number) => Answer, number][] = [
    ['comes from a cache of before for seven hours', (ago) => ago(25), 7],
    ['is not found for three hours', () => NONE, 3],
    ['fails, and is not found then', (_, turn) => (turn === 0 ? { status: 503 } : NONE), 2],
    ['fails, and comes from a cache of before then', (ago, turn) => (turn === 0 ? { status: 503 } : ago(25)), 2],
    ['fails, and comes from a cache of between then', (ago, turn) => (turn === 0 ? { status: 503 } : ago(20)), 2],
  ];
  it.each(troubles)('posts all that is new where the second page %s', async (_, answerOf, turns) => {
    await look();
    newest += 25;
    const { handle } = f;
    let turn = 0;
    f.handle = (url, request, response) => {
      if (!/page/.test(url.href)) return handle(url, request, response);
      return answerOf((isNew) => {
        newest -= isNew;
        const was = handle(url, request, response) as Answer;
        newest += isNew;
        return was;
      }, turn);
    };
    for (; turn < turns; turn += 1) await look();
    f.handle = handle;
    for (let more = 0; more < 3; more += 1) await look();
    expect([owed(), state()?.error, state()?.openFrom]).toEqual([25, null, 0]);
    expect(await look()).toBe(1);
  });

  it.each([11, 15, 16, 17, 18, 19, 25, 26, 27, 28])('has no gap where %i new ones come at once', async (isNew) => {
    await look();
    await look(isNew);
    await look();
    expect([owed(), state()?.doubts, state()?.openFrom]).toEqual([isNew, 0, 0]);
  });

  it('has no gap after a turn that failed at its second page', async () => {
    await look();
    broken = 2;
    await look(10);
    broken = null;
    await look();
    await look();
    await look(12);
    await look();
    expect([owed(), state()?.doubts, state()?.openFrom]).toEqual([22, 0, 0]);
  });

  it('posts all that is new where a turn was killed, and a page from a cache of between comes then', async () => {
    await look();
    await lookKilled(25);
    const { handle } = f;
    f.handle = (url, request, response) => {
      if (!/page/.test(url.href)) return handle(url, request, response);
      newest -= 20;
      const was = handle(url, request, response);
      newest += 20;
      return was;
    };
    await look();
    f.handle = handle;
    for (let more = 0; more < 3; more += 1) await look();
    expect([owed(), state()?.openFrom]).toEqual([25, 0]);
  });

  it.each([
    ['failed', 1],
    ['failed', 4],
    ['was killed', 1],
    ['was killed', 4],
  ])('posts all that is new where a turn %s, and the first page is as before for %i turns then', async (how, turns) => {
    await look();
    broken = 2;
    await (how === 'failed' ? look(25) : lookKilled(25));
    broken = null;
    const { handle } = f;
    f.handle = (url, request, response) => {
      const isFirst = !/page/.test(url.href);
      if (isFirst) newest -= 25;
      const answer = handle(url, request, response);
      if (isFirst) newest += 25;
      return answer;
    };
    for (let turn = 0; turn < turns; turn += 1) expect(await look()).toBe(1);
    f.handle = handle;
    for (let more = 0; more < 2; more += 1) await look();
    expect([owed(), state()?.error, state()?.openFrom]).toEqual([25, null, 0]);
    expect(await look()).toBe(1);
  });

  it('has nothing open after a turn that was killed where nothing new came', async () => {
    await look();
    await lookKilled(0);
    expect([state()?.openFrom, await look(), state()?.openFrom]).toEqual([0, 1, 0]);
  });

  it('checks what was read after a killed turn, though that had stored its first page', async () => {
    await look();
    await lookKilled(25);
    const { handle } = f;
    f.handle = (url, request, response) => {
      const isSecond = /page(d=|\/)2/.test(url.href);
      if (isSecond) newest -= 3;
      const answer = handle(url, request, response);
      if (isSecond) newest += 3;
      return answer;
    };
    await look();
    f.handle = handle;
    for (let more = 0; more < 2; more += 1) await look();
    expect([owed(), state()?.openFrom]).toEqual([25, 0]);
  });

  it('says once that something may stand between its pages', async () => {
    await look();
    newest += 25;
    const { handle } = f;
    f.handle = (url, request, response) => (/page/.test(url.href) ? { status: 404 } : handle(url, request, response));
    const errors: (string | null | undefined)[] = [];
    for (let turn = 0; turn < 9; turn += 1) {
      await look();
      errors.push(state()?.error);
    }
    expect(errors.slice(0, 7).every((error) => error === null)).toBe(true);
    expect(errors.slice(7)).toEqual([expect.stringContaining('what stands between is not read'), null]);
    expect(state()).toMatchObject({ doubts: 0, openFrom: 0 });
  });

  it('posts all that is new where the second page is not found once', async () => {
    await look();
    const { handle } = f;
    f.handle = (url, request, response) => (/page/.test(url.href) ? { status: 404 } : handle(url, request, response));
    await look(15);
    f.handle = handle;
    await look();
    await look();
    expect([owed(), state()?.error, state()?.openFrom]).toEqual([15, null, 0]);
  });

  it('posts one that moves to a page that was read, as another is deleted meanwhile', async () => {
    await look();
    newest += 25;
    const { handle } = f;
    const left = Array.from({ length: newest }, (_, index) => newest - index);
    let asked = 0;
    pageIds = (number) => left.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE);
    f.handle = (url, request, response) => {
      const answer = handle(url, request, response);
      asked += 1;
      if (asked === 2) left.splice(4, 1);
      return answer;
    };
    for (let turn = 0; turn < 3; turn += 1) await look();
    expect([owed(), state()?.openFrom]).toEqual([25, 0]);
  });

  it('posts what comes after its first sight, and nothing old, where its second page fails from the beginning', async () => {
    broken = 2;
    await look();
    expect([owed(), state()?.error]).toEqual([0, expect.stringContaining('503')]);
    for (let turn = 0; turn < 3; turn += 1) await look(4);
    expect(owed()).toBe(12);
    broken = null;
    await look(4);
    await look();
    expect([owed(), state()?.error, state()?.openFrom]).toEqual([16, null, 0]);
    await look(25);
    expect(owed()).toBe(41);
  });
});
