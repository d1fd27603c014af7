// What the terminal tells of the followed categories: each of a few, and what many have in common.
import { expect, it } from 'vitest';
import { nobodyAskedText, todayLines } from '../../../src/pipeline/fetch/report.js';
import type { CategoryDay } from '../../../src/domain/category-day.js';

const day = (category: string, more: Partial<CategoryDay> = {}): CategoryDay => ({
  category,
  day: '2030-06-04',
  state: 'complete',
  papers: 3,
  reason: null,
  ...more,
});
const many = (count: number, more: (index: number) => Partial<CategoryDay>): CategoryDay[] =>
  Array.from({ length: count }, (_, index) => day(`math.A${index}`, more(index)));

it('names each of a few categories', () =>
  expect(
    todayLines([day('cs.LG'), day('cs.CL', { papers: 1 }), day('hep-th', { state: 'waiting', papers: null })]),
  ).toEqual([
    'today          cs.LG: complete, 3 papers',
    'today          cs.CL: complete, 1 paper',
    'today          hep-th: waiting',
  ]));

it('tells many that stand alike in one line, and those that do not by themselves', () =>
  expect(
    todayLines([
      ...many(155, (index) => ({ papers: index + 1 })),
      ...many(6, () => ({ papers: 2, state: 'partial' })),
      ...many(6, () => ({ state: 'none', papers: null, reason: { kind: 'weekend' } })),
      day('cs.LG', { state: 'none', papers: 0, reason: { kind: 'no-batch' } }),
    ]),
  ).toEqual([
    'today          math.A0, math.A1, math.A2 and 152 others: complete, 1 to 155 papers each',
    'today          math.A0, math.A1, math.A2 and 3 others: partial, 2 papers each',
    expect.stringMatching(/^today {10}math\.A0, math\.A1, math\.A2 and 3 others: none \(weekend/),
    expect.stringMatching(/^today {10}cs\.LG: none, 0 papers \(/),
  ]));

it.each([
  [1, { isAuto: true, urls: [] }, true, 'Nothing is due.'],
  [1, { isAuto: false, urls: ['https://a.example/'] }, false, 'Nothing is due.'],
  [0, { isAuto: true, urls: [] }, true, 'because no subscription follows a category.'],
  [0, { isAuto: false, urls: [] }, false, 'because FEEDS is off.'],
  [0, { isAuto: false, urls: [] }, true, 'because FEEDS is off, and no harvest is due.'],
])('says why nobody was asked: %j feeds by %j, harvests %j', (wanted, feeds, isHarvesting, said) =>
  expect(nobodyAskedText({ feeds, isHarvesting }, wanted)).toContain(said),
);
