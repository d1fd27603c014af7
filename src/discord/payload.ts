// Payloads: bodies of answers as discord.js takes them. They ping nobody.
import { MessageFlags } from 'discord.js';
import type { MessageBody } from '../domain/message.js';

export function toPayload(body: MessageBody) {
  return {
    ...(body.content === undefined ? {} : { content: body.content }),
    ...(body.embeds === undefined ? {} : { embeds: body.embeds }),
    ...(body.components === undefined ? {} : { components: body.components }),
    ...(body.files === undefined
      ? {}
      : { files: body.files.map(({ name, text }) => ({ name, attachment: Buffer.from(text) })) }),
    allowedMentions: { parse: [] },
  };
}

export function visibility(isPrivate: boolean): { flags?: MessageFlags.Ephemeral } {
  return isPrivate ? { flags: MessageFlags.Ephemeral } : {};
}
