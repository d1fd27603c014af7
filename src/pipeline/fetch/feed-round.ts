// A round through the feeds of one host that are due: one that gives no answer is caught up with when it is back.
import { errorText, TransientError } from '../../errors.js';
import { withShownAddresses } from '../../http/plain-url.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import type { FairOrder } from './fair-order.js';
import type { FeedReader } from './feeds.js';
import type { WantedSource } from './plan.js';

export interface FeedRoundOptions {
  readonly feeds: FeedReader;
  readonly reader: Pick<Reader, 'sourceStates'>;
  readonly order: FairOrder;
  readonly signal: AbortSignal;
  readonly log: Pick<Log, 'error'>;
}

/** A host that gives no answer to so many sources in a row is asked no further ones in a round: each can take minutes. */
const MOST_SILENT = 3;
const UNASKED = `The server gave no answer to ${MOST_SILENT} requests in a row, so that this one was left to the next time.`;

/** Reads the sources of one host that are due, one after another in fair order; where it answers, also the others that it gave no answer to the last time. */
export function createFeedRound({ feeds, reader, order, signal, log }: FeedRoundOptions) {
  const isFailing = (source: WantedSource): boolean =>
    reader.sourceStates().some(({ name, error }) => name === source.name && error !== null);

  /** A source at which the program itself fails costs itself: those that come after it are read all the same. */
  async function readAlone(source: WantedSource): Promise<Awaited<ReturnType<FeedReader['read']>>> {
    try {
      const outcome = await feeds.read(source);
      if (outcome !== 'resting') order.noteAsked(source.name, { hasFailed: isFailing(source) });
      return outcome;
    } catch (error) {
      if (signal.aborted || error instanceof TransientError) throw error;
      log.error(
        { source: withShownAddresses(source.name), err: error },
        'the program failed at this source; the others are read',
      );
      await feeds.leave(source, `An error of this program, see the log: ${errorText(error)}.`);
      return 'resting';
    }
  }

  /** Whether the host answered. */
  async function readInOrder(sources: readonly WantedSource[]): Promise<boolean> {
    let silent = 0;
    let hasAnswered = false;
    for (const source of order.sort(sources)) {
      if (signal.aborted) break;
      if (silent >= MOST_SILENT) {
        await feeds.leave(source, UNASKED);
        continue;
      }
      const outcome = await readAlone(source);
      silent = outcome === 'silent' ? silent + 1 : 0;
      hasAnswered ||= outcome === 'answered';
    }
    return hasAnswered;
  }

  /** Sources that got no answer while their host answered others: these wait for their own time. */
  const alone = new Set<string>();

  function unanswered(): Set<string> {
    const states = reader.sourceStates().filter(({ error, lastStatus }) => error !== null && lastStatus === null);
    return new Set(states.map(({ name }) => name));
  }

  return async function round(due: readonly WantedSource[], others: readonly WantedSource[]): Promise<void> {
    const hasAnswered = await readInOrder(due);
    // That a source which fails alone got no answer once more says nothing of its host.
    const isSilent = !hasAnswered && due.some(({ name }) => !alone.has(name));
    if (isSilent) for (const { name } of others) alone.delete(name);
    const waiting = unanswered();
    const caughtUp = hasAnswered ? others.filter(({ name }) => waiting.has(name) && !alone.has(name)) : [];
    await readInOrder(caughtUp);
    const left = unanswered();
    for (const { name } of [...due, ...caughtUp])
      if (left.has(name) && hasAnswered) alone.add(name);
      else if (!left.has(name) || isSilent) alone.delete(name);
  };
}
