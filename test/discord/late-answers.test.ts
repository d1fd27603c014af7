// Late answers meet lost connections, outages and limits: a person who sees "thinking…" gets the answer once, and a stop waits for nothing.
import type { RepliableInteraction } from 'discord.js';
import { describe, test, vi, type TestContext } from 'vitest';
import { connectDiscord } from '../../src/discord/client.js';
import { createLateAnswers } from '../../src/discord/late-answers.js';
import { createLog } from '../../src/log.js';
import type { Fault } from '../../src/sandbox/discord/faults.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { commands, later, options } from './stage.js';

const EDIT = 'PATCH /webhooks/:app/:token/messages/:id';
const TAKE_BACK = 'DELETE /webhooks/:app/:token/messages/:id';
const FOLLOW_UP = 'POST /webhooks/:app/:token';
/** The library sends what fails four times at once. */
const MORE_THAN_THE_LIBRARY = { times: 5 };
const GIVEN_UP = 'an answer did not arrive';

type Seen = { method: string; path: string };

/** A bot at a sandbox that answers requests of `route` with a fault. Tests run side by side: it ends with the one whose context is given. */
async function stage({ onTestFinished }: TestContext, route: string, fault: Partial<Fault>) {
  const log = createLog('silent');
  const warned = vi.spyOn(log, 'warn');
  const stopping = new AbortController();
  const sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    assetsDir: '/nonexistent',
    log,
    now: () => new Date(),
  });
  const connection = await connectDiscord(
    options(sandbox.apiUrl, { signal: stopping.signal, log }),
    commands.map(({ definition }) => definition),
  );
  onTestFinished(async () => {
    await connection.close();
    await sandbox.close();
  });
  await connection.register();
  const body = JSON.stringify({ route, times: 1, ...fault });
  await fetch(`${sandbox.url}control/faults`, { method: 'POST', body });
  const who = { userId: sandbox.demo.adminId, locale: 'en-US', channelId: sandbox.demo.channels['lobby']! };
  return {
    stopping,
    connection,
    press: (messageId: string, customId: string) =>
      sandbox.runInteraction({ ...who, kind: 'component', messageId, customId }),
    warnings: (): unknown[] => warned.mock.calls.map(([, text]) => text),
    ask: (command: string, given: Record<string, boolean> = {}) =>
      sandbox.runInteraction({
        ...who,
        kind: 'command',
        command,
        subcommand: null,
        options: given,
      }),
    async asked(): Promise<number> {
      const all = (await (await fetch(`${sandbox.url}control/requests`)).json()) as Seen[];
      return all.filter(({ method, path }) => route.startsWith(method) && path.startsWith('/webhooks/')).length;
    },
  };
}

describe.concurrent('an answer that was announced', () => {
  test.for<[string, Fault['kind'], Partial<Fault>]>([
    ['lost connections', 'reset-before', MORE_THAN_THE_LIBRARY],
    ['an outage', '503', MORE_THAN_THE_LIBRARY],
    ['a page of Cloudflare', 'html-403', {}],
  ])('arrives after %s', async ([_what, kind, more], context) => {
    const { expect } = context;
    const { ask, warnings } = await stage(context, EDIT, { kind, ...more });
    const { messages } = await ask('slownothing');
    expect(messages.map(({ content }) => content)).toEqual(['nothing is called @everyone']);
    expect(warnings()).toEqual([]);
  });

  test.for<[string, Fault['kind'], Partial<Fault>]>([
    ['lost answers', 'reset-after-accept', MORE_THAN_THE_LIBRARY],
    ['a deletion that was done before', '404', { code: 10008 }],
  ])('is taken back and followed by a private one after %s', async ([_what, kind, more], context) => {
    const { expect } = context;
    const { ask, warnings } = await stage(context, TAKE_BACK, { kind, ...more });
    const { messages } = await ask('slownothing', { share: true });
    expect(messages).toMatchObject([{ content: 'nothing is called @everyone', flags: 64 }]);
    expect(warnings()).toEqual([]);
  });

  test('that cannot be taken back is filled with a sentence in which nothing is that was typed', async (context) => {
    const { expect } = context;
    const { ask } = await stage(context, TAKE_BACK, { kind: '403', code: 50001 });
    const { messages } = await ask('slownothing', { share: true });
    expect(messages.map(({ content }) => content)).toEqual([expect.stringContaining('try again') as string]);
  });

  test.for<[string, Fault['kind'], Partial<Fault>]>([
    ['its time is over', '404', { code: 10015 }],
    ['Discord asks for a longer wait than it is of use', '429', { retryAfter: 400 }],
  ])('is given up where %s', async ([_why, kind, more], context) => {
    const { expect } = context;
    const { ask, asked, warnings } = await stage(context, EDIT, { kind, ...more });
    void ask('slownothing');
    await vi.waitFor(() => expect(warnings()).toEqual([GIVEN_UP]), 4_000);
    expect(await asked()).toBe(1);
  });

  test('is not sent again where it changes a message, which another press may have changed by then', async (context) => {
    const { expect } = context;
    const { ask, press, asked, warnings } = await stage(context, EDIT, { kind: 'html-403' });
    const { messages } = await ask('quick');
    void press(messages[0]!.id, 'wait:1');
    await vi.waitFor(() => expect(warnings()).toEqual([GIVEN_UP]), 8_000);
    await later(1_200);
    expect(await asked()).toBe(1);
  });

  test('is sent once more at a stop, which does not wait for Discord', async (context) => {
    const { expect } = context;
    const { ask, asked, connection, stopping, warnings } = await stage(context, EDIT, { kind: '503', times: 99 });
    void ask('slownothing');
    // After the second time nothing is sent for at least a second.
    await vi.waitFor(async () => expect(await asked()).toBe(8), 8_000);
    stopping.abort();
    await connection.close();
    expect(await asked()).toBe(12);
    expect(warnings()).toEqual([GIVEN_UP]);
  });
});

describe.concurrent('an answer whose confirmation is lost', () => {
  /** An interaction of which Discord takes the answer without a word, some times. */
  function unheard(id: string, times: number) {
    const sent: string[] = [];
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const editReply = (): Promise<void> => (sent.push(id) <= times ? Promise.reject(lost) : Promise.resolve());
    return { sent, interaction: { id, editReply } as unknown as RepliableInteraction };
  }
  const lateAnswers = () =>
    createLateAnswers({ signal: new AbortController().signal, random: () => 0, log: createLog('silent') });

  test('is not sent again once somebody has pressed something of it', async ({ expect }) => {
    const late = lateAnswers();
    const [pressed, other] = [unheard('1', 1), unheard('2', 1)];
    const both = Promise.all([late.edit(pressed.interaction, {}), late.edit(other.interaction, {})]);
    await vi.waitFor(() => expect([pressed.sent, other.sent]).toEqual([['1'], ['2']]));
    late.pressed('1');
    await both;
    expect([pressed.sent, other.sent]).toEqual([['1'], ['2', '2']]);
  });
});

describe.concurrent('a message that follows', () => {
  test('is sent again where Discord says that it failed', async (context) => {
    const { expect } = context;
    const { ask } = await stage(context, FOLLOW_UP, { kind: '503', ...MORE_THAN_THE_LIBRARY });
    const { messages } = await ask('quick');
    await later(1_200);
    expect(messages.map(({ content }) => content)).toEqual(['one @everyone', 'two']);
  });

  test('comes once where its answer is lost', async (context) => {
    const { expect } = context;
    const { ask, asked } = await stage(context, FOLLOW_UP, { kind: 'reset-after-accept' });
    const { messages } = await ask('quick');
    await later(1_200);
    expect(messages.map(({ content }) => content)).toEqual(['one @everyone', 'two']);
    expect(await asked()).toBe(1);
  });
});
