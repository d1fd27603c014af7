// A round through the feeds that are due: a host that gives no answer holds up no other, and is caught up with when it is back.
import type { Reader } from '../../store/reader.js';
import type { FeedReader } from './feeds.js';
import type { WantedSource } from './plan.js';

export interface FeedRoundOptions {
  readonly feeds: FeedReader;
  readonly reader: Pick<Reader, 'sourceStates'>;
  readonly signal: AbortSignal;
}

/** A host that gives no answer to so many sources in a row is asked no further ones in a round: each can take minutes. */
const MOST_SILENT = 3;
const UNASKED = `The server gave no answer to ${MOST_SILENT} requests in a row, so that this one was left to the next time.`;

const hostOf = ({ url }: WantedSource): string => new URL(url).host;

/**
 * Reads the sources that are due, one after another; of a host that answers, also those of the others that it gave no answer to
 * the last time.
 */
export function createFeedRound({ feeds, reader, signal }: FeedRoundOptions) {
  /** Answers the hosts that answered. */
  async function readAll(sources: readonly WantedSource[]): Promise<Set<string>> {
    const silent = new Map<string, number>();
    const answering = new Set<string>();
    for (const source of sources) {
      if (signal.aborted) break;
      const host = hostOf(source);
      const before = silent.get(host) ?? 0;
      if (before >= MOST_SILENT) {
        await feeds.leave(source, UNASKED);
        continue;
      }
      const outcome = await feeds.read(source);
      silent.set(host, outcome === 'silent' ? before + 1 : 0);
      if (outcome === 'answered') answering.add(host);
    }
    return answering;
  }

  return async function round(due: readonly WantedSource[], others: readonly WantedSource[]): Promise<void> {
    const answering = await readAll(due);
    const states = reader.sourceStates().filter(({ error, lastStatus }) => error !== null && lastStatus === null);
    const unanswered = new Set(states.map(({ name }) => name));
    await readAll(others.filter((source) => unanswered.has(source.name) && answering.has(hostOf(source))));
  };
}
