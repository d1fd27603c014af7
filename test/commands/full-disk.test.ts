// Searching while nothing can be written: the answer comes without the buttons that would need what is not kept.
import { ComponentType } from 'discord-api-types/v10';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchBy, searchPage } from '../../commands/results.js';
import type { Context } from '../../src/domain/context.js';
import type { MessageBody } from '../../src/domain/message.js';
import { TransientError } from '../../src/errors.js';
import { caller } from '../helpers/caller.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

let store: TestStore;
beforeEach(async () => {
  store = openTestStore();
  await store.ingest(dumpText(generateEntries(84, 15)));
});
afterEach(() => store.close());

type Asked = Pick<Context, 'search' | 'loosen' | 'highlight' | 'saveSearch' | 'taxonomy'>;

function answer(query: string, saveSearch: Asked['saveSearch']) {
  const asked: Asked = {
    taxonomy,
    search: (request) => Promise.resolve(store.reader.search(request)),
    loosen: (request) => Promise.resolve(store.reader.loosen(request)),
    highlight: (...shown) => Promise.resolve(store.reader.highlight(...shown)),
    saveSearch,
  };
  return searchPage(searchBy(caller, { text: query }), caller, asked as Context);
}
const full = (): Promise<string> => Promise.reject(new TransientError('database or disk is full'));

const buttons = ({ components }: MessageBody): unknown[] =>
  (components ?? []).flatMap((row) => row.components).filter(({ type }) => type === ComponentType.Button);

describe('/search on a full disk', () => {
  it('answers with its papers, without buttons', async () => {
    const found = await answer('number', full);
    expect(JSON.stringify(found.embeds)).toContain('**number** 84-');
    expect(buttons(found)).toEqual([]);
    const usual = await answer('number', () => Promise.resolve('1'));
    expect(usual.embeds).toEqual(found.embeds);
    expect(buttons(usual)).not.toEqual([]);
  });

  it('answers that nothing was found, without a button for what is near', async () => {
    const nothing = await answer('number zzyzx', full);
    expect(nothing.content).toContain('zzyzx');
    expect(buttons(nothing)).toEqual([]);
    expect(buttons(await answer('number zzyzx', () => Promise.resolve('1')))).not.toEqual([]);
  });

  it('does not swallow what is no trouble of the disk', async () => {
    await expect(answer('number', () => Promise.reject(new TypeError('an error of ours')))).rejects.toThrow(TypeError);
  });
});
