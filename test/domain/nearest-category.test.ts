// The nearest category: what is meant by a code that is none; and what is taken at its word.
import { describe, expect, it } from 'vitest';
import { editsBetween } from '../../src/text/edits.js';
import { taxonomy } from '../helpers/stores.js';

describe('the nearest code', () => {
  it.each([
    ['cs.CLL', 'cs.CL'],
    ['cs.L', 'cs.LG'],
    ['cs.VC', 'cs.CV'],
    ['sc.RO', 'cs.RO'],
    ['math.NTT', 'math.NT'],
    ['hep-ht', 'hep-th'],
    ['quantph', 'quant-ph'],
    ['astro-ph.CQ', 'astro-ph.CO'],
    ['stat ml', 'stat.ML'],
    ['ｃｓ．ＬＧＧ', 'cs.LG'],
    ['Robotcis', 'cs.RO'],
    ['ne', 'cs.NE'],
    ['c.sNE', 'cs.NE'],
    ['hep.ex', 'hep-ex'],
    ['Number Teory', 'math.NT'],
    ['condmat', 'cond-mat'],
    ['astroph', 'astro-ph'],
    ['cs.ME', 'stat.ME'],
    ['mth.CO', 'math.CO'],
  ])('%s is %s', (typed, code) => expect(taxonomy.nearest(typed, 3)[0]).toBe(code));

  it.each(['x', '', 'completely else', '学'])('%j is near nothing', (typed) =>
    expect(taxonomy.nearest(typed, 3)).toEqual([]),
  );
});

it.each(['cond-mat', 'q-bio', 'stat'])('%s is offered as the whole archive', (typed) =>
  expect(taxonomy.suggest(typed, 'en', { limit: 3 })[0]?.code).toBe(typed),
);

it('offers no archive that takes no papers any more', () =>
  expect(taxonomy.suggest('cmp-lg', 'en', { limit: 3 })).toEqual([]));

describe('what is taken at its word', () => {
  it.each([
    ['CS.lg', 'cs.LG'],
    ['math.IT', 'cs.IT'],
    ['Robotics', 'cs.RO'],
    ['game theory', 'cs.GT'],
    ['cs', 'cs'],
  ])('%s means %s', (typed, code) => expect(taxonomy.meant(typed)).toBe(code));

  it.each(['all', 'art', 'log', 'rob', 'cs.LGG', 'theory', 'every', '情報', ''])('%j is asked about', (typed) =>
    expect(taxonomy.meant(typed)).toBeNull(),
  );
});

it.each([
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['abc', 'abcd', 1],
  ['', 'ab', 2],
  ['kitten', 'sitting', 3],
  ['abcdef', 'uvwxyz', 3],
])('from %j to %j it is %i letters, three at most', (left, right, edits) =>
  expect(editsBetween(left, right, 2 + Number(edits > 2) - Number(edits > 2))).toBe(edits),
);
