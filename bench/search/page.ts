// How long a person waits on the sandbox's page: each command in both languages over a built store, in Debian's Chromium.
// Run after `npm run build`: node bench/run.mjs search/page.ts STORE [FOLDER for pictures]
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Page } from 'playwright-core';
import { openBrowser, openPage, privately, send, typeCommand } from '../../test/helpers/browser.js';
import { spawnProgram } from '../../test/helpers/process.js';
import { temporaryFolder } from '../../test/helpers/stores.js';

const [store = '', pictures = 'test-output'] = process.argv.slice(2);
const COMMANDS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['/search', { query: '学習' }],
  ['/search', { query: '強化学習 model' }],
  ['/search', { query: '"neural network" -deep since:2015' }],
  ['/search', { query: 'quantum dynamics of galaxies' }],
  ['/author', { name: 'Wang' }],
  ['/category', { category: 'cs.LG' }],
  ['/latest', {}],
  ['/paper', { reference: '' }],
  ['/similar', { reference: '' }],
];

/** Sends what was typed; milliseconds until its answer stands on the page. */
async function wait(page: Page, act: () => Promise<void>): Promise<number> {
  const answers = page.locator('article.private');
  const before = await answers.count();
  const started = performance.now();
  await act();
  await answers.nth(before).locator('.embed').first().waitFor({ timeout: 30_000 });
  return performance.now() - started;
}

const folder = temporaryFolder();
const env = { DATABASE_PATH: join(folder.path, 'a.db'), INBOX_DIR: join(folder.path, 'inbox'), SANDBOX_PORT: '0' };
// The first start makes the demo's servers; the second finds the built store in its place.
await (await spawnProgram(['start'], env)).stop('SIGTERM');
for (const end of ['-wal', '-shm']) rmSync(`${env.DATABASE_PATH}${end}`, { force: true });
copyFileSync(store, env.DATABASE_PATH);
mkdirSync(pictures, { recursive: true });
const bot = await spawnProgram(['start'], env);
const browser = await openBrowser();
try {
  console.log('| command | reader | answer after (ms) |\n| --- | --- | --- |');
  for (const locale of ['ja', 'en-US'] as const) {
    const page = await openPage(browser, { url: bot.ready, channel: '# cs-lg' }, { locale });
    let reference = '';
    for (const [index, [command, options]] of COMMANDS.entries()) {
      const filled = 'reference' in options ? { reference } : options;
      await typeCommand(page, command, filled);
      const taken = await wait(page, () => send(page));
      const answer = privately(page);
      if (command === '/latest')
        reference = /(?:\d{4}\.\d{4,5}|[a-z-]+\/\d{7})/.exec((await answer.innerHTML()) ?? '')?.[0] ?? '';
      await page.screenshot({ path: join(pictures, `million-${locale}-${index}${command.replace('/', '-')}.png`) });
      console.log(`| ${command} ${Object.values(filled).join(' ')} | ${locale} | ${taken.toFixed(0)} |`);
      if (index > 0) continue;
      for (const [name, step] of [
        ['next page', () => answer.getByRole('button', { name: /次へ|Next/ }).click()],
        ['a paper of the menu', () => answer.locator('select').first().selectOption({ index: 2 })],
      ] as const) {
        const begun = performance.now();
        const text = await page.locator('#messages, main').first().innerText();
        await step();
        while (
          (await page.locator('#messages, main').first().innerText()) === text &&
          performance.now() - begun < 30_000
        );
        console.log(`| ${name} | ${locale} | ${(performance.now() - begun).toFixed(0)} |`);
      }
    }
    await page.locator('#composer [name=message]').fill(`${reference} (${locale})`);
    await page.keyboard.press('Enter');
    const message = page
      .locator('article:not(.private)')
      .filter({ hasText: `${reference} (${locale})` })
      .last();
    await message.locator('summary').click();
    const taken = await wait(page, () => message.getByRole('button', { name: 'Look up papers' }).click());
    await page.screenshot({ path: join(pictures, `million-${locale}-look-up.png`) });
    console.log(`| Look up papers (${reference}) | ${locale} | ${taken.toFixed(0)} |`);
    await page.close();
  }
} finally {
  await browser.close();
  await bot.stop('SIGTERM');
  folder.remove();
}
