// The adapter as people meet it: discord.js connected to the sandbox, with commands made for the purpose.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectDiscord, type DiscordConnection } from '../../src/discord/client.js';
import type { PersonAction } from '../../src/sandbox/discord/types.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { commands, later, log, options, told } from './stage.js';

/** Said of work that was carried out: that nothing was changed would be untrue. */
const MAY_BE_SAVED = /may have been saved.*\d{15,}/su;
const UNCHANGED = /Nothing was changed.*\d{15,}/su;

describe('with the sandbox', () => {
  let sandbox: Sandbox;
  let connection: DiscordConnection;
  const base = (): string => sandbox.url;
  const control = (path: string, body: unknown): Promise<Response> =>
    fetch(`${base()}control/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const requests = async (): Promise<{ path: string; body: Record<string, unknown> | null }[]> =>
    (await (await fetch(`${base()}control/requests`)).json()) as { path: string; body: Record<string, unknown> }[];
  const common = (locale = 'en-US') => ({
    userId: sandbox.demo.adminId,
    locale,
    channelId: sandbox.demo.channels['lobby']!,
  });
  const ask = (name: string, given: Record<string, string | boolean> = {}, locale = 'en-US') =>
    sandbox.runInteraction({ ...common(locale), kind: 'command', command: name, subcommand: null, options: given });
  const press = (messageId: string, customId: string, locale = 'en-US') => {
    const asked: PersonAction = { ...common(locale), kind: 'component', messageId, customId };
    return sandbox.runInteraction(asked);
  };

  beforeEach(async () => {
    Object.assign(told, { seen: null, changes: 0, reconnected: 0, closed: [] });
    sandbox = await startSandbox({ port: 0, stateFile: null, assetsDir: '/nonexistent', log, now: () => new Date() });
    connection = await connectDiscord(
      options(sandbox.apiUrl),
      commands.map(({ definition }) => definition),
    );
    await connection.register();
  });
  afterEach(async () => {
    await connection.close();
    await sandbox.close();
  });

  it.each([
    [0.1, 1, 2, 'unchanged'],
    [0.5, 1_000, 8, expect.objectContaining({ afterMs: expect.any(Number) as number }) as unknown],
    [14, 1_000, 1, expect.objectContaining({ message: 'a rate limit of 15 seconds' }) as unknown],
  ])(
    'tells soon of a rate limit that keeps it from registering: %s seconds, %s times, asked at most %s times',
    async (retryAfter, times, most, outcome) => {
      await control('faults', { route: 'GET /applications/:app/commands', kind: '429', retryAfter, times });
      const before = (await requests()).length;
      expect(await connection.register().catch((error: unknown) => error)).toEqual(outcome);
      const asked = (await requests()).slice(before).filter(({ path }) => path.endsWith('/commands'));
      expect(asked.length).toBeLessThanOrEqual(most);
    },
  );
  it('answers privately with follow-ups, and never lets a mention through', async () => {
    const { outcome, messages } = await ask('quick');
    expect(outcome).toBe('answered');
    await later(200);
    expect(messages.map(({ flags, visibleTo }) => [flags, visibleTo])).toEqual([
      [64, sandbox.demo.adminId],
      [64, sandbox.demo.adminId],
    ]);
    const bodies = (await requests()).filter(({ path }) => /callback|webhooks/.test(path)).map(({ body }) => body);
    expect(bodies).toHaveLength(2);
    for (const body of bodies) expect(JSON.stringify(body)).toContain('"allowed_mentions":{"parse":[]');
  });
  it('asks in the log for another program where somebody else has answered', async () => {
    const warned = vi.spyOn(log, 'warn');
    await control('faults', { route: 'POST /interactions/:id/:token/callback', kind: '400', code: 40060, times: 1 });
    await ask('quick');
    expect(warned.mock.calls.map(([, text]) => text)).toEqual([
      expect.stringContaining('does another program run with this token?'),
    ]);
    warned.mockRestore();
  });
  it.each(['reset-after-accept', '502'])('goes on where the answer to a callback is lost: %s', async (kind) => {
    const warned = vi.spyOn(log, 'warn');
    await control('faults', { route: 'POST /interactions/:id/:token/callback', kind, times: 1 });
    const { messages } = await ask('quick');
    await later(200);
    expect(messages.map(({ content }) => content)).toEqual(['one @everyone', 'two']);
    await control('faults', { route: 'POST /interactions/:id/:token/callback', kind, times: 1 });
    const slow = await ask('slownothing');
    await later(600);
    expect(slow.messages.map(({ content }) => content)).toEqual(['nothing is called @everyone']);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });
  it('answers everybody when asked to share', async () => {
    expect((await ask('quick', { share: true })).messages[0]).toMatchObject({ flags: 0, visibleTo: null });
  });
  it('defers a slow answer, privately and shared', async () => {
    const [hidden, shared] = await Promise.all([ask('slow'), ask('slow', { share: true })]);
    await later(1_500);
    expect(hidden.messages).toMatchObject([
      { content: 'at last', flags: 64 },
      { content: 'and more', flags: 64 },
    ]);
    expect(shared.messages).toMatchObject([
      { content: expect.stringMatching(/^-# Shared by <@\d+>\nat last$/) as string, flags: 0 },
      { content: 'and more', flags: 0 },
    ]);
  });
  it.each([
    ['at once', 'typed', 0],
    ['later', 'slownothing', 1_000],
  ])('keeps a sentence private that shows no paper, though it was to be shared: %s', async (_when, name, ms) => {
    const { messages } = await ask(name, { share: true });
    await later(ms);
    const said = messages.at(-1)!;
    expect(said).toMatchObject({ flags: 64, visibleTo: sandbox.demo.adminId });
    expect(said.content).not.toContain('Shared by');
    const lobby = await fetch(`${base()}control/messages?channel=${sandbox.demo.channels['lobby']!}`);
    expect(((await lobby.json()) as typeof messages).filter(({ visibleTo }) => visibleTo === null)).toEqual([]);
  });
  it('reads who, where, language and channel options', async () => {
    const channel = sandbox.demo.channels['papers-en']!;
    await control('permissions', { channelId: channel, lacks: ['EMBED_LINKS'] });
    await ask('quick', { channel }, 'ja');
    expect(told.seen).toMatchObject({ language: 'ja', destinationLanguage: 'ja', guildId: sandbox.demo.guildId });
    expect(told.seen?.here).toMatchObject({ name: 'lobby', type: 0 });
    expect(told.seen?.channels['channel']).toMatchObject({ id: channel, name: 'papers-en' });
    expect(told.seen!.channels['channel']!.botPermissions & (1n << 14n)).toBe(0n);
    expect(told.seen!.channels['channel']!.botPermissions & (1n << 11n)).toBe(1n << 11n);
    expect(told.seen!.channels['channel']!.memberPermissions & (1n << 4n)).toBe(1n << 4n);
  });
  it.each(['rejecting', 'throwing'])('apologizes for a %s command in the language of the reader', async (name) => {
    const english = JSON.stringify(await ask(name));
    expect(english).toContain('Nothing was changed');
    expect(english).toContain('answered');
    expect(english).not.toContain('secret detail');
    expect(JSON.stringify(await ask(name, {}, 'ja'))).toMatch(/[ぁ-ん]/);
  });
  it.each(['longwinded', 'longwindedlater'])(
    'apologizes with a reference when Discord refuses the answer of a %s command',
    async (name) => {
      const { outcome, messages } = await ask(name, {}, 'ja');
      await later(600);
      expect(outcome).not.toBe('failed');
      expect(messages.at(-1)?.content).toMatch(/設定は変更されていません.*\d{15,}/su);
    },
  );
  it.each([
    ['quick', 'POST /interactions/:id/:token/callback', 240_000],
    ['slownothing', 'PATCH /webhooks/:app/:token/messages/:id', 200_000],
  ])('apologizes with a reference when Discord refuses for another reason: %s', async (name, route, code) => {
    await control('faults', { route, kind: '400', code, times: 1 });
    const { messages } = await ask(name);
    await later(600);
    expect(messages).toMatchObject([{ content: expect.stringMatching(UNCHANGED) as string, flags: 64 }]);
  });
  it('apologizes with a reference when Discord refuses what a button changes, and leaves the message', async () => {
    const { messages } = await ask('quick', { share: true });
    const pressed = await press(messages[0]!.id, 'longwinded:1');
    expect(pressed.messages.at(-1)?.content).toMatch(UNCHANGED);
    expect(pressed.messages.at(-1)).toMatchObject({ flags: 64 });
  });
  it.each(['changed', 'changed slowly'])(
    'says that it may be saved where Discord refuses the answer of what %s',
    async (word) => {
      const { messages } = await ask('changing', { word: `${word} longwinded` });
      await later(600);
      expect(messages.at(-1)?.content).toMatch(MAY_BE_SAVED);
    },
  );
  it('waits for a change that is under way where Discord refuses to be told that the answer comes later', async () => {
    await control('faults', { route: 'POST /interactions/:id/:token/callback', kind: '400', code: 240_000, times: 1 });
    const { messages } = await ask('changing', { word: 'changed slowly' });
    await later(600);
    expect(messages.at(-1)?.content).toMatch(MAY_BE_SAVED);
  });
  it.each([
    ['nothing was tried', 'none', /Nothing was changed/],
    ['the change was refused', 'refused', /Nothing was changed/],
    ['it was carried out', 'changed', MAY_BE_SAVED],
    ['nobody knows how far it came', 'died', MAY_BE_SAVED],
  ])('says of a change whose command fails what is known: %s', async (_what, word, said) => {
    expect((await ask('changing', { word })).messages[0]?.content).toMatch(said);
  });
  it('passes the sentence of a UserError on', async () => {
    expect((await ask('refusing')).messages[0]?.content).toBe('A sentence for a person.');
  });
  it('answers at most 25 choices, and none when completing fails', async () => {
    const complete = (name: string) =>
      sandbox.runInteraction({
        ...common(),
        kind: 'autocomplete',
        command: name,
        subcommand: null,
        options: { word: 'n' },
        focused: 'word',
      });
    const many = await complete('typed');
    expect(many.outcome === 'choices' && many.choices.length).toBe(25);
    expect(await complete('broken')).toMatchObject({ outcome: 'choices', choices: [] });
  });
  it('answers a button privately, in place, or with a sentence when it is unknown', async () => {
    const { messages } = await ask('quick', { share: true });
    const { id } = messages[0]!;
    expect((await press(id, 'say:a:b')).messages[0]).toMatchObject({ content: 'said a:b', flags: 64 });
    expect((await press(id, 'nothing:1', 'ja')).messages[0]?.content).toMatch(/[ぁ-ん]/);
    expect((await press(id, 'change:1')).messages[0]).toMatchObject({
      id,
      content: expect.stringMatching(/^-# Shared by <@\d+>\nchanged$/) as string,
    });
  });
  it('leaves a shared answer as it is when a button has no papers to show, and says so privately', async () => {
    const { messages } = await ask('quick', { share: true });
    const pressed = await press(messages[0]!.id, 'changenothing:1');
    expect(pressed.messages).toMatchObject([{ content: 'nothing is left', flags: 64 }]);
  });
  it('changes the message late when a button is slow', async () => {
    const { messages } = await ask('quick', { share: true });
    await press(messages[0]!.id, 'wait:1');
    await later(1_500);
    const edits = (await requests()).filter(({ path }) => decodeURIComponent(path).endsWith('messages/@original'));
    expect(edits).toMatchObject([
      { body: { content: expect.stringMatching(/\nchanged late$/) as string, allowed_mentions: { parse: [] } } },
    ]);
  });
  it('answers late and privately when a button is slow', async () => {
    const { messages } = await ask('quick', { share: true });
    const pressed = await press(messages[0]!.id, 'waitsay:1');
    await later(1_500);
    expect(pressed.messages).toMatchObject([{ content: 'said late', flags: 64 }]);
  });
  it('says that it could not be done when a form is ready too late to be opened', async () => {
    const { messages } = await ask('quick', { share: true });
    const pressed = await press(messages[0]!.id, 'waitform:1', 'en-US');
    await later(1_500);
    expect(pressed.messages).toMatchObject([{ content: expect.stringContaining('try again') as string, flags: 64 }]);
  });
  it('apologizes for a button that throws', async () => {
    const { messages } = await ask('quick', { share: true });
    const pressed = await press(messages[0]!.id, 'throw:1', 'ja');
    expect(pressed.outcome).toBe('answered');
    expect(pressed.messages[0]?.content).toMatch(/[ぁ-ん]/);
    expect(pressed.messages[0]).toMatchObject({ flags: 64 });
  });
  it('registers once; an attempt in an outage fails, and the next one succeeds', async () => {
    expect(await connection.register()).toBe('unchanged');
    await control('faults', { route: 'GET /applications/:app/commands', kind: '500', times: 1 });
    await expect(connection.register()).rejects.toThrow('Internal Server Error');
    expect(await connection.register()).toBe('unchanged');
  });
  it.each([4010, 4011, 4012, 4013, 4014])(
    'tells with a sentence that the gateway closed for good with %i',
    async (code) => {
      await control('gateway', { code });
      await later(300);
      expect(told.closed).toEqual([
        expect.stringMatching(new RegExp(`^Discord closed the connection for good .${code}: .*kept`)),
      ]);
    },
  );
  it('knows that it cannot tell what may be read while the gateway is away', async () => {
    const channelId = sandbox.demo.channels['papers-en']!;
    expect(await connection.canReadHistory(channelId)).toBe(true);
    await control('gateway', { silent: true, code: 4000 });
    await later(200);
    expect(await connection.canReadHistory(channelId)).toBeNull();
  });
  it('asks whether a channel is no more that the gateway has not told of; one that it may not see is there', async () => {
    expect(await connection.isGone('404404')).toBe(true);
    expect(await connection.isGone(sandbox.demo.channels['lobby']!)).toBe(false);
    await control('faults', { route: 'GET /channels/:id', kind: '403', code: 50001, times: 1 });
    expect(await connection.isGone('404405')).toBe(false);
  });
  it('says what to do when the token is refused while registering', async () => {
    await control('faults', { route: 'GET /applications/:app/commands', kind: '401', times: 1 });
    await expect(connection.register()).rejects.toThrow(/refused the token/);
  });
  it('tells that the token was refused later, once', async () => {
    await control('gateway', { code: 4004 });
    await later(500);
    expect(told.closed).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  });
  it('tells that the token was refused at a look-up, once', async () => {
    await control('faults', { route: 'GET /channels/:id', kind: '401', times: 1 });
    await connection.isGone('404406');
    await connection.isGone('404407');
    expect(told.closed).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  });
  it('looks again when permissions change, and answers from the cache', async () => {
    const channelId = sandbox.demo.channels['papers-en']!;
    const before = told.changes;
    expect(connection.canPost(channelId)).toBe(true);
    await control('permissions', { channelId, lacks: ['SEND_MESSAGES'] });
    await later(200);
    expect(told.changes).toBeGreaterThan(before);
    expect(connection.canPost(channelId)).toBe(false);
    expect(connection.canPost('123456789012345678')).toBeNull();
  });
  it('is back after the gateway went away, and says so', async () => {
    await control('gateway', { code: 4000 });
    await later(1_500);
    expect(told.reconnected).toBe(1);
    expect((await ask('quick')).outcome).toBe('answered');
  });
  it.each(['to\nken', 'トークン'])(
    'refuses a token that no header takes (%j), instead of trying for ever',
    async (token) => {
      await expect(connectDiscord(options(sandbox.apiUrl, { token }), [])).rejects.toMatchObject({
        exitCode: 1,
        message: expect.stringMatching(/refused the token/),
      });
    },
  );

  it('refuses a wrong token with a sentence', async () => {
    await expect(connectDiscord(options(sandbox.apiUrl, { token: 'wrong' }), [])).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('DISCORD_TOKEN') as string,
    });
    expect(told.closed).toEqual([]);
  });
});
