// The sandbox page in a real browser: cards, commands by keyboard, private answers, language, narrow screens.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { launch, type Running } from '../helpers/program.js';
import { temporaryFolder } from '../helpers/stores.js';

const folder = temporaryFolder();
let bot: Running;
let browser: Browser;
const strangers: string[] = [];

beforeAll(async () => {
  bot = await launch(['start'], {
    DATABASE_PATH: join(folder.path, 'a.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    SANDBOX_PORT: '0',
  });
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
afterAll(async () => {
  await browser.close();
  await bot.stop('SIGTERM');
  folder.remove();
});

async function open(locale: string, width = 1280): Promise<Page> {
  const page = await browser.newPage({ locale, viewport: { width, height: 844 }, timezoneId: 'Asia/Tokyo' });
  page.on('request', (request) => {
    if (!request.url().startsWith(bot.ready) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  await page.goto(bot.ready);
  await page.getByRole('button', { name: '# cs-lg' }).click();
  return page;
}

const privately = (page: Page) => page.locator('article.private').last();

describe('the page', () => {
  it('shows the cards, updates by itself, and shows the original privately', async () => {
    const page = await open('ja');
    await expect.poll(() => page.locator('.embed').count(), { timeout: 30_000 }).toBe(10);
    expect(await page.locator('.embed').first().innerText()).toContain('機械翻訳: arxiv.jp / Google');
    await page.getByRole('button', { name: '原文' }).first().click();
    await privately(page).waitFor();
    expect(await privately(page).innerText()).toContain('これはあなただけに表示されています');
    expect(await privately(page).innerText()).toContain('Accuracy differs between classes');
    await privately(page).getByRole('button', { name: '閉じる' }).click();
    expect(await page.locator('article.private').count()).toBe(0);
    await page.close();
  });

  it('runs a command by the keyboard alone, with autocomplete', async () => {
    const page = await open('ja');
    await page.locator('#command').focus();
    await page.locator('#command').selectOption('/subscribe category');
    await page.keyboard.press('Tab');
    await page.keyboard.type('量子');
    await expect.poll(() => page.locator('datalist option').count()).toBeGreaterThan(1);
    for (let count = 0; count < 2; count += 1) await page.keyboard.press('Backspace');
    await page.keyboard.type('quant-ph');
    await page.keyboard.press('Enter');
    await privately(page).waitFor();
    expect(await privately(page).innerText()).toMatch(/quant-ph 量子物理 を #cs-lg に登録しました/);
    await page.close();
  });

  it('searches 学習, opens a paper, and changes the language of names and answers', async () => {
    const page = await open('ja');
    await page.locator('#command').selectOption('/search');
    await page.locator('[name=query]').fill('学習');
    await page.getByRole('button', { name: '実行' }).click();
    await privately(page).waitFor();
    expect(await privately(page).innerText()).toContain('「学習」: 6 件');
    const key = /s-[0-9a-z]{10}/.exec(await privately(page).innerText())?.[0] ?? '';
    await page.locator('#language').selectOption('en-US');
    await page.locator('#command').selectOption('/paper');
    expect(await page.locator('#command-description').innerText()).toBe(
      'One paper by key, identifier or arXiv address',
    );
    await page.locator('[name=reference]').fill(key);
    await page.getByRole('button', { name: 'Run' }).click();
    await expect.poll(() => privately(page).innerText()).toContain('Authors');
    await page.close();
  });

  it('refuses an ordinary member', async () => {
    const page = await open('en-US');
    await page.locator('#user').selectOption({ label: 'メンバー / Member' });
    await page.locator('#command').selectOption('/subscribe category');
    await page.locator('[name=category]').fill('cs.CV');
    await page.locator('[name=category]').press('Enter');
    await expect
      .poll(() => page.locator('#notice').innerText())
      .toContain('Not possible: you may not use this command here');
    await page.close();
  });

  it('takes a dump that the operator gives, and its cards appear', async () => {
    const page = await open('ja');
    await page.locator('.embed').first().waitFor();
    const [entry] = generateEntries(99, 1);
    writeFileSync(join(folder.path, 'given.txt'), dumpText([entry!]));
    await page.locator('#dump').setInputFiles(join(folder.path, 'given.txt'));
    await expect.poll(() => page.locator('#operator-answer').innerText()).toContain('1 new');
    await page.getByText(entry!.title).waitFor();
    await page.close();
  });

  it('fits 390 pixels without horizontal scrolling', async () => {
    const page = await open('ja', 390);
    await page.locator('.embed').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.close();
  });

  it('asked nobody but its own origin', () => {
    expect(strangers).toEqual([]);
  });
});
