// Stores larger than any bound of a scan: names, the order within one second, and a bot that starts over one and answers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWriter } from '../../src/store/writer.js';
import { searchFor, storePapers } from '../helpers/papers.js';
import { run } from '../helpers/program.js';
import { openBotStage } from '../helpers/stage.js';
import { spawnProgram } from '../helpers/process.js';
import { openTestStore, taxonomy, temporaryFolder, type TestStore } from '../helpers/stores.js';

let store: TestStore;
const keys = (text: string, more = {}): string[] =>
  store.reader.search(searchFor(text, more)).hits.map((hit) => hit.paper.key);
const number = (index: number): string => String(index).padStart(5, '0');

describe('in a large store', () => {
  /** Of 20,001 papers the first twelve are by Wei Li, and the last 1,500 are of one second, the later ones with the greater keys. */
  beforeAll(() => {
    store = openTestStore();
    storePapers(
      store,
      Array.from({ length: 20_001 }, (_, at) => ({
        title: `Paper ${at}`,
        arxivId: `2501.${number(10_000 + at)}`,
        ...(at < 18_501 ? {} : { submittedAt: '2025-06-01T00:00:00Z' }),
        authors: at < 12 ? ['Wei Li'] : at < 18_501 ? ['Ann Smith'] : ['Wei Chen', 'Ann Li', `Third N${at}`],
      })),
    );
  });
  afterAll(() => store.close());
  it('an author is found behind more than a thousand papers whose authors only share the words of the name', () => {
    const { hits, total } = store.reader.search(searchFor('au:"Wei Li"'));
    expect(hits.map((hit) => hit.paper.authors)).toEqual(Array.from({ length: 10 }, () => ['Wei Li']));
    expect(total).toBeGreaterThanOrEqual(10);
  });
  it('papers of one second come in the order of their keys, also when there are more than a thousand', () => {
    expect(keys('paper')).toEqual(Array.from({ length: 10 }, (_, at) => `2501.${number(28_501 + at)}`));
    expect(keys('paper', { offset: 100, limit: 1 })).toEqual(['2501.28601']);
  });
});

describe('a bot over 50,000 papers', () => {
  const PAPERS = 50_000;
  const IN_A_DUMP = 10_000;

  it('starts, answers its first /help within the time that Discord gives, and ends with its books balanced', async () => {
    const folder = temporaryFolder();
    const stage = await openBotStage(folder.path);
    const writer = openWriter(stage.env['DATABASE_PATH']!, taxonomy);
    for (let from = 0; from < PAPERS; from += IN_A_DUMP)
      storePapers(
        { writer },
        Array.from({ length: IN_A_DUMP }, (_, at) => ({ title: `On ${from + at}`, authors: [`A${at} B${from}`] })),
      );
    writer.close();
    const bot = await spawnProgram(['start'], stage.env);
    const { adminId } = await stage.sandbox.state();
    const asked = { kind: 'command', userId: adminId, locale: 'en-US', channelId: stage.channel, command: 'help' };
    const { outcome, messages } = await stage.sandbox.interact(asked);
    expect(outcome).toBe('answered');
    expect(JSON.stringify(messages)).toContain('50,000 papers in the library');
    expect((await bot.stop('SIGTERM')).code).toBe(0);
    expect(await run(['status', '--ledger'], stage.env)).toMatchObject({ code: 0 });
    await stage.world.stop();
    folder.remove();
  });
});
