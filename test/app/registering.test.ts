// Registering beside everything else: what fails is said once and tried again, and nothing waits for it.
import { describe, expect, it } from 'vitest';
import { keepRegistering } from '../../src/app/registering.js';
import { NotRegistered } from '../../src/discord/registration.js';
import { UserError } from '../../src/errors.js';
import { createLog } from '../../src/log.js';

function stage(outcomes: readonly ('registered' | Error)[]) {
  const said: string[] = [];
  const waits: number[] = [];
  const failed: string[] = [];
  let attempts = 0;
  const registering = keepRegistering({
    register() {
      const outcome = outcomes[attempts] ?? new Error('no more outcomes');
      attempts += 1;
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
    log: createLog('silent'),
    say: (line) => void said.push(line),
    random: () => 1,
    signal: new AbortController().signal,
    fail: (reason) => void failed.push(reason),
    async wait(ms, signal) {
      waits.push(ms);
      if (waits.length < outcomes.length) return;
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    },
  });
  return { registering, said, waits, failed, attempts: () => attempts };
}

describe('commands', () => {
  it('that are registered at once are nothing to speak of', async () => {
    const { registering, said, waits } = stage(['registered']);
    await registering.firstOutcome;
    await registering.stop();
    expect([said, waits]).toEqual([[], []]);
  });

  it('that cannot be registered are said once, tried again with growing cooldowns, and said when they are', async () => {
    const { registering, said, waits, attempts } = stage([new Error('500'), new Error('500'), 'registered']);
    for (let turn = 0; turn < 20 && said.length < 2; turn += 1) await new Promise((later) => setImmediate(later));
    expect(said).toEqual([
      'The slash commands could not be registered: 500. Cards go out meanwhile; it is tried again until it succeeds.',
      'The slash commands are registered now.',
    ]);
    expect([waits, attempts()]).toEqual([[1000, 2000], 3]);
    await registering.stop();
  });

  it('are tried again no sooner than Discord asks', async () => {
    const { registering, waits } = stage([
      new NotRegistered('429', 14_000, null),
      new NotRegistered('429', 500, null),
      'registered',
    ]);
    for (let turn = 0; turn < 20 && waits.length < 2; turn += 1) await new Promise((later) => setImmediate(later));
    expect(waits).toEqual([14_000, 2_000]);
    await registering.stop();
  });

  it('of a refused token end the bot with its sentence', async () => {
    const { registering, failed, attempts } = stage([new UserError('bad-usage', 'Discord refused the token.')]);
    await registering.firstOutcome;
    expect([failed, attempts()]).toEqual([['Discord refused the token.'], 1]);
  });

  it('are waited for no longer when the bot ends', async () => {
    const { registering } = stage([new Error('500')]);
    await registering.firstOutcome;
    await registering.stop();
  });
});
