// The waits between connections to the gateway: a session that did not last makes the next attempt wait.
import { WebSocketShardStatus } from 'discord.js';
import { expect, it, vi } from 'vitest';
import { createGatewayAttempts } from '../../src/discord/gateway.js';
import { createLog } from '../../src/log.js';

const waits: number[] = [];
vi.mock('node:timers/promises', () => ({ setTimeout: (ms: number) => Promise.resolve(void waits.push(ms)) }));

/** What is waited for before each of ten connections whose sessions end at once, in seconds; the first waits for nothing. */
async function waitsOf(how: 'new' | 'resumed'): Promise<number[]> {
  waits.length = 0;
  const log = createLog('silent', [], { write: () => undefined, isPretty: false });
  const times = { answerMs: 1, longestWaitMs: 120_000, awayMs: 1 };
  const attempts = createGatewayAttempts(times, { random: () => 1, log });
  const options = { retrieveSessionInfo: () => Promise.resolve(null) as Promise<unknown> };
  const manager = { options, fetchGatewayInformation: () => Promise.resolve({}) };
  const strategy = attempts.buildStrategy(manager as unknown as Parameters<typeof attempts.buildStrategy>[0]);
  Reflect.set(strategy, 'shards', new Map([[0, { status: WebSocketShardStatus.Idle }]]));
  const connect = options.retrieveSessionInfo as (shardId: number) => Promise<unknown>;
  for (let time = 0; time < 10; time += 1) {
    await connect(0);
    attempts.succeeded(time === 0 ? 'new' : how);
  }
  return waits.map((ms) => ms / 1_000);
}

it('new sessions that do not last make them ever longer: identifies are limited', async () => {
  expect(await waitsOf('new')).toEqual([1, 2, 4, 8, 16, 32, 64, 120]);
});

it('resumed ones make them eight seconds long at most: a line that is cut every minute is used for most of it', async () => {
  expect(await waitsOf('resumed')).toEqual([1, 2, 4, 8, 8, 8, 8]);
});
