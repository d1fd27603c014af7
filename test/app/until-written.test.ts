// Writes without which nothing may be sent: said once where they cannot be made, tried again, and given up at a stop.
import { describe, expect, it } from 'vitest';
import { createUntilWritten } from '../../src/app/until-written.js';
import { TransientError } from '../../src/errors.js';

function stage(signal = new AbortController().signal) {
  const said: string[] = [];
  const untilWritten = createUntilWritten({
    databasePath: '/data/bot.db',
    say: (line) => void said.push(line),
    signal,
    waitMs: 1,
  });
  return { untilWritten, said };
}
const full = (): Promise<never> => Promise.reject(new TransientError('database or disk is full'));

describe('a write that has to be made', () => {
  it('is made once and nothing to speak of where it can be', async () => {
    const { untilWritten, said } = stage();
    let writes = 0;
    await untilWritten.write(() => Promise.resolve((writes += 1)));
    expect([writes, said, untilWritten.isTold()]).toEqual([1, [], false]);
  });

  it('is tried again until it can be, which is said once, whatever else waits', async () => {
    const { untilWritten, said } = stage();
    let left = 3;
    const write = (): Promise<unknown> => (left > 0 ? ((left -= 1), full()) : Promise.resolve());
    await Promise.all([untilWritten.write(write), untilWritten.write(write), untilWritten.told]);
    expect(left).toBe(0);
    expect(said).toEqual([
      expect.stringMatching(
        /^The database \/data\/bot\.db cannot be written now: database or disk is full\. Nothing is/,
      ),
    ]);
  });

  it('ends with any other error', async () => {
    const { untilWritten, said } = stage();
    await expect(untilWritten.write(() => Promise.reject(new TypeError('an error of ours')))).rejects.toThrow(
      TypeError,
    );
    expect(said).toEqual([]);
  });

  it.each(['the bot', 'this'])('is given up when %s stops', async (which) => {
    const bot = new AbortController();
    const { untilWritten } = stage(bot.signal);
    const writing = untilWritten.write(full);
    await untilWritten.told;
    if (which === 'this') untilWritten.stop();
    else bot.abort();
    await expect(writing).rejects.toThrow(/abort/i);
  });
});
