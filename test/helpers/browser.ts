// Debian's Chromium on the sandbox page: opening it as a reader, and running a command by the keyboard.
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { root } from './root.js';

/** What would ask the network is switched off. */
export function openBrowser(): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath: '/usr/bin/chromium', args });
}

/** What a test saw last, as build output for people to look at. */
export async function keepPicture(page: Page, test: string): Promise<void> {
  const name = test.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  await page.screenshot({ path: join(root, 'test-output', `${name}.png`) });
}

export interface Reader {
  readonly locale: 'ja' | 'en-US';
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** Hears of every request to another origin. */
  readonly onStranger?: (url: string) => void;
}

/** `channel` is the label of its button. */
export async function openPage(
  browser: Browser,
  { url, channel }: { url: string; channel: string },
  reader: Reader,
): Promise<Page> {
  const { locale, width = 1280, scheme = 'light', onStranger } = reader;
  const viewport = { width, height: 900 };
  const page = await browser.newPage({ locale, colorScheme: scheme, viewport, timezoneId: 'Asia/Tokyo' });
  page.setDefaultTimeout(8_000);
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) onStranger?.(request.url());
  });
  await page.goto(url);
  // On a narrow screen the channels are in a drawer.
  if (width <= 900) await page.locator('#open-channels').click();
  await page.getByRole('button', { name: channel, exact: true }).click();
  return page;
}

/** Picks a command in the composer and fills its options, by keys alone; the last Enter sends it. */
export async function typeCommand(
  page: Page,
  name: string,
  options: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.locator('#composer [name=message]').focus();
  await page.keyboard.type(name);
  await suggestion(page, name).waitFor();
  await page.keyboard.press('Enter');
  for (const [option, value] of Object.entries(options)) {
    while ((await page.evaluate<string | null>('document.activeElement.getAttribute("name")')) !== option) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type(value);
  }
}

/** A line of the composer's open list of suggestions. */
export const suggestion = (page: Page, text: string): Locator =>
  page.locator('#composer li[role=option]').filter({ hasText: text }).first();

/** Chooses a suggestion by keys, as soon as what was typed has put it first; the list is closed afterwards. */
export async function choose(page: Page, text: string): Promise<void> {
  await page.locator('#composer li[aria-selected=true]').filter({ hasText: text }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#composer li[role=option]').first().waitFor({ state: 'detached' });
}

/** Sends what was typed; an open list of suggestions is closed first by choosing from it. */
export async function send(page: Page): Promise<void> {
  await page.locator('#composer button.primary').focus();
  await page.keyboard.press('Enter');
}

export const privately = (page: Page): Locator => page.locator('article.private').last();
