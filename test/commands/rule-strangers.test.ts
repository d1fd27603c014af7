// "Not this person" where papers have thousands of authors: names are compared with the rule's own as few times as will do.
import { afterEach, expect, it, vi } from 'vitest';
import { leaveOutStrangers } from '../../commands/rule-strangers.js';
import type { Context, Press } from '../../src/domain/context.js';
import type { Paper } from '../../src/domain/paper.js';
import { NO_OPTIONS, type RuleChange, type Subscription } from '../../src/domain/subscription.js';

afterEach(() => vi.restoreAllMocks());

const paper = (key: string, authors: readonly string[]): Paper =>
  ({ key, authors, categories: ['hep-ex'] }) as unknown as Paper;
const many = (prefix: string): string[] => Array.from({ length: 1_000 }, (_, index) => `${prefix} Nobody${index}`);

it('leaves out a hundred co-authors of strangers, none of whom the rule means or its papers name', async () => {
  const shared = many('Shared');
  const papers = [
    ...Array.from({ length: 5 }, (_, index) => paper(`own-${index}`, ['Georges Aad', ...shared])),
    ...Array.from({ length: 5 }, (_, index) => paper(`strange-${index}`, ['G. Aad', ...shared, ...many(`S${index}`)])),
  ];
  const rule = { id: 1, value: 'G. Aad', options: NO_OPTIONS } as Subscription;
  const changes: RuleChange[] = [];
  const context = {
    rules: {
      papersOf: () => Promise.resolve(papers),
      countOf: () => Promise.resolve({ rules: 1, leftOut: 0 }),
      change: (_id: number, change: RuleChange) => Promise.resolve((changes.push(change), rule)),
    },
  };
  const press = { values: papers.slice(5).map(({ key }) => key), now: new Date(0) };
  const tested = vi.spyOn(RegExp.prototype, 'test');
  await leaveOutStrangers(rule, press as unknown as Press, context as unknown as Context);
  const looks = tested.mock.calls.length;
  tested.mockRestore();
  expect(changes[0]?.options?.excludedAuthors).toEqual(many('S0').slice(0, 100));
  // Each name that is compared is read by patterns first.
  expect(looks).toBeLessThan(1_000);
});
