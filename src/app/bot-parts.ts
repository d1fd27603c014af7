// What a run of the bot is made of: its settings, its world, and its connection to Discord.
import type { TaxonomyData } from '../domain/category.js';
import type { SourceSettings } from '../config.js';
import type { Context } from '../domain/context.js';
import type { TranslatorSettings } from '../domain/translator-settings.js';
import type { Destinations, ChannelNews, Sender } from '../domain/delivery.js';
import type { Log } from '../log.js';
import type { TermData } from '../search/terms.js';
import type { BackupSettings } from '../pipeline/maintenance/backups.js';
import type { DemoStage } from './demo.js';
import type { OpenTranslator } from '../pipeline/translate/open-translator.js';
import type { ArxivCalendar } from '../domain/arxiv-calendar.js';

/** What the bot needs of its connection to Discord. */
export interface Connection extends Destinations, ChannelNews {
  readonly applicationId: string;
  readonly name: string;
  readonly inviteUrl: string;
  /** The author of our cards. */
  readonly userId: string;
  guildCount(): number;
  commandIds(): ReadonlyMap<string, string>;
  register(): Promise<'unchanged' | 'registered'>;
  close(): Promise<void>;
}

export interface ConnectionEvents {
  /** The bot ends: Discord is neither waited for nor asked for anything any more. */
  readonly signal: AbortSignal;
  readonly onChannelsChanged: () => void;
  /** The gateway stood and has been away for a while. */
  readonly onDisconnected: (reason: string) => void;
  /** The gateway was lost and stands again. */
  readonly onReconnected: () => void;
  /** Discord closed the connection for good; `reason` is a sentence. */
  readonly onClosedForGood: (reason: string) => void;
}

/** What is set by the operator; paths are absolute. */
export interface BotSettings extends BackupSettings {
  readonly inboxDir: string;
  readonly ingestCron: string;
  readonly translator: TranslatorSettings;
  readonly sources: SourceSettings;
  /** Most single cards of a destination in an hour; 0: no limit. */
  readonly cardsPerHour: number;
}

export interface BotParts {
  readonly config: BotSettings;
  readonly log: Log;
  /** Aborted by SIGINT and SIGTERM, or to start again. */
  readonly signal: AbortSignal;
  readonly version: string;
  /** Writes one line to standard output; resolves when the stream takes more. */
  readonly print: (line: string) => Promise<void>;
  /** Lines for the person at the terminal (stderr). */
  readonly say: (line: string) => void;
  readonly isUntilIdle: boolean;
  readonly now: () => Date;
  /** Monotonic time in milliseconds, whatever happens to the clock. */
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly taxonomy: TaxonomyData;
  readonly calendar: ArxivCalendar;
  readonly terms: TermData;
  readonly sender: Sender;
  readonly connect: (context: Context, events: ConnectionEvents) => Promise<Connection>;
  /** The local Discord, when the bot runs without a token. */
  readonly sandbox: DemoStage | null;
  /** Null when nothing is translated. */
  readonly translator: OpenTranslator | null;
  /** Ends this run so that another one begins. */
  readonly restart: () => void;
  /** Moves `now` (milliseconds ahead of the machine's clock). */
  readonly moveClock: (offsetMs: number) => void;
  /** The bundled dump, when the demo is to be played. */
  readonly demoDump: string | null;
}
