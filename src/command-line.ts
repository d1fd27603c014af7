// The command line wired to its parts: each verb gets what it needs of the process that it is started in.
import { CommanderError } from 'commander';
import { join, resolve } from 'node:path';
import { startWriterThread } from './app/writer-thread.js';
import { createFetchVerbs } from './cli/fetch.js';
import { createProgram, type Actions } from './cli/program.js';
import { createVerbs } from './cli/verbs.js';
import { fileClock } from './clock.js';
import { projectRoot, secretsOf, type Config } from './config.js';
import { readDataFile } from './data-file.js';
import { createArxivCalendar, type ArxivCalendar } from './domain/arxiv-calendar.js';
import type { TaxonomyData } from './domain/category.js';
import { parseHolidays } from './domain/holidays.js';
import { envFileWarning } from './env-file.js';
import { errorText, TransientError, UserError } from './errors.js';
import { noteDamage } from './store/database/damage-note.js';
import { isDamage, sqliteErrorText } from './store/database/sqlite-errors.js';
import { loadModules } from './loading.js';
import { createLog } from './log.js';
import { createRedactor, createResultRedactor } from './text/redact.js';
import { terminalLine, terminalReport, terminalText, type TerminalText } from './text/terminal.js';
import type { TermData } from './search/terms.js';

/** What the command line needs of its process; an end-to-end test gives its own. */
export interface ProcessContext {
  /** Throws UserError with exit code 2 for a wrong setting. */
  readonly readConfig: () => Config;
  /** Relative path arguments start here. */
  readonly callerFolder: string;
  readonly input: NodeJS.ReadableStream;
  /** Writes one line to standard output; resolves when the stream takes more. */
  readonly print: (line: TerminalText) => Promise<void>;
  /** Writes text to standard error, with its line ends. */
  readonly writeError: (text: TerminalText) => void;
  /** Whether a person watches standard error. */
  readonly isWatched: boolean;
  /** `stop` is called once when the process is asked to end. */
  readonly onStop: (stop: () => void) => void;
}

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readDataFile(join(projectRoot, ...path)));
}

function readCalendar(): ArxivCalendar {
  const path = join(projectRoot, 'data', 'arxiv-holidays.json');
  return createArxivCalendar(parseHolidays(readDataFile(path), path));
}

/** The process as the verbs see it: their output goes through the functions below. */
interface VerbContext extends Omit<ProcessContext, 'print' | 'writeError'> {
  /** One line on standard output, which nothing in it can end or turn into two. */
  readonly print: (line: string) => Promise<void>;
  /** A line on standard error, or a report whose further lines are set in. */
  readonly say: (text: string) => void;
  /** Lines of the log, with their ends. */
  readonly writeLog: (text: string) => void;
}

/** Writes the slash commands to Discord; answers what came of it. */
async function registerAtDiscord(apiUrl: string, token: string): Promise<string> {
  const [{ commands }, { registerOnce }] = await loadModules(() =>
    Promise.all([import('../commands/index.js'), import('./discord/client.js')]),
  );
  const definitions = commands.map(({ definition }) => definition);
  return `${definitions.length} commands ${await registerOnce(apiUrl, token, definitions)}`;
}

/** discord.js and whatever else only the bot, its sandbox and `register` need is loaded by these verbs only, since loading takes time. */
function createActions(context: VerbContext): Actions {
  const { readConfig, print, say, writeLog } = context;
  const logOutput = { write: writeLog, isPretty: context.isWatched };
  const { version } = readJson('package.json') as { version: string };
  const taxonomy = readJson('data', 'taxonomy.json') as TaxonomyData;
  const terms = readJson('data', 'terms.json') as TermData;
  const dataDir = join(projectRoot, 'data');
  const assetsDir = join(projectRoot, 'dist', 'src', 'sandbox', 'page');
  const openPort = ({ databasePath, timezone }: Config) =>
    startWriterThread({ databasePath, taxonomy, terms, zone: timezone }, (error) =>
      say(`The writing thread ended: ${errorText(error)}.`),
    );
  return {
    ...createVerbs({ ...context, version, taxonomy, terms, dataDir, readCalendar, register: registerAtDiscord }),
    ...createFetchVerbs({ ...context, version, taxonomy, readCalendar, openPort }),
    async start(options) {
      const config = readConfig();
      const warning = envFileWarning(join(projectRoot, '.env'), secretsOf(config));
      if (warning !== null) say(warning);
      const { createApp } = await loadModules(() => import('./app/app.js'));
      const app = createApp(config, {
        log: createLog(config.logLevel, [], logOutput),
        version,
        taxonomy,
        terms,
        calendar: readCalendar(),
        clock: options.clock === undefined ? () => new Date() : fileClock(resolve(context.callerFolder, options.clock)),
        print,
        say,
        isUntilIdle: options.untilIdle === true,
        dataDir,
        samplePath: join(projectRoot, 'data', 'sample', 'arxiv-jp-cs.LG.txt'),
        assetsDir,
      });
      context.onStop(() => void app.close());
      return app.run();
    },
    async sandbox({ port = null }) {
      const config = readConfig();
      const { runSandboxAlone } = await loadModules(() => import('./app/open-sandbox.js'));
      const stopping = new AbortController();
      context.onStop(() => stopping.abort());
      const log = createLog(config.logLevel, [], logOutput);
      return runSandboxAlone(config, { port, signal: stopping.signal }, { log, assetsDir, print });
    },
  };
}

/** What an error says to people: a full disk or a lock has a known cause, whatever verb met it; null for a fault of ours. */
function sentenceOf(error: unknown, databasePath: string): string | null {
  const known = sqliteErrorText(databasePath, error);
  if (known !== null) return known;
  return error instanceof UserError || error instanceof TransientError ? errorText(error) : null;
}

/** An unexpected error is not the user's mistake: it is shown with its stack. */
function faultText(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The program failed and ended; what was stored before is kept. Please report it with these lines:\n${stack}`;
}

/** Runs one verb to its end; answers the exit code. Never throws. */
export async function runCommandLine(args: readonly string[], given: ProcessContext): Promise<number> {
  let redact = (text: string): string => text;
  let redactResult = redact;
  let databasePath = '';
  // Also a server that echoes the token does not bring it to the terminal or into a log.
  const context: VerbContext = {
    ...given,
    readConfig() {
      const config = given.readConfig();
      redact = createRedactor(secretsOf(config));
      redactResult = createResultRedactor(secretsOf(config));
      ({ databasePath } = config);
      return config;
    },
    print: (line) => given.print(terminalLine(redactResult(line))),
    say: (text) => given.writeError(terminalReport(redact(text))),
    writeLog: (text) => given.writeError(terminalText(redact(text))),
  };
  let exitCode = 0;
  try {
    const program = createProgram(createActions(context), (code) => (exitCode = code), {
      writeOut: (text) =>
        text
          .trimEnd()
          .split('\n')
          .forEach((line) => void context.print(line)),
      writeErr: context.say,
    });
    if (args.length === 0) {
      program.helpInformation().trimEnd().split('\n').forEach(context.say);
      return 2;
    }
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (isDamage(error)) noteDamage(databasePath, error);
    context.say(sentenceOf(error, databasePath) ?? faultText(error));
    return error instanceof UserError ? error.exitCode : 1;
  }
}
