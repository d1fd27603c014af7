// What the stage shows of any bot: selects, modals, context menus, threads, forum posts, edits, late answers.
import {
  Client,
  Events,
  GatewayIntentBits,
  MessageFlags,
  REST,
  Routes,
  type Interaction,
  type ModalSubmitFields,
} from 'discord.js';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { keepPicture, openBrowser, openPage, privately, send, typeCommand } from '../helpers/browser.js';
import { root } from '../helpers/root.js';

let sandbox: Sandbox;
let client: Client<true>;
let rest: REST;
let browser: Browser;
let page: Page;
let lobby: string;

const MENU = {
  type: 1,
  components: [
    {
      type: 3,
      custom_id: 'menu',
      placeholder: 'Pick one',
      options: [
        { label: 'First', value: 'a' },
        { label: 'Second', value: 'b' },
      ],
    },
  ],
};
const ASK = { type: 1, components: [{ type: 2, style: 1, label: 'Ask', custom_id: 'ask' }] };
const MODAL = {
  title: 'Question',
  custom_id: 'question',
  components: [
    { type: 1, components: [{ type: 4, custom_id: 'answer', label: 'Your answer', style: 1 }] },
    {
      type: 18,
      label: 'Where',
      component: { type: 8, custom_id: 'where', channel_types: [15], required: false, min_values: 0 },
    },
  ],
};

const heard = (fields: ModalSubmitFields): string =>
  [fields.getTextInputValue('answer'), ...(fields.getSelectedChannels('where')?.keys() ?? [])].join(' ');

/** A bot that uses what ours does not use yet. */
async function react(interaction: Interaction): Promise<void> {
  const privately_ = { flags: MessageFlags.Ephemeral as const };
  if (interaction.isStringSelectMenu())
    await interaction.reply({ content: `picked ${interaction.values.join()}`, ...privately_ });
  else if (interaction.isButton()) await interaction.showModal(MODAL);
  else if (interaction.isModalSubmit())
    await interaction.reply({ content: `heard ${heard(interaction.fields)}`, ...privately_ });
  else if (interaction.isMessageContextMenuCommand())
    await interaction.reply({ content: `used on ${interaction.targetMessage.content}`, ...privately_ });
}

beforeAll(async () => {
  const assetsDir = join(root, 'dist/src/sandbox/page');
  sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    assetsDir,
    log: createLog('silent'),
    now: () => new Date(),
  });
  lobby = sandbox.demo.channels['lobby']!;
  rest = new REST({ api: sandbox.apiUrl, version: '10' }).setToken('t');
  client = new Client<true>({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } });
  client.on(Events.InteractionCreate, (interaction) => void react(interaction));
  const ready = new Promise((done) => client.once(Events.ClientReady, done));
  await client.login('t');
  await ready;
  await rest.put(Routes.applicationCommands(sandbox.demo.applicationId), {
    body: [
      { name: 'silent', description: 'Never answers' },
      { name: 'Look up', type: 3 },
    ],
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await client.destroy();
  await sandbox.close();
});
beforeEach(async () => {
  page = await openPage(browser, { url: sandbox.url, channel: '# lobby' }, { locale: 'en-US' });
});
afterEach(async ({ task }) => {
  await keepPicture(page, task.name);
  await page.close();
});

const post = (channel: string, body: unknown) =>
  rest.post(Routes.channelMessages(channel), { body }) as Promise<{ id: string }>;

/** A message of a person, for which no rate limit holds. */
async function written(content: string): Promise<void> {
  const body = JSON.stringify({ userId: sandbox.demo.memberId, channelId: lobby, content });
  const response = await fetch(`${sandbox.url}page/messages`, { method: 'POST', body });
  expect(response.status).toBe(200);
}

/** Whether somebody looks at a tab; without a window each counts as looked at. */
const look = (tab: Page, isSeen: boolean): Promise<unknown> =>
  tab.evaluate(`window.name = '${isSeen ? '' : 'behind'}'; document.dispatchEvent(new Event('visibilitychange'))`);

const MOST_SHOWN = 200;

describe('the stage', () => {
  it('sends what was picked in a select menu', async () => {
    await post(lobby, { content: 'choose', components: [MENU] });
    await page.getByLabel('Pick one').last().selectOption('b');
    await expect.poll(() => privately(page).innerText()).toContain('picked b');
  });

  it('sends what is picked by mouse in a select menu that was left by Tab', async () => {
    await post(lobby, { content: 'choose', components: [MENU] });
    await page.getByLabel('Pick one').last().focus();
    await page.keyboard.press('Tab');
    await page.getByLabel('Pick one').last().selectOption('b');
    await expect.poll(() => privately(page).innerText()).toContain('picked b');
  });

  it('sends of a menu that is passed by arrow keys what Enter chooses, and gives the focus on where an answer is closed', async () => {
    await post(lobby, { content: 'choose', components: [MENU] });
    await page.getByLabel('Pick one').last().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => privately(page).innerText()).toContain('picked b');
    expect(await page.locator('.private').count()).toBe(1);
    await privately(page).getByRole('button', { name: 'Dismiss' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.private').count()).toBe(0);
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('ARTICLE');
  });

  it('opens a modal and sends its fields', async () => {
    await post(lobby, { content: 'question', components: [ASK] });
    await page.getByRole('button', { name: 'Ask' }).last().click();
    await page.getByLabel('Your answer').fill('forty-two');
    await page.keyboard.press('Enter');
    await expect.poll(() => privately(page).innerText()).toContain('heard forty-two');
  });

  it('offers channels of the kinds that a modal asks for, and sends the chosen one', async () => {
    await post(lobby, { content: 'question', components: [ASK] });
    await page.getByRole('button', { name: 'Ask' }).last().click();
    await page.getByLabel('Your answer').fill('there');
    expect(await page.getByLabel('Where').locator('option').allInnerTexts()).toEqual(['', '#forum']);
    await page.getByLabel('Where').selectOption('#forum');
    await page.getByRole('button', { name: 'Submit' }).click();
    await expect.poll(() => privately(page).innerText()).toContain(`heard there ${sandbox.demo.channels['forum']}`);
  });

  it('uses a command on a message', async () => {
    const { id } = await post(lobby, { content: 'the target' });
    await page.locator(`#message-${id} summary`).click();
    await page.locator(`#message-${id}`).getByRole('button', { name: 'Look up' }).click();
    await expect.poll(() => privately(page).innerText()).toContain('used on the target');
  });

  it('marks an edited message, and removes a deleted one, by itself', async () => {
    const { id } = await post(lobby, { content: 'first words' });
    await page.getByText('first words').waitFor();
    await rest.patch(Routes.channelMessage(lobby, id), { body: { content: 'other words' } });
    await expect.poll(() => page.locator(`#message-${id}`).innerText()).toMatch(/\(edited\)[\s\S]*other words/);
    await rest.delete(Routes.channelMessage(lobby, id));
    await expect.poll(() => page.locator(`#message-${id}`).count()).toBe(0);
  });

  it('shows threads under their channel and posts in a forum', async () => {
    const { id } = await post(lobby, { content: 'to discuss' });
    await rest.post(Routes.threads(lobby, id), { body: { name: 'A thread' } });
    await post(id, { content: 'inside the thread' });
    await page.locator('#messages').getByRole('button', { name: '↳ A thread' }).click();
    await page.getByText('inside the thread').waitFor();
    await rest.post(Routes.threads(sandbox.demo.channels['forum']!), {
      body: { name: 'A post', message: { content: 'its first message' } },
    });
    await page.getByRole('button', { name: '# forum' }).click();
    await page.locator('#messages').getByRole('button', { name: '↳ A post' }).click();
    await page.getByText('its first message').waitFor();
  });

  it('has nothing to type into in a forum, as Discord has not, and has it again in a post', async () => {
    await rest.post(Routes.threads(sandbox.demo.channels['forum']!), {
      body: { name: 'Another post', message: { content: 'to be answered' } },
    });
    await page.getByRole('button', { name: '# forum' }).click();
    const post = page.locator('#messages').getByRole('button', { name: '↳ Another post' });
    await post.waitFor();
    expect(await page.locator('#composer').isVisible()).toBe(false);
    await post.click();
    await page.locator('#composer [name=message]').waitFor();
  });

  it('moves the clock on from where it is, also after the page was loaded again', async () => {
    const clock = async () => {
      const state = (await (await page.request.get(`${sandbox.url}page/state`)).json()) as { offsetMs: number };
      return state.offsetMs / 3_600_000;
    };
    await page.locator('#stage summary').click();
    await page.getByRole('button', { name: 'Forward 1 day' }).click();
    await expect.poll(clock).toBe(24);
    await page.reload();
    await page.locator('#stage summary').click();
    await page.getByRole('button', { name: 'Forward 1 hour' }).click();
    await expect.poll(clock).toBe(25);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await expect.poll(clock).toBe(0);
  });

  it('no longer lists an error that a request met', async () => {
    await page.locator('#stage summary').click();
    await page.locator('#fault-kind').selectOption('500');
    await page.locator('#fault-add').click();
    await page.locator('#fault-list li').waitFor();
    await post(lobby, { content: 'past the error' });
    await page.locator('#fault-list li').waitFor({ state: 'detached' });
  });

  it('says when the application did not respond in time', async () => {
    await typeCommand(page, '/silent');
    await send(page);
    await expect
      .poll(() => page.locator('#notice').innerText(), { timeout: 8_000 })
      .toBe('The application did not respond in time');
  });

  it('shows markup of outsiders as text, never as markup', async () => {
    const { id } = await post(lobby, {
      content: '<img src=x onerror=alert(1)> <script>1</script>',
      embeds: [{ title: '<b>x</b>', description: '[a](javascript:alert(1))' }],
    });
    const message = page.locator(`#message-${id}`);
    await message.waitFor();
    expect(await message.locator('img, script, .embed b, a').count()).toBe(0);
    expect(await message.innerText()).toContain('<img src=x onerror=alert(1)>');
  });

  it('shows a time beyond every calendar as it is typed, and the messages beside it', async () => {
    const { id } = await post(lobby, { content: 'at <t:99999999999999:f> or <t:0:D>' });
    await page.locator(`#message-${id}`).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '# lobby', exact: true }).click();
    await page.locator(`#message-${id}`).waitFor();
    expect(await page.locator(`#message-${id}`).innerText()).toMatch(/at <t:99999999999999:f> or .*1970/);
  });

  it('holds the newest messages alone, however many came while it was open', async () => {
    for (let count = 0; count < 230; count += 1) await written(`number ${count}.`);
    await page.getByText('number 229.').waitFor();
    expect(await page.locator('#messages article').count()).toBe(MOST_SHOWN);
    expect(await page.getByText('number 1.').count()).toBe(0);
  });
});

describe('many tabs', () => {
  it('work as long as only some are looked at, and one shows what came when it is looked at again', async () => {
    const context = await browser.newContext();
    await context.addInitScript({
      content: "Object.defineProperty(document, 'hidden', { get: () => window.name === 'behind' })",
    });
    const tabs: Page[] = [];
    for (let count = 0; count < 8; count += 1) {
      const tab = await context.newPage();
      tab.setDefaultTimeout(8_000);
      tabs.push(tab);
      await tab.goto(sandbox.url);
      await tab.getByRole('button', { name: '# lobby', exact: true }).click();
      if (count < 7) await look(tab, false);
    }
    await post(lobby, { content: 'while nobody looked' });
    await tabs[7]!.getByText('while nobody looked').waitFor();
    expect(await tabs[0]!.getByText('while nobody looked').count()).toBe(0);
    await look(tabs[0]!, true);
    await tabs[0]!.getByText('while nobody looked').waitFor();
    await context.close();
  });
});
