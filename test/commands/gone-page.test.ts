// Turning to a page that is no longer there, since papers changed after the page before was shown.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pageButton } from '../../commands/buttons.js';
import { searchBy } from '../../commands/results.js';
import type { Context, Press } from '../../src/domain/context.js';
import { caller } from '../helpers/caller.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

let store: TestStore;
beforeEach(async () => {
  store = openTestStore();
  await store.ingest(dumpText(generateEntries(85, 12)));
});
afterEach(() => store.close());

async function turnTo(offset: number, query: string): Promise<string> {
  const press: Press = { ...caller, argument: `kept:${offset}:n`, values: [] };
  const context: Pick<Context, 'search' | 'loosen' | 'highlight' | 'saveSearch' | 'findSearch' | 'taxonomy'> = {
    taxonomy,
    search: (request) => Promise.resolve(store.reader.search(request)),
    loosen: (request) => Promise.resolve(store.reader.loosen(request)),
    highlight: (...shown) => Promise.resolve(store.reader.highlight(...shown)),
    saveSearch: () => Promise.resolve('kept'),
    findSearch: () => Promise.resolve(searchBy(press, { text: query })),
  };
  return JSON.stringify(await pageButton.run(press, context as Context));
}

it('shows the last page that is left, not that nothing matches', async () => {
  for (const offset of [16, 24, 8_000]) {
    const page = await turnTo(offset, 'number');
    expect(page).toContain('9–12 of 12');
    expect(page).toContain('"page:kept:0:p"');
  }
});

it('says that nothing matches where nothing is left', async () => {
  expect(await turnTo(8, 'zzyzx')).toContain('zzyzx');
});
