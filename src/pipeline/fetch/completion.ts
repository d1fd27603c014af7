// Completing records: papers without an identifier are looked up at the API, and get one only where everything agrees.
import type { SourceSettings } from '../../config.js';
import { FETCHED } from '../../domain/announcement.js';
import { familyName } from '../../domain/author.js';
import type { Taxonomy } from '../../domain/category.js';
import type { Paper, RecordFacts } from '../../domain/paper.js';
import { foldText } from '../../text/fold.js';
import type { Reader } from '../../store/reader.js';
import { API_LIMITS, identifiersUrl, readApiAnswer, titleUrl } from './api.js';
import type { Ask } from './ask.js';
import { isDue, nextAfterFailure } from './plan.js';
import type { FetchLine, FetchPort } from './writes.js';

export interface CompletionOptions {
  readonly ask: Ask;
  readonly reader: Pick<Reader, 'papersToComplete' | 'lookupsSince' | 'sourceStates'>;
  readonly writer: FetchPort;
  readonly settings: Pick<SourceSettings, 'apiUrl'>;
  readonly taxonomy: Taxonomy;
  readonly now: () => Date;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly onLine: (line: FetchLine) => Promise<void> | void;
}

const DAY_MS = 86_400_000;
/** Questions of the bot's own in 24 hours, and in one batch; who asks them stands as '' in the books. */
const DAILY_BUDGET = 200;
const BATCH = 20;
const ONESELF = '';
/** What was not found is looked up again after this time, at most three times. */
const AGAIN_MS = 7 * DAY_MS;
const BATCH_PAUSE_MS = 600_000;
/** Its name among the sources. */
export const COMPLETION_SOURCE = 'api';

/** Whether a record of the API is a version of the paper: title, authors and the time of the version agree. */
export function agrees(paper: Paper, record: RecordFacts): boolean {
  const people = (authors: readonly string[]): string => authors.map(familyName).join('|');
  const times = [paper.submittedAt, paper.updatedAt].filter((time) => time !== null && time.length > 10);
  const versions = [record.submittedAt, record.updatedAt, ...record.versions.map(({ at }) => at)];
  return (
    foldText(paper.title) === foldText(record.title) &&
    paper.authors.length > 0 &&
    people(paper.authors) === people(record.authors) &&
    times.length > 0 &&
    times.every((time) => versions.includes(time))
  );
}

export interface RecordCompletion {
  run(): Promise<void>;
  isDue(): boolean;
  /** Whether there is something to look up, now or later. */
  isNeeded(): boolean;
}

export function createCompletion(options: CompletionOptions): RecordCompletion {
  const { ask, reader, writer, settings, taxonomy, now, signal } = options;

  /** Papers (keys) at whose question the API failed: it may do so at these alone, and others are asked for first. */
  const failedAt = new Set<string>();

  const stateOf = () => reader.sourceStates().find(({ name }) => name === COMPLETION_SOURCE);
  const papers = (limit: number): Paper[] =>
    reader.papersToComplete(new Date(now().getTime() - AGAIN_MS).toISOString(), limit);

  function budget(): number {
    const since = new Date(now().getTime() - DAY_MS).toISOString();
    return Math.max(0, DAILY_BUDGET - reader.lookupsSince(ONESELF, since));
  }

  async function settle(outcome: { status: number | null; error: string | null; until: string | null }): Promise<void> {
    const at = now();
    const { status, error, until } = outcome;
    const failures = (stateOf()?.failures ?? 0) + 1;
    const next =
      error === null
        ? new Date(at.getTime() + BATCH_PAUSE_MS)
        : nextAfterFailure(failures, { now: at, until, random: options.random });
    const times = { at: at.toISOString(), nextAt: next.toISOString() };
    await writer.call(
      'noteSource',
      { name: COMPLETION_SOURCE, kind: 'api', url: settings.apiUrl, ...times, status, error },
      null,
    );
  }

  /** Answers the identifier of a paper, or null; throws nothing for what a server does. `failed` ends the batch. */
  async function lookUp(paper: Paper): Promise<{ readonly arxivId: string | null; readonly failed: boolean }> {
    const at = now().toISOString();
    const note = (outcome: 'completed' | 'unsure' | 'absent', candidates: readonly string[]): Promise<void> =>
      writer.call('noteCompletion', { key: paper.key, at, outcome, candidates: candidates.join(' ') });
    const url = titleUrl(settings.apiUrl, paper.title, familyName(paper.authors[0] ?? ''));
    if (url === null) {
      await note('absent', []);
      return { arxivId: null, failed: false };
    }
    await writer.call('noteLookup', ONESELF, at);
    const asked = await ask({ url, limits: API_LIMITS });
    if (asked.kind !== 'ok') {
      const error = asked.kind === 'failed' ? asked.reason : 'The API answered 304.';
      if (!signal.aborted)
        await settle({ status: asked.status, error, until: asked.kind === 'failed' ? asked.until : null });
      return { arxivId: null, failed: true };
    }
    const answer = readApiAnswer(asked.response.bytes, taxonomy);
    if (answer.kind === 'refused') {
      await settle({ status: asked.status, error: answer.reason, until: null });
      return { arxivId: null, failed: true };
    }
    const fitting = answer.records.filter((record) => agrees(paper, record));
    const [only] = fitting;
    if (only === undefined || fitting.length > 1) {
      const near = answer.records.map(({ arxivId }) => arxivId ?? '');
      await note(near.length === 0 ? 'absent' : 'unsure', near);
      return { arxivId: null, failed: false };
    }
    return { arxivId: only.arxivId, failed: false };
  }

  async function store(found: readonly { key: string; arxivId: string }[]): Promise<boolean> {
    const ids = found.map(({ arxivId }) => arxivId);
    const url = identifiersUrl(settings.apiUrl, ids);
    const asked = await ask({ url, limits: API_LIMITS });
    if (asked.kind !== 'ok') {
      if (asked.kind === 'failed' && !signal.aborted)
        await settle({ status: asked.status, error: asked.reason, until: asked.until });
      return false;
    }
    const { bytes } = asked.response;
    const answer = readApiAnswer(bytes, taxonomy);
    const given = answer.kind === 'records' ? answer.records.map((record) => record.arxivId ?? '') : null;
    // The question named these identifiers alone; an answer with others is not believed.
    if (given === null || !given.every((arxivId) => ids.includes(arxivId))) {
      await settle({
        status: asked.status,
        error: 'The API answered with other papers than were asked for.',
        until: null,
      });
      return false;
    }
    for (const result of await writer.call('ingestFetched', { url, bytes, origin: FETCHED, at: now() }))
      await options.onLine({ ...result, source: COMPLETION_SOURCE, status: asked.status });
    const at = now().toISOString();
    // Answers have been empty, or lacked papers, although there were such: what is not in this one is looked up again.
    for (const { key, arxivId } of found) {
      const outcome = given.includes(arxivId) ? 'completed' : 'unsure';
      await writer.call('noteCompletion', { key, at, outcome, candidates: arxivId });
    }
    return true;
  }

  return {
    async run() {
      const found: { key: string; arxivId: string }[] = [];
      let isFailed = false;
      const most = Math.min(BATCH, budget());
      const all = papers(most + failedAt.size);
      const others = all.filter(({ key }) => !failedAt.has(key));
      if (others.length === 0) failedAt.clear();
      for (const paper of (others.length === 0 ? all : others).slice(0, most)) {
        if (signal.aborted) return;
        const { arxivId, failed } = await lookUp(paper);
        if (arxivId !== null) found.push({ key: paper.key, arxivId });
        isFailed = failed;
        if (!failed) continue;
        failedAt.add(paper.key);
        break;
      }
      if (found.length > 0 && !signal.aborted) isFailed = !(await store(found)) || isFailed;
      if (!isFailed && !signal.aborted) await settle({ status: 200, error: null, until: null });
    },
    isDue: () => isDue(stateOf(), now()) && budget() > 0 && papers(1).length > 0,
    isNeeded: () => papers(1).length > 0,
  };
}
