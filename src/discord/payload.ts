// Payloads: bodies of answers as discord.js takes them. They ping nobody.
import { MessageFlags } from 'discord.js';
import type { MessageBody } from '../domain/message.js';

/** The same bytes, not copied. */
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

export function toPayload(body: MessageBody) {
  return {
    ...(body.content === undefined ? {} : { content: body.content }),
    ...(body.embeds === undefined ? {} : { embeds: body.embeds }),
    ...(body.components === undefined ? {} : { components: body.components }),
    ...(body.files === undefined
      ? {}
      : { files: body.files.map(({ name, bytes }) => ({ name, attachment: asBuffer(bytes) })) }),
    allowedMentions: { parse: [] },
  };
}

export function visibility(isPrivate: boolean): { flags?: MessageFlags.Ephemeral } {
  return isPrivate ? { flags: MessageFlags.Ephemeral } : {};
}
