// The program killed again and again while it translates: at most the request in flight is asked again, every card comes once.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { until } from '../helpers/control.js';
import { startFakeTranslator } from '../helpers/fake-translator.js';
import { spawnProgram } from '../helpers/process.js';
import { run, type Environment } from '../helpers/program.js';
import { openBotStage } from '../helpers/stage.js';
import { temporaryFolder } from '../helpers/stores.js';
import { rssFeed } from '../helpers/translation.js';

const PAPERS = Array.from({ length: 8 }, (_, index) => ({
  title: `Deep study number ${index} of graphs`,
  abstract: `We study the graph number ${index} with $x_{${index}}$ nodes in detail. It works well for all of them.`,
}));

it('asks at most one request again for each kill, and posts every card once, in Japanese', async () => {
  const folder = temporaryFolder();
  const fake = await startFakeTranslator();
  const stage = await openBotStage(folder.path);
  const env: Environment = {
    ...stage.env,
    TRANSLATOR: 'openai',
    TRANSLATOR_URL: `${fake.url}/v1`,
    TRANSLATOR_MODEL: 'm',
    TRANSLATOR_DAILY_CHARACTERS: '0',
  };
  let bot = await spawnProgram(['start'], env);
  await stage.subscribe('cs.LG');
  writeFileSync(join(env['INBOX_DIR']!, 'feed.xml'), rssFeed(PAPERS));
  await run(['ingest', join(env['INBOX_DIR']!, 'feed.xml')], env);
  let kills = 0;
  for (; kills < 5; kills += 1) {
    const asked = fake.requests.length;
    // The request after the next two gets no answer: the program dies while it waits for one.
    fake.faultFor = (text, request) => (text === null && request > asked + 2 ? 'silence' : null);
    await until('a request in flight', () => (fake.requests.length > asked + 2 ? true : null));
    await bot.stop('SIGKILL');
    fake.faultFor = () => null;
    bot = await spawnProgram(['start'], env);
  }
  await until('every card', async () => ((await stage.outbox())['sent'] === PAPERS.length ? true : null));
  const cards = (await stage.sandbox.messages(stage.channel)).filter(({ nonce }) => nonce !== undefined);
  expect(cards.every(({ embeds }) => /[ぁ-ん一-龠]/.test(embeds[0]?.title ?? ''))).toBe(true);
  expect(new Set(cards.map(({ embeds }) => embeds[0]?.title)).size).toBe(PAPERS.length);
  const texts = fake.requests.flat();
  expect(texts.length - new Set(texts).size).toBeLessThanOrEqual(kills);
  expect(new Set(texts).size).toBe(2 * PAPERS.length);
  expect((await bot.stop('SIGTERM')).code).toBe(0);
  const status = JSON.parse((await run(['status', '--json'], env)).stdout) as {
    translation: { charactersToday: number };
  };
  expect(status.translation.charactersToday).toBe(fake.characters());
  await stage.world.stop();
  await fake.close();
  folder.remove();
});
