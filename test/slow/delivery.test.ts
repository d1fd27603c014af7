// Delivery between the store and the sandbox: after any interruption each card stands once, or is held with its reason.
import { PLACE, ruleFor } from '../helpers/rules.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { listDue } from '../helpers/stores.js';
import { openDesk, type Desk } from '../helpers/desk.js';
import { createSender } from '../../src/discord/sender.js';
import { createLog } from '../../src/log.js';
import { until } from '../helpers/control.js';

let desk: Desk;
const entries = generateEntries(41, 3);
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const channel = (name = 'cs-lg'): string => desk.channels[name]!;
const counts = () => desk.store.reader.outboxCounts();
const due = () => listDue(desk.store.reader, '2099-01-01T00:00:00.000Z');
const enqueue = async (name: string, count = 1): Promise<void> => {
  desk.store.subscribe(channel(name), 'cs.LG');
  await desk.store.ingest(dumpText(entries.slice(0, count)));
};
const all = (state: 'sent' | 'held' | 'rejected', count: number) =>
  until(`${count} ${state}`, () => (counts()[state] === count ? true : null));
const cards = async (name = 'cs-lg') =>
  (await desk.control.messages(channel(name))).filter(
    (message) => message.webhook_id === undefined && message.embeds.length > 0,
  );

describe('a delivery of which nobody heard whether it arrived', () => {
  it('is found in the history, and nothing is sent for it again', async () => {
    await enqueue('cs-lg');
    await desk.claimed(due()[0]!, true);
    await desk.start();
    await all('sent', 1);
    expect(await desk.posts()).toHaveLength(1);
    expect(await cards()).toHaveLength(1);
  });

  it('is sent when the history does not hold it', async () => {
    await enqueue('cs-lg');
    await desk.claimed(due()[0]!, false);
    await desk.start();
    await all('sent', 1);
    expect(await cards()).toHaveLength(1);
  });

  it('is found behind 250 messages of others, page by page', async () => {
    await enqueue('cs-lg');
    const write = async (from: number, to: number): Promise<void> => {
      for (let number = from; number < to; number += 1) {
        const body = JSON.stringify({
          userId: desk.sandbox.demo.memberId,
          channelId: channel(),
          content: `talk ${number}`,
        });
        await fetch(`${desk.sandbox.url}page/messages`, { method: 'POST', body });
      }
    };
    await write(0, 210);
    await desk.claimed(due()[0]!, true);
    await write(210, 250);
    await desk.start();
    await all('sent', 1);
    expect(await desk.posts()).toHaveLength(1);
    const reads = (await desk.control.requests()).filter(
      ({ method, path }) => method === 'GET' && path.endsWith('/messages'),
    );
    expect(reads).toHaveLength(3);
  });

  it('is not taken for the answer to a command that shows the same card', async () => {
    await enqueue('cs-lg');
    await desk.claimed(due()[0]!, false);
    const shown = await desk.sandbox.runInteraction({
      kind: 'command',
      userId: desk.sandbox.demo.adminId,
      locale: 'ja',
      channelId: channel(),
      command: 'show',
      subcommand: null,
      options: { share: true },
    });
    expect(shown.messages[0]?.embeds[0]?.title).toBe(entries[0]!.title);
    await desk.start();
    await all('sent', 1);
    expect(await cards()).toHaveLength(1);
  });

  it('waits for the end of its lease: the last run’s request may still be on its way', async () => {
    await enqueue('cs-lg');
    const [delivery] = due();
    const at = desk.now().toISOString();
    desk.store.writer.claimDelivery({ id: delivery!.id, nonce: 'n', body: '{}', historyAfter: '1' }, at);
    const outgoing = await desk.start();
    outgoing.wake();
    expect(await desk.posts()).toEqual([]);
    expect((await desk.control.requests()).filter(({ path }) => path.endsWith('/messages'))).toEqual([]);
    desk.ahead.bot += 21_000;
    outgoing.wake();
    await all('sent', 1);
  });

  it('is looked up, not repeated, once the nonce’s window is over by either clock', async () => {
    await enqueue('cs-lg');
    await desk.control.fault({ route: 'POST /channels/:id/messages', kind: 'reset-after-accept', times: 1 });
    const outgoing = await desk.start();
    await until('the doubt', () => (counts().sending === 1 && due()[0]!.attempts === 1 ? true : null));
    await until('the card', async () => ((await cards()).length === 1 ? true : null));
    desk.ahead.monotonic += 200_000;
    desk.ahead.sandbox += 200_000;
    outgoing.wake();
    await all('sent', 1);
    expect(await desk.posts()).toHaveLength(1);
  });

  it('is held as unknown where the history cannot be read; an admin is told once, sees which, and mends it', async () => {
    await enqueue('cs-lg', 2);
    const [delivery] = due();
    await desk.claimed(delivery!, true);
    await desk.control.permissions(channel(), ['READ_MESSAGE_HISTORY']);
    await desk.start();
    await all('held', 1);
    await all('sent', 1);
    expect(desk.store.reader.unknownDeliveries(channel(), 10).first).toMatchObject([{ id: delivery!.id }]);
    // Who made a rule there may know of it; a button with the channel of others shows nothing.
    const [{ createdBy } = { createdBy: '' }] = desk.store.reader.eachSubscription();
    expect(desk.store.reader.unknownDeliveries(channel(), 10, createdBy).count).toBe(1);
    expect(desk.store.reader.unknownDeliveries(channel(), 10, `${createdBy}9`)).toEqual({ count: 0, first: [] });
    desk.store.writer.addSubscription(ruleFor(channel(), 'stat', { createdBy: desk.sandbox.demo.adminId }), PLACE);
    const told = async () =>
      (await desk.control.requests()).flatMap(({ path, method, body, answer }) =>
        method === 'POST' && path.endsWith('/messages') && JSON.stringify(body).includes('unknown:')
          ? [answer as { id: string; channel_id: string }]
          : [],
      );
    const [notice] = await until('the notice', async () => ((await told()).length > 0 ? told() : null));
    const pressed = await desk.sandbox.runInteraction({
      kind: 'component',
      userId: desk.sandbox.demo.adminId,
      locale: 'ja',
      channelId: notice!.channel_id,
      messageId: notice!.id,
      customId: `unknown:${channel()}`,
    });
    expect(pressed.messages[0]?.content).toContain(entries[0]!.title);
    await desk.control.permissions(channel(), []);
    await all('sent', 2);
    expect(await cards()).toHaveLength(2);
    expect(await told()).toHaveLength(1);
    expect(desk.store.reader.unknownDestinations()).toEqual([]);
  });

  it('is withheld, not posted, when the history does not hold it and everybody unsubscribed meanwhile', async () => {
    const subscription = desk.store.subscribe(channel(), 'cs.LG');
    await desk.store.ingest(dumpText(entries.slice(0, 1)));
    await desk.claimed(due()[0]!, false);
    desk.store.writer.removeSubscription(subscription, desk.now().toISOString(), null);
    await desk.start();
    await until('the card to be withheld', () => (counts().withheld === 1 ? true : null));
    expect(await desk.posts()).toEqual([]);
  });

  it('waits while nobody can say whether the history may be read', async () => {
    await enqueue('cs-lg');
    await desk.claimed(due()[0]!, false);
    const { reconcile } = await import('../../src/pipeline/deliver/reconcile.js');
    const destinations = { kindOf: () => 'channel' as const, canReadHistory: () => Promise.resolve(null) };
    const reader = { sender: desk.sender, destinations, userId: desk.connection.userId };
    expect(await reconcile(reader, { destination: channel(), after: '0' }, ['name x'])).toMatchObject({
      kind: 'retry',
    });
  });
});

describe('forum posts, which take no nonce', () => {
  it.each(['reset-after-accept', '500'])('are one a paper through %s: looked for before any repeat', async (kind) => {
    await enqueue('forum', 3);
    await desk.control.fault({ route: 'POST /channels/:id/threads', kind, times: 1 });
    const outgoing = await desk.start();
    await until('three posts', () => {
      outgoing.wake();
      return counts().sent === 3 ? true : null;
    });
    const posts = (await desk.control.channels()).filter(({ parentId }) => parentId === channel('forum'));
    expect(posts.map(({ name }) => name).sort()).toEqual(entries.map(({ title }) => title).sort());
    for (const { body } of await desk.posts(channel('forum'))) expect(JSON.stringify(body)).not.toContain('nonce');
  });
});

describe('a forum post of a paper with markup in its title', () => {
  it('is named by what is seen of it, without backslashes', async () => {
    desk.store.subscribe(channel('forum'), 'cs.LG');
    await desk.store.ingest(dumpText([{ ...entries[0]!, title: 'On *starred* [titles]\u202E and more' }]));
    await desk.start();
    await all('sent', 1);
    const posts = (await desk.control.channels()).filter(({ parentId }) => parentId === channel('forum'));
    expect(posts.map(({ name }) => name)).toEqual(['On *starred* [titles] and more']);
  });
});

describe('a forum whose history cannot be read', () => {
  it('holds the card in doubt, not those that come later', async () => {
    await enqueue('forum', 3);
    const [first] = due();
    await desk.claimed(first!, false);
    const route = 'GET /channels/:id/threads/archived/public';
    await desk.control.fault({ route, kind: '403', code: 50013, times: 100 });
    await desk.start();
    await all('held', 1);
    await all('sent', 2);
    expect(desk.store.reader.unknownDeliveries(channel('forum'), 10).first).toMatchObject([{ id: first!.id }]);
    expect(desk.store.reader.heldDestinations()).toEqual([]);
  });
});

describe('a forum with many posts', () => {
  it('is read to its end, though that takes more requests than a second allows', async () => {
    desk.cardsPerHour = 0;
    const many = generateEntries(42, 40);
    desk.store.subscribe(channel('forum'), 'cs.LG');
    await desk.store.ingest(dumpText(many));
    const [first] = due();
    await desk.claimed(first!, false);
    await desk.start();
    await all('sent', 40);
    expect(await desk.posts(channel('forum'))).toHaveLength(40);
    const sender = createSender({
      apiUrl: desk.sandbox.apiUrl,
      token: 't',
      log: createLog('silent'),
      monotonic: () => performance.now(),
    });
    const read = await sender.readHistory(channel('forum'), true, channel('forum'));
    expect(read.kind === 'page' && read.messages).toHaveLength(40);
    await desk.control.clearRequests();
    await sender.readHistory(channel('forum'), true, channel('forum'));
    expect((await desk.control.requests()).length).toBeLessThan(5);
  });
});

describe('steps after posting', () => {
  const steps = async (kind: 'PATCH' | 'crosspost') =>
    (await desk.control.requests()).filter(({ method, path }) =>
      kind === 'PATCH' ? method === 'PATCH' : path.endsWith('crosspost'),
    );

  it('publish in an announcement channel once, also when it was published before', async () => {
    await enqueue('announcements', 2);
    await desk.control.fault({
      route: 'POST /channels/:id/messages/:message/crosspost',
      kind: 'reset-after-accept',
      times: 1,
    });
    const outgoing = await desk.start();
    await until('both to be published', async () => {
      outgoing.wake();
      const flags = (await desk.control.messages(channel('announcements'))).map((message) => message.flags);
      return flags.length === 2 && flags.every((flag) => flag === 1) && outgoing.isIdle(60_000) ? true : null;
    });
    expect((await steps('crosspost')).map(({ status }) => status).sort()).toEqual([200, 200, 400]);
  });

  it('edit a card when a reader sees a difference, gather changes into one edit, and never post again', async () => {
    await enqueue('cs-lg', 1);
    const outgoing = await desk.start();
    await all('sent', 1);
    const newer = (number: number) => ({
      ...entries[0]!,
      ja: [`新しい要約${number}です。`],
      date: `2026-05-05 01:02:0${number}+00:00`,
    });
    await desk.store.ingest(dumpText([newer(1)]));
    await desk.store.ingest(dumpText([newer(2)]));
    await until('the edit', async () => {
      outgoing.wake();
      return (await steps('PATCH')).length > 0 && outgoing.isIdle(1_000) ? true : null;
    });
    expect(await steps('PATCH')).toHaveLength(1);
    expect((await cards()).map((card) => card.embeds[0]?.description)).toEqual([
      expect.stringContaining('新しい要約2'),
    ]);
    await desk.store.ingest(dumpText([newer(3)]));
    expect(outgoing.isIdle(60_000)).toBe(true);
    expect(outgoing.isIdle(601_000)).toBe(false);
    expect(await steps('PATCH')).toHaveLength(1);
  });

  it('ask Discord for nothing when the change cannot be seen on the card', async () => {
    await enqueue('cs-lg', 1);
    const outgoing = await desk.start();
    await all('sent', 1);
    await desk.store.ingest(dumpText([{ ...entries[0]!, en: `~ ${entries[0]!.en}` }]));
    expect(outgoing.isIdle(5_000)).toBe(false);
    desk.ahead.bot += 5_000;
    outgoing.wake();
    await until('the step to be done', () => (outgoing.isIdle(60_000) ? true : null));
    expect(await steps('PATCH')).toEqual([]);
  });

  it('give a card up that somebody deleted', async () => {
    await enqueue('cs-lg', 1);
    const outgoing = await desk.start();
    await all('sent', 1);
    await desk.control.fault({ route: 'PATCH /channels/:id/messages/:message', kind: '404', code: 10008, times: 1 });
    await desk.store.ingest(dumpText([{ ...entries[0]!, ja: ['別の要約です。'], date: '2026-05-05 01:02:03+00:00' }]));
    await until('the edit', async () => {
      outgoing.wake();
      return (await steps('PATCH')).length > 0 && outgoing.isIdle(3_600_000) ? true : null;
    });
    expect(await steps('PATCH')).toHaveLength(1);
  });
});

describe('a destination that is closed', () => {
  it('is asked nothing, and goes on when the gateway tells that it is open', async () => {
    await enqueue('cs-lg', 3);
    await desk.control.permissions(channel(), ['SEND_MESSAGES']);
    await until('the news', () => (desk.connection.canPost(channel()) === false ? true : null));
    await desk.start();
    await all('held', 3);
    expect(await desk.posts()).toEqual([]);
    await desk.control.permissions(channel(), []);
    await all('sent', 3);
  });

  it('is not hammered when refusals contradict the gateway: chatter of events changes nothing, an hour does', async () => {
    await enqueue('cs-lg', 2);
    await desk.control.fault({ route: 'POST /channels/:id/messages', kind: '403', code: 50013, times: 2 });
    const outgoing = await desk.start();
    await all('held', 2);
    for (let event = 0; event < 20; event += 1) await desk.control.permissions(channel('lobby'), []);
    await outgoing.release();
    expect(await desk.posts()).toHaveLength(1);
    desk.ahead.monotonic += 61_000;
    await outgoing.release();
    await until('the second refusal', async () =>
      (await desk.posts()).length === 2 && counts().held === 2 ? true : null,
    );
    desk.ahead.monotonic += 61_000;
    await outgoing.release();
    expect(await desk.posts()).toHaveLength(2);
    desk.ahead.monotonic += 60_000;
    await outgoing.release();
    await all('sent', 2);
  });

  it('keeps its doubts: what may have been posted is looked up after the release', async () => {
    await enqueue('cs-lg', 1);
    await desk.claimed(due()[0]!, true);
    await desk.control.fault({ route: 'GET /channels/:id/messages', kind: '403', code: 50001, times: 1 });
    const outgoing = await desk.start();
    await all('held', 1);
    desk.ahead.monotonic += 61_000;
    await outgoing.release();
    await all('sent', 1);
    expect(await desk.posts()).toHaveLength(1);
  });
});

describe('the clock', () => {
  it('may go back by a day: what waits is not put off by a day', async () => {
    await enqueue('cs-lg', 2);
    await desk.control.fault({ route: 'POST /channels/:id/messages', kind: '500', times: 1 });
    const outgoing = await desk.start();
    await until('the refusal', async () => ((await desk.posts()).length > 0 ? true : null));
    desk.ahead.bot -= 86_400_000;
    outgoing.wake();
    await all('sent', 2);
    expect(await cards()).toHaveLength(2);
  });

  it('may have gone back while the bot was away', async () => {
    desk.ahead.bot = 86_400_000;
    await enqueue('cs-lg', 2);
    desk.ahead.bot = 0;
    await desk.start();
    await all('sent', 2);
  });

  it('may have been ahead at the match: a rate limit puts nothing off until then', async () => {
    desk.ahead.bot = 7_200_000;
    await enqueue('cs-lg', 2);
    desk.ahead.bot = 0;
    await desk.control.fault({ route: 'POST /channels/:id/messages', kind: '429', retryAfter: 1, times: 1 });
    await desk.start();
    await all('sent', 2);
    expect((await desk.posts()).map(({ status }) => status)).toEqual([429, 200, 200]);
  });

  it('may be wrong by hours when a message is looked for: Discord’s own ids bound the search', async () => {
    desk.ahead.bot = 7_200_000;
    await enqueue('cs-lg', 1);
    await desk.claimed(due()[0]!, true);
    desk.ahead.bot = -7_200_000;
    const outgoing = await desk.start();
    desk.ahead.bot += 21_000;
    outgoing.wake();
    await all('sent', 1);
    expect(await cards()).toHaveLength(1);
  });
});
