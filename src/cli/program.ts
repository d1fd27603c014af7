// The command line: verbs, their options and help; what each does is handed in.
import type { HarvestVerbOptions } from './fetch.js';
import { Command, InvalidArgumentError, Option, type OutputConfiguration } from 'commander';

export interface IngestFlags {
  readonly indexOnly?: true;
  readonly announce?: true;
  readonly json?: true;
}

export interface SearchFlags {
  readonly author?: string;
  readonly category?: string;
  readonly since?: string;
  readonly until?: string;
  readonly sort: 'newest' | 'relevance';
  readonly limit: number;
  readonly stdin?: true;
  readonly json?: true;
}

export interface RejectionFlags {
  readonly json?: true;
  readonly retry?: true;
}

export interface StartFlags {
  readonly untilIdle?: true;
  /** A file that says what time it is; for tests only. */
  readonly clock?: string;
}

/** The work behind each verb; a number is the exit code. */
export interface Actions {
  start(options: StartFlags): Promise<number>;
  sandbox(options: { port?: number }): Promise<void>;
  ingest(paths: string[], options: IngestFlags): Promise<number>;
  export(): Promise<void>;
  search(words: string[], options: SearchFlags): Promise<void>;
  show(reference: string, isJson: boolean): Promise<void>;
  status(isJson: boolean): Promise<void>;
  ledger(isJson: boolean): Promise<number>;
  backup(path: string | null): Promise<void>;
  restore(path: string | null): Promise<void>;
  rejections(options: RejectionFlags): Promise<void>;
  subscriptions(isJson: boolean): Promise<void>;
  fetch(sources: readonly string[], isJson: boolean): Promise<number>;
  harvest(options: HarvestVerbOptions): Promise<number>;
  sources(isJson: boolean): Promise<void>;
  translate(references: string[], options: { again?: true; try?: true; json?: true }): Promise<number>;
  register(): Promise<void>;
  version(): Promise<void>;
}

function wholeNumber(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > max) throw new InvalidArgumentError(`It must be a whole number up to ${max}.`);
    return value;
  };
}

function day(text: string): string {
  const time = Date.parse(`${text}T00:00:00Z`);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isReal) throw new InvalidArgumentError('It must be a day: YYYY-MM-DD.');
  return text;
}

/** Builds the parser. Help and usage errors go to `output`; `finish` gets the exit code of verbs that have one of their own. Wrong usage throws CommanderError. */
export function createProgram(actions: Actions, finish: (code: number) => void, output: OutputConfiguration): Command {
  const program = new Command('shinchaku').exitOverride().showHelpAfterError(false).helpCommand(true);
  // Before the first verb: verbs take over what their parent has when they are added.
  program.configureOutput(output);
  program.description('New arXiv papers as cards in Discord, once each, in Japanese and English');
  program
    .command('start')
    .description('run the bot (without DISCORD_TOKEN: with the sandbox)')
    .option('--until-idle', 'end when the inbox has nothing new and the outbox nothing due')
    .addOption(
      new Option('--clock <file>', 'for tests: a file with the time, or the milliseconds to be ahead').hideHelp(),
    )
    .action(async (options: StartFlags) => finish(await actions.start(options)));
  program
    .command('sandbox')
    .description('run the sandbox alone, a local Discord for another process')
    .option('--port <n>', 'port on 127.0.0.1', wholeNumber(65_535))
    .action((options: { port?: number }) => actions.sandbox(options));
  program
    .command('ingest <path...>')
    .description('store the papers of files, folders or standard input (-)')
    .option('--index-only', 'store, announce nothing')
    .option('--announce', 'announce, whatever the format')
    .option('--json', 'one JSON object a dump')
    .action(async (paths: string[], options: IngestFlags) => finish(await actions.ingest(paths, options)));
  program
    .command('export')
    .description('every paper as JSON lines, ordered by key')
    .option('--json', 'always so')
    .action(() => actions.export());
  program
    .command('search [query...]')
    .description('find papers')
    .option('--author <name>')
    .option('--category <code>')
    .option('--since <date>', 'YYYY, YYYY-MM or YYYY-MM-DD')
    .option('--until <date>', 'inclusive')
    .addOption(new Option('--sort <order>').choices(['newest', 'relevance']).default('newest'))
    .option('--limit <n>', 'at most 1000', wholeNumber(1000), 10)
    .option('--stdin', 'one query a line, one JSON answer a line')
    .option('--json')
    .action((words: string[], options: SearchFlags) => actions.search(words, options));
  program
    .command('show <reference>')
    .description('one paper by key, identifier or arXiv address')
    .option('--json')
    .action((reference: string, options: { json?: true }) => actions.show(reference, options.json === true));
  program
    .command('status')
    .description('what is stored, owed, held and unread')
    .option(
      '--ledger',
      'every match of every destination and day, and what became of it; 1 when the books do not balance',
    )
    .option('--json')
    .action(async (options: { ledger?: true; json?: true }) => {
      if (options.ledger === true) finish(await actions.ledger(options.json === true));
      else await actions.status(options.json === true);
    });
  program
    .command('fetch [source...]')
    .description('read sources now: a category, a name of "sources", an address; without any, all that are due')
    .option('--json', 'one JSON object a dump')
    .action(async (sources: string[], options: { json?: true }) =>
      finish(await actions.fetch(sources, options.json === true)),
    );
  program
    .command('harvest')
    .description('store what changed at arXiv since a day, by OAI-PMH; interrupted, the same command goes on')
    .requiredOption('--from <day>', 'YYYY-MM-DD', day)
    .option('--until <day>', 'YYYY-MM-DD, inclusive', day)
    .option('--set <set>', 'such as cs or physics:hep-th (default: the archives of followed categories)')
    .option('--prefix <prefix>', 'metadata format', 'arXivRaw')
    .option('--json', 'one JSON object a page')
    .action(async (options: HarvestVerbOptions) => finish(await actions.harvest(options)));
  program
    .command('sources')
    .description('how each source stands')
    .option('--json', 'one JSON object a source')
    .action((options: { json?: true }) => actions.sources(options.json === true));
  program
    .command('subscriptions')
    .description('every rule of servers and people')
    .option('--json', 'one JSON object a rule')
    .action((options: { json?: true }) => actions.subscriptions(options.json === true));
  program
    .command('rejections')
    .description('records in quarantine, with line and reason')
    .option('--json', 'one JSON object a record')
    .option('--retry', "read them again with today's parsers first; lists those that remain")
    .action((options: RejectionFlags) => actions.rejections(options));
  program
    .command('backup [file]')
    .description('copy the database, also while the bot runs (without a file: into BACKUP_DIR)')
    .action((file?: string) => actions.backup(file ?? null));
  program
    .command('restore [file]')
    .description('put a backup in the place of the database, which is kept aside (without a file: the newest one)')
    .action((file?: string) => actions.restore(file ?? null));
  program
    .command('translate [reference...]')
    .description('translate papers into Japanese now (TRANSLATOR says by whom)')
    .option('--again', 'also what is translated or was refused before')
    .option('--try', 'instead of a paper: send one sentence with a formula, and show what comes back')
    .option('--json', 'one JSON object a paper')
    .action(async (references: string[], options: { again?: true; try?: true; json?: true }, command: Command) => {
      if (options.try !== true && references.length === 0)
        command.error("error: missing required argument 'reference'");
      finish(await actions.translate(references, options));
    });
  program
    .command('register')
    .description('write the slash commands to Discord')
    .action(() => actions.register());
  program
    .command('version')
    .description('print the version')
    .action(() => actions.version());
  return program;
}
