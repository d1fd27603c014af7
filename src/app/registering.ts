// Registering the commands beside everything else: what keeps them from being registered is said once, and tried again.
import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from '../domain/back-off.js';
import { NotRegistered } from '../discord/registration.js';
import { errorText, UserError } from '../errors.js';
import type { Log } from '../log.js';

export interface RegisteringOptions {
  /** One attempt. Throws UserError when the token is refused. */
  readonly register: () => Promise<'unchanged' | 'registered'>;
  readonly log: Log;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Ends the bot; `reason` is a sentence. */
  readonly fail: (reason: string) => void;
  /** Waits between two attempts, where it is not the machine's clock that does. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Registering {
  /** Resolves when the commands are registered, or a sentence has said why they are not. */
  readonly firstOutcome: Promise<void>;
  stop(): Promise<void>;
}

const LONGEST_WAIT_MS = 300_000;

const pause = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal });

export function keepRegistering(options: RegisteringOptions): Registering {
  const { register, log, say, random, fail, wait = pause } = options;
  const stopping = new AbortController();
  const signal = AbortSignal.any([options.signal, stopping.signal]);
  let tellFirst = (): void => undefined;
  const firstOutcome = new Promise<void>((resolve) => (tellFirst = resolve));

  /** Null where no other attempt is of use, else how long (milliseconds) Discord asks to wait for it. */
  async function attempt(failures: number): Promise<number | null> {
    try {
      log.info({ commands: await register() }, 'commands');
      if (failures > 0) say('The slash commands are registered now.');
      return null;
    } catch (error) {
      if (signal.aborted) return null;
      if (error instanceof UserError) {
        fail(error.message);
        return null;
      }
      if (failures === 0)
        say(
          `The slash commands could not be registered: ${errorText(error)}. Cards go out meanwhile; it is tried again until it succeeds.`,
        );
      return (error instanceof NotRegistered ? error.afterMs : null) ?? 0;
    }
  }

  async function run(): Promise<void> {
    try {
      for (let failures = 0; ;) {
        const askedMs = await attempt(failures);
        if (askedMs === null) return;
        tellFirst();
        failures += 1;
        await wait(Math.max(askedMs, backOff({ failures, longestMs: LONGEST_WAIT_MS, random })), signal);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      tellFirst();
    }
  }

  const running = run();
  return {
    firstOutcome,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
