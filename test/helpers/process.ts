// The compiled program as a child process, for what only a process shows: signals, kills, limits, npm.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.js';
import { type Ended, type Environment } from './program.js';

const main = join(root, 'dist', 'src', 'main.js');

/** Only what a test sets reaches the program; nothing of the surrounding environment does. */
function environment(given: Environment): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    LOG_LEVEL: 'warn',
    FEEDS: 'off',
    HARVEST: 'off',
    ...given,
  };
}

/** Runs a verb to its end. */
export function runProcess(args: readonly string[], env: Environment): Promise<Ended> {
  return ended(spawn(process.execPath, [main, ...args], { env: environment(env), cwd: root }));
}

function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
  child.stdin?.end();
  return new Promise((done) => child.on('close', (code) => done({ code, stdout, stderr })));
}

/** A program that runs in a process of its own. */
export interface Spawned {
  readonly child: ChildProcess;
  /** What stands after `ready ` on standard output. */
  readonly ready: string;
  readonly ended: Promise<Ended>;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

export interface SpawnOptions {
  readonly nodeArgs?: readonly string[];
  /** Another program than the compiled one. */
  readonly entry?: string | undefined;
  /** Hears of the process before it is ready. */
  readonly onSpawn?: (child: ChildProcess) => void;
}

/** Starts a verb that prints `ready …`; rejects when it ends before. */
export function spawnProgram(
  args: readonly string[],
  env: Environment,
  { nodeArgs = [], entry = main, onSpawn }: SpawnOptions = {},
): Promise<Spawned> {
  const child = spawn(process.execPath, [...nodeArgs, entry, ...args], { env: environment(env), cwd: root });
  onSpawn?.(child);
  const end = ended(child);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      const found = /^ready (.*)$/m.exec(text);
      if (found === null) return;
      resolve({
        child,
        ready: found[1] ?? '',
        ended: end,
        stop(signal) {
          child.kill(signal);
          return end;
        },
      });
    });
    void end.then(({ code, stderr }) => reject(new Error(`ended with ${code}: ${stderr}`)));
  });
}
