// A digest of a thousand papers by a few rules: each rule is read, and put into words, once.
import { afterEach, expect, it, vi } from 'vitest';
import { subjectList } from '../../../src/cards/day-thread.js';
import { mannerOf } from '../../../src/pipeline/deliver/manner.js';
import type { Composition } from '../../../src/pipeline/deliver/compose.js';
import { NO_OPTIONS } from '../../../src/domain/subscription.js';

afterEach(() => vi.restoreAllMocks());

const RULES = [1, 2, 3, 4, 5].map((id) => ({
  id,
  kind: 'keyword',
  value: `words ${id}`,
  options: JSON.stringify({ ...NO_OPTIONS, isSilent: true }),
}));
const papers = Array.from({ length: 1_000 }, (_, deliveryId) => ({
  deliveryId,
  rules: RULES.map((rule) => ({ ...rule, deliveryId })),
}));

it('reads the options of each rule once', () => {
  const composition = { members: papers.map(({ deliveryId: id }) => ({ id, destination: '1' })), papers };
  const parse = vi.spyOn(JSON, 'parse');
  const { manner } = mannerOf(composition as unknown as Composition, {
    reader: { isCallDue: () => false },
    destinations: { hasRole: () => null },
    now: () => new Date(0),
  });
  expect(manner.flags).toBeDefined();
  expect(parse).toHaveBeenCalledTimes(RULES.length);
});

it('puts each rule into words once', () => {
  const rules = papers.flatMap((paper) => paper.rules);
  const tested = vi.spyOn(RegExp.prototype, 'test');
  const subject = subjectList(rules, 'en');
  const looks = tested.mock.calls.map(([text]) => text).filter((text) => text.startsWith('words'));
  tested.mockRestore();
  expect(subject).toContain('words 3');
  expect(looks).toHaveLength(RULES.length);
});
