// What the sandbox's Discord keeps and receives: people, messages, and what a person does (types only).
import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

export interface SandboxPerson {
  readonly id: string;
  readonly name: string;
  /** Administrators may do everything; ordinary members only read, write and run commands. */
  readonly isAdmin: boolean;
  readonly isBot: boolean;
}

/** A message of a channel; an ephemeral one is shown only to `visibleTo`. */
export type StoredMessage = APIMessage & { readonly visibleTo: string | null };

/** Of a modal: a text or one choice, several choices, a ticked box. */
export type FieldValue = string | readonly string[] | boolean;

/** What a person does with the bot. Option values are strings, numbers or booleans; a channel is its id, a file a `data:` URL with its `name`. */
export type PersonAction = {
  readonly userId: string;
  /** Discord locale of the reader: `ja` or `en-US`. */
  readonly locale: string;
  readonly channelId: string;
} & (
  | {
      readonly kind: 'command';
      readonly command: string;
      readonly subcommand: string | null;
      readonly options: Readonly<Record<string, string | number | boolean>>;
      /** For a context-menu command: the message it was used on. */
      readonly targetMessageId?: string;
    }
  | {
      readonly kind: 'autocomplete';
      readonly command: string;
      readonly subcommand: string | null;
      readonly options: Readonly<Record<string, string | number | boolean>>;
      readonly focused: string;
    }
  | {
      readonly kind: 'component';
      readonly messageId: string;
      readonly customId: string;
      /** Chosen values of a select menu; absent for a button. */
      readonly values?: readonly string[];
    }
  | {
      readonly kind: 'modal';
      readonly customId: string;
      readonly fields: Readonly<Record<string, FieldValue>>;
      /** The message whose button opened it. */
      readonly messageId?: string;
    }
);

/** Why Discord itself would not let the interaction happen. */
export type ActionRefusal = 'unknownChannel' | 'noBot' | 'unknownCommand' | 'notHere' | 'notAllowed';

/**
 * Known when the bot has answered or 3 seconds have passed (then `outcome` is `timeout`: "did not respond in time").
 * Messages themselves come as events.
 */
export type ActionOutcome =
  | { readonly outcome: 'answered' }
  | { readonly outcome: 'choices'; readonly choices: readonly APIApplicationCommandOptionChoice[] }
  | { readonly outcome: 'modal'; readonly modal: APIModalInteractionResponseCallbackData }
  | { readonly outcome: 'timeout' }
  | { readonly outcome: 'refused'; readonly reason: ActionRefusal };
