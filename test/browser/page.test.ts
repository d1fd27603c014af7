// The stage in a real browser with the real program: cards, commands by keyboard, private answers, both languages.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { control } from '../helpers/control.js';
import { openDemo, type Demo } from '../helpers/demo.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { temporaryFolder } from '../helpers/stores.js';

const strangers: string[] = [];
let demo: Demo;
let page: Page;

beforeAll(async () => {
  demo = await openDemo();
});
afterAll(async () => expect(await demo.close()).toEqual({ code: 0, complaints: [] }));

async function open(reader: Reader, channel = '# cs-lg'): Promise<void> {
  page = await openPage(
    demo.browser,
    { url: demo.url, channel },
    { ...reader, onStranger: (url) => strangers.push(url) },
  );
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
    const card = page.locator('article', { hasText: 'Identifying Key Challenges' });
    // A link stands among the buttons as one of them.
    const edge = 'getComputedStyle(document.querySelector(".controls a")).borderTopWidth';
    expect(await page.evaluate<string>(edge)).toBe('1px');
    await card.getByRole('button', { name: '全文' }).click();
    await privately(page).waitFor();
    expect(await privately(page).innerText()).toContain('これはあなただけに表示されています');
    await privately(page).getByRole('button', { name: '原文' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('Accuracy differs between classes');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('日本語');
    await privately(page).getByRole('button', { name: '閉じる' }).click();
    expect(await page.locator('article.private').count()).toBe(0);
  });

  it('subscribes by the keyboard alone, choosing from what completes, and unsubscribes', async () => {
    await typeCommand(page, '/subscribe', { category: '量子物' });
    await choose(page, 'quant-ph（量子物理）');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('#cs-lg で quant-ph（量子物理）の新着を配信します');
    await typeCommand(page, '/unsubscribe', { subscription: 'quant' });
    await choose(page, 'quant-ph 量子物理 → #cs-lg');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => privately(page).innerText())
      .toContain('#cs-lg での quant-ph（量子物理）の新着の配信を停止しました');
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
    await page.locator('#language').selectOption('en-US');
    await page.locator('#composer [name=message]').focus();
    await page.keyboard.type('/paper');
    expect(await suggestion(page, '/paper').innerText()).toContain('Open a paper by its arXiv ID, link or title');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Neural Motion Simulator');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('Chenjie Hao and 3 others · cs.LG, cs.RO');
  });

  it('finds a digest in its channel at once, and searches the papers of a card by a command of its menu', async () => {
    await page.getByRole('button', { name: '# digest', exact: true }).click();
    const digest = page.locator('article', { hasText: '新着 10' });
    await digest.waitFor({ timeout: 20_000 });
    expect(await digest.innerText()).not.toMatch(/\bs-[0-9a-z]{10}/);
    await digest.locator('summary').click();
    await digest.getByRole('button', { name: 'この論文を探す' }).click();
    await expect.poll(() => page.locator('article.private').count()).toBe(6);
    const others = await page.locator('article.private', { hasText: 'ほかにも論文が挙げられています' }).innerText();
    expect(others).not.toMatch(/\bs-[0-9a-z]{10}/);
  });

  it('asks in a direct message', async () => {
    await page.getByRole('button', { name: '@ Shinchaku' }).click();
    await typeCommand(page, '/help');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('新着 Shinchaku');
    await typeCommand(page, '/subscriptions');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('まだ配信がありません');
  });
});

describe('an English reader', () => {
  beforeEach(() => open({ locale: 'en-US' }, '# papers-en'));

  it('is refused as an ordinary member', async () => {
    await page.locator('#user').selectOption({ label: 'メンバー / Member' });
    await page.locator('#composer [name=message]').focus();
    await page.keyboard.type('/s');
    await suggestion(page, '/search').waitFor();
    expect(await suggestion(page, '/subscribe').count()).toBe(0);
    await page.locator('#composer [name=message]').fill('/subscribe category cs.LG');
    await page.keyboard.press('Enter');
    expect(await page.locator('#notice').innerText()).toContain('You don’t have permission to use this command');
    expect(await page.getByRole('button', { name: 'Send as a message' }).count()).toBe(0);
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

  it('chooses a file that could not be read once more after it was mended', async () => {
    const folder = temporaryFolder();
    const file = join(folder.path, 'mended.txt');
    const answer = () => page.locator('#operator-answer').innerText();
    writeFileSync(file, 'nothing');
    await page.locator('#dump').setInputFiles(file);
    await expect.poll(answer).toContain('couldn’t be read');
    writeFileSync(file, dumpText(generateEntries(91, 1).map((entry) => ({ ...entry, categories: ['math.AG'] }))));
    await page.locator('#dump').setInputFiles(file);
    await expect.poll(answer).toContain('1 new');
    folder.remove();
  });

  it('takes a permission away, sees the refusal explained, and restarts the bot', async () => {
    await page.getByText('Test controls', { exact: true }).click();
    await page.getByLabel('Embed Links').uncheck();
    await typeCommand(page, '/subscribe', { category: 'cs.CV' });
    await send(page);
    await expect.poll(() => privately(page).innerText()).toContain('It still needs this permission: Embed Links');
    await page.getByLabel('Embed Links').check();
    await page.getByRole('button', { name: 'Restart the bot' }).click();
    await expect.poll(() => page.locator('#operator-answer').innerText(), { timeout: 20_000 }).toBe('Restarted');
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
    await page.getByText('Test controls', { exact: true }).click();
    const before = await page.locator('#clock').innerText();
    await page.getByRole('button', { name: 'Forward 1 day' }).click();
    await expect.poll(() => page.locator('#clock').innerText()).not.toBe(before);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.locator('#fault-kind').selectOption('500');
    await page.getByRole('button', { name: 'Once' }).click();
    await expect.poll(() => page.locator('#fault-list').innerText()).toContain('500 server error × 1');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Show status' }).click();
    await expect.poll(() => page.locator('#operator-answer').innerText()).toMatch(/sent \d+, queued/);
  });

  it('runs a command typed in one line, and asks before it sends what only looks like one', async () => {
    const input = page.locator('#composer [name=message]');
    await input.fill('/search learning');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toMatch(/“learning”: \d+ papers?/);
    await input.fill('/serach learning');
    await page.keyboard.press('Enter');
    expect(await page.locator('#notice').innerText()).toBe('This isn’t a command. Send it as a message?');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.locator('article:not(.private)', { hasText: '/serach' }).count()).toBe(0);
    expect(await input.inputValue()).toBe('/serach learning');
    // As where an input method ends its conversion.
    await page.keyboard.press('Escape');
    expect(await input.inputValue()).toBe('/serach learning');
    await input.fill('');
  });

  it('begins a command by pressing it where it is mentioned', async () => {
    await page.locator('#composer [name=message]').fill('/help');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await privately(page).getByRole('button', { name: '/author' }).click();
    expect(await page.evaluate<string>('document.activeElement.name')).toBe('name');
  });

  it('is told what failed on the way, keeps what was typed, and follows a channel that could not be read', async () => {
    const failed = 'That didn’t work. Check that the bot is running.';
    const fail = (path: string) => page.route(path, (route) => route.abort(), { times: 1 });
    const notice = () => page.locator('#notice').innerText();
    await fail('**/page/channels/*/messages*');
    await page.getByRole('button', { name: '# lobby', exact: true }).click();
    await expect.poll(notice).toBe(failed);
    expect(await page.locator('.embed').count()).toBe(0);
    const input = page.locator('#composer [name=message]');
    await fail('**/page/messages');
    await input.fill('typed once');
    await page.keyboard.press('Enter');
    await expect.poll(() => input.inputValue()).toBe('typed once');
    expect(await notice()).toBe(failed);
    await page.keyboard.press('Enter');
    await page.locator('article', { hasText: 'typed once' }).waitFor();
    await input.fill('/subscribe category cs.HC');
    await page.keyboard.press('Enter');
    await privately(page).getByRole('button', { name: 'Narrow' }).click();
    await page.locator('#modal textarea, #modal input').first().fill('survey');
    await fail('**/page/interactions');
    await page.locator('#modal .primary').click();
    await expect.poll(notice).toBe(failed);
    expect(await page.locator('#modal textarea, #modal input').first().inputValue()).toBe('survey');
    await page.locator('#modal .primary').click();
    await expect.poll(() => privately(page).innerText()).toContain('survey');
  });

  it('shows the newest state of the server, whichever answer comes last', async () => {
    let answer = (): Promise<void> => Promise.resolve();
    let read = (): void => undefined;
    const isRead = new Promise<void>((done) => (read = done));
    await page.route(
      '**/page/state',
      async (route) => {
        const response = await route.fetch();
        answer = () => route.fulfill({ response });
        read();
      },
      { times: 1 },
    );
    const { newChannel } = control(demo.url);
    await newChannel('first', 0);
    await isRead;
    await newChannel('second', 0);
    const second = page.getByRole('button', { name: '# second', exact: true });
    await second.waitFor();
    await answer();
    await page.evaluate('new Promise((drawn) => setTimeout(drawn, 100))');
    expect(await second.count()).toBe(1);
  });

  it('writes a message like anybody', async () => {
    await page.locator('#composer [name=message]').fill('hello <b>there</b>');
    await page.keyboard.press('Enter');
    await page.getByText('hello <b>there</b>').waitFor();
  });
});

describe('on a phone', () => {
  beforeEach(() => open({ locale: 'ja', width: 390 }));

  it('the conversation fills the screen, and channels and tools come from the side', async () => {
    const box = (await page.locator('#messages').boundingBox())!;
    expect(box.height).toBeGreaterThan(500);
    expect(await page.locator('#channels').isVisible()).toBe(false);
    await page.locator('#open-channels').click();
    await page.getByRole('button', { name: '# lobby' }).click();
    expect(await page.locator('#channels').isVisible()).toBe(false);
    expect(await page.locator('#channel').innerText()).toBe('# lobby');
    await page.locator('#open-tools').click();
    await page.getByRole('button', { name: '状態を表示' }).click();
    await expect.poll(() => page.locator('#operator-answer').innerText()).toContain('論文');
    await page.keyboard.press('Escape');
    expect(await page.locator('#tools').isVisible()).toBe(false);
  });

  it('one tab leads from the newest message to where one writes, and a link from the top', async () => {
    // What comes after the newest message had the focus would stand between.
    await expect.poll(() => page.locator('.embed').count()).toBe(10);
    await page.locator('#messages article').last().locator('button, a, summary').last().focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('message-input');
    await page.evaluate('document.activeElement.blur()');
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('message-input');
  });

  it('three things to try are told until that is dismissed', async () => {
    await page.locator('.welcome li').first().waitFor();
    expect(await page.locator('.welcome li').count()).toBe(3);
    await page.locator('.welcome').getByRole('button', { name: '閉じる' }).click();
    await page.reload();
    await page.locator('.embed').first().waitFor();
    expect(await page.locator('.welcome').count()).toBe(0);
  });
});

describe('anybody', () => {
  it('made the page ask nobody but its own origin', async () => {
    await open({ locale: 'ja' });
    expect(strangers).toEqual([]);
  });
});
