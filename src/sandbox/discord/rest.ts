// REST v10 as far as a bot needs it: itself, its commands, channels, messages, threads, interaction answers.
import { Hono } from 'hono';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { Gateway } from './gateway.js';
import { answer, hookAnswer, readJson, refuse, type Env } from './http.js';
import type { Interactions } from './interactions.js';
import { createMessages, type MessageHost } from './messages.js';
import { channelPayload, guildPayload, memberPayload, userPayload } from './payloads.js';
import { createPublishing } from './publishing.js';
import { createThreads } from './threads.js';
import { commandProblems, invalidForm, type Json } from './validate.js';

export interface RestHost extends MessageHost {
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  readonly gatewayUrl: () => string;
  stateChanged(): void;
}

/** What Discord fills in where a definition is silent. */
const COMMAND_DEFAULTS = {
  type: 1,
  // Commands of context menus have none of their own.
  description: '',
  default_member_permissions: null,
  dm_permission: true,
  contexts: null,
  integration_types: [0],
  nsfw: false,
};

function isBotToken(header: string | undefined): boolean {
  return header !== undefined && /^Bot .+/.test(header) && header !== 'Bot wrong';
}

/** Routes below /api/v10. Only interaction callbacks and webhooks go without a token. */
export function createRest(host: RestHost): Hono<Env> {
  const { world, interactions } = host;
  const app = new Hono<Env>();

  app.post('/interactions/:id/:token/callback', async (c) => {
    const { id, token } = c.req.param();
    const body = await readJson(c);
    const result = interactions.callback(token, body);
    if (!result.ok) return hookAnswer(c, result);
    if (c.req.query('with_response') !== 'true') return c.body(null, 204);
    const { message } = result;
    const resource = message === null ? {} : { resource: { type: body['type'], message } };
    const interaction = { id, type: 2, response_message_id: message?.id ?? null, response_message_loading: false };
    return answer(c, 200, { interaction, ...resource });
  });
  app.post('/webhooks/:app/:token', async (c) =>
    hookAnswer(c, interactions.followUp(c.req.param('token'), await readJson(c))),
  );
  app.patch('/webhooks/:app/:token/messages/:id', async (c) => {
    const { token, id } = c.req.param();
    return hookAnswer(c, interactions.editFollowUp(token, id, await readJson(c)));
  });
  app.delete('/webhooks/:app/:token/messages/:id', (c) =>
    hookAnswer(c, interactions.takeBack(c.req.param('token'), c.req.param('id'))),
  );

  app.use(async (c, next) => {
    if (!isBotToken(c.req.header('authorization'))) return refuse(c, 401, { code: 0, message: '401: Unauthorized' });
    await next();
    return undefined;
  });

  app.get('/gateway/bot', (c) =>
    answer(c, 200, {
      url: host.gatewayUrl(),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
    }),
  );
  app.get('/users/@me', (c) => answer(c, 200, userPayload(world, world.data.botId)));
  app.get('/applications/@me', (c) => answer(c, 200, { id: world.data.applicationId, name: 'Shinchaku', flags: 0 }));
  app.get('/applications/:app/commands', (c) => answer(c, 200, world.data.commands));
  app.put('/applications/:app/commands', async (c) => {
    const given: unknown = await readJson(c);
    if (!Array.isArray(given)) return refuse(c, 400, { code: 50035, message: 'Invalid Form Body' });
    const commands = given as Json[];
    if (c.req.param('app') !== world.data.applicationId)
      return refuse(c, 403, {
        code: 20012,
        message: 'You are not authorized to perform this action on this application',
      });
    const problems = commands.flatMap((command, index) => commandProblems(command, String(index)));
    if (problems.length > 0) return answer(c, 400, invalidForm(problems));
    const stored: object[] = commands.map((command) => ({
      ...COMMAND_DEFAULTS,
      ...command,
      id: world.nextId(),
      application_id: world.data.applicationId,
      version: world.nextId(),
    }));
    world.setCommands(stored as APIApplicationCommand[]);
    host.stateChanged();
    return answer(c, 200, world.data.commands);
  });
  app.get('/guilds/:id', (c) => {
    const guild = world.data.guilds.find((each) => each.id === c.req.param('id'));
    return guild === undefined
      ? refuse(c, 404, { code: 10004, message: 'Unknown Guild' })
      : answer(c, 200, guildPayload(world, guild.id));
  });
  app.get('/guilds/:id/members/:user', (c) => {
    const { id, user } = c.req.param();
    const guild = world.data.guilds.find((each) => each.id === id);
    return guild?.memberIds.includes(user) === true
      ? answer(c, 200, memberPayload(world, user))
      : refuse(c, 404, { code: 10007, message: 'Unknown Member' });
  });
  app.get('/channels/:id', (c) => {
    const channel = world.channel(c.req.param('id'));
    return channel === undefined
      ? refuse(c, 404, { code: 10003, message: 'Unknown Channel' })
      : answer(c, 200, channelPayload(world, channel));
  });
  app.route('/', createMessages(host));
  app.route('/', createThreads(host));
  app.route('/', createPublishing(host));
  app.notFound((c) => refuse(c, 404, { code: 0, message: '404: Not Found' }));
  return app;
}
