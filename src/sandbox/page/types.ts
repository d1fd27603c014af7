// What the sandbox's web page and its server say to each other (same origin, JSON; types only).
import type { APIApplicationCommand } from 'discord-api-types/v10';
import type { SandboxPerson, StoredMessage } from '../discord/types.js';

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

export interface PageRole {
  readonly id: string;
  readonly name: string;
}

export interface PageGuild {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly PageChannel[];
  readonly memberIds: readonly string[];
  /** Besides @everyone. */
  readonly roles: readonly PageRole[];
}

/** GET /page/state */
export interface PageState {
  readonly botId: string;
  readonly applicationId: string;
  /** Whether a bot is connected to the gateway now. */
  readonly isBotConnected: boolean;
  readonly guilds: readonly PageGuild[];
  readonly directMessages: readonly PageChannel[];
  readonly users: readonly SandboxPerson[];
  readonly commands: readonly APIApplicationCommand[];
  /** The sandbox's clock. */
  readonly now: string;
  /** How far it is ahead of the machine's, in milliseconds. */
  readonly offsetMs: number;
  /** Which operator functions main.ts has handed over; empty when the sandbox runs alone. */
  readonly operator: readonly (keyof Operator)[];
}

/** GET /page/channels/:id/messages?user=ID: oldest first, at most the newest 200. */
export interface PageMessages {
  readonly messages: readonly StoredMessage[];
}

/** GET /page/events: server-sent events, `data` is one of these. */
export type PageEvent =
  | { readonly type: 'message'; readonly channelId: string; readonly message: StoredMessage }
  | { readonly type: 'edit'; readonly channelId: string; readonly message: StoredMessage }
  | { readonly type: 'delete'; readonly channelId: string; readonly messageId: string }
  | { readonly type: 'state' };

/**
 * POST /page/operator/ingest (body: the bytes of a dump, header `x-file-name`) answers `DumpAnswer[]`, GET
 * /page/operator/status a `StatusAnswer`, POST /page/operator/restart `{}` before the bot goes: only where
 * `PageState.operator` names them.
 * POST /page/clock {offsetMs}: moves the sandbox's clock, and the bot's where `PageState.operator` names `clock`.
 * POST /page/interactions: a `PersonAction`, answered by an `ActionOutcome`.
 * POST /page/messages {userId, channelId, content}: a person writes a message.
 * Permissions and faults are set through the control interface, which is of the same origin.
 */
export interface DumpAnswer {
  readonly name: string;
  readonly added: number;
  readonly updated: number;
  readonly known: number;
  readonly rejected: number;
  readonly isReadable: boolean;
}

export interface StatusAnswer {
  readonly papers: number;
  readonly subscriptions: number;
  readonly outbox: Readonly<Record<'pending' | 'sending' | 'sent' | 'held' | 'rejected' | 'withheld', number>>;
  /** UTC text; null before the first dump. */
  readonly lastIngestAt: string | null;
}

/** What main.ts hands to the sandbox so that its page can work the bot. */
export interface Operator {
  readonly ingest?: (name: string, bytes: Uint8Array) => Promise<readonly DumpAnswer[]>;
  readonly status?: () => Promise<StatusAnswer>;
  readonly restart?: () => Promise<void>;
  /** The bot's clock follows the sandbox's, which is ahead of the machine's by this many milliseconds. */
  readonly clock?: (offsetMs: number) => void;
}
