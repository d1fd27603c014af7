// Starts the command line in the real world: this process, its streams and its signals.
import { readFileSync } from 'node:fs';

/** Files that the program opens at once while it is loaded and runs, with some to spare. */
const OPEN_FILES_NEEDED = 256;

/** How many files this process may open at once; null where the system does not say. */
function openFilesAllowed(): number | null {
  try {
    const found = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return found === undefined ? null : Number(found);
  } catch {
    return null;
  }
}

/** Where too few files may be open, Node tells only which module it did not get, as if that were missing. */
async function load() {
  const allowed = openFilesAllowed();
  try {
    const [{ runCommandLine }, config, { isCronExpression }] = await Promise.all([
      import('./command-line.js'),
      import('./config.js'),
      import('./domain/cron-times.js'),
    ]);
    return { runCommandLine, ...config, isCronExpression };
  } catch (error) {
    if (allowed === null || allowed >= OPEN_FILES_NEEDED) throw error;
    process.stderr.write(
      `The program could not be loaded: this process may open only ${allowed} files at once, and ${OPEN_FILES_NEEDED} are needed. Nothing was changed; allow more ("ulimit -n 1024") and start again.\n`,
    );
    return process.exit(1);
  }
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output went away (`| head`): there is nobody left to write for.
  if (error.code === 'EPIPE') process.exit(0);
});
process.stderr.on('error', () => {
  // Nobody listens to what we say any more; the work goes on.
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
