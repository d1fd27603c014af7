// A run that is killed after any of its steps: the next one leaves every paper in exactly one message, in every mode.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEASE_MS } from '../../../src/domain/delivery.js';
import { openMemoryDiscord, type Kind, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { dayDump, misplaced, rowsOf, setMode } from '../../helpers/modes.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const COUNT = 12;
const clock = { ms: 0 };
let store: TestStore;
let discord: MemoryDiscord;
beforeEach(() => {
  clock.ms = Date.parse('2030-01-02T03:04:05Z');
  store = openTestStore(() => new Date(clock.ms));
});
afterEach(async () => {
  await discord.stop();
  store.close();
});

async function owe(mode: string, kind: Kind): Promise<void> {
  discord = openMemoryDiscord({ store, kind, clock, cardsPerHour: 2 });
  store.subscribe('1000', 'cs.LG');
  await store.ingest(dayDump(3, COUNT));
  setMode({ store }, mode);
}

/** What is wrong: papers that no message holds, or several do; messages that hold none; rows that name another. */
function wrong(mode: string): string[] {
  const rows = rowsOf(store.path);
  const messages = discord.messages.filter(({ body }) => body.embeds !== undefined);
  const holders = (key: string) => messages.filter(({ body }) => JSON.stringify(body.components).includes(key));
  const misnamed = rows.flatMap(({ key, line, state, message_id: id }) => {
    const held = holders(key).map((message) => message.id);
    // Of a digest the first ten stand in the message, the others behind its button.
    const expected = mode === 'digest' && (line ?? 0) > 10 ? [] : [id];
    return state === 'sent' && held.join() === expected.join()
      ? []
      : [`${key}: ${state} in ${id}, held by ${held.join()}`];
  });
  const empty = messages
    .filter(({ id }) => !rows.some((row) => row.message_id === id))
    .map(({ id }) => `${id} is nobody's`);
  return [...misnamed, ...empty, ...misplaced(rows)];
}

/** The steps of an undisturbed run, each once a run is killed after it. */
const WAYS = [
  { mode: 'cards', kind: 'channel', steps: 3 * 3 },
  { mode: 'compact', kind: 'channel', steps: 3 * 2 },
  { mode: 'digest', kind: 'channel', steps: 3 },
  { mode: 'thread', kind: 'channel', steps: 5 + 3 * 2 },
  { mode: 'thread', kind: 'forum', steps: 3 + 3 * 2 },
  { mode: 'digest', kind: 'forum', steps: 3 },
] as const;

describe.each(WAYS)('in the mode $mode in a $kind', ({ mode, kind, steps }) => {
  it('an undisturbed run takes these steps, and every paper stands once', async () => {
    await owe(mode, kind);
    await discord.drain();
    expect(discord.steps).toHaveLength(steps);
    expect(wrong(mode)).toEqual([]);
  });

  it.each(Array.from({ length: steps }, (_, index) => index + 1))('killed after step %i', async (step) => {
    await owe(mode, kind);
    discord.start(step);
    await discord.death();
    clock.ms += LEASE_MS;
    discord.start();
    clock.ms += LEASE_MS + 1_000;
    await discord.drain();
    expect(wrong(mode)).toEqual([]);
    const heads = discord.messages.filter(({ body }) => body.embeds === undefined);
    expect(heads).toHaveLength(mode === 'thread' ? 1 : 0);
  });
});
