// The matrix: one paper in nine formats, as two versions, ends as one row with the best of each, whatever the order.
import { afterEach, describe, expect, it } from 'vitest';
import { exported } from '../helpers/exported.js';
import { RENDERERS, type Revision } from '../helpers/formats.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';
import { sampled, seeds } from '../helpers/seeds.js';

const both = (text: string) => ({ tex: text, plain: text });
const V1: Revision = {
  arxivId: '2504.06704',
  times: ['2025-04-09T09:08:26Z'],
  title: { tex: "$\\beta$-VAEs aren't all: B\\'ezier curves", plain: "$\\beta$-VAEs aren't all: Bézier curves" },
  abstract: "We don't know -- but we learn that $O(N^2)$ is slow.",
  abstractJa: 'わかりません。\n$ O(n^2)$ は遅いことを学習します。',
  authors: [
    { forenames: { tex: "Bal\\'azs", plain: 'Balázs' }, family: { tex: "K\\'egl", plain: 'Kégl' } },
    { forenames: both('Ludwig'), family: both('van der Berg') },
  ],
  categories: ['cs.LG', 'cs.CL', 'stat.ML'],
  comments: '12 pages',
  doi: '10.1000/1',
  journalRef: 'J. Tests 1 (2025) 1',
};
const V2: Revision = {
  ...V1,
  times: [...V1.times, '2025-06-01T11:00:00Z'],
  abstract: "We don't know -- but we now prove that $O(N)$ is enough.",
  abstractJa: 'わかりません。\n$ O(n)$ で足りることを証明します。',
  comments: '14 pages, accepted',
  journalRef: 'J. Tests 2 (2025) 7',
};
const RENAMED: Revision = { ...V2, title: both('Curves of autoencoders') };

const FORMATS = Object.keys(RENDERERS) as (keyof typeof RENDERERS)[];
interface Item {
  readonly name: string;
  readonly text: string;
}
const itemsOf = (...revisions: Revision[]): Item[] =>
  revisions.flatMap((paper) =>
    FORMATS.map((format) => ({ name: `${format} v${paper.times.length}`, text: RENDERERS[format](paper) })),
  );

const open: TestStore[] = [];
afterEach(() => open.splice(0).forEach((store) => store.close()));

async function takeAll(items: readonly Item[], isDrained = true) {
  const store = openTestStore();
  open.push(store);
  store.subscribe('10', 'cs.LG');
  for (const { name, text } of items) {
    const result = await store.ingest(text);
    expect({ name, ...result }).toMatchObject({ name, error: null, records: 1, rejected: 0 });
  }
  const papers = [...store.reader.eachPaper()];
  const shown = exported(store);
  const outbox = store.reader.outboxCounts();
  if (isDrained) open.splice(0).forEach((each) => each.close());
  return { papers, shown, outbox };
}

/** A generator that repeats itself for a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}

const pairsOf = (items: readonly Item[]): [Item, Item][] =>
  items.flatMap((one, index) => items.slice(index + 1).map((two): [Item, Item] => [one, two]));

describe('one paper in nine formats and two versions', () => {
  const items = itemsOf(V1, V2);

  it('is one row, one delivery and one export for every pair in both orders', { timeout: 120_000 }, async () => {
    for (const pair of sampled(pairsOf(items))) {
      const [forth, back] = [await takeAll(pair), await takeAll(pair.toReversed())];
      const names = pair.map(({ name }) => name);
      expect({ names, shown: back.shown }).toEqual({ names, shown: forth.shown });
      expect({ names, rows: forth.shown.length }).toEqual({ names, rows: 1 });
      expect(forth.outbox.pending).toBeLessThanOrEqual(1);
      expect(forth.papers[0]!.sources).toHaveLength(2);
    }
  });

  it('is byte for byte the same in many seeded orders, with provenance of all', { timeout: 120_000 }, async () => {
    const first = await takeAll(items);
    for (let seed = 1; seed <= seeds(100); seed += 1) {
      const { shown, outbox, papers } = await takeAll(shuffled(items, randomOf(seed)));
      expect({ seed, shown }).toEqual({ seed, shown: first.shown });
      expect({ seed, pending: outbox.pending }).toEqual({ seed, pending: 1 });
      expect(papers[0]!.sources).toHaveLength(items.length);
    }
  });

  it('has the best of each', async () => {
    const { shown } = await takeAll(items);
    expect(JSON.parse(shown[0]!)).toEqual({
      arxivId: '2504.06704',
      version: 2,
      title: V2.title.plain,
      titleJa: null,
      abstract: V2.abstract,
      abstractJa: V2.abstractJa,
      authors: ['Balázs Kégl', 'Ludwig van der Berg'],
      categories: V2.categories,
      primaryCategory: 'cs.LG',
      submittedAt: V1.times[0],
      updatedAt: V2.times[1],
      comments: V2.comments,
      journalRef: V2.journalRef,
      doi: V2.doi,
      reportNo: null,
      license: 'http://creativecommons.org/licenses/by/4.0/',
      withdrawn: false,
      translation: { site: 'arxiv.jp', service: 'Google' },
      links: {
        abs: 'https://arxiv.org/abs/2504.06704',
        pdf: 'https://arxiv.org/pdf/2504.06704',
        search: expect.stringContaining('searchtype=title') as string,
      },
    });
  });
});

describe('a paper whose second version has another title', () => {
  const items = itemsOf(V1, RENAMED);
  /** What tells the exact time of the first version together with the identifier. */
  const LINKS = /^(?:arxiv-api|oai-arXivRaw|snapshot)/;

  it(
    'is one row for every pair that shares evidence, and two for every other, in both orders',
    { timeout: 120_000 },
    async () => {
      for (const pair of sampled(pairsOf(items))) {
        const [forth, back] = [await takeAll(pair), await takeAll(pair.toReversed())];
        const names = pair.map(({ name }) => name);
        expect({ names, shown: back.shown }).toEqual({ names, shown: forth.shown });
        const texts = names.filter((name) => name.startsWith('arxiv-jp-text'));
        const [other = ''] = names.filter((name) => !name.startsWith('arxiv-jp-text'));
        const version = texts[0]?.slice(-1);
        const isTold =
          texts.length === 0 ||
          (texts.length === 1 && (other.endsWith(`v${version}`) || (version === '1' && LINKS.test(other))));
        expect({ names, rows: forth.shown.length }).toEqual({ names, rows: isTold ? 1 : 2 });
      }
    },
  );

  it('ends as one row in every order of all', { timeout: 120_000 }, async () => {
    const first = await takeAll(items);
    expect(first.shown).toHaveLength(1);
    for (let seed = 1; seed <= seeds(50); seed += 1) {
      const { shown, outbox } = await takeAll(shuffled(items, randomOf(seed)));
      expect({ seed, shown }).toEqual({ seed, shown: first.shown });
      expect(outbox.pending).toBe(1);
    }
  });
});
