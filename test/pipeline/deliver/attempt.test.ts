// An attempt that a failure of the store ended leaves nothing behind that a later one of the same delivery is settled by.
import { expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/delivery.js';
import { TransientError } from '../../../src/errors.js';
import { createAttempt, type AttemptOptions } from '../../../src/pipeline/deliver/attempt.js';

it('what cannot be worked on is rejected, not what led its message at an attempt before', async () => {
  const delivery = { id: 1, destination: '7', channelId: '7', state: 'pending', leaderId: null, attempts: 0 };
  const settled: string[] = [];
  let departs = (): unknown => ({ kind: 'leaves', claim: { body: '{}' }, delivery: { ...delivery, id: 2 }, body: {} });
  const attempt = createAttempt({
    now: () => new Date(0),
    monotonic: () => 0,
    log: { warn: () => undefined },
    destinations: { canPost: () => true, kindOf: () => 'channel' },
    sender: { send: () => Promise.resolve({ kind: 'sent', messageId: '1', channelId: '7' }) },
    // Throws where an error of the program would.
    depart: () => Promise.resolve().then(departs),
    writer: {
      call(name: string, id: number) {
        if (name === 'markSent') return Promise.reject(new TransientError('locked'));
        if (name !== 'claimDelivery') settled.push(`${name} ${id}`);
        return Promise.resolve(name === 'claimDelivery');
      },
    },
  } as unknown as AttemptOptions);
  const owed = delivery as unknown as Delivery;
  await expect(attempt.attempt(owed)).rejects.toThrow('locked');
  departs = () => {
    throw new Error('planted');
  };
  await expect(attempt.attempt(owed)).rejects.toThrow('planted');
  await attempt.giveUp(owed, 'an error');
  expect(settled).toEqual(['reject 1']);
});
