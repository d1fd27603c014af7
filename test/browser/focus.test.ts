// Where a reader begins and stays: the first channel, the focus through what is redrawn, the place in a long conversation.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keepPicture, openPage, privately } from '../helpers/browser.js';
import { control } from '../helpers/control.js';
import { openDemo, type Demo } from '../helpers/demo.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';

let demo: Demo;
let page: Page;
beforeAll(async () => {
  demo = await openDemo();
});
afterAll(async () => expect(await demo.close()).toEqual({ code: 0, complaints: [] }));
afterEach(async ({ task }) => {
  await keepPicture(page, task.name);
  await page.close();
});

const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.textContent');
const run = async (line: string): Promise<void> => {
  await page.locator('#composer [name=message]').fill(line);
  await page.keyboard.press('Enter');
  await privately(page).waitFor();
};

describe('a reader who opens the page', () => {
  it.each([
    ['ja', '# cs-lg'],
    ['en-US', '# papers-en'],
  ] as const)('begins where the cards are in their language (%s)', async (locale, channel) => {
    page = await demo.browser.newPage({ locale });
    await page.goto(demo.url);
    await expect.poll(() => page.locator('#channel').innerText()).toBe(channel);
  });
});

describe('a drawer', () => {
  it('that was opened before the channels came stays open', async () => {
    page = await demo.browser.newPage({ locale: 'en-US', viewport: { width: 390, height: 900 } });
    let release = (): void => undefined;
    const released = new Promise<void>((done) => (release = done));
    await page.route('**/page/state*', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(demo.url);
    await page.locator('#open-channels').click();
    release();
    await expect.poll(() => page.locator('#channel').innerText()).toBe('# papers-en');
    expect(await page.getByRole('button', { name: '# cs-lg', exact: true }).isVisible()).toBe(true);
  });
});

describe('the focus', () => {
  it('stays on a card when the messages of a channel are fetched once more', async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# cs-lg' }, { locale: 'ja' });
    await expect.poll(() => page.locator('.embed').count(), { timeout: 30_000 }).toBe(10);
    await page.locator('#messages').getByRole('button', { name: '全文' }).last().focus();
    const fetched = page.waitForResponse((response) => response.url().includes('/messages?'));
    // What reconnecting does.
    await page.evaluate("for (const button of document.querySelectorAll('nav [aria-current=true]')) button.click()");
    await fetched;
    await page.waitForFunction('document.activeElement !== document.body');
    expect(await focused()).toBe('全文');
    await page.keyboard.press('Tab');
    expect(await focused()).not.toBe('☰');
  });

  it('goes from "next" to "previous" at the last page, not to what closes the answer', async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# papers-en' }, { locale: 'en-US' });
    await run('/category cs.LG');
    await privately(page).getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).locator('.footer').innerText()).toMatch(/^9–/);
    expect(await privately(page).getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    expect(await focused()).toBe('Previous');
  });

  it('stays on the channel that was chosen by the keyboard, and on a box that was unticked', async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# papers-en' }, { locale: 'en-US' });
    await page.getByRole('button', { name: '# forum', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#channel').innerText()).toBe('# forum');
    expect(await focused()).toBe('# forum');
    await page.getByText('Test controls', { exact: true }).click();
    await page.getByLabel('Embed Links').focus();
    await page.keyboard.press('Space');
    const { channels } = await control(demo.url).state();
    await expect.poll(() => page.getByLabel('Embed Links').isChecked()).toBe(false);
    // The world was told again.
    await control(demo.url).permissions(channels['lobby']!, ['EMBED_LINKS']);
    await expect
      .poll(() => page.evaluate<string>("document.activeElement.closest('label')?.textContent ?? ''"))
      .toContain('Embed Links');
    for (const channel of ['lobby', 'forum']) await control(demo.url).permissions(channels[channel]!, []);
  });
});

describe('a long conversation', () => {
  it('stays where somebody reads further up when a message of others comes, and follows at its end', async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# cs-lg' }, { locale: 'ja', width: 390 });
    await expect.poll(() => page.locator('.embed').count(), { timeout: 30_000 }).toBe(10);
    const { adminId, memberId, channels } = await control(demo.url).state();
    const say = (userId: string, content: string) =>
      page.request.post(`${demo.url}page/messages`, { data: { userId, channelId: channels['cs-lg'], content } });
    const top = (): Promise<number> => page.evaluate<number>("document.querySelector('#messages').scrollTop");
    await page.evaluate("document.querySelector('#messages').scrollTop = 0");
    await say(memberId, 'from somebody else');
    await page.getByText('from somebody else').waitFor({ state: 'attached' });
    expect(await top()).toBe(0);
    await say(adminId, 'my own');
    await expect.poll(() => page.getByText('my own').isVisible()).toBe(true);
    await expect.poll(top).toBeGreaterThan(0);
  });
});

describe('threads', () => {
  it('open from the message that they began at, and posts of a forum appear while it is open', async () => {
    page = await openPage(demo.browser, { url: demo.url, channel: '# lobby' }, { locale: 'en-US', width: 390 });
    const { adminId, channels } = await control(demo.url).state();
    const ask = (channel: string, mode: string) =>
      control(demo.url).interact({
        kind: 'command',
        userId: adminId,
        locale: 'en-US',
        channelId: channels[channel],
        command: 'subscribe',
        subcommand: 'category',
        options: { category: 'econ', mode },
      });
    await ask('lobby', 'thread');
    await ask('forum', 'cards');
    const [entry] = generateEntries(7, 1).map((each) => ({ ...each, categories: ['econ.EM'] }));
    await page.locator('#open-channels').click();
    await page.getByRole('button', { name: '# forum', exact: true }).click();
    await page.request.post(`${demo.url}page/operator/ingest`, {
      headers: { 'x-file-name': 'econ.txt' },
      data: Buffer.from(dumpText([entry!])),
    });
    await page
      .locator('#messages')
      .getByRole('button', { name: `↳ ${entry!.title}` })
      .waitFor({ timeout: 20_000 });
    await page.locator('#open-channels').click();
    await page.getByRole('button', { name: '# lobby', exact: true }).click();
    await page
      .locator('article')
      .getByRole('button', { name: /^↳ .*econ/ })
      .click({ timeout: 20_000 });
    await page.locator('article', { hasText: entry!.title }).waitFor();
  });
});
