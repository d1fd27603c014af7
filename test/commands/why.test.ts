// /why where thousands of rules match one paper: what the answer names is looked up, and nothing besides.
import { expect, it } from 'vitest';
import { whyCommand } from '../../commands/why.js';
import type { Context, Invocation } from '../../src/domain/context.js';
import type { RuleHere } from '../../src/domain/posted.js';
import { taxonomy } from '../helpers/stores.js';

const MOST_NAMED = 10;
const paper = {
  key: 's-0123456789',
  arxivId: '2501.00001',
  title: 'A title',
  titleJa: null,
  authors: [],
  categories: ['cs.LG'],
  primaryCategory: 'cs.LG',
  readable: {},
};

function askedIn(language: 'ja' | 'en'): Invocation {
  const asked = { language, isPersonal: true, userId: '7', guildId: null, now: new Date(0) };
  return { ...asked, options: { paper: '2501.00001' } } as never as Invocation;
}

const POSTED = { destinationOf: (id: string) => Promise.resolve(id), restOf: () => null };

it('looks up the words of the rules that it names alone', async () => {
  let lookedUp = 0;
  const matched = Array.from({ length: 1_000 }, (_, index): RuleHere => {
    return { kind: 'keyword', value: `word${index}`, createdAt: '2030', isRemoved: false, isPaused: false };
  });
  const here = { delivery: null, matched, announcedAt: null, silentReason: null, rules: matched, untranslated: null };
  const context = {
    taxonomy,
    findPaper: () => Promise.resolve(paper),
    highlight: () => {
      lookedUp += 1;
      return Promise.resolve([{ title: [{ text: `found${lookedUp}`, isMatch: true }], passage: null, author: null }]);
    },
    posted: { ...POSTED, paperHere: () => Promise.resolve(here) },
  } as never as Context;
  const { messages } = await whyCommand.run(askedIn('en'), context);
  expect(messages[0].embeds?.[0]?.description).toContain('found1');
  expect(lookedUp).toBe(MOST_NAMED);
});

it.each([
  ['cs.LG', 'ja', 'cs.LG（主分野）'],
  ['cs.LG', 'en', 'cs.LG (its primary category)'],
  ['cs', 'ja', 'cs（cs.LG（主分野））'],
  ['stat.ML', 'ja', 'stat.ML（クロスリスト）'],
  ['stat', 'en', 'stat (stat.ML, where it is cross-listed)'],
] as const)('names the category of a rule once: %s, %s', async (value, language, said) => {
  const matched: RuleHere[] = [{ kind: 'category', value, createdAt: '2030', isRemoved: false, isPaused: false }];
  const here = { delivery: null, matched, announcedAt: null, silentReason: null, rules: matched, untranslated: null };
  const context = {
    taxonomy,
    findPaper: () => Promise.resolve({ ...paper, categories: ['cs.LG', 'stat.ML'] }),
    posted: { ...POSTED, paperHere: () => Promise.resolve(here) },
  } as never as Context;
  const { messages } = await whyCommand.run(askedIn(language), context);
  expect(messages[0].embeds?.[0]?.description).toContain(said);
});
