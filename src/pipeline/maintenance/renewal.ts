// Renewal: after the rules changed, every paper is rebuilt, in slices between other work, while all goes on.
import { errorText, TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { WriterPort } from '../../store/port.js';

export interface RenewalOptions {
  readonly writer: WriterPort;
  readonly now: () => Date;
  readonly log: Log;
  /** Waits so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Between two slices: as long as one takes, so that half of the writing thread's time is left to others. */
const REST_MS = 20;
const FAILURE_REST_MS = 10_000;
/** Cards wait no longer than this for papers to be rebuilt (milliseconds): some thousands are in this time. */
const MOST_AWAITED_MS = 60_000;

export interface Renewal {
  /**
   * Resolves when the papers that somebody is owed and those posted of late are rebuilt, so that none goes out that was posted under what
   * older rules took for another one; after a minute, or when papers cannot be rebuilt, also without. Never rejects.
   */
  readonly owed: Promise<void>;
  /** What is left is done by the next run. */
  stop(): Promise<void>;
}

/** Starts at once. */
export function startRenewal({ writer, now, log, pause }: RenewalOptions): Renewal {
  let isStopped = false;
  let papers = 0;
  let wake = (): void => {};
  const stopped = new Promise<void>((resolve) => (wake = resolve));
  let isOwed = true;
  let noteOwed = (): void => {};
  const owedDone = new Promise<void>((resolve) => (noteOwed = resolve));

  function release(): void {
    isOwed = false;
    noteOwed();
  }

  async function slice(): Promise<boolean> {
    try {
      const renewed = await writer.call('renewPapers', now());
      for (const { key, stack } of renewed.failures) log.error({ paper: key, stack }, 'a paper could not be rebuilt');
      papers += renewed.papers;
      if (isOwed && !renewed.isOwed) release();
      if (renewed.isLeft) await Promise.race([pause(REST_MS), stopped]);
      return renewed.isLeft;
    } catch (error) {
      if (isStopped) return false;
      if (!(error instanceof TransientError)) throw error;
      log.warn({ error: errorText(error) }, 'papers are rebuilt when the database can be written again');
      await Promise.race([pause(FAILURE_REST_MS), stopped]);
      return true;
    }
  }

  async function work(): Promise<void> {
    try {
      while (!isStopped && (await slice()));
      if (papers > 0) log.info({ papers }, isStopped ? 'papers were rebuilt; the rest follows' : 'papers were rebuilt');
    } catch (error) {
      if (!isStopped) log.error({ err: error }, 'papers cannot be rebuilt now; the next start tries again');
    } finally {
      release();
    }
  }

  async function giveUpWaiting(): Promise<void> {
    await Promise.race([pause(MOST_AWAITED_MS), owedDone]);
    if (!isOwed) return;
    log.info({ papers }, 'cards go out before all papers that may be the same are rebuilt');
    release();
  }

  const done = work();
  void giveUpWaiting();
  return {
    owed: owedDone,
    async stop() {
      isStopped = true;
      wake();
      await done;
    },
  };
}
