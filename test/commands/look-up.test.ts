// Looking up the papers of a message that names more of them than one answer shows.
import { expect, it } from 'vitest';
import { lookUpCommand } from '../../commands/look-up.js';
import type { Context, Invocation } from '../../src/domain/context.js';
import type { Language } from '../../src/domain/language.js';
import { caller } from '../helpers/caller.js';
import { searchFor, storePapers, type Facts } from '../helpers/papers.js';
import { openTestStore, taxonomy, type TestStore } from '../helpers/stores.js';

const identifier = (number: number): string => `2504.${10_000 + number}`;

interface Said {
  readonly cards: number;
  readonly note: string;
}

/** What is said below the cards, and how many these are, for a message about stored papers. */
async function saidOf(
  facts: readonly Facts[],
  contentOf: (store: TestStore) => string,
  language: Language,
): Promise<Said> {
  const store = openTestStore();
  storePapers(store, facts);
  const content = contentOf(store);
  const invocation = { ...caller, language, target: { content, embeds: [], controls: [] } };
  const context: Pick<Context, 'taxonomy' | 'findPaper' | 'lookUp' | 'search'> = {
    taxonomy,
    search: (request) => Promise.resolve(store.reader.search(request)),
    findPaper: (reference) => Promise.resolve(store.reader.findPaper(reference)),
    lookUp: () => Promise.resolve('off'),
  };
  const { messages } = await lookUpCommand.run(invocation as unknown as Invocation, context as Context);
  store.close();
  const note = messages.flatMap((message) => message.content ?? []);
  return { cards: messages.length - note.length, note: note.join('\n') };
}

/** The same where the first ten of so many named papers are stored. */
const said = (count: number, language: Language): Promise<Said> =>
  saidOf(
    Array.from({ length: 10 }, (_, number) => ({ title: `Widgets ${number}`, arxivId: identifier(number) })),
    () => Array.from({ length: count }, (_, number) => identifier(number)).join(' '),
    language,
  );

it('shows five of them and names the others', async () => {
  expect(await said(5, 'en')).toEqual({ cards: 5, note: '' });
  const { cards, note } = await said(10, 'en');
  expect(cards).toBe(5);
  expect(note).toBe(
    'The message also names `2504.10005`, `2504.10006`, `2504.10007`, `2504.10008`, `2504.10009`. Open one with `/paper`.',
  );
  expect((await said(10, 'ja')).note).toContain('`2504.10009`。`/paper` で開けます。');
});

it('counts those that are not stored and find no room', async () => {
  expect((await said(30, 'en')).note).toMatch(/`2504\.10009`[^]*Not in the library: `2504\.10010`[^]* and 5 more$/);
  expect((await said(30, 'ja')).note).toMatch(/ほか 5 件$/);
});

it('calls a paper without an identifier by its title, not by a key that nobody knows', async () => {
  const facts = Array.from({ length: 6 }, (_, number) => ({ title: `Widgets *${number}*` }));
  const keys = (store: TestStore): string =>
    store.reader
      .search(searchFor(''))
      .hits.map(({ paper }) => paper.key)
      .join(' ');
  const { cards, note } = await saidOf(facts, keys, 'en');
  expect(cards).toBe(5);
  expect(note).toMatch(/^The message also names Widgets \\\*\d\\\*\. Open one with `\/paper`\.$/);
});

it('shows the paper of a journal whose address the message holds', async () => {
  const facts = [{ title: 'Static friction', doi: '10.1103/PhysRevLett.71.3963' }];
  const content = 'https://doi.org/10.1103/PhysRevLett.71.3963';
  expect(await saidOf(facts, () => content, 'en')).toEqual({ cards: 1, note: '' });
});
