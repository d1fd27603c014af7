// Dates of a zone: what a person types and what they are shown are days of one and the same clock.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayIn } from '../../src/domain/calendar.js';
import { searchFor, storePapers } from '../helpers/papers.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';

let store: TestStore;
beforeEach(() => {
  store = openTestStore();
  // Around midnight of Tokyo (15:00 UTC) and of New York (05:00 UTC in winter).
  const times = ['2025-01-09T04:59:59Z', '2025-01-09T05:00:00Z', '2025-01-09T14:59:59Z', '2025-01-09T15:00:00Z'];
  storePapers(
    store,
    times.map((submittedAt, index) => ({ title: `Clock ${index}`, arxivId: `2501.0000${index}`, submittedAt })),
  );
});
afterEach(() => store.close());

const found = (text: string, zone: string | undefined, at = '2025-01-09T16:00:00Z'): string[] =>
  store.reader
    .search({ ...searchFor(text), at, ...(zone === undefined ? {} : { zone }) })
    .hits.map(({ paper }) => paper.title.at(-1)!)
    .toSorted();

describe.each(['Asia/Tokyo', 'America/New_York', 'Asia/Kathmandu', 'UTC'])('in %s', (zone) => {
  it('no paper is found that is dated outside the days asked for', () => {
    for (const day of ['2025-01-08', '2025-01-09', '2025-01-10'])
      for (const side of ['since', 'until'] as const) {
        const { hits } = store.reader.search({ ...searchFor(''), [side]: day, zone });
        const shown = hits.map(({ paper }) => dayIn(zone, new Date(paper.date!)));
        for (const each of shown) expect(side === 'since' ? each >= day : each <= day).toBe(true);
        const all = store.reader.search({ ...searchFor(''), zone }).hits;
        const inside = all.filter(({ paper }) => {
          const own = dayIn(zone, new Date(paper.date!));
          return side === 'since' ? own >= day : own <= day;
        });
        expect(hits).toHaveLength(inside.length);
      }
  });
});

it.each([
  ['until:2025-01-09', 'Asia/Tokyo', ['0', '1', '2']],
  ['since:2025-01-10', 'Asia/Tokyo', ['3']],
  ['until:2025-01-08', 'America/New_York', ['0']],
  ['since:2025-01-10', undefined, []],
  ['since:今日', 'Asia/Tokyo', ['3']],
  ['since:today', undefined, ['0', '1', '2', '3']],
  ['until:yesterday', 'Asia/Tokyo', ['0', '1', '2']],
  ['since:今月', 'America/New_York', ['0', '1', '2', '3']],
  ['since:2025-01 until:2025-01', 'Asia/Tokyo', ['0', '1', '2', '3']],
])('%s in %s', (text, zone, papers) => expect(found(text, zone)).toEqual(papers));
