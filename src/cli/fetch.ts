// The verbs `fetch`, `harvest` and `sources`: what the bot does by itself, done once and printed line by line.
import type { Config } from '../config.js';
import { machineMs } from '../clock.js';
import type { ArxivCalendar } from '../domain/arxiv-calendar.js';
import { createTaxonomy, type Taxonomy, type TaxonomyData } from '../domain/category.js';
import { UserError } from '../errors.js';
import { createLog } from '../log.js';
import { createFeedReader } from '../pipeline/fetch/feeds.js';
import { createFetcher, openLine, type FetchParts } from '../pipeline/fetch/fetcher.js';
import { runHarvest, sourceOfSet } from '../pipeline/fetch/harvest.js';
import { setOf } from '../pipeline/fetch/harvest-plan.js';
import { arxivFeed, followedCategories, otherFeed, type WantedSource } from '../pipeline/fetch/plan.js';
import { sourceObject, sourcesLines } from '../pipeline/fetch/report.js';
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

/** Of a source that the verb was given: a category or archive, a name of `sources`, an address. */
function named(given: string, { taxonomy, config }: { taxonomy: Taxonomy; config: Config }): WantedSource[] {
  if (/^https?:\/\//i.test(given) && URL.canParse(given)) return [otherFeed(given)];
  const categories = taxonomy.expand(given).filter(taxonomy.isActive);
  if (categories.length > 0) return categories.map((category) => arxivFeed(category, config.sources.feedUrl));
  throw new UserError(
    'unknown-source',
    `"${given}" is no source. Give a category such as cs.CL, an archive such as cs, a name that "sources" prints, or an address.`,
  );
}

/** Prints lines as they come, and remembers whether one was an error; progress only where a person watches. */
function createPrinter(parts: FetchVerbParts, isJson: boolean) {
  const began = performance.now();
  let records = 0;
  let hasFailed = false;
  return {
    async onLine(line: FetchLine): Promise<void> {
      if (line.error !== null) hasFailed = true;
      records += line.records;
      const unchanged = line.dump === null && line.error === null;
      const text = unchanged ? `${line.path}: nothing has changed` : dumpText(line);
      await parts.print(isJson ? JSON.stringify(dumpObject(line)) : text);
      const perSecond = Math.round((records * 1000) / Math.max(performance.now() - began, 1));
      if (parts.isWatched && records > 0) parts.say(`${records} records so far, ${perSecond} a second`);
    },
    exitCode: (): number => (hasFailed ? 1 : 0),
  };
}

export function createFetchVerbs(parts: FetchVerbParts) {
  const taxonomy = createTaxonomy(parts.taxonomy);

  async function withLine(
    isJson: boolean,
    work: (given: FetchParts & Pick<ReturnType<typeof openLine>, 'ask'>, config: Config) => Promise<void>,
  ): Promise<number> {
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
    const line = openLine(given);
    try {
      await work({ ...given, ask: line.ask }, config);
      return stopping.signal.aborted ? 1 : printer.exitCode();
    } finally {
      await line.close();
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

  return {
    fetch: (sources: readonly string[], isJson: boolean): Promise<number> =>
      withLine(isJson, async (given, config) => {
        const wanted = sources.flatMap((source) => named(source, { taxonomy, config }));
        if (sources.length === 0) return createFetcher(given, given.ask).look();
        const feeds = createFeedReader({ ...given, isThrifty: false });
        for (const source of wanted) if (!given.signal.aborted) await feeds.read(source);
      }),

    harvest(options: HarvestVerbOptions): Promise<number> {
      const { from, until = null, set, prefix } = options;
      return withLine(options.json === true, async ({ ask, writer, reader, now, signal, onLine }, config) => {
        for (const each of set === undefined ? setsFor(reader) : [set]) {
          const list = { baseUrl: config.sources.oaiUrl, set: each, prefix, from, until };
          const range = { ...list, isAutomatic: false, holes: '' };
          const { error, records } = await runHarvest(range, { ask, writer, now, signal, onLine, holes: [] });
          parts.say(
            error === null
              ? `${sourceOfSet(each)}: ${records} records, to the end`
              : `${sourceOfSet(each)}: ${error} ${records} records are stored; the same command goes on from there.`,
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
