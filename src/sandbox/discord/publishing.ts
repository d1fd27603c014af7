// Publishing messages of announcement channels, and direct-message channels for the bot.
import { MessageFlags } from 'discord-api-types/v10';
import { Hono } from 'hono';
import { answer, invalidAnswer, readJson, refuse, type Env } from './http.js';
import type { MessageHost } from './messages.js';
import { channelPayload } from './payloads.js';
import { botBits, PERMISSIONS } from './permissions.js';
import { newChannel } from './world-data.js';

const ANNOUNCEMENT = 5;
const DIRECT = 1;
/** What people see of Discord's undocumented limit: about ten an hour and channel. */
const AN_HOUR = 10;
const HOUR_MS = 3_600_000;

export function createPublishing(host: MessageHost): Hono<Env> {
  const { world, now } = host;
  const app = new Hono<Env>();
  const published = new Map<string, number[]>();

  app.post('/channels/:id/messages/:message/crosspost', (c) => {
    const { id, message: messageId } = c.req.param();
    const channel = world.channel(id);
    if (channel === undefined) return refuse(c, 404, { code: 10003, message: 'Unknown Channel' });
    if (channel.type !== ANNOUNCEMENT)
      return refuse(c, 403, { code: 50024, message: 'Cannot execute action on this channel type' });
    if ((botBits(channel.botLacks) & (PERMISSIONS['SEND_MESSAGES'] ?? 0n)) === 0n)
      return refuse(c, 403, { code: 50013, message: 'Missing Permissions' });
    const message = world.messagesOf(id).find((each) => each.id === messageId);
    if (message === undefined) return refuse(c, 404, { code: 10008, message: 'Unknown Message' });
    if (((message.flags ?? 0) & MessageFlags.Crossposted) !== 0)
      return refuse(c, 400, { code: 40033, message: 'This message has already been crossposted' });
    const at = now().getTime();
    const recent = (published.get(id) ?? []).filter((time) => at - time < HOUR_MS);
    if (recent.length >= AN_HOUR) {
      const wait = ((recent[0] ?? at) + HOUR_MS - at) / 1000;
      const body = { message: 'You are being rate limited.', retry_after: wait, global: false };
      c.header('retry-after', wait.toFixed(3));
      c.header('x-ratelimit-scope', 'user');
      return answer(c, 429, body);
    }
    published.set(id, [...recent, at]);
    const crossposted = { ...message, flags: (message.flags ?? 0) | MessageFlags.Crossposted };
    world.putMessage(crossposted);
    host.publish('edit', crossposted);
    return answer(c, 200, crossposted);
  });

  app.post('/users/@me/channels', async (c) => {
    const { recipient_id: recipientId } = (await readJson(c)) as { recipient_id?: string };
    if (recipientId === undefined || world.user(recipientId) === undefined)
      return invalidAnswer(c, [{ path: 'recipient_id', code: 'USER_INVALID', message: 'Unknown user' }]);
    const known = world.data.channels.find((each) => each.recipientId === recipientId);
    const channel =
      known ?? newChannel({ id: world.nextId(), guildId: '', name: 'Shinchaku', type: DIRECT, recipientId });
    if (known === undefined) world.putChannel(channel);
    return answer(c, 200, channelPayload(world, channel));
  });

  return app;
}
