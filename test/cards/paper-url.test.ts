// The address of a paper without an identifier: a search for as many words of its title as fit, found without trying each number.
import { afterEach, expect, it, vi } from 'vitest';
import { paperUrl } from '../../src/cards/paper-text.js';
import { paperLinks, type Paper } from '../../src/domain/paper.js';

afterEach(() => vi.unstubAllGlobals());

const titled = (title: string): Paper => ({ arxivId: null, title }) as Paper;
const searchFor = (words: readonly string[]): string => paperLinks({ arxivId: null, title: words.join(' ') }).search;

/** Addresses that are built while `work` runs. */
function addressesIn(work: () => void): number {
  let built = 0;
  class Counted extends URLSearchParams {
    constructor(init: Record<string, string>) {
      super(init);
      built += 1;
    }
  }
  vi.stubGlobal('URLSearchParams', Counted);
  work();
  vi.unstubAllGlobals();
  return built;
}

it.each([
  ['of one letter', 'a'],
  ['of one Japanese letter, which takes nine', '語'],
  ['of usual length', 'learning'],
])('takes a few tries for a title of a thousand words %s', (_, word) => {
  const paper = titled(Array(1_000).fill(word).join(' ').slice(0, 2_000));
  for (const max of [110, 160, 512, 2_048]) expect(addressesIn(() => paperUrl(paper, max))).toBeLessThan(16);
});

it('holds as many words as fit, and a part of a first word that does not', () => {
  const words =
    'Some words of several lengths, and 長い日本語の題名 between them, until there is no room for any more'.split(' ');
  const whole = searchFor(words).length;
  for (let max = 70; max <= whole; max += 1) {
    const most = words.findLastIndex((_, index) => searchFor(words.slice(0, index + 1)).length <= max) + 1;
    expect(paperUrl(titled(words.join(' ')), max)).toBe(searchFor(words.slice(0, most)));
  }
  expect(paperUrl(titled('x'.repeat(2_000)), 110)).toBe(searchFor(['x'.repeat(30)]));
});
