// A message that is made hours or days after its first attempt was refused: it is of the day on which it is posted.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NO_OPTIONS } from '../../../src/domain/subscription.js';
import { dumpText } from '../../helpers/dump-generator.js';
import { openMemoryDiscord, type MemoryDiscord } from '../../helpers/memory-discord.js';
import { papersOfADay } from '../../helpers/modes.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
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

/** Refused from the first paper on, while the others come within some hours; then everything goes out. */
async function overNight(count: number): Promise<void> {
  const { release } = discord.start();
  discord.answer = () => ({ kind: 'hold', reason: '403/50013: Missing Permissions', afterMs: null });
  for (const entry of papersOfADay(11, count)) {
    await store.ingest(dumpText([entry]));
    clock.ms += HOUR_MS / 2;
    await discord.drain();
  }
  clock.ms += 2 * HOUR_MS;
  discord.answer = () => null;
  await release();
  await discord.drain();
}

it('a digest has the date of its day', async () => {
  store.writer.addSubscription({ ...ruleFor('1000', 'cs.LG'), mode: 'digest', hour: 8 }, PLACE);
  await heldFor(1);
  expect(discord.messages.map(({ body }) => body.embeds?.[0]?.title)).toEqual([expect.stringContaining('1月6日')]);
});

it('a digest that was tried in the evening has the date of the morning', async () => {
  store.writer.addSubscription({ ...ruleFor('1000', 'cs.LG'), mode: 'digest', hour: 14 }, PLACE);
  // Hours of rules are of UTC here, dates of Tokyo: it is due at 23:00 there, and posted at 04:00.
  await overNight(38);
  expect(discord.messages.map(({ body }) => body.embeds?.[0]?.title)).toEqual([expect.stringContaining('1月3日')]);
});

it('the role is called once for what waited over a night', async () => {
  const options = { ...NO_OPTIONS, role: '77' };
  store.writer.addSubscription({ ...ruleFor('1000', 'cs.LG'), mode: 'compact', options }, PLACE);
  await overNight(14);
  expect(discord.messages.map(({ body }) => body.allowed_mentions?.roles ?? [])).toEqual([['77'], []]);
});

it('the role is called once for all that waited', async () => {
  const options = { ...NO_OPTIONS, role: '77' };
  store.writer.addSubscription({ ...ruleFor('1000', 'cs.LG'), mode: 'compact', options }, PLACE);
  await heldFor(14);
  expect(discord.messages.map(({ body }) => body.allowed_mentions?.roles ?? [])).toEqual([['77'], []]);
});
