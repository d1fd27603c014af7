// Starts the command line in the real world: this process, its streams and its signals.
import { UserError } from './errors.js';
import { loadModules } from './loading.js';

async function load() {
  try {
    const [{ runCommandLine }, config, { isCronExpression }] = await loadModules(() =>
      Promise.all([import('./command-line.js'), import('./config.js'), import('./domain/cron-times.js')]),
    );
    return { runCommandLine, ...config, isCronExpression };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(error.exitCode);
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output went away (`| head`): there is nobody left to write for.
  if (error.code === 'EPIPE') process.exit(0);
});
process.stderr.on('error', () => {
  // Standard error was closed by its reader; the work goes on.
});
const { runCommandLine, callerFolder, forgetMachineZone, readConfig, isCronExpression } = await load();
forgetMachineZone();
const exitCode = await runCommandLine(process.argv.slice(2), {
  readConfig: () => readConfig(isCronExpression),
  callerFolder: callerFolder(),
  input: process.stdin,
  print: (line) => new Promise((done) => process.stdout.write(`${line}\n`, () => done())),
  writeError: (text) => void process.stderr.write(text),
  isWatched: process.stderr.isTTY === true,
  onStop(stop) {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
  },
});
// Everything is closed by now; idle connections of libraries must not keep the process.
process.exit(exitCode);
