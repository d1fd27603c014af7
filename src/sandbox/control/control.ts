// The control interface for tests: faults, recorded requests, permissions, rate limits, channels, interactions.
import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { answer, readJson, refuse, type Env } from '../discord/http.js';
import { FAULT_KINDS, type Fault, type Faults } from '../discord/faults.js';
import type { Gateway } from '../discord/gateway.js';
import type { Interactions } from '../discord/interactions.js';
import type { MessageHost } from '../discord/messages.js';
import { channelPayload } from '../discord/payloads.js';
import { isPermission } from '../discord/permissions.js';
import { personAction } from '../discord/person-action.js';
import type { RequestLog } from '../discord/request-log.js';
import { newChannel, type StoredChannel } from '../discord/world-data.js';

export interface ControlHost extends MessageHost {
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  stateChanged(): void;
}

const names = z.array(z.string()).default([]);
const permissions = z.object({ channelId: z.string(), lacks: names });
const memberRights = z.object({ channelId: z.string(), userId: z.string(), allows: names, lacks: names });
const rateLimit = z.object({ perWindow: z.number().int().nonnegative().nullable().default(null) });
const wantedChannel = z.object({
  name: z.string().min(1).max(100).default('new'),
  type: z.number().int().nonnegative().default(0),
});

function malformed(c: Context<Env>, { issues }: z.ZodError): Response {
  const message = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return refuse(c, 400, { code: 50035, message });
}

function changeChannel(host: ControlHost, channel: StoredChannel): void {
  host.world.putChannel(channel);
  host.gateway.dispatch('CHANNEL_UPDATE', channelPayload(host.world, channel));
  host.stateChanged();
}

/** Takes permissions from the bot in a channel and tells the bot, as Discord does. False when the channel is unknown. */
export function setPermissions(host: ControlHost, channelId: string, lacks: readonly string[]): boolean {
  const channel = host.world.channel(channelId);
  if (channel === undefined) return false;
  changeChannel(host, { ...channel, botLacks: lacks.filter(isPermission) });
  return true;
}

/** Routes below /control. */
export function createControl(host: ControlHost): Hono<Env> {
  const { world, faults } = host;
  const app = new Hono<Env>();

  app.get('/state', (c) => answer(c, 200, { ...world.demo(), isBotConnected: host.gateway.isConnected() }));
  app.post('/faults', async (c) => {
    const given: object = await readJson(c);
    const fault = given as Fault;
    if (!FAULT_KINDS.includes(fault.kind))
      return refuse(c, 400, { code: 0, message: `kind must be one of ${FAULT_KINDS.join(', ')}` });
    const { route, kind, times, ...more } = fault;
    const isAdded = typeof route === 'string' && faults.add({ ...more, route, kind, times: Number(times) });
    return isAdded
      ? answer(c, 200, {})
      : refuse(c, 400, { code: 0, message: 'route must be a text, and at most 1,000 faults wait' });
  });
  app.get('/faults', (c) => answer(c, 200, faults.pending()));
  app.delete('/faults', (c) => {
    faults.clear();
    return answer(c, 200, {});
  });
  app.get('/requests', (c) => answer(c, 200, host.requests.all()));
  app.delete('/requests', (c) => {
    host.requests.clear();
    return answer(c, 200, {});
  });
  app.get('/messages', (c) => answer(c, 200, world.messagesOf(c.req.query('channel') ?? '')));
  app.get('/nonces', (c) => answer(c, 200, world.data.nonces));
  app.post('/gateway', async (c) => {
    const { code, silent } = (await readJson(c)) as { code?: unknown; silent?: unknown };
    const closing = code ?? (silent === undefined ? 4000 : null);
    const isCode = closing === null || (Number.isInteger(closing) && Number(closing) >= 3000 && Number(closing) < 5000);
    if (!isCode) return refuse(c, 400, { code: 0, message: 'code must be a close code of Discord, 4000 to 4999' });
    if (typeof silent === 'boolean') host.gateway.setSilent(silent);
    if (closing !== null) host.gateway.closeAll(Number(closing));
    return answer(c, 200, {});
  });
  app.post('/interactions', async (c) => {
    const asked = personAction(await readJson(c));
    if (asked === null) return refuse(c, 400, { code: 0, message: 'this is nothing that a person can do' });
    return answer(c, 200, await host.interactions.run(asked));
  });
  app.post('/permissions', async (c) => {
    const given = permissions.safeParse(await readJson(c));
    if (!given.success) return malformed(c, given.error);
    const { channelId, lacks } = given.data;
    return setPermissions(host, channelId, lacks)
      ? answer(c, 200, {})
      : refuse(c, 404, { code: 10003, message: 'Unknown Channel' });
  });
  app.post('/member-rights', async (c) => {
    const given = memberRights.safeParse(await readJson(c));
    if (!given.success) return malformed(c, given.error);
    const { channelId, ...rights } = given.data;
    const channel = world.channel(channelId);
    if (channel === undefined || world.user(rights.userId) === undefined)
      return refuse(c, 404, { code: 10003, message: 'Unknown Channel' });
    const others = (channel.memberRights ?? []).filter(({ userId }) => userId !== rights.userId);
    changeChannel(host, { ...channel, memberRights: [...others, rights] });
    return answer(c, 200, {});
  });
  app.post('/rate-limit', async (c) => {
    const given = rateLimit.safeParse(await readJson(c));
    if (!given.success) return malformed(c, given.error);
    host.limits.perWindow = given.data.perWindow;
    return answer(c, 200, {});
  });
  app.get('/channels', (c) =>
    answer(
      c,
      200,
      world.data.channels.filter(({ guildId }) => guildId === world.demo().guildId),
    ),
  );
  app.post('/channels', async (c) => {
    const given = wantedChannel.safeParse(await readJson(c));
    if (!given.success) return malformed(c, given.error);
    const channel = newChannel({ id: world.nextId(), guildId: world.demo().guildId, ...given.data });
    world.putChannel(channel);
    host.gateway.dispatch('CHANNEL_CREATE', channelPayload(world, channel));
    host.stateChanged();
    return answer(c, 200, { id: channel.id });
  });
  return app;
}
