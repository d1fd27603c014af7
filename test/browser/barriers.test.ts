// Barriers that axe calls serious or critical, in every state of the stage: there are none, and nothing is wider than the screen.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  choose,
  keepPicture,
  openPage,
  privately,
  send,
  suggestion,
  typeCommand,
  type Reader,
} from '../helpers/browser.js';
import { openDemo, type Demo } from '../helpers/demo.js';

/** Evaluated by the debugger's own door, since the page's policy lets no foreign script in. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `axe.run().then(({ violations }) => violations
  .filter(({ impact }) => ["serious", "critical"].includes(impact))
  .map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`;
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

async function open(reader: Reader): Promise<void> {
  page = await openPage(demo.browser, { url: demo.url, channel: '# cs-lg' }, reader);
  await page.locator('.embed').first().waitFor();
  await page.evaluate(axeSource);
}

async function expectNoBarrier(state: string): Promise<void> {
  expect(await page.evaluate<string[]>(RUN), state).toEqual([]);
  const width = page.viewportSize()!.width;
  expect(await page.evaluate<number>('document.documentElement.scrollWidth'), state).toBeLessThanOrEqual(width);
}

/** Whether a control lies within the screen, or can be scrolled to within its form. */
async function isReached(name: string): Promise<boolean> {
  const button = page.locator('#composer').getByRole('button', { name });
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox())!;
  const screen = page.viewportSize()!;
  return x >= 0 && y >= 0 && x + width <= screen.width && y + height <= screen.height;
}

/** Both widths and both schemes; colours do not depend on the width. */
const LOOKS = [
  ['dark', 1280],
  ['light', 390],
] as const;

describe('the stage has no serious barrier', () => {
  it.each(LOOKS)(
    'in %s at %d pixels: cards, commands, their forms, private answers, dialogs',
    async (scheme, width) => {
      await open({ locale: 'ja', scheme, width });
      await page.locator('#composer [name=message]').focus();
      await page.keyboard.type('/');
      await suggestion(page, '/help').waitFor();
      await expectNoBarrier('commands');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      // Escape closes what is open and keeps what is typed.
      await page.locator('#composer [name=message]').fill('');
      await typeCommand(page, '/subscribe category', { category: 'ロボ' });
      await suggestion(page, 'cs.RO').waitFor();
      await expectNoBarrier('the form of a command, with what completes');
      expect(await isReached('キャンセル')).toBe(true);
      await choose(page, 'cs.RO（ロボット工学）');
      await send(page);
      await privately(page).getByRole('button', { name: '絞り込む' }).waitFor();
      await expectNoBarrier('a private answer');
      await privately(page).getByRole('button', { name: '形式を変える' }).click();
      await privately(page).getByRole('button', { name: '戻る' }).waitFor();
      await expectNoBarrier('menus');
      await privately(page).getByRole('button', { name: '戻る' }).click();
      await privately(page).getByRole('button', { name: '絞り込む' }).click();
      await page.locator('dialog[open]').getByLabel('除外する語').waitFor();
      await expectNoBarrier('a dialog');
      await page.keyboard.press('Escape');
      await page.locator('article:not(.private)').getByRole('button', { name: '全文' }).last().click();
      await privately(page).getByRole('button', { name: 'BibTeX' }).click();
      await privately(page).locator('pre').waitFor();
      await expectNoBarrier('the whole text, and a block of code');
    },
  );

  it('in open drawers, and in the tools beside the conversation', async () => {
    await open({ locale: 'en-US', width: 390 });
    await page.locator('#open-channels').click();
    await expectNoBarrier('channels');
    await page.keyboard.press('Escape');
    await page.locator('#open-tools').click();
    await page.locator('#stage summary').click();
    await page.getByRole('button', { name: 'Show status' }).click();
    await expect.poll(() => page.locator('#operator-answer').innerText()).toContain('papers');
    await expectNoBarrier('tools');
  });

  it('in a forum, and in a question before a message is sent', async () => {
    await open({ locale: 'en-US', scheme: 'dark' });
    await page.locator('#stage summary').click();
    await page.locator('#composer [name=message]').fill('/serach learning');
    await page.keyboard.press('Enter');
    await expectNoBarrier('a question');
    await page.getByRole('button', { name: '# forum', exact: true }).click();
    await expectNoBarrier('a forum without posts');
  });
});
