// The compiled program within this process: the same command line as in a process, with streams and settings of a test.
import { Readable } from 'node:stream';
import { root } from './root.js';

/** Only what a test sets reaches the program; nothing of the surrounding environment does. */
export type Environment = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** What stands after `ready ` on standard output. */
  readonly ready: string;
  readonly ended: Promise<Ended>;
  /** What was written to standard error so far. */
  stderr(): string;
  /** As a SIGTERM does in a process. */
  stop(): Promise<Ended>;
}

/** A module of the compiled program. */
function compiled<M>(path: string): Promise<M> {
  return import(new URL(`../../dist/src/${path}`, import.meta.url).href) as Promise<M>;
}

// A thread can only be started from compiled code, and errors are recognised by their class: all of it is compiled.
const { runCommandLine } = await compiled<typeof import('../../src/command-line.js')>('command-line.js');
const { parseConfig } = await compiled<typeof import('../../src/config.js')>('config.js');
const { isCronExpression } = await compiled<typeof import('../../src/domain/cron-times.js')>('domain/cron-times.js');

interface Start {
  readonly args: readonly string[];
  readonly env: Environment;
  readonly input: string;
  readonly onLine: (line: string) => void;
}

function begin({ args, env, input, onLine }: Start): Omit<Running, 'ready'> {
  const output = { stdout: '', stderr: '' };
  let isStopped = false;
  let stop = (): void => undefined;
  const ended = runCommandLine(args, {
    readConfig: () => parseConfig({ LOG_LEVEL: 'warn', FEEDS: 'off', HARVEST: 'off', ...env }, isCronExpression),
    callerFolder: env['INIT_CWD'] ?? root,
    input: Readable.from([Buffer.from(input)]),
    print(line) {
      output.stdout += `${line}\n`;
      onLine(line);
      return Promise.resolve();
    },
    writeError: (text) => void (output.stderr += text),
    isWatched: false,
    onStop(given) {
      stop = given;
      if (isStopped) given();
    },
  }).then((code) => ({ code, ...output }));
  return {
    ended,
    stderr: () => output.stderr,
    stop() {
      isStopped = true;
      stop();
      return ended;
    },
  };
}

/** Runs a verb to its end. */
export function run(args: readonly string[], env: Environment, input = ''): Promise<Ended> {
  return begin({ args, env, input, onLine: () => undefined }).ended;
}

/** Starts a verb that the test stops. */
export function beginVerb(args: readonly string[], env: Environment): Omit<Running, 'ready'> {
  return begin({ args, env, input: '', onLine: () => undefined });
}

/** Starts a verb that prints `ready …`; rejects when it ends before. */
export function launch(args: readonly string[], env: Environment): Promise<Running> {
  return new Promise((resolve, reject) => {
    const begun = begin({
      args,
      env,
      input: '',
      onLine(line) {
        const ready = /^ready (.*)$/.exec(line)?.[1];
        // The line is printed before begin() has answered.
        if (ready !== undefined) setImmediate(() => resolve({ ...begun, ready }));
      },
    });
    void begun.ended.then(({ code, stderr }) => reject(new Error(`ended with ${code}: ${stderr}`)));
  });
}
