// Opens the sandbox on its port, with a sentence when the port is taken; alone, or as the bot's local Discord.
import type { Config } from '../config.js';
import { UserError } from '../errors.js';
import type { Log } from '../log.js';
import { StateFileError } from '../sandbox/discord/kept-world.js';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.js';
import { BESIDE } from '../store/database/files.js';

export interface SandboxParts {
  readonly log: Log;
  /** The folder of the compiled web page. */
  readonly assetsDir: string;
}

/** `port` null: 8080, or a free one. Throws UserError when an explicit port is taken, or the state cannot be used. */
export async function openSandbox(config: Config, port: number | null, parts: SandboxParts): Promise<Sandbox> {
  const stateFile = `${config.databasePath}${BESIDE.sandbox}`;
  try {
    return await startSandbox({ port, stateFile, ...parts, now: () => new Date() });
  } catch (error) {
    if (error instanceof StateFileError) throw new UserError('unusable-state', error.message, { cause: error });
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new UserError(
      'port-taken',
      `Port ${port ?? 8080} is taken by another program. Nothing was started; stop that program, or set SANDBOX_PORT to another port.`,
      { cause: error },
    );
  }
}

/** Runs the sandbox alone, for a bot in another process, until `signal` is aborted. */
export async function runSandboxAlone(
  config: Config,
  options: { readonly port: number | null; readonly signal: AbortSignal },
  parts: SandboxParts & { readonly print: (line: string) => Promise<void> },
): Promise<void> {
  const { signal } = options;
  const sandbox = await openSandbox(config, options.port ?? config.sandboxPort, parts);
  await parts.print(`ready ${sandbox.url}`);
  if (!signal.aborted) await new Promise((stop) => signal.addEventListener('abort', stop, { once: true }));
  await sandbox.close();
}
