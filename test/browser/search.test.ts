// Searching on the page: a passage in bold, a paper opened from the menu, a looser query by one press, a message's menu.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { choose, keepPicture, openPage, privately, send, typeCommand } from '../helpers/browser.js';
import { openDemo, type Demo } from '../helpers/demo.js';

let demo: Demo;
let page: Page;

beforeAll(async () => {
  demo = await openDemo();
});
afterAll(async () => expect(await demo.close()).toMatchObject({ complaints: [] }));
afterEach(async ({ task }) => {
  await keepPicture(page, task.name);
  await page.close();
});

const READERS = {
  ja: {
    locale: 'ja',
    found: /「学習」: \d+ 件/,
    menu: '論文を選んで開く',
    best: '関連度順に並べる',
    authors: '全文',
    similar: '似た論文',
    lookUp: 'この論文を探す',
  },
  en: {
    locale: 'en-US',
    found: /“学習”: \d+ papers?/,
    menu: 'Choose a paper to open',
    best: 'Sort by relevance',
    authors: 'Abstract',
    similar: 'Similar papers',
    lookUp: 'Look up papers',
  },
} as const;

describe.each(Object.values(READERS))('a reader of $locale', (words) => {
  const { locale, found, menu, best, authors, similar, lookUp } = words;
  async function ask(command: string, options: Record<string, string>): Promise<void> {
    await typeCommand(page, command, options);
    await send(page);
  }

  it(`finds, sorts and opens a paper as a card (${locale})`, async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# cs-lg' }, { locale });
    await page.locator('.embed').first().waitFor();
    await ask('/search', { query: '学習' });
    await expect.poll(() => privately(page).innerText()).toMatch(found);
    expect(await privately(page).locator('.embed strong').allInnerTexts()).toContain('学習');
    await privately(page).getByRole('button', { name: best }).click();
    await expect.poll(() => privately(page).getByRole('button', { name: best }).count()).toBe(0);
    await privately(page).getByLabel(menu).selectOption({ index: 2 });
    await expect.poll(() => privately(page).innerText()).toContain(authors);
    await privately(page).getByRole('button', { name: similar }).click();
    await expect.poll(() => page.locator('article.private').count()).toBe(3);
  });

  it(`is offered what can be found when nothing was (${locale})`, async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# cs-lg' }, { locale });
    await ask('/search', { query: '学習 zzyzx' });
    await expect.poll(() => privately(page).innerText()).toContain('学習 zzyzx');
    await privately(page).getByRole('button', { name: '学習' }).click();
    await expect.poll(() => privately(page).innerText()).toMatch(found);
  });

  it(`looks the paper of a card up from the message's menu (${locale})`, async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# cs-lg' }, { locale });
    const card = page
      .locator('article:not(.private)')
      .filter({ has: page.locator('.embed') })
      .first();
    await card.locator('summary').click();
    await card.getByRole('button', { name: lookUp }).click();
    await expect.poll(() => privately(page).locator('.embed').count()).toBe(1);
  });

  it(`completes an author's name (${locale})`, async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# cs-lg' }, { locale });
    await page.locator('.embed').first().waitFor();
    await typeCommand(page, '/author', { name: 'osman' });
    await choose(page, 'Venet Osmani');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('Venet Osmani');
  });
});
