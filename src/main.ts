// Starts the command line in the real world: this process, its streams and its signals.
import { errorText, UserError } from './errors.js';
import { loadModules } from './loading.js';
import { createPrinter } from './printing.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A program that runs until it is stopped, and is still being loaded, has nothing to stop in order. */
let onSignal = (): void => process.exit(0);
/** Once, and for good: a signal that comes while one handler gives way to another, in the same turn, is told to neither. */
const heedSignals = (): void => SIGNALS.forEach((name) => process.on(name, () => onSignal()));
const isLasting = ['start', 'sandbox'].includes(process.argv[2] ?? '');
if (isLasting) heedSignals();

function existing(folder: () => string): string {
  try {
    return folder();
  } catch (error) {
    throw new UserError(
      'no-folder',
      `The folder that this program was called in is gone (${errorText(error)}). Nothing was changed; change to another folder and call it again.`,
      { cause: error },
    );
  }
}

async function load() {
  try {
    const [{ runCommandLine }, config, { isCronExpression }] = await loadModules(() =>
      Promise.all([import('./command-line.js'), import('./config.js'), import('./domain/cron-times.js')]),
    );
    return { runCommandLine, ...config, isCronExpression, caller: existing(config.callerFolder) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(error.exitCode);
  }
}

/** Verbs that do more than print: they go on to their end when nobody reads what they print. */
const WORKING = new Set([
  'start',
  'ingest',
  'fetch',
  'harvest',
  'translate',
  'rejections',
  'backup',
  'restore',
  'register',
]);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output went away (`| head`): for the other verbs there is nobody left to work for.
  if (error.code === 'EPIPE' && !WORKING.has(process.argv[2] ?? '')) process.exit(0);
});
process.stderr.on('error', () => {
  // Standard error was closed by its reader; the work goes on.
});
const { runCommandLine, caller, forgetMachineZone, readConfig, isCronExpression } = await load();
forgetMachineZone();
const printer = createPrinter(process.stdout, (text) => void process.stderr.write(text));
const exitCode = await runCommandLine(process.argv.slice(2), {
  readConfig: () => readConfig(isCronExpression),
  callerFolder: caller,
  input: process.stdin,
  print: printer.print,
  writeError: (text) => void process.stderr.write(text),
  isWatched: process.stderr.isTTY === true,
  onStop(stop) {
    let isAsked = false;
    // Under npm a signal to the whole group comes twice, once passed on: the second must not end the process half-way.
    onSignal = (): void => {
      if (!isAsked) stop();
      isAsked = true;
    };
    if (!isLasting) heedSignals();
  },
});
// Everything is closed by now; idle connections of libraries must not keep the process.
process.exit(exitCode === 0 && printer.hasFailed() ? 1 : exitCode);
