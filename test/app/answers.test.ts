// Answers of the writing thread: none before what it tells of is on the disk, and one wait for all that come together.
import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import { createAnswers, type Answers } from '../../src/app/answers.js';

let done: string[];
let asked: number;
let answers: Answers;
beforeEach(() => {
  done = [];
  asked = 0;
  answers = createAnswers({
    countCommit: () => void done.push('on the disk'),
    send: ({ id }) => void done.push(`answer ${id}`),
    isAsked: () => asked > 0,
  });
});
const carriedOut = (id: number): void => answers.add({ id, ok: true, value: null });

it('is given at once where nothing else is asked for, after the disk has it', () => {
  carriedOut(1);
  carriedOut(2);
  expect(done).toEqual(['on the disk', 'answer 1', 'on the disk', 'answer 2']);
});

it('is held back for the requests that came with it, which wait for the disk together', () => {
  for (asked = 2; asked >= 0; asked -= 1) carriedOut(3 - asked);
  expect(done).toEqual(['on the disk', 'answer 1', 'answer 2', 'answer 3']);
});

it('does not wait for a request that takes long', async () => {
  asked = 1;
  carriedOut(1);
  expect(done).toEqual([]);
  await setImmediate();
  expect(done).toEqual(['on the disk', 'answer 1']);
  await setImmediate();
  expect(done).toHaveLength(2);
});

it('is not held back for long where one request after the other comes', () => {
  const clock = vi.spyOn(performance, 'now');
  asked = 1;
  for (const [index, at] of [0, 15, 30, 45].entries()) {
    clock.mockReturnValue(at);
    carriedOut(index);
  }
  clock.mockRestore();
  expect(done).toEqual(['on the disk', 'answer 0', 'answer 1', 'answer 2']);
});

it('is not given where the disk fails, which is told in words', () => {
  const broken = createAnswers({
    countCommit: () => {
      throw new Error('the disk is gone');
    },
    send: ({ id }) => void done.push(`answer ${id}`),
    isAsked: () => false,
  });
  expect(() => broken.add({ id: 1, ok: true, value: null })).toThrow('the disk is gone');
  expect(done).toEqual([]);
});
