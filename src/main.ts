// The one wiring place: the verbs of the command line, each given the parts that it needs.
import { CommanderError } from 'commander';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buttons, commands } from '../commands/index.js';
import { fileClock } from './clock.js';
import { callerFolder, projectRoot, readConfig, type Config } from './config.js';
import { connectDiscord, registerOnce } from './discord/client.js';
import { createSender } from './discord/sender.js';
import { toUtcText } from './domain/calendar.js';
import { createTaxonomy, type TaxonomyData } from './domain/category.js';
import type { SearchRequest } from './domain/command.js';
import { errorText, UserError } from './errors.js';
import { createLog, type Log } from './log.js';
import { runBot } from './pipeline/bot.js';
import { runIngest } from './pipeline/ingest-verb.js';
import { printLedger } from './pipeline/ledger.js';
import { runBackup, runRestore } from './pipeline/backup-verbs.js';
import type { AnnounceMode } from './domain/announcement.js';
import { isCronExpression } from './pipeline/schedule.js';
import * as verbs from './pipeline/verbs.js';
import { createProgram, type Actions, type IngestOptions, type SearchOptions, type StartOptions } from './program.js';
import { createTermBook, type TermData } from './search/terms.js';
import { startSandbox, type Sandbox } from './sandbox/sandbox.js';
import { lockDatabase } from './store/lock.js';
import { openReader, type Reader } from './store/reader.js';
import { replaceIfDamaged } from './store/restore.js';
import { openWriter } from './store/writer.js';

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
const definitions = commands.map((command) => command.definition);
/** What the bot calls itself to the sandbox; any token but `wrong` is taken there. */
const SANDBOX_TOKEN = 'sandbox';

function readTaxonomy(): TaxonomyData {
  return JSON.parse(readFileSync(join(projectRoot, 'data', 'taxonomy.json'), 'utf8')) as TaxonomyData;
}

function readTerms(): TermData {
  return JSON.parse(readFileSync(join(projectRoot, 'data', 'terms.json'), 'utf8')) as TermData;
}

function print(line: string): Promise<void> {
  return new Promise((done) => process.stdout.write(`${line}\n`, () => done()));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function withReader(use: (reader: Reader, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig(isCronExpression);
  const reader = openReader(config.databasePath, createTaxonomy(readTaxonomy()), createTermBook(readTerms()));
  try {
    await use(reader, config);
  } finally {
    reader.close();
  }
}

async function openSandbox(config: Config, port: number | null, log: Log): Promise<Sandbox> {
  const stateFile = `${config.databasePath}.sandbox.json`;
  const assetsDir = join(projectRoot, 'dist', 'src', 'sandbox', 'page');
  try {
    return await startSandbox({ port, stateFile, assetsDir, log, now: () => new Date() });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UserError(
      `Port ${port ?? 8080} is taken by another program. Nothing was started; stop that program, or set SANDBOX_PORT to another port.`,
      1,
      { cause: error },
    );
  }
}

function onSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

async function start(options: StartOptions): Promise<number> {
  const config = readConfig(isCronExpression);
  const log = createLog(config.logLevel, config.token === null ? [] : [config.token]);
  const signal = onSignal();
  const release = lockDatabase(config.databasePath);
  let sandbox: Sandbox | null = null;
  try {
    let offsetMs = 0;
    const clock = options.clock === undefined ? () => new Date() : fileClock(resolve(callerFolder(), options.clock));
    const now = (): Date => new Date(clock().getTime() + offsetMs);
    const isNew = !existsSync(config.databasePath);
    const replaced = replaceIfDamaged(config.databasePath, config.backupDir, now());
    if (replaced !== null) say(replaced);
    if (config.token === null) {
      // Cards that only a deleted database knew of would come a second time.
      if (isNew) rmSync(`${config.databasePath}.sandbox.json`, { force: true });
      sandbox = await openSandbox(config, config.sandboxPort, log);
    }
    const token = config.token ?? SANDBOX_TOKEN;
    const apiUrl = sandbox?.apiUrl ?? config.apiUrl;
    const monotonic = (): number => performance.now();
    const sample = join(projectRoot, 'data', 'sample', 'arxiv-jp-cs.LG.txt');
    for (let runs = 0; ; runs += 1) {
      const again = new AbortController();
      const ending = AbortSignal.any([signal, again.signal]);
      const code = await runBot({
        ...{ config, log, signal: ending, version, say, isUntilIdle: options.untilIdle === true, now, monotonic },
        ...{
          random: Math.random,
          taxonomy: readTaxonomy(),
          terms: readTerms(),
          sender: createSender({ apiUrl, token, log, monotonic }),
          sandbox,
        },
        print: runs === 0 ? print : () => Promise.resolve(),
        connect: (context, events) =>
          connectDiscord(
            { apiUrl, token, log, commands, buttons, context, now, signal: ending, random: Math.random, ...events },
            definitions,
          ),
        restart: () => again.abort(),
        moveClock: (by) => (offsetMs = by),
        demoDump: isNew && runs === 0 && sandbox !== null ? sample : null,
      });
      if (!again.signal.aborted || signal.aborted) return code;
      say('The bot begins anew, as the sandbox page asked.');
    }
  } finally {
    await sandbox?.close();
    release();
  }
}

async function runSandbox(options: { port?: number }): Promise<void> {
  const config = readConfig(isCronExpression);
  const signal = onSignal();
  const sandbox = await openSandbox(config, options.port ?? config.sandboxPort, createLog(config.logLevel));
  await print(`ready ${sandbox.url}`);
  if (!signal.aborted) await new Promise((stop) => signal.addEventListener('abort', stop));
  await sandbox.close();
}

async function ingest(paths: string[], options: IngestOptions): Promise<number> {
  if (options.indexOnly && options.announce)
    throw new UserError('--index-only and --announce exclude each other; give one of them.', 2);
  const config = readConfig(isCronExpression);
  const mode: AnnounceMode = options.announce ? 'always' : options.indexOnly ? 'never' : 'auto';
  const taxonomy = readTaxonomy();
  const writer = openWriter(config.databasePath, createTaxonomy(taxonomy));
  try {
    const inputs = paths.map((path) => ({ path, location: resolve(callerFolder(), path) }));
    return await runIngest(writer, inputs, {
      mode,
      taxonomy,
      now: () => new Date(),
      isJson: options.json === true,
      print,
      say,
    });
  } finally {
    writer.close();
  }
}

async function register(): Promise<void> {
  const config = readConfig(isCronExpression);
  if (config.token === null)
    throw new UserError('DISCORD_TOKEN is not set; registering commands needs the bot token.', 2);
  await print(`${definitions.length} commands ${await registerOnce(config.apiUrl, config.token, definitions)}`);
}

function search(words: string[], options: SearchOptions): Promise<void> {
  const { author = null, category = null, since = null, until = null, sort, limit } = options;
  const filters = { author, category, since, until, sort, limit, offset: 0 };
  const request: Omit<SearchRequest, 'text'> = { ...filters, at: toUtcText(new Date()) };
  return withReader((reader) =>
    options.stdin
      ? verbs.searchLines(reader, process.stdin, request, print)
      : verbs.printSearch(reader, { ...request, text: words.join(' ') }, print, options.json === true),
  );
}

function located(path: string | null): string | null {
  return path === null ? null : resolve(callerFolder(), path);
}

const actions: Actions = {
  start,
  sandbox: runSandbox,
  ingest,
  export: () => withReader((reader) => verbs.printExport(reader, print)),
  search,
  show: (reference, isJson) => withReader((reader) => verbs.printShow(reader, reference, print, isJson)),
  status: (isJson) =>
    withReader((reader, { databasePath, inboxDir }) =>
      print(
        isJson
          ? JSON.stringify(verbs.statusObject(reader, databasePath, version))
          : verbs.statusText(reader, databasePath, inboxDir, version),
      ),
    ),
  async ledger(isJson) {
    let exitCode = 0;
    await withReader(async (reader, { timezone }) => {
      exitCode = await printLedger(reader, timezone, print, isJson);
    });
    return exitCode;
  },
  backup: (path) => runBackup(readConfig(isCronExpression), located(path), new Date(), print),
  restore: (path) => runRestore(readConfig(isCronExpression), located(path), new Date(), print),
  rejections: (isJson) => withReader((reader) => verbs.printRejections(reader, print, isJson)),
  register,
  version: () => print(version),
};

async function main(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    const program = createProgram(actions, (code) => (exitCode = code));
    if (args.length === 0) throw new UserError(program.helpInformation(), 2);
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    say(errorText(error));
    return error instanceof UserError ? error.exitCode : 1;
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output went away (`| head`): there is nobody left to write for.
  if (error.code === 'EPIPE') process.exit(0);
});
// Everything is closed by now; idle connections of libraries must not keep the process.
process.exit(await main(process.argv.slice(2)));
