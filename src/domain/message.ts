// What a command or a button answers: message bodies, replies, choices of an autocomplete.
import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord-api-types/v10';

/** Discord allows 25 choices; name and value at most 100 characters each. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** One message body; the adapter adds allowed_mentions and flags. */
export interface MessageBody {
  readonly content?: string;
  readonly embeds?: APIEmbed[];
  readonly components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
}

/** An answer of one or more messages; private unless the option `share` is true. */
export interface Reply {
  readonly messages: readonly [MessageBody, ...MessageBody[]];
}

/** What a button does: answer privately, or change the message it stands on. */
export type PressResult = { readonly reply: Reply } | { readonly update: MessageBody };
