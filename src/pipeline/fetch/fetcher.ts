// The fetcher: looks what is due among feeds, harvests and completion, and works on these three side by side.
import { setMaxListeners } from 'node:events';
import type { SourceSettings } from '../../config.js';
import type { ArxivCalendar } from '../../domain/arxiv-calendar.js';
import type { Taxonomy } from '../../domain/category.js';
import { isBelievable } from '../../domain/plausible.js';
import { errorText, TransientError } from '../../errors.js';
import { createHttpClient, userAgent } from '../../http/client.js';
import type { Log } from '../../log.js';
import { createSerial } from '../../schedule.js';
import type { Reader } from '../../store/reader.js';
import { createAsk, type Ask } from './ask.js';
import { COMPLETION_SOURCE, createCompletion } from './completion.js';
import { createDailyHarvest } from './daily-harvest.js';
import { createFairOrder } from './fair-order.js';
import { createFeedReader } from './feeds.js';
import { createFeedRound } from './feed-round.js';
import { sourceOfSet } from './harvest.js';
import { setOf } from './harvest-plan.js';
import { followedCategories, isDue, wantedSources, type WantedSource } from './plan.js';
import { createAlarmTeller, type AlarmSender } from './tell-alarms.js';
import { createTurn } from './turn.js';
import type { FetchLine, FetchPort } from './writes.js';

export interface FetchParts {
  readonly settings: SourceSettings;
  readonly version: string;
  readonly reader: Reader;
  readonly writer: FetchPort;
  readonly taxonomy: Taxonomy;
  readonly calendar: ArxivCalendar;
  readonly now: () => Date;
  readonly random: () => number;
  readonly machineMs: () => number;
  readonly log: Log;
  /** Ends every request under way. */
  readonly signal: AbortSignal;
  readonly onLine: (line: FetchLine) => Promise<void> | void;
  /** Tells people of alarms; null where nobody can be told. */
  readonly sender: AlarmSender | null;
}

export interface SourceAccess {
  readonly ask: Ask;
  close(): Promise<void>;
}

/** The way to the sources: turns, guard and limits included. */
export function openSourceAccess(parts: FetchParts): SourceAccess {
  const { settings, writer, reader, now, signal } = parts;
  // Each request under way listens, and there may be many sites.
  setMaxListeners(0, signal);
  const http = createHttpClient({
    userAgent: userAgent(parts.version, settings.contact),
    allowed: settings.allowed,
    turn: createTurn({ writer, settings, machineMs: parts.machineMs, signal }),
    now,
  });
  return { ask: createAsk({ http, reader, writer, now, signal }), close: () => http.close() };
}

export interface Fetcher {
  /** Looks for what is due; resolves when that was done. */
  look(): Promise<void>;
  /** Names of the feeds that are due. */
  dueFeeds(): string[];
  /** Harvests `oai:SET` or looks papers up at the `api` now, due or not; false for any other name, or a set that nobody follows. */
  runNamed(name: string): Promise<boolean>;
  /** Whether nothing is under way and nothing is due. */
  isIdle(): boolean;
  /** The first look of the demo: the feeds of its categories, announced as if they were given. */
  playDemo(): Promise<void>;
}

export function createFetcher(parts: FetchParts, ask: Ask): Fetcher {
  const { settings, reader, writer, taxonomy, calendar, now, machineMs, random, signal, onLine, log } = parts;
  const shared = { ask, reader, writer, settings, taxonomy, calendar, now, machineMs, random, signal, onLine };
  const order = createFairOrder(shared);
  const feeds = createFeedReader({ ...shared, isThrifty: true });
  const readFeeds = createFeedRound({ feeds, reader, order, signal, log });
  const harvest = createDailyHarvest({ ...shared, order, log });
  const completion = createCompletion(shared);
  const tendAlarms = createAlarmTeller({ ...parts, wantedNames });
  const isOn = settings.feeds.isAuto || settings.feeds.urls.length > 0;
  let working = 0;

  function wanted(): WantedSource[] {
    return wantedSources(settings, followedCategories(reader.followed(), taxonomy));
  }

  function wantedNames(): Set<string> {
    const sets = followedCategories(reader.followed(), taxonomy).map(({ category }) => setOf(category, taxonomy));
    return new Set([
      ...wanted().map(({ name }) => name),
      ...(settings.isHarvesting ? sets.map(sourceOfSet) : []),
      ...(isOn && completion.isNeeded() ? [COMPLETION_SOURCE] : []),
    ]);
  }

  function dueFeeds(): WantedSource[] {
    const states = new Map(reader.sourceStates().map((state) => [state.name, state]));
    return wanted().filter(({ name }) => isDue(states.get(name), now()));
  }

  /** A transient failure of the store costs a look; anything else is a fault, logged with its stack. */
  function guarded(what: string, work: () => Promise<void>): () => Promise<void> {
    return async () => {
      if (signal.aborted) return;
      working += 1;
      try {
        await work();
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof TransientError)
          log.warn({ what, error: errorText(error) }, 'fetching waits for the database');
        else log.error({ what, err: error }, 'fetching failed; it is tried again at the next look');
      } finally {
        working -= 1;
      }
    };
  }

  const carefully = (what: string, work: () => Promise<void>): (() => Promise<void>) =>
    createSerial(guarded(what, work));

  async function noteBeginning(): Promise<void> {
    const [since, at] = [reader.feedsSince(), now().toISOString()];
    const isWrong = since !== null && since > at && isBelievable(now());
    if (settings.feeds.isAuto && (since === null || isWrong)) await writer.call('noteFeedsBegun', at);
  }

  const hostOf = ({ url }: WantedSource): string => new URL(url).host;
  /** By host: each has its own rounds, since one that answers slowly would hold up the next round of all others. */
  const rounds = new Map<string, () => Promise<void>>();

  function roundOf(host: string): () => Promise<void> {
    const known = rounds.get(host);
    if (known !== undefined) return known;
    const round = carefully('feeds', () => {
      const due = dueFeeds().filter((source) => hostOf(source) === host);
      const names = new Set(due.map(({ name }) => name));
      const others = wanted().filter((source) => hostOf(source) === host && !names.has(source.name));
      return readFeeds(due, others);
    });
    rounds.set(host, round);
    return round;
  }

  const lookAtFeeds = guarded('feeds', async () => {
    await noteBeginning();
    const hosts = new Set(dueFeeds().map(hostOf));
    await Promise.all([...hosts].map((host) => roundOf(host)().then(lookAtAlarms)));
  });
  const lookAtHarvest = carefully('harvest', () => (settings.isHarvesting ? harvest.run() : Promise.resolve()));
  const lookAtPapers = carefully('completion', () =>
    isOn && completion.isDue() ? completion.run() : Promise.resolve(),
  );

  const lookAtAlarms = carefully('alarms', tendAlarms);

  const playDemo = carefully('demo', async () => {
    const demo = createFeedReader({ ...shared, isThrifty: true, isDemo: true });
    for (const source of wanted()) if (!signal.aborted) await demo.read(source);
  });

  return {
    async look() {
      // What a machine finds when it wakes is told, also when it is mended at once.
      await lookAtAlarms();
      await Promise.all([lookAtFeeds(), lookAtHarvest().then(lookAtAlarms), lookAtPapers()]);
    },
    dueFeeds: () => dueFeeds().map(({ name }) => name),
    async runNamed(name) {
      if (name !== COMPLETION_SOURCE) return harvest.runSet(name);
      await completion.run();
      return true;
    },
    isIdle() {
      if (working > 0) return false;
      const isHarvestDue = settings.isHarvesting && harvest.isDue();
      return dueFeeds().length === 0 && !isHarvestDue && !(isOn && completion.isDue());
    },
    playDemo,
  };
}
