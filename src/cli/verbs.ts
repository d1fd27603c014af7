// The verbs of the command line that do their work and end: each reads the configuration and opens what it needs.
import { resolve } from 'node:path';
import type { Config } from '../config.js';
import type { AnnounceMode } from '../domain/announcement.js';
import type { ArxivCalendar } from '../domain/arxiv-calendar.js';
import { toUtcText } from '../domain/calendar.js';
import { createTaxonomy, type TaxonomyData } from '../domain/category.js';
import type { SearchRequest } from '../domain/search.js';
import { UserError } from '../errors.js';
import { createLog } from '../log.js';
import { sourcesStatus, sourcesStatusText } from '../pipeline/fetch/report.js';
import { statusLines, statusObject, statusQuestion } from '../pipeline/maintenance/status-report.js';
import { openTranslator } from '../pipeline/translate/open-translator.js';
import { createTermBook, type TermData } from '../search/terms.js';
import { openReader, type Reader } from '../store/reader.js';
import { ownPort } from '../store/port.js';
import { openWriter, type MatchSettings, type Writer } from '../store/writer.js';
import { runBackup, runRestore } from './backup.js';
import { runIngest } from './ingest.js';
import { runRetry } from './retry.js';
import { runTranslate, runTrial } from './translate.js';
import { printLedger } from './ledger.js';
import { printSubscriptions } from './subscriptions.js';
import type { Actions } from './program.js';
import * as reading from './reading-verbs.js';

export interface VerbParts {
  readonly version: string;
  readonly taxonomy: TaxonomyData;
  readonly terms: TermData;
  /** Throws UserError where the list of holidays cannot be used. */
  readonly readCalendar: () => ArxivCalendar;
  /** The folder with the glossary. */
  readonly dataDir: string;
  /** Writes the slash commands to Discord; answers what came of it. */
  readonly register: (apiUrl: string, token: string) => Promise<string>;
  readonly readConfig: () => Config;
  /** Relative path arguments start here. */
  readonly callerFolder: string;
  readonly input: NodeJS.ReadableStream;
  readonly print: reading.PrintLine;
  readonly say: (line: string) => void;
  /** Writes text to standard error as it is. */
  readonly writeLog: (text: string) => void;
  readonly onStop: (stop: () => void) => void;
}

export function createVerbs(parts: VerbParts): Omit<Actions, 'start' | 'sandbox' | 'fetch' | 'harvest' | 'sources'> {
  const { version, taxonomy, readConfig, callerFolder, input, print, say } = parts;
  const located = (path: string | null): string | null => (path === null ? null : resolve(callerFolder, path));

  async function withReader(use: (reader: Reader, config: Config) => Promise<void>): Promise<void> {
    const config = readConfig();
    const reader = openReader(config.databasePath, createTaxonomy(taxonomy), {
      book: createTermBook(parts.terms),
    });
    try {
      await use(reader, config);
    } finally {
      reader.close();
    }
  }

  const matchingOf = ({ timezone }: Config): MatchSettings => ({ zone: timezone, book: createTermBook(parts.terms) });

  return {
    async ingest(paths, options) {
      if (options.indexOnly && options.announce)
        throw new UserError('bad-usage', '--index-only and --announce exclude each other; give one of them.', {
          exitCode: 2,
        });
      const config = readConfig();
      const mode: AnnounceMode = options.announce ? 'always' : options.indexOnly ? 'never' : 'auto';
      const writer = openWriter(config.databasePath, createTaxonomy(taxonomy), matchingOf(config));
      try {
        const inputs = paths.map((path) => ({ path, location: resolve(callerFolder, path) }));
        const isJson = options.json === true;
        return await runIngest(writer, inputs, { mode, taxonomy, input, now: () => new Date(), isJson, print, say });
      } finally {
        writer.close();
      }
    },
    export: () => withReader((reader) => reading.printExport(reader, print)),
    search(words, options) {
      const { author = null, category = null, since = null, until = null, sort, limit } = options;
      const filters = { author, category, since, until, sort, limit, offset: 0 };
      const request: Omit<SearchRequest, 'text'> = { ...filters, at: toUtcText(new Date()) };
      return withReader((reader) =>
        options.stdin
          ? reading.searchLines({ reader, input, request, print, say })
          : reading.printSearch(
              reader,
              { ...request, text: words.join(' ') },
              { print, isJson: options.json === true },
            ),
      );
    },
    show: (reference, isJson) => withReader((reader) => reading.printShow(reader, reference, { print, isJson })),
    status: (isJson) =>
      withReader(async (reader, config) => {
        const now = (): Date => new Date();
        const standing = { reader, taxonomy: createTaxonomy(taxonomy), calendar: parts.readCalendar(), now };
        const translation = reader.translationStatus(statusQuestion(config, now()));
        const status = { ...reader.status(), translation };
        if (isJson)
          return print(
            JSON.stringify({ ...statusObject(status, config, version), ...(await sourcesStatus(standing)) }),
          );
        for (const line of [...statusLines(status, config, version), ...(await sourcesStatusText(standing))])
          await print(line);
      }),
    async ledger(isJson) {
      let exitCode = 0;
      await withReader(async (reader, { timezone }) => {
        exitCode = await printLedger(reader, timezone, { print, isJson });
      });
      return exitCode;
    },
    backup: (path) => runBackup(readConfig(), located(path), { now: new Date(), print, say }),
    restore: (path) => runRestore(readConfig(), located(path), { now: new Date(), print }),
    subscriptions: (isJson) => withReader((reader) => printSubscriptions(reader, print, isJson)),
    rejections: ({ json: isJson = false, retry: isRetried = false }) =>
      withReader(async (reader, config) => {
        if (isRetried) {
          const openStore = (): Writer => openWriter(config.databasePath, createTaxonomy(taxonomy), matchingOf(config));
          await runRetry({ reader, openStore, taxonomy, callerFolder, now: () => new Date(), say });
        }
        await reading.printRejections(reader, { print, isJson });
      }),
    async translate(references, options) {
      const config = readConfig();
      const now = (): Date => new Date();
      const opened = openTranslator(config, { version, dataDir: parts.dataDir, now, say });
      if (opened === null)
        throw new UserError(
          'translator-off',
          'TRANSLATOR is off; set it to the translator that is to be asked (see .env.example).',
          { exitCode: 2 },
        );
      const writer = openWriter(config.databasePath, createTaxonomy(taxonomy), matchingOf(config));
      const reader = openReader(config.databasePath, createTaxonomy(taxonomy));
      const log = createLog(config.logLevel, [], { write: parts.writeLog });
      const stopping = new AbortController();
      parts.onStop(() => stopping.abort(new Error('the program was asked to stop')));
      try {
        const translating = {
          ...opened,
          reader,
          writer: ownPort(writer),
          askedBy: 'verb',
          now,
          random: Math.random,
          log,
        } as const;
        const asked = { isJson: options.json === true, print, signal: stopping.signal };
        if (options.try === true) return await runTrial(translating, asked);
        return await runTranslate(translating, { references, isAgain: options.again === true, ...asked });
      } finally {
        reader.close();
        writer.close();
        await opened.close();
      }
    },
    async register() {
      const { token, apiUrl } = readConfig();
      if (token === null)
        throw new UserError('no-token', 'DISCORD_TOKEN is not set; registering commands needs the bot token.', {
          exitCode: 2,
        });
      await print(await parts.register(apiUrl, token));
    },
    version: () => print(version),
  };
}
