// Fetching in the running bot: the fetcher on its schedule, what it says at the terminal, and look-ups for people.
import { machineMs } from '../clock.js';
import type { PaperLookup } from '../domain/context.js';
import type { Destinations, Sender } from '../domain/delivery.js';
import { withShownAddresses } from '../http/plain-url.js';
import { createNoticeSends } from '../pipeline/deliver/notice-sends.js';
import { createFetcher, openSourceAccess, type FetchParts } from '../pipeline/fetch/fetcher.js';
import { createLookup } from '../pipeline/fetch/lookup.js';
import type { AlarmSender } from '../pipeline/fetch/tell-alarms.js';
import type { FetchLine } from '../pipeline/fetch/writes.js';
import type { DumpResult } from '../pipeline/ingest/ingest.js';

export interface FetchingParts extends Omit<FetchParts, 'onLine' | 'signal'> {
  readonly say: (line: string) => void;
  readonly onDump: (result: DumpResult) => void;
}

export interface Fetching {
  /** Begins a look for what is due; it goes on by itself. */
  look(): void;
  /** Whether nothing is under way and nothing is due. */
  isIdle(): boolean;
  /** Today's papers of the demo's categories, then what is due. */
  playDemo(): void;
  lookUp: PaperLookup;
  /** Ends what is under way; it goes on at the next start. */
  stop(): Promise<void>;
}

/** A page that is being stored may be cut short: it is read again. */
const STOP_GRACE_MS = 1_000;

/** A source that was not heard of for so long is not followed any more: what else fails on its host is told. */
const UNHEARD_MS = 86_400_000;

/**
 * Says what is wrong with a host once, and once more when the source that failed answers again: of others on that host,
 * which may answer all the while, nothing follows for it.
 */
export function createFailureNotice(
  say: (line: string) => void,
  now: () => Date,
): (line: Pick<FetchLine, 'path' | 'source' | 'error' | 'isPart'>) => void {
  /** By host. */
  const failing = new Map<string, { readonly source: string; readonly heardAt: number }>();
  return ({ path, source, error, isPart }) => {
    const host = URL.canParse(path) ? new URL(path).host : path;
    const known = failing.get(host);
    const at = now().getTime();
    if (error === null) {
      if (known?.source !== source || isPart === true) return;
      failing.delete(host);
      say(`${host} answers again.`);
      return;
    }
    const isNew = known === undefined || (known.source !== source && at - known.heardAt > UNHEARD_MS);
    if (isNew)
      say(
        withShownAddresses(`${source}: ${error} It is tried again by itself; "sources" shows how each source stands.`),
      );
    if (isNew || known.source === source) failing.set(host, { source, heardAt: at });
  };
}

export interface AlarmSenderParts {
  readonly sender: Sender;
  /** `userId` is the author of what is sent. */
  readonly connection: Destinations & { readonly userId: string };
  readonly now: () => Date;
}

export function alarmSender({ sender, connection, now }: AlarmSenderParts): AlarmSender {
  const { userId, isSilenced } = connection;
  const notices = createNoticeSends({ sender, destinations: connection, userId, now, monotonic: machineMs });
  return { ...notices, isSilenced };
}

export function startFetching(parts: FetchingParts): Fetching {
  const stopping = new AbortController();
  const tell = createFailureNotice(parts.say, parts.now);
  const given: FetchParts = {
    ...parts,
    signal: stopping.signal,
    onLine(line) {
      if (stopping.signal.aborted) return;
      tell(line);
      // Said and logged, where others may read it.
      if (line.dump !== null) parts.onDump({ ...line, path: withShownAddresses(line.path) });
    },
  };
  const access = openSourceAccess(given);
  const fetcher = createFetcher(given, access.ask);
  const { feeds } = parts.settings;
  const isOn = feeds.isAuto || feeds.urls.length > 0;
  const running = new Set<Promise<void>>();
  const run = (work: Promise<void>): void => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  return {
    look: () => run(fetcher.look()),
    isIdle: () => running.size === 0 && fetcher.isIdle(),
    playDemo: () => run(fetcher.playDemo().then(() => fetcher.look())),
    lookUp: isOn ? createLookup({ ...given, ask: access.ask }) : () => Promise.resolve('off'),
    async stop() {
      stopping.abort(new Error('the program stops'));
      await access.close();
      const grace = new Promise<void>((over) => setTimeout(over, STOP_GRACE_MS).unref());
      await Promise.race([Promise.all(running), grace]);
    },
  };
}
