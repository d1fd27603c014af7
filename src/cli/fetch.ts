// The verbs `fetch`, `harvest` and `sources`: what the bot does by itself, done once and printed line by line.
import { countedPlain } from '../text/plural.js';
import type { Config } from '../config.js';
import { machineMs } from '../clock.js';
import type { ArxivCalendar } from '../domain/arxiv-calendar.js';
import { createTaxonomy, type Taxonomy, type TaxonomyData } from '../domain/category.js';
import { UserError } from '../errors.js';
import { isPlainUrl, withoutSecrets } from '../http/plain-url.js';
import { createLog } from '../log.js';
import { createFeedReader } from '../pipeline/fetch/feeds.js';
import { createFetcher, openSourceAccess, type FetchParts, type SourceAccess } from '../pipeline/fetch/fetcher.js';
import { runHarvest, sourceOfSet } from '../pipeline/fetch/harvest.js';
import { setOf } from '../pipeline/fetch/harvest-plan.js';
import { arxivFeed, followedCategories, otherFeed, wantedSources, type WantedSource } from '../pipeline/fetch/plan.js';
import { nobodyAskedText, sourceObject, sourcesLines } from '../pipeline/fetch/report.js';
import type { FetchLine, FetchPort } from '../pipeline/fetch/writes.js';
import { dumpObject, dumpText } from '../pipeline/ingest/result-text.js';
import { openReader, type Reader } from '../store/reader.js';
import type { PrintLine } from './reading-verbs.js';

/** The thread that writes, opened for one verb. */
export type OpenPort = (config: Config) => Promise<FetchPort & { close(): Promise<void> }>;

export interface FetchVerbParts {
  readonly version: string;
  readonly taxonomy: TaxonomyData;
  /** Throws UserError where the list of holidays cannot be used. */
  readonly readCalendar: () => ArxivCalendar;
  readonly readConfig: () => Config;
  readonly openPort: OpenPort;
  readonly print: PrintLine;
  readonly say: (line: string) => void;
  readonly writeLog: (text: string) => void;
  readonly onStop: (stop: () => void) => void;
  /** Whether a person watches standard error. */
  readonly isWatched: boolean;
}

export interface HarvestVerbOptions {
  readonly from: string;
  readonly until?: string;
  readonly set?: string;
  readonly prefix: string;
  readonly json?: true;
}

/** Feeds that the verb was given: a category or archive, an address; none for another name of `sources`. */
function feedsNamed(given: string, { taxonomy, config }: { taxonomy: Taxonomy; config: Config }): WantedSource[] {
  if (/^https?:\/\//i.test(given) && URL.canParse(given)) {
    if (isPlainUrl(given)) return [otherFeed(given)];
    throw new UserError(
      'unknown-source',
      'An address with a user name and password is not a source: they would be stored and shown. Give it without them.',
    );
  }
  const categories = taxonomy.expand(given).filter(taxonomy.isActive);
  return categories.map((category) => arxivFeed(category, config.sources.feedUrl));
}

function unknownSource(given: string): UserError {
  return new UserError(
    'unknown-source',
    `"${withoutSecrets(given)}" is not a source. Give a category such as cs.CL, an archive such as cs, a name that "sources" prints, or an address.`,
  );
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function remainingText(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute left';
  const minutes = Math.round(ms / MINUTE_MS);
  return minutes < 90 ? `about ${minutes} minutes left` : `about ${Math.round(minutes / 60)} hours left`;
}

/** Progress for whoever watches: the rate, and the time left once part of the work (0 to 1) is known to be done. */
export function progressText(records: number, elapsedMs: number, share: number): string {
  const perSecond = Math.round((records * 1000) / Math.max(elapsedMs, 1));
  const left = share > 0 && share < 1 ? `, ${remainingText((elapsedMs * (1 - share)) / share)}` : '';
  return `${countedPlain(records, 'record', 'records')} so far, ${perSecond} a second${left}`;
}

/** Prints lines as they come, and remembers whether one was an error; progress only where a person watches. */
function createPrinter(parts: FetchVerbParts, isJson: boolean) {
  const began = performance.now();
  let records = 0;
  let [hasPrinted, hasFailed] = [false, false];
  let share: () => number = () => 0;
  const seen = new Set<string>();
  return {
    /** How much of the work is done, from 0 to 1, told by whoever knows. */
    measure(done: (sourcesSeen: number) => number): void {
      share = () => done(seen.size);
    },
    async onLine({ isPart: _isPart, ...line }: FetchLine): Promise<void> {
      if (line.error !== null) hasFailed = true;
      hasPrinted = true;
      records += line.records;
      seen.add(line.source);
      const unchanged = line.dump === null && line.error === null;
      const text = unchanged ? `${line.path}: nothing has changed` : dumpText(line);
      await parts.print(isJson ? JSON.stringify(dumpObject(line)) : text);
      if (parts.isWatched && records > 0) parts.say(progressText(records, performance.now() - began, share()));
    },
    hasPrinted: (): boolean => hasPrinted,
    exitCode: (): number => (hasFailed ? 1 : 0),
  };
}

interface Work extends FetchParts, Pick<SourceAccess, 'ask'> {
  /** How much is done, from 0 to 1, by the number of sources that have answered. */
  readonly measure: (done: (sourcesSeen: number) => number) => void;
  readonly hasPrinted: () => boolean;
}

export function createFetchVerbs(parts: FetchVerbParts) {
  const taxonomy = createTaxonomy(parts.taxonomy);

  async function withLine(isJson: boolean, work: (given: Work, config: Config) => Promise<void>): Promise<number> {
    const config = parts.readConfig();
    const calendar = parts.readCalendar();
    const writer = await parts.openPort(config);
    const reader = openReader(config.databasePath, taxonomy);
    const stopping = new AbortController();
    parts.onStop(() => stopping.abort(new Error('the program was asked to stop')));
    const printer = createPrinter(parts, isJson);
    const given: FetchParts = {
      settings: config.sources,
      version: parts.version,
      reader,
      writer,
      taxonomy,
      calendar,
      now: () => new Date(),
      random: Math.random,
      machineMs,
      log: createLog(config.logLevel, [], { write: parts.writeLog }),
      signal: stopping.signal,
      onLine: printer.onLine,
      sender: null,
    };
    const access = openSourceAccess(given);
    try {
      const { measure, hasPrinted } = printer;
      await work({ ...given, ask: access.ask, measure, hasPrinted }, config);
      return stopping.signal.aborted ? 1 : printer.exitCode();
    } finally {
      await access.close();
      reader.close();
      await writer.close();
    }
  }

  function setsFor(reader: Reader): string[] {
    const followed = followedCategories(reader.followed(), taxonomy);
    if (followed.length === 0)
      throw new UserError(
        'nothing-followed',
        'No rule follows a category, so there is no set to harvest. Give one with --set, such as cs.',
        { exitCode: 2 },
      );
    return [...new Set(followed.map(({ category }) => setOf(category, taxonomy)))];
  }

  function wantedFeeds(reader: FetchParts['reader'], config: Config): number {
    return wantedSources(config.sources, followedCategories(reader.followed(), taxonomy)).length;
  }

  return {
    fetch: (sources: readonly string[], isJson: boolean): Promise<number> =>
      withLine(isJson, async (given, config) => {
        const fetcher = createFetcher(given, given.ask);
        if (sources.length === 0) {
          const due = fetcher.dueFeeds().length;
          given.measure((seen) => (due === 0 ? 0 : Math.min(1, seen / due)));
          await fetcher.look();
          if (!given.hasPrinted() && !isJson && !given.signal.aborted)
            await parts.print(nobodyAskedText(config.sources, wantedFeeds(given.reader, config)));
          return;
        }
        const feeds = createFeedReader({ ...given, isThrifty: false });
        const jobs = sources.flatMap((source): (() => Promise<void>)[] => {
          const named = feedsNamed(source, { taxonomy, config });
          if (named.length > 0) return named.map((feed) => async () => void (await feeds.read(feed)));
          if (!/^(?:api$|oai:)/.test(source)) throw unknownSource(source);
          return [
            async () => {
              if (!(await fetcher.runNamed(source))) throw unknownSource(source);
            },
          ];
        });
        given.measure((seen) => seen / jobs.length);
        for (const job of jobs) if (!given.signal.aborted) await job();
      }),

    harvest(options: HarvestVerbOptions): Promise<number> {
      const { from, until = null, set, prefix } = options;
      if (until !== null && until < from)
        throw new UserError(
          'bad-usage',
          `--until (${until}) is before --from (${from}), so no day lies between them.`,
          {
            exitCode: 2,
          },
        );
      return withLine(options.json === true, async ({ ask, writer, reader, now, signal, onLine, measure }, config) => {
        const sets = set === undefined ? setsFor(reader) : [set];
        const [begin, end] = [Date.parse(from), until === null ? Date.now() : Date.parse(until) + DAY_MS];
        for (const [index, each] of sets.entries()) {
          const onDay = (day: string): void => {
            const share = (Date.parse(day) - begin) / Math.max(end - begin, 1);
            measure(() => (index + Math.min(Math.max(share, 0), 1)) / sets.length);
          };
          const list = { baseUrl: config.sources.oaiUrl, set: each, prefix, from, until };
          const range = { ...list, isAutomatic: false, holes: '' };
          const { error, records } = await runHarvest(range, { ask, writer, now, signal, onLine, onDay, holes: [] });
          parts.say(
            error === null
              ? `${sourceOfSet(each)}: ${countedPlain(records, 'record', 'records')}, to the end`
              : `${sourceOfSet(each)}: ${error} ${countedPlain(records, 'record is', 'records are')} stored; the same command goes on from there.`,
          );
        }
      });
    },

    async sources(isJson: boolean): Promise<void> {
      const config = parts.readConfig();
      const reader = openReader(config.databasePath, taxonomy);
      try {
        const states = reader.sourceStates();
        if (isJson) for (const state of states) await parts.print(JSON.stringify(sourceObject(state)));
        else for (const line of sourcesLines(states, reader.unsureCompletions())) await parts.print(line);
      } finally {
        reader.close();
      }
    },
  };
}
