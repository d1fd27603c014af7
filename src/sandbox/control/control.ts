// The control interface for tests: faults, recorded requests, permissions, rate limits, channels, interactions.
import { Hono } from 'hono';
import { answer, readJson, refuse, type Env } from '../discord/http.js';
import { FAULT_KINDS, type Fault, type Faults } from '../discord/faults.js';
import type { Gateway } from '../discord/gateway.js';
import type { Interactions } from '../discord/interactions.js';
import type { MessageHost } from '../discord/messages.js';
import { channelPayload } from '../discord/payloads.js';
import { PERMISSIONS } from '../discord/permissions.js';
import type { PageInteraction } from '../page/types.js';
import { newChannel } from '../discord/state.js';

export interface ControlHost extends MessageHost {
  readonly faults: Faults;
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  stateChanged(): void;
}

/** Takes permissions from the bot in a channel and tells the bot, as Discord does. False when the channel is unknown. */
export function setPermissions(host: ControlHost, channelId: string, lacks: readonly string[]): boolean {
  const channel = host.world.channel(channelId);
  if (channel === undefined) return false;
  channel.botLacks = lacks.filter((name) => PERMISSIONS[name] !== undefined);
  host.gateway.dispatch('CHANNEL_UPDATE', channelPayload(host.world, channel));
  host.stateChanged();
  return true;
}

/** Routes below /control. */
export function createControl(host: ControlHost): Hono<Env> {
  const { world, faults } = host;
  const app = new Hono<Env>();

  app.get('/state', (c) => answer(c, 200, { ...world.demo(), isBotConnected: host.gateway.isConnected() }));
  app.post('/faults', async (c) => {
    const fault = (await readJson(c)) as unknown as Fault;
    if (!FAULT_KINDS.includes(fault.kind)) return refuse(c, 400, 0, `kind must be one of ${FAULT_KINDS.join(', ')}`);
    faults.add({ ...fault });
    return answer(c, 200, {});
  });
  app.get('/faults', (c) => answer(c, 200, faults.pending()));
  app.delete('/faults', (c) => {
    faults.clear();
    return answer(c, 200, {});
  });
  app.get('/requests', (c) => answer(c, 200, faults.requests));
  app.delete('/requests', (c) => {
    faults.requests.splice(0);
    return answer(c, 200, {});
  });
  app.get('/messages', (c) => answer(c, 200, world.messagesOf(c.req.query('channel') ?? '')));
  app.get('/nonces', (c) => answer(c, 200, world.data.nonces));
  app.post('/gateway', async (c) => {
    host.gateway.closeAll(Number((await readJson(c))['code'] ?? 4000));
    return answer(c, 200, {});
  });
  app.post('/interactions', async (c) =>
    answer(c, 200, await host.interactions.run((await readJson(c)) as unknown as PageInteraction)),
  );
  app.post('/permissions', async (c) => {
    const { channelId, lacks } = (await readJson(c)) as { channelId?: string; lacks?: string[] };
    return setPermissions(host, channelId ?? '', lacks ?? [])
      ? answer(c, 200, {})
      : refuse(c, 404, 10003, 'Unknown Channel');
  });
  app.post('/rate-limit', async (c) => {
    const { perWindow } = (await readJson(c)) as { perWindow?: number | null };
    host.limits.perWindow = perWindow ?? null;
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
    const { name, type } = (await readJson(c)) as { name?: string; type?: number };
    const channel = newChannel(world.nextId(), world.demo().guildId, name ?? 'new', type ?? 0);
    world.data.channels.push(channel);
    host.gateway.dispatch('CHANNEL_CREATE', channelPayload(world, channel));
    host.stateChanged();
    return answer(c, 200, { id: channel.id });
  });
  return app;
}
