// Rules and their channels: moving one to another channel, and who is told of rules of channels that not all can see.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mention } from '../../src/text/markdown.js';
import { ruleWording } from '../../src/cards/rule-wording.js';
import { moveRule } from '../../commands/rule-move.js';
import type { Context } from '../../src/domain/context.js';
import { NO_OPTIONS } from '../../src/domain/subscription.js';
import { caller } from '../helpers/caller.js';
import { ruleFor } from '../helpers/rules.js';
import { openApart, type Apart } from '../helpers/apart.js';
import type { Card } from '../helpers/control.js';
import { generateEntries } from '../helpers/dump-generator.js';
import { controls, idOf, peopleOf, textOf, type People } from '../helpers/people.js';

const english = ruleWording('en');
const japanese = ruleWording('ja');
let apart: Apart;
let people: People;
let lobby: string;
let papers: string;
beforeAll(async () => {
  apart = await openApart(generateEntries(22, 6));
  people = peopleOf(apart);
  [lobby, papers] = [apart.stage.channels['lobby']!, apart.stage.channels['papers-en']!];
});
afterAll(async () => expect(await apart.close()).toEqual([]));
// Rights as at first: each test stands by itself.
beforeEach(async () => {
  for (const channel of [lobby, papers]) await apart.sandbox.memberRights(channel, apart.stage.memberId, {});
});

const placeOf = async (value: string): Promise<unknown> =>
  (await people.kept()).find((rule) => rule['value'] === value)?.['destination'];
const member = () => ({ userId: apart.stage.memberId });

it('tells a channel without rules from a server without any', async () => {
  await people.subscribe('category', { category: 'math.KT' });
  const forum = apart.stage.channels['forum']!;
  expect(textOf(await people.use('subscriptions', { channel: forum }))).toContain(english.listEmptyIn(mention(forum)));
});

describe('a rule that is moved', () => {
  it('goes to the chosen channel, and says so in the language of who asks', async () => {
    const card = await people.subscribe('category', { category: 'math.AG' });
    const moved = await people.filled(card, { form: 'move', fields: { channel: [papers] } });
    expect(textOf(moved)).toContain(`Moved to <#${papers}>, along with what was queued.`);
    expect(await placeOf('math.AG')).toBe(papers);
    const back = await people.filled(moved, { form: 'move', fields: { channel: [lobby] } }, { locale: 'ja' });
    expect(textOf(back)).toContain(`配信待ちの論文とともに <#${lobby}> へ移しました。`);
    expect(await placeOf('math.AG')).toBe(lobby);
  });

  it('says that the other channel has another language, which it keeps', async () => {
    await people.subscribe('category', { category: 'math.CO', channel: papers, language: 'ja' });
    const card = await people.subscribe('category', { category: 'math.CT', language: 'en' });
    const moved = await people.filled(card, { form: 'move', fields: { channel: [papers] } });
    expect(textOf(moved)).toContain('Everything posted there is in Japanese.');
    const { language } = (await people.kept()).find(({ value }) => value === 'math.CT') as { language: string };
    expect(language).toBe('ja');
  });

  it('stays where it is when that channel is chosen, when the same rule is in the chosen one, and where daily threads cannot be', async () => {
    await people.subscribe('category', { category: 'math.DG', channel: papers });
    const card = await people.subscribe('category', { category: 'math.DG' });
    expect(textOf(await people.filled(card, { form: 'move', fields: { channel: [papers] } }))).toMatch(
      /already has this subscription/,
    );
    const thread = await people.subscribe('category', { category: 'math.GT', mode: 'thread' });
    const forum = apart.stage.channels['forum']!;
    const here = await people.subscribe('category', { category: 'math.FA' });
    expect(textOf(await people.filled(here, { form: 'move', fields: { channel: [lobby] } }))).toContain(
      english.alreadyThere(mention(lobby)),
    );
    expect(textOf(await people.filled(thread, { form: 'move', fields: { channel: [forum] } }))).toContain(
      english.threadsNotThere,
    );
    expect(await placeOf('math.GT')).toBe(lobby);
  });

  it('mentions its role only where whoever moves it may', async () => {
    const rule = {
      ...ruleFor(lobby, 'math.RA', { guildId: '1', options: { ...NO_OPTIONS, role: '55' } }),
      ...({ id: 3, madeAt: '2030-01-01T00:00:00Z', pausedAt: null, language: 'en', name: null } as const),
    };
    let moved: string | null = null;
    const rules = {
      move: (_: number, to: { destination: string }) => Promise.resolve(((moved = to.destination), null)),
    };
    const there = { id: papers, name: 'papers', type: 0, memberPermissions: 8n, botPermissions: 8n };
    const submit = (may: boolean) =>
      moveRule(
        rule,
        {
          ...caller,
          argument: 'move:3',
          fields: { channel: [papers] },
          channelHere: () => Promise.resolve(there),
          mayMention: () => Promise.resolve(may),
        },
        { rules } as never as Context,
      );
    expect(await submit(false)).toEqual({ reply: { messages: [{ content: english.roleNotYours }] } });
    expect(moved).toBeNull();
    await submit(true);
    expect(moved).toBe(papers);
  });

  it('needs the rights in both channels, and a bot that may post in the new one', async () => {
    const card = await people.subscribe('category', { category: 'math.NT' });
    const refused = await people.press(card, idOf(card, 'move'), member());
    expect(textOf(refused.messages[0]!)).toMatch(/Manage Channels/);
    await apart.sandbox.memberRights(lobby, apart.stage.memberId, { allows: ['MANAGE_CHANNELS'] });
    const here = await people.filled(card, { form: 'move', fields: { channel: [papers] } }, member());
    expect(textOf(here)).toMatch(/Manage Channels/);
    await apart.sandbox.permissions(papers, ['EMBED_LINKS']);
    expect(textOf(await people.filled(card, { form: 'move', fields: { channel: [papers] } }))).toMatch(/Embed Links/);
    await apart.sandbox.permissions(papers, []);
    expect(await placeOf('math.NT')).toBe(lobby);
  });
});

describe('the role of a rule', () => {
  it('is one that who names it may mention, and stays when others change the rest', async () => {
    const response = await fetch(`${apart.env['DISCORD_API_URL']?.replace(/api$/, '')}page/state`);
    const { guilds } = (await response.json()) as { guilds: { roles: { id: string }[] }[] };
    const role = guilds[0]!.roles[0]!.id;
    const card = await people.subscribe('category', { category: 'math.QA' });
    const submit = (where = {}) =>
      people.filled(card, { form: 'narrow', fields: { role: [role], announcements: 'new' } }, where);
    await apart.sandbox.memberRights(lobby, apart.stage.memberId, { allows: ['MANAGE_CHANNELS'] });
    expect(textOf(await submit(member()))).toContain(english.roleNotYours);
    expect(textOf(await submit())).toContain(`<@&${role}>`);
    expect(textOf(await submit(member()))).toContain(`<@&${role}>`);
  });
});

describe('the list of rules for a member', () => {
  it('offers a menu only of those in channels that they manage', async () => {
    const offered = (card: Card): string[] =>
      controls(card).flatMap(({ options = [] }) => options.map(({ value }) => value));
    const own = (await apart.sandbox.newChannel('mine', 0)).id;
    await people.subscribe('category', { category: 'math.RT', channel: papers });
    await people.subscribe('category', { category: 'math.RA', channel: own });
    const plain = await people.use('subscriptions', {}, member());
    expect(textOf(plain)).toContain('math.RT');
    expect(offered(plain)).toEqual([]);
    await apart.sandbox.memberRights(own, apart.stage.memberId, { allows: ['MANAGE_CHANNELS'] });
    const { id } = (await people.kept()).find(({ value }) => value === 'math.RA') as { id: number };
    expect(offered(await people.use('subscriptions', {}, member()))).toEqual([
      expect.stringMatching(new RegExp(`^${id}-`)),
    ]);
    expect(offered(await people.use('subscriptions', {})).length).toBeGreaterThan(1);
  });
});

describe('a rule of a thread whose channel Discord no longer names', () => {
  it('is listed and ended by an admin, hidden from members, and keeps nobody from the others', async () => {
    await people.subscribe('category', { category: 'math.OC' });
    const { id: thread } = await apart.sandbox.newChannel('orphan', 11);
    await people.subscribe('category', { category: 'math.PR' }, { channelId: thread });
    const forAdmin = textOf(await people.use('subscriptions', {}));
    expect(forAdmin).toContain('math.OC');
    expect(forAdmin).toContain('math.PR');
    const forMember = textOf(await people.use('subscriptions', {}, member()));
    expect(forMember).toContain('math.OC');
    expect(forMember).not.toContain('math.PR');
    expect(textOf(await people.use('help', {}, member()))).toContain('/search');
    expect(await people.choices('category', { category: 'math' })).not.toEqual([]);
    expect(textOf(await people.use('unsubscribe', { subscription: 'math.PR' }))).toContain('Stopped');
  });
});

describe('rules of a channel that a member cannot see', () => {
  it('are in no list, no choice, no refusal and no file of theirs; an admin gets all', async () => {
    const secret = (await apart.sandbox.newChannel('secret-plans', 0)).id;
    await people.subscribe('category', { category: 'math.AT' });
    const card = await people.subscribe('keyword', { query: 'hush', channel: secret });
    const { id } = (await people.kept()).find(({ value }) => value === 'hush') as { id: number };
    await apart.sandbox.memberRights(secret, apart.stage.memberId, { lacks: ['VIEW_CHANNEL'] });
    const rights = { allows: ['MANAGE_CHANNELS', 'MANAGE_GUILD'] };
    await apart.sandbox.memberRights(lobby, apart.stage.memberId, rights);
    for (const locale of ['en-US', 'ja']) {
      const as = { ...member(), locale };
      const list = textOf(await people.use('subscriptions', {}, as));
      expect(list).toContain(`<#${lobby}>`);
      expect(list).not.toMatch(new RegExp(`hush|${secret}`));
      expect(await people.choices('unsubscribe', { subscription: 'hush' }, as)).toEqual([]);
      const words = locale === 'ja' ? japanese : english;
      const told = textOf(await people.use('unsubscribe', { subscription: String(id) }, as));
      expect(told).not.toMatch(new RegExp(`hush|${secret}`));
      const pressed = await people.press(card, idOf(card, 'pause'), as);
      expect(textOf(pressed.messages[0]!)).toBe(`${words.gone}`);
    }
    const exported = await people.press(await people.use('settings', {}, member()), 'settings:export', member());
    const [message] = exported.messages as unknown as { content: string; attachments: { url: string }[] }[];
    expect(message!.content).toMatch(/1 subscription of channels that you can’t see is not/);
    const file = Buffer.from(message!.attachments[0]!.url.replace(/^[^,]*,/, ''), 'base64').toString();
    expect(file).not.toMatch(/hush|secret/);
    expect(textOf(await people.use('subscriptions', {}))).toContain('hush');
    expect(await people.choices('unsubscribe', { subscription: 'hush' })).toEqual([
      expect.stringMatching(/#secret-plans$/),
    ]);
    expect(await placeOf('hush')).toBe(secret);
  });
});
