// Starts the command line with the real world: process, files and clock.
import { CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commands } from '../commands/index.js';
import { createApp } from './app/app.js';
import { runSandboxAlone } from './app/open-sandbox.js';
import { createProgram, type Actions } from './cli/program.js';
import { createVerbs } from './cli/verbs.js';
import { fileClock } from './clock.js';
import { callerFolder, projectRoot, readConfig } from './config.js';
import type { TaxonomyData } from './domain/category.js';
import { errorText, UserError } from './errors.js';
import { createLog } from './log.js';
import { isCronExpression } from './schedule.js';
import type { TermData } from './search/terms.js';

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(projectRoot, ...path), 'utf8'));
}

function print(line: string): Promise<void> {
  return new Promise((done) => process.stdout.write(`${line}\n`, () => done()));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function onSignal(stop: () => void): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
}

const { version } = readJson('package.json') as { version: string };
const taxonomy = readJson('data', 'taxonomy.json') as TaxonomyData;
const terms = readJson('data', 'terms.json') as TermData;
const assetsDir = join(projectRoot, 'dist', 'src', 'sandbox', 'page');

const actions: Actions = {
  ...createVerbs({ version, taxonomy, terms, definitions: commands.map(({ definition }) => definition), print, say }),
  async start(options) {
    const config = readConfig(isCronExpression);
    const app = createApp(config, {
      log: createLog(config.logLevel, config.token === null ? [] : [config.token]),
      version,
      taxonomy,
      terms,
      clock: options.clock === undefined ? () => new Date() : fileClock(resolve(callerFolder(), options.clock)),
      print,
      say,
      isUntilIdle: options.untilIdle === true,
      samplePath: join(projectRoot, 'data', 'sample', 'arxiv-jp-cs.LG.txt'),
      assetsDir,
    });
    onSignal(() => void app.close());
    return app.run();
  },
  sandbox({ port = null }) {
    const config = readConfig(isCronExpression);
    const stopping = new AbortController();
    onSignal(() => stopping.abort());
    const log = createLog(config.logLevel);
    return runSandboxAlone(config, { port, signal: stopping.signal }, { log, assetsDir, print });
  },
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
