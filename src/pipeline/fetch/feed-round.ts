// A round through the feeds that are due: a host that gives no answer holds up no other, and is caught up with when it is back.
import { errorText, TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import type { FeedReader } from './feeds.js';
import type { WantedSource } from './plan.js';

export interface FeedRoundOptions {
  readonly feeds: FeedReader;
  readonly reader: Pick<Reader, 'sourceStates'>;
  readonly signal: AbortSignal;
  readonly log: Pick<Log, 'error'>;
}

/** A host that gives no answer to so many sources in a row is asked no further ones in a round: each can take minutes. */
const MOST_SILENT = 3;
const UNASKED = `The server gave no answer to ${MOST_SILENT} requests in a row, so that this one was left to the next time.`;

const hostOf = ({ url }: WantedSource): string => new URL(url).host;

/**
 * Reads the sources that are due: those of different hosts side by side, those of one host one after another. Of a host that
 * answers, also those of the others are read that it gave no answer to the last time.
 */
export function createFeedRound({ feeds, reader, signal, log }: FeedRoundOptions) {
  /** A source at which the program itself fails costs itself: those that come after it are read all the same. */
  async function readAlone(source: WantedSource): Promise<Awaited<ReturnType<FeedReader['read']>>> {
    try {
      return await feeds.read(source);
    } catch (error) {
      if (signal.aborted || error instanceof TransientError) throw error;
      log.error({ source: source.name, err: error }, 'the program failed at this source; the others are read');
      await feeds.leave(source, `An error of this program, see the log: ${errorText(error)}.`);
      return 'resting';
    }
  }

  /** Reads sources of one host, one after another; whether it answered. */
  async function readHost(sources: readonly WantedSource[]): Promise<boolean> {
    let silent = 0;
    let hasAnswered = false;
    for (const source of sources) {
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

  /** Answers the hosts that answered. */
  async function readAll(sources: readonly WantedSource[]): Promise<Set<string>> {
    const answering = new Set<string>();
    const hosts = [...new Set(sources.map(hostOf))];
    const ended = await Promise.allSettled(
      hosts.map(async (host) => {
        if (await readHost(sources.filter((source) => hostOf(source) === host))) answering.add(host);
      }),
    );
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
    return answering;
  }

  /** Sources that got no answer while their host answered others: these wait for their own time. */
  const alone = new Set<string>();

  function unanswered(): Set<string> {
    const states = reader.sourceStates().filter(({ error, lastStatus }) => error !== null && lastStatus === null);
    return new Set(states.map(({ name }) => name));
  }

  return async function round(due: readonly WantedSource[], others: readonly WantedSource[]): Promise<void> {
    const answering = await readAll(due);
    // That a source which fails alone got no answer once more says nothing of its host.
    const telling = due.filter(({ name }) => !alone.has(name));
    const silent = new Set(telling.map(hostOf).filter((host) => !answering.has(host)));
    for (const source of others) if (silent.has(hostOf(source))) alone.delete(source.name);
    const waiting = unanswered();
    const caughtUp = others.filter(
      (source) => waiting.has(source.name) && answering.has(hostOf(source)) && !alone.has(source.name),
    );
    await readAll(caughtUp);
    const left = unanswered();
    for (const source of [...due, ...caughtUp])
      if (left.has(source.name) && answering.has(hostOf(source))) alone.add(source.name);
      else if (!left.has(source.name) || silent.has(hostOf(source))) alone.delete(source.name);
  };
}
