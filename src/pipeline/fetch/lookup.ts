// Look-up: a paper that somebody asks for by an identifier that the store does not know, fetched from the API in silence.
import type { SourceSettings } from '../../config.js';
import { FETCHED } from '../../domain/announcement.js';
import type { Taxonomy } from '../../domain/category.js';
import type { LookupOutcome, PaperLookup } from '../../domain/context.js';
import { errorText } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import { identifiersUrl, ONE_PAPER_LIMITS, readApiAnswer } from './api.js';
import type { Ask } from './ask.js';
import type { FetchPort } from './writes.js';

export interface LookupOptions {
  readonly ask: Ask;
  readonly reader: Pick<Reader, 'lookupsSince'>;
  readonly writer: FetchPort;
  readonly settings: Pick<SourceSettings, 'apiUrl'>;
  readonly taxonomy: Taxonomy;
  readonly now: () => Date;
  readonly log: Pick<Log, 'warn'>;
  /** How long a person waits (milliseconds); a minute unless told otherwise. */
  readonly patienceMs?: number;
}

const HOUR_MS = 3_600_000;
/** Papers that a person may have fetched within an hour. */
const HOURLY_BUDGET = 20;
/** Longer than a request and its turn take on a good day; others before it can take minutes each. */
const PATIENCE_MS = 60_000;

/**
 * Answers a look-up by canonical identifier on the account of a user. Never rejects for what a server does. Who has waited too
 * long is told so; what arXiv answers later is stored all the same.
 */
export function createLookup(options: LookupOptions): PaperLookup {
  const { ask, reader, writer, settings, taxonomy, now, log, patienceMs = PATIENCE_MS } = options;
  /** By identifier. */
  const underWay = new Map<string, Promise<LookupOutcome>>();

  async function fetchPaper(arxivId: string): Promise<LookupOutcome> {
    const url = identifiersUrl(settings.apiUrl, [arxivId]);
    // An empty answer has been wrong before: it is believed when it comes twice.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const asked = await ask({ url, limits: ONE_PAPER_LIMITS });
      if (asked.kind !== 'ok') return 'failed';
      const { bytes } = asked.response;
      const answer = readApiAnswer(bytes, taxonomy);
      if (answer.kind === 'refused' || answer.records.some((record) => record.arxivId !== arxivId)) return 'failed';
      if (answer.records.length === 0) continue;
      const results = await writer.call('ingestFetched', { url, bytes, origin: FETCHED, at: now() });
      return results.every(({ error }) => error === null) ? 'found' : 'failed';
    }
    return 'absent';
  }

  function begin(arxivId: string): Promise<LookupOutcome> {
    const before = underWay.get(arxivId);
    if (before !== undefined) return before;
    const work = fetchPaper(arxivId).finally(() => underWay.delete(arxivId));
    underWay.set(arxivId, work);
    return work;
  }

  function patiently(arxivId: string, work: Promise<LookupOutcome>): Promise<LookupOutcome> {
    return new Promise((done, fail) => {
      let isOver = false;
      const timer = setTimeout(() => {
        isOver = true;
        done('failed');
      }, patienceMs);
      void work
        .then(done, (error: unknown) => {
          if (isOver)
            log.warn({ paper: arxivId, error: errorText(error) }, 'a paper that was asked for was not stored');
          else fail(error);
        })
        .finally(() => clearTimeout(timer));
    });
  }

  return async (arxivId, userId) => {
    const since = new Date(now().getTime() - HOUR_MS).toISOString();
    if (reader.lookupsSince(userId, since) >= HOURLY_BUDGET) return 'too-many';
    await writer.call('noteLookup', userId, now().toISOString());
    return patiently(arxivId, begin(arxivId));
  };
}
