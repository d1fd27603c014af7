// Lists of rules from the reading thread: all of them, in parts of at most 500.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createContext } from '../../src/app/context.js';
import { createRuleDesk } from '../../src/app/rule-desk.js';
import { PLACE, ruleFor } from '../helpers/rules.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';

let store: TestStore;
/** How many rules each answer of the reading thread brought. */
let parts: number[];

beforeEach(() => {
  store = openTestStore();
  parts = [];
});
afterEach(() => store.close());

const asking = {
  call(name: 'listSubscriptions', ...args: Parameters<TestStore['reader']['listSubscriptions']>) {
    const rules = store.reader[name](...args);
    parts.push(rules.length);
    return Promise.resolve(rules);
  },
};

it('bring every rule of a server, of one channel, and of a person once, by number', async () => {
  const keyword = (index: number) => ({
    ...ruleFor(index % 2 === 0 ? '10' : '11', `word ${index}`),
    kind: 'keyword' as const,
  });
  const inGuild = Array.from({ length: 1_100 }, (_, index) => keyword(index));
  const ofPerson = Array.from({ length: 600 }, (_, index) => ({ ...keyword(index), guildId: null, destination: '77' }));
  const added = store.writer.addSubscriptions([...inGuild, ...ofPerson].map((rule) => ({ rule, place: PLACE })));
  const ids = added.map(({ subscription }) => subscription.id);

  const { listSubscriptions } = createContext({ asking } as never);
  expect((await listSubscriptions('1')).map(({ id }) => id)).toEqual(ids.slice(0, 1_100));
  expect(parts).toEqual([500, 500, 100, 0]);
  expect((await listSubscriptions('1', '11')).map(({ id }) => id)).toEqual(
    ids.slice(0, 1_100).filter((_, index) => index % 2 === 1),
  );
  const desk = createRuleDesk({ asking } as never);
  expect((await desk.ofPerson('77')).map(({ id }) => id)).toEqual(ids.slice(1_100));
  expect(Math.max(...parts)).toBe(500);
  expect([...store.reader.eachSubscription()].map(({ id }) => id)).toEqual(ids);
});
