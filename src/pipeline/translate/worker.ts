// The translating worker: round after round, one request at a time, until there is nothing to ask for.
import { errorText, TransientError } from '../../errors.js';
import type { TranslateParts } from './parts.js';
import type { Round } from './round.js';

export interface TranslateWorker {
  /** Looks for what is to be translated now. */
  wake(): void;
  /** Ends the request in flight, which is asked for again at the next start; resolves when that is written down. */
  stop(): Promise<void>;
}

/** How often the queue is looked at: another program may have put something into it. */
const LOOK_MS = 2_000;
const BUSY_MS = 300;

export interface WorkOptions {
  readonly round: Round;
  /** Puts into the queue what will be needed. */
  readonly ahead: () => Promise<void>;
}

export function createTranslateWorker(
  { log }: Pick<TranslateParts, 'log'>,
  { round, ahead }: WorkOptions,
): TranslateWorker {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let isAskedAgain = false;
  /** Whether it was said that the store cannot be written. */
  let hasFailed = false;

  function sleep(ms: number): void {
    if (!stopping.signal.aborted) timer = setTimeout(wake, ms);
  }

  function tell(error: unknown): void {
    const isTransient = error instanceof TransientError;
    if (!isTransient)
      log.error(
        { error: error instanceof Error ? error.stack : String(error) },
        'translating failed; it is tried again',
      );
    else if (!hasFailed)
      log.error({ error: errorText(error) }, 'the database cannot be written; translating waits until it can');
    hasFailed ||= isTransient;
  }

  async function work(): Promise<void> {
    let pause = LOOK_MS;
    // Also while a request is under way: a slow model takes minutes for one, and what changed is edited after seconds.
    let planned: Promise<void> = Promise.resolve();
    const planning = setInterval(() => void (planned = ahead().catch(tell)), LOOK_MS);
    try {
      await ahead();
      for (let isMore = true; isMore && !stopping.signal.aborted;) {
        isAskedAgain = false;
        const outcome = await round(stopping.signal);
        isMore = outcome === 'worked' || (outcome === 'idle' && isAskedAgain);
        if (outcome === 'busy') pause = BUSY_MS;
      }
      hasFailed = false;
    } catch (error) {
      tell(error);
    } finally {
      clearInterval(planning);
      await planned;
      running = null;
      sleep(pause);
    }
  }

  function wake(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    isAskedAgain = true;
    if (!stopping.signal.aborted) running ??= work();
  }

  return {
    wake,
    async stop() {
      stopping.abort();
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
