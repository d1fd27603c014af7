// The stage in a real browser with the real program: cards, commands by keyboard, private answers, both languages.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
import { dumpText, generateEntries } from '../helpers/dump-generator.js';

/** Evaluated by the debugger's own door, since the page's policy lets no foreign script in. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const strangers: string[] = [];
let demo: Demo;
let page: Page;

beforeAll(async () => {
  demo = await openDemo();
});
afterAll(async () => expect(await demo.close()).toEqual({ code: 0, complaints: [] }));

async function open(reader: Reader, channel = '# cs-lg'): Promise<void> {
  page = await openPage(demo.browser, demo.url, { ...reader, onStranger: (url) => strangers.push(url) }, channel);
}
afterEach(async ({ task }) => {
  await keepPicture(page, task.name);
  await page.close();
});

describe('a Japanese reader', () => {
  beforeEach(() => open({ locale: 'ja' }));

  it('sees the cards come by themselves, and the original privately', async () => {
    await expect.poll(() => page.locator('.embed').count(), { timeout: 30_000 }).toBe(10);
    expect(await page.locator('.embed').first().innerText()).toContain('要約: Shinchaku（デモ）');
    await page.getByRole('button', { name: '原文' }).first().click();
    await privately(page).waitFor();
    expect(await privately(page).innerText()).toContain('これはあなただけに表示されています');
    expect(await privately(page).innerText()).toContain('Accuracy differs between classes');
    await privately(page).getByRole('button', { name: '閉じる' }).click();
    expect(await page.locator('article.private').count()).toBe(0);
  });

  it('subscribes by the keyboard alone, choosing from what completes, and unsubscribes', async () => {
    await typeCommand(page, '/subscribe', { category: '量子物' });
    await choose(page, 'quant-ph 量子物理');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('quant-ph 量子物理 を #cs-lg に登録しました');
    await typeCommand(page, '/unsubscribe', { subscription: 'quant' });
    await choose(page, 'quant-ph 量子物理');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('#cs-lg の quant-ph 量子物理 を解除しました');
  });

  it('is told which option is missing, with the focus on it', async () => {
    await typeCommand(page, '/search');
    await send(page);
    expect(await page.locator('#notice').innerText()).toBe('query: この項目は必須です');
    expect(await page.evaluate<string>('document.activeElement.name')).toBe('query');
  });

  it('searches 学習, opens a paper, and changes the language of names and answers', async () => {
    await typeCommand(page, '/search', { query: '学習' });
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toMatch(/「学習」: \d+ 件/);
    const key = /s-[0-9a-z]{10}/.exec(await privately(page).innerText())?.[0] ?? '';
    await page.locator('#language').selectOption('en-US');
    await page.locator('#composer [name=message]').focus();
    await page.keyboard.type('/paper');
    expect(await suggestion(page, '/paper').innerText()).toContain('One paper by key, identifier or arXiv address');
    await page.keyboard.press('Enter');
    await page.keyboard.type(key);
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('Authors');
  });

  it('asks in a direct message', async () => {
    await page.getByRole('button', { name: '@ Shinchaku' }).click();
    await typeCommand(page, '/help');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('新着 (Shinchaku)');
    await typeCommand(page, '/subscriptions');
    await send(page);
    await expect.poll(() => page.locator('#notice').innerText()).toBe('このコマンドはここでは使えません');
  });
});

describe('an English reader', () => {
  beforeEach(() => open({ locale: 'en-US' }, '# papers-en'));

  it('is refused as an ordinary member', async () => {
    await page.locator('#user').selectOption({ label: 'メンバー / Member' });
    await typeCommand(page, '/subscribe', { category: 'cs.CV' });
    await send(page);
    await expect.poll(() => page.locator('#notice').innerText()).toBe('You may not use this command here');
  });

  it('drops a dump onto the page, and its cards appear', async () => {
    const [entry] = generateEntries(99, 1).map((each) => ({ ...each, categories: ['stat.ML'] }));
    const transfer = await page.evaluateHandle(
      ([text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text!], 'dropped.txt'));
        return data;
      },
      [dumpText([entry!])],
    );
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await expect.poll(() => page.locator('#operator-answer').innerText()).toContain('1 new');
    await page.getByText(entry!.title).waitFor();
  });

  it('takes a permission away, sees the refusal explained, and restarts the bot', async () => {
    await page.getByText('Stage', { exact: true }).click();
    await page.getByLabel('EMBED_LINKS').uncheck();
    await typeCommand(page, '/subscribe', { category: 'cs.CV' });
    await send(page);
    await expect.poll(() => privately(page).innerText()).toContain('I still need: Embed Links');
    await page.getByLabel('EMBED_LINKS').check();
    await page.getByRole('button', { name: 'Restart the bot' }).click();
    await expect.poll(() => page.locator('#operator-answer').innerText()).toBe('restarting');
    await expect
      .poll(
        async () => {
          await typeCommand(page, '/help');
          await send(page);
          return page.locator('#notice').innerText();
        },
        { timeout: 20_000 },
      )
      .toBe('Done');
  });

  it('moves the clock, plans a fault and reads the status', async () => {
    await page.getByText('Stage', { exact: true }).click();
    const before = await page.locator('#clock').innerText();
    await page.getByRole('button', { name: 'Forward a day' }).click();
    await expect.poll(() => page.locator('#clock').innerText()).not.toBe(before);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.locator('#fault-kind').selectOption('500');
    await page.getByRole('button', { name: 'Once' }).click();
    await expect.poll(() => page.locator('#fault-list').innerText()).toContain('500 × 1');
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('button', { name: 'Show status' }).click();
    await expect.poll(() => page.locator('#operator-answer').innerText()).toMatch(/outbox .*sent \d+/);
  });

  it('writes a message like anybody', async () => {
    await page.locator('#composer [name=message]').fill('hello <b>there</b>');
    await page.keyboard.press('Enter');
    await page.getByText('hello <b>there</b>').waitFor();
  });
});

describe('anybody', () => {
  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)('has no serious barrier in %s at %d pixels, and no horizontal scrolling', async (scheme, width) => {
    await open({ locale: 'ja', scheme, width });
    await page.locator('.embed').first().waitFor();
    await page.locator('#stage summary').click();
    await page.locator('#composer [name=message]').focus();
    await page.keyboard.type('/');
    await suggestion(page, '/help').waitFor();
    await page.evaluate(axeSource);
    const found = await page.evaluate<{ id: string; impact: string; nodes: { html: string }[] }[]>(
      'axe.run().then(({ violations }) => violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => ({ html })) })))',
    );
    expect(found).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });

  it('made the page ask nobody but its own origin', async () => {
    await open({ locale: 'ja' });
    expect(strangers).toEqual([]);
  });
});
