// Starts the command line in the real world: this process, its streams and its signals.
import { runCommandLine } from './command-line.js';
import { callerFolder, forgetMachineZone, readConfig } from './config.js';
import { isCronExpression } from './domain/cron-times.js';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output went away (`| head`): there is nobody left to write for.
  if (error.code === 'EPIPE') process.exit(0);
});
process.stderr.on('error', () => {
  // Nobody listens to what we say any more; the work goes on.
});
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
