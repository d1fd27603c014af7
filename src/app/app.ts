// The app: takes the lock, opens the sandbox where there is no token, and runs the bot until it is closed.
import { existsSync, rmSync } from 'node:fs';
import { buttons, commands, forms } from '../../commands/index.js';
import { secretsOf, type Config } from '../config.js';
import { connectDiscord } from '../discord/client.js';
import { createSender } from '../discord/sender.js';
import type { ArxivCalendar } from '../domain/arxiv-calendar.js';
import type { TaxonomyData } from '../domain/category.js';
import type { Log } from '../log.js';
import type { Sandbox } from '../sandbox/sandbox.js';
import type { TermData } from '../search/terms.js';
import { openTranslator, type OpenTranslator } from '../pipeline/translate/open-translator.js';
import { isDamageNoted } from '../store/database/damage-note.js';
import { BESIDE } from '../store/database/files.js';
import { lockDatabase } from '../store/database/lock.js';
import { isOutdated } from '../store/database/open.js';
import { replaceIfDamaged } from '../store/database/restore.js';
import { createRedactor } from '../text/redact.js';
import { runBot } from './bot.js';
import { openSandbox } from './open-sandbox.js';

/** The world around the app; an end-to-end test gives its own. */
export interface AppParts {
  readonly log: Log;
  readonly version: string;
  readonly taxonomy: TaxonomyData;
  readonly terms: TermData;
  readonly calendar: ArxivCalendar;
  /** The time that schedules and records go by. */
  readonly clock: () => Date;
  /** Writes one line to standard output; resolves when the stream takes more. */
  readonly print: (line: string) => Promise<void>;
  /** Lines for the person at the terminal (stderr). */
  readonly say: (line: string) => void;
  readonly isUntilIdle: boolean;
  /** The folder with the glossary. */
  readonly dataDir: string;
  /** The bundled dump of the demo. */
  readonly samplePath: string;
  /** The folder of the sandbox's compiled web page. */
  readonly assetsDir: string;
}

export interface App {
  /** Runs until closed, idle (isUntilIdle) or refused by Discord; answers the exit code. Throws UserError. */
  run(): Promise<number>;
  /** Stops everything in order; resolves when `run` has ended. */
  close(): Promise<void>;
}

interface Opened {
  readonly sandbox: Sandbox | null;
  readonly opened: OpenTranslator | null;
  readonly isNew: boolean;
}

/** What the bot calls itself to the sandbox; any token but `wrong` is taken there. */
const SANDBOX_TOKEN = 'sandbox';
const UPGRADE =
  'The database is brought up to date. With hundreds of thousands of papers that takes minutes. If it is stopped, nothing is lost: the next start goes on from there.';

const checkText = (databasePath: string): string =>
  `Damage was met in the database ${databasePath}: all of it is checked now. With hundreds of thousands of papers that takes up to a minute, or longer on a slow disk.`;

export function createApp(config: Config, parts: AppParts): App {
  const { log, say } = parts;
  const closing = new AbortController();
  let running: Promise<number> | null = null;

  async function runAgainAndAgain({ sandbox, opened, isNew }: Opened): Promise<number> {
    let offsetMs = 0;
    const now = (): Date => new Date(parts.clock().getTime() + offsetMs);
    const monotonic = (): number => performance.now();
    const token = config.token ?? SANDBOX_TOKEN;
    const apiUrl = sandbox?.apiUrl ?? config.apiUrl;
    for (let isFirst = true; ; isFirst = false) {
      const restart = new AbortController();
      const signal = AbortSignal.any([closing.signal, restart.signal]);
      const discord = { apiUrl, token, log, commands, buttons, forms, now, random: Math.random };
      const code = await runBot({
        config,
        log,
        signal,
        version: parts.version,
        say,
        isUntilIdle: parts.isUntilIdle,
        now,
        monotonic,
        random: Math.random,
        taxonomy: parts.taxonomy,
        terms: parts.terms,
        calendar: parts.calendar,
        sender: createSender({ apiUrl, token, log, monotonic, redact: createRedactor(secretsOf(config)) }),
        sandbox,
        translator: opened,
        print: isFirst ? parts.print : () => Promise.resolve(),
        connect: (context, events) =>
          connectDiscord(
            { ...discord, context, ...events },
            commands.map(({ definition }) => definition),
          ),
        restart: () => restart.abort(),
        moveClock: (by) => (offsetMs = by),
        demoDump: isNew && isFirst && sandbox !== null ? parts.samplePath : null,
      }).catch((error: unknown) => {
        // Opening the database was given up.
        if (signal.aborted && error === signal.reason) return 0;
        throw error;
      });
      if (!restart.signal.aborted || closing.signal.aborted) return code;
      say('Restarting, as the sandbox page asked.');
    }
  }

  async function runLocked(): Promise<number> {
    const release = lockDatabase(config.databasePath);
    let sandbox: Sandbox | null = null;
    const { version, dataDir, clock } = parts;
    const opened = openTranslator(config, { version, dataDir, now: clock, say });
    try {
      const wasThere = existsSync(config.databasePath);
      if (wasThere && isDamageNoted(config.databasePath)) say(checkText(config.databasePath));
      const replaced = await replaceIfDamaged(config.databasePath, config.backupDir, parts.clock());
      if (replaced !== null) say(replaced);
      if (isOutdated(config.databasePath)) say(UPGRADE);
      // A database that a restore had moved aside for a moment is not a new one.
      const isNew = !wasThere && !existsSync(config.databasePath);
      if (config.token === null) {
        // Cards that only the deleted database knew of would be posted a second time.
        if (isNew) rmSync(`${config.databasePath}${BESIDE.sandbox}`, { force: true });
        sandbox = await openSandbox(config, config.sandboxPort, { log, assetsDir: parts.assetsDir });
      }
      return await runAgainAndAgain({ sandbox, opened, isNew });
    } finally {
      await sandbox?.close();
      await opened?.close();
      release();
    }
  }

  return {
    run: () => (running ??= runLocked()),
    async close() {
      closing.abort();
      await running?.catch(() => undefined);
    },
  };
}
