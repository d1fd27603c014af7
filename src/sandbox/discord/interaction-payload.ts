// The payload of INTERACTION_CREATE: what a bot is told of a command, a press or a modal.
import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord-api-types/v10';
import { submittedData, type Modal } from './forms.js';
import { channelPayload, memberPayload, permissionsOf, userPayload } from './payloads.js';
import type { PersonAction } from './types.js';
import type { StoredChannel } from './world-data.js';
import type { World } from './state.js';
import type { Json } from './validate.js';

const OPTION_TYPES: Readonly<Record<string, number>> = { string: 3, number: 10, boolean: 5 };

export function findDefinition(world: World, name: string): Json | undefined {
  const found = world.data.commands.find((command) => command.name === name);
  return found === undefined ? undefined : { ...found };
}

function optionList(command: Json, subcommand: string | null): Json[] {
  const options = (command['options'] ?? []) as Json[];
  if (subcommand === null) return options;
  return (options.find((option) => option['name'] === subcommand)?.['options'] ?? []) as Json[];
}

const ATTACHMENT = 11;
/** Attachments of commands need ids, which are never looked up. */
const FILE_ID = '90000000000000000';

/** A file that was given as a `data:` URL, which the bot reads like every other address. */
function attachment(option: string, url: string): Json {
  const filename = decodeURIComponent(/;name=([^;,]*)/.exec(url)?.[1] ?? 'file');
  const size = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').length;
  return { id: `${FILE_ID}${option.length}`, filename, size, url, proxy_url: url, content_type: 'application/json' };
}

/** A context-menu command on a message. */
function messageCommandData(
  world: World,
  { channelId, targetId }: { readonly channelId: string; readonly targetId: string },
  command: Json,
): Json {
  const message = world.messagesOf(channelId).find((each) => each.id === targetId);
  const messages = message === undefined ? {} : { [targetId]: message };
  return {
    id: command['id'],
    name: command['name'],
    type: ApplicationCommandType.Message,
    target_id: targetId,
    resolved: { messages },
  };
}

function commandData(
  world: World,
  asked: Extract<PersonAction, { kind: 'command' | 'autocomplete' }>,
  command: Json,
): Json {
  const definitions = optionList(command, asked.subcommand);
  const focused = asked.kind === 'autocomplete' ? asked.focused : null;
  const values = Object.entries(asked.options).map(([name, value]) => ({
    name,
    value,
    type: definitions.find((option) => option['name'] === name)?.['type'] ?? OPTION_TYPES[typeof value] ?? 3,
    ...(name === focused ? { focused: true } : {}),
  }));
  const channels = values
    .filter((option) => option.type === ApplicationCommandOptionType.Channel)
    .flatMap((option) => world.channel(String(option.value)) ?? []);
  const resolved = channels.map((channel) => [
    channel.id,
    {
      ...channelPayload(world, channel),
      permissions: permissionsOf(world, asked.userId, channel),
      app_permissions: permissionsOf(world, world.data.botId, channel),
    },
  ]);
  const files = values.filter((option) => option.type === ATTACHMENT);
  const attachments = files.map(({ name, value }) => [`${FILE_ID}${name.length}`, attachment(name, String(value))]);
  const target = asked.kind === 'command' ? asked.targetMessageId : undefined;
  if (target !== undefined) return messageCommandData(world, { channelId: asked.channelId, targetId: target }, command);
  const given = values.map((option) =>
    option.type === ATTACHMENT ? { ...option, value: `${FILE_ID}${option.name.length}` } : option,
  );
  const options =
    asked.subcommand === null
      ? given
      : [{ name: asked.subcommand, type: ApplicationCommandOptionType.Subcommand, options: given }];
  return {
    id: command['id'],
    name: command['name'],
    type: ApplicationCommandType.ChatInput,
    options,
    resolved: {
      channels: Object.fromEntries(resolved) as Json,
      ...(files.length === 0 ? {} : { attachments: Object.fromEntries(attachments) as Json }),
    },
  };
}

/** In a guild a member with permissions, in a direct message a user. */
function whoAndWhere(world: World, userId: string, channel: StoredChannel): Json {
  const user = userPayload(world, userId);
  if (channel.recipientId !== null) return { user, context: 1, authorizing_integration_owners: { 0: '0' } };
  const { guildId } = channel;
  return {
    guild_id: guildId,
    guild: { id: guildId, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...memberPayload(world, userId), user, permissions: permissionsOf(world, userId, channel) },
    context: 0,
    authorizing_integration_owners: { 0: guildId },
  };
}

export function interactionPayload(
  world: World,
  asked: PersonAction,
  entry: {
    readonly channel: StoredChannel;
    readonly id: string;
    readonly token: string;
    readonly sourceMessageId: string | null;
    /** The modal that was shown to be submitted. */
    readonly shown: Modal | null;
  },
): Json {
  const { channel } = entry;
  const message =
    entry.sourceMessageId === null
      ? undefined
      : world.messagesOf(channel.id).find((each) => each.id === entry.sourceMessageId);
  const kinds = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
  const data =
    asked.kind === 'command' || asked.kind === 'autocomplete'
      ? // Whoever runs a command has looked whether it is defined.
        commandData(world, asked, findDefinition(world, asked.command)!)
      : asked.kind === 'component'
        ? {
            custom_id: asked.customId,
            component_type: asked.values === undefined ? 2 : 3,
            ...(asked.values === undefined ? {} : { values: asked.values }),
          }
        : submittedData(world, { customId: asked.customId, fields: asked.fields, shown: entry.shown });
  return {
    id: entry.id,
    application_id: world.data.applicationId,
    type: kinds[asked.kind],
    token: entry.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: channelPayload(world, channel),
    ...whoAndWhere(world, asked.userId, channel),
    locale: asked.locale,
    app_permissions: permissionsOf(world, world.data.botId, channel),
    entitlements: [],
    attachment_size_limit: 10_485_760,
    ...(message === undefined ? {} : { message }),
  };
}
