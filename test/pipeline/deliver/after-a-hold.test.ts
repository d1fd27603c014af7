// A message that is made days after its first attempt was refused: it is of the day on which it is posted.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NO_OPTIONS } from '../../../src/domain/subscription.js';
import { dumpText } from '../../helpers/dump-generator.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { papersOfADay } from '../../helpers/modes.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const DAY_MS = 86_400_000;
const clock = { ms: 0 };
let store: TestStore;
let discord: MemoryDiscord;
beforeEach(() => {
  clock.ms = Date.parse('2030-01-01T22:00:00Z');
  store = openTestStore(() => new Date(clock.ms));
  discord = openMemoryDiscord({ store, kind: 'channel', clock });
});
afterEach(async () => {
  await discord.stop();
  store.close();
});

/** Refused from the first paper on, while one comes each day, and for three days more; then everything goes out. */
async function heldFor(days: number): Promise<void> {
  const { release } = discord.start();
  discord.answer = () => ({ kind: 'hold', reason: '403/50013: Missing Permissions', afterMs: null });
  for (const entry of papersOfADay(11, days)) {
    await store.ingest(dumpText([entry]));
    clock.ms += DAY_MS;
    await discord.drain();
  }
  clock.ms += 3 * DAY_MS;
  discord.answer = () => null;
  await release();
  await discord.drain();
}

it('a digest has the date of its day', async () => {
  store.writer.addSubscription({ ...ruleFor('1000', 'cs.LG'), mode: 'digest', hour: 8 }, PLACE);
  await heldFor(1);
  expect(discord.messages.map(({ body }) => body.embeds?.[0]?.title)).toEqual([expect.stringContaining('1月6日')]);
});

it('the role is called once for all that waited', async () => {
  const options = { ...NO_OPTIONS, role: '77' };
  store.writer.addSubscription({ ...ruleFor('1000', 'cs.LG'), mode: 'compact', options }, PLACE);
  await heldFor(14);
  expect(discord.messages.map(({ body }) => body.allowed_mentions?.roles ?? [])).toEqual([['77'], []]);
});
