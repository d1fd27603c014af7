// What the sandbox's web page and its server say to each other (same origin, JSON; types only).
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

export interface PageUser {
  readonly id: string;
  readonly name: string;
  /** Administrators may do everything; ordinary members only read, write and run commands. */
  readonly isAdmin: boolean;
  readonly isBot: boolean;
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  /** Discord's channel type: 0 text, 1 DM, 5 announcement, 10-12 threads, 15 forum. */
  readonly type: number;
  readonly topic: string | null;
  /** The forum or channel of a thread; null otherwise. */
  readonly parentId: string | null;
  /** The person of a direct-message channel; null otherwise. */
  readonly recipientId: string | null;
  /** Names of permissions that the bot lacks here, as Discord spells them (`SEND_MESSAGES`). */
  readonly botLacks: readonly string[];
}

export interface PageGuild {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly PageChannel[];
  readonly memberIds: readonly string[];
}

/** GET /page/state */
export interface PageState {
  readonly botId: string;
  readonly applicationId: string;
  /** Whether a bot is connected to the gateway now. */
  readonly isBotConnected: boolean;
  readonly guilds: readonly PageGuild[];
  readonly directMessages: readonly PageChannel[];
  readonly users: readonly PageUser[];
  readonly commands: readonly APIApplicationCommand[];
  /** The sandbox's clock. */
  readonly now: string;
  /** Which operator functions main.ts has handed over; empty when the sandbox runs alone. */
  readonly operator: readonly (keyof Operator)[];
}

/** A message as the page shows it; an ephemeral one is shown only to `visibleTo`. */
export type PageMessage = APIMessage & { readonly visibleTo: string | null };

/** GET /page/channels/:id/messages?user=ID: oldest first, at most the newest 200. */
export interface PageMessages {
  readonly messages: readonly PageMessage[];
}

/** GET /page/events: server-sent events, `data` is one of these. */
export type PageEvent =
  | { readonly type: 'message'; readonly channelId: string; readonly message: PageMessage }
  | { readonly type: 'edit'; readonly channelId: string; readonly message: PageMessage }
  | { readonly type: 'delete'; readonly channelId: string; readonly messageId: string }
  | { readonly type: 'state' };

/** POST /page/interactions: what a person does. Option values are strings, numbers or booleans; a channel is its id. */
export type PageInteraction = {
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
  | { readonly kind: 'modal'; readonly customId: string; readonly fields: Readonly<Record<string, string>> }
);

/** Why Discord itself would not let the interaction happen. */
export type Refusal = 'unknownChannel' | 'noBot' | 'unknownCommand' | 'notHere' | 'notAllowed';

/**
 * Answer to POST /page/interactions, sent when the bot has answered or 3 seconds have passed
 * (then `outcome` is `timeout`: "did not respond in time"). Messages themselves come as events.
 */
export type PageInteractionAnswer =
  | { readonly outcome: 'answered' }
  | { readonly outcome: 'choices'; readonly choices: readonly APIApplicationCommandOptionChoice[] }
  | { readonly outcome: 'modal'; readonly modal: APIModalInteractionResponseCallbackData }
  | { readonly outcome: 'timeout' }
  | { readonly outcome: 'refused'; readonly reason: Refusal };

/**
 * POST /page/operator/ingest (body: the bytes of a dump, header `x-file-name`), GET /page/operator/status,
 * POST /page/operator/restart: only where `PageState.operator` names them.
 * POST /page/clock {offsetMs}: moves the sandbox's clock, and the bot's where `PageState.operator` names `clock`.
 * POST /page/messages {userId, channelId, content}: a person writes a message.
 * Permissions and faults are set through the control interface, which is of the same origin.
 */
export interface OperatorAnswer {
  readonly text: string;
}

/** What main.ts hands to the sandbox so that its page can work the bot. */
export interface Operator {
  readonly ingest?: (name: string, bytes: Uint8Array) => Promise<OperatorAnswer>;
  readonly status?: () => Promise<OperatorAnswer>;
  readonly restart?: () => Promise<OperatorAnswer>;
  /** The bot's clock follows the sandbox's, which is ahead of the machine's by this many milliseconds. */
  readonly clock?: (offsetMs: number) => void;
}
