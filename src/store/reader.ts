// The reader: what this thread asks the store, over a read-only connection that never waits for a writer.
import { nameMatcher } from '../domain/author.js';
import type { Taxonomy } from '../domain/category.js';
import type { Highlight, SearchRequest } from '../domain/search.js';
import type { Language } from '../domain/language.js';
import type { Overview } from '../domain/context.js';
import { referredTo } from '../domain/identifier.js';
import { shownTexts } from '../domain/readable-texts.js';
import type { Paper } from '../domain/paper.js';
import { shownTitle } from '../domain/shown-title.js';
import { findPassage, markerOf, markText } from '../search/passage.js';
import { planSearch } from '../search/plan.js';
import { createTermBook, type TermBook } from '../search/terms.js';
import { requireRow } from './database/db.js';
import { createJobReports } from './database/jobs.js';
import { openForReading } from './database/open.js';
import { createCounters } from './counters.js';
import { createLoosen } from './search/loosen.js';
import { createNameSuggestions } from './search/name-suggest.js';
import { createDayThreadReports } from './delivery/day-threads.js';
import { createFanOutReports } from './delivery/fan-out.js';
import { createDeliveryReports } from './delivery/deliveries.js';
import { createLineReports } from './delivery/lines.js';
import { createWaitingReports } from './delivery/waiting.js';
import { createWhereabouts } from './delivery/whereabouts.js';
import { createFoundCardReports } from './delivery/found-cards.js';
import { createLedgerReports } from './delivery/ledger.js';
import { PAPER_BY_IDENTIFIER, PAPER_BY_KEY, toPaper, type PaperRow } from './papers/rows.js';
import { createSettingsReports } from './subscriptions/settings.js';
import { createRuleBook } from '../search/rules/rule.js';
import { createEndingReports } from './subscriptions/ending.js';
import { createEmptyDayReports } from './delivery/empty-days.js';
import { createOutlook } from './subscriptions/outlook.js';
import { createRuleReports } from './subscriptions/rule-reports.js';
import { createReports, type OutboxCounts } from './papers/reports.js';
import { createUnsureReports, type UnsurePairs } from './papers/unsure-pairs.js';
import { createTranslationReports } from './translation/reports.js';
import { createSearch } from './search/search.js';
import { createSimilar } from './search/similar.js';
import { createAlarmReports } from './sources/alarms.js';
import { createHarvestReports } from './sources/harvests.js';
import { createQuarantineReports } from './sources/quarantine.js';
import { createSourceReports } from './sources/source-reports.js';
import { readSearch } from './stored-json.js';

/** A passage fits the widest line of an answer. */
const PASSAGE_POINTS = 120;

/** Kept numbers; `lastIngestAt` is null before the first dump. */
export interface StoreCounts extends Omit<Overview, 'guilds' | 'inboxDir'> {
  readonly translated: number;
}

/** What an operator is told of the store. */
export interface StoreStatus extends StoreCounts {
  readonly bytes: number;
  readonly outbox: OutboxCounts;
  /** Rejected records that are kept. */
  readonly quarantine: number;
  /** Files of the inbox that could not be read. */
  readonly inbox: readonly { readonly path: string; readonly error: string }[];
  /** Papers that may be one. */
  readonly unsure: UnsurePairs;
}

export interface ReaderOptions {
  readonly book?: TermBook;
  /** Milliseconds; ends searches that take too long. */
  readonly clock?: () => number;
}

/** Opens for reading (see openForReading for what it throws). */
export function openReader(path: string, taxonomy: Taxonomy, options: ReaderOptions = {}) {
  const { book = createTermBook({}), clock = () => performance.now() } = options;
  const db = openForReading(path);
  const byKey = db.prepare<[string], PaperRow>(PAPER_BY_KEY);
  const byIdentifier = db.prepare<[string], PaperRow>(PAPER_BY_IDENTIFIER);
  const savedSearch = db.prepare<[string], { request: string }>('SELECT request FROM searches WHERE id = ?');
  const meta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?');
  const lastIngest = db.prepare<[], string | null>('SELECT max(finished_at) FROM dumps').pluck();
  const counters = createCounters(db);

  function findPaper(reference: string): Paper | null {
    const identifier = referredTo(reference);
    const row = byKey.get(reference.trim()) ?? (identifier === null ? undefined : byIdentifier.get(identifier.arxivId));
    return row === undefined ? null : toPaper(row);
  }

  const search = createSearch(db, { taxonomy, book, clock });

  function highlight(request: SearchRequest, papers: readonly Paper[], language: Language): Highlight[] {
    const planned = planSearch(request, taxonomy, book);
    const texts = 'problem' in planned ? [] : planned.texts;
    const crossed = 'problem' in planned ? 0 : planned.crossed.length;
    const all = markerOf(texts);
    // What was typed comes before what was added from the other language.
    const markers = [markerOf(texts.slice(0, texts.length - crossed)), all];
    const passageOf = (paper: Paper) =>
      markers
        .map((marker) => findPassage(shownTexts(paper), marker, { language, points: PASSAGE_POINTS }))
        .find((passage) => passage !== null) ?? null;
    const isWanted = ('problem' in planned ? [] : planned.people).map((name) => nameMatcher(name));
    const authorOf = (paper: Paper): string | null =>
      shownTexts(paper).authors.find((name) => isWanted.some((isNamed) => isNamed(name))) ?? null;
    return papers.map((paper) => ({
      title: markText(shownTitle(paper), all),
      passage: passageOf(paper),
      author: isWanted.length === 0 ? null : authorOf(paper),
    }));
  }

  const reports = createReports(db);
  const { unsurePairs } = createUnsureReports(db);
  const counts = (): StoreCounts => ({
    papers: counters('papers'),
    translated: counters('translated'),
    subscriptions: counters('subscriptions'),
    lastIngestAt: lastIngest.get() ?? null,
  });

  return {
    ...reports,
    ...createNameSuggestions(db),
    ...createDeliveryReports(db),
    ...createWaitingReports(db),
    ...createLineReports(db),
    ...createWhereabouts(db),
    ...createDayThreadReports(db),
    ...createFanOutReports(db),
    ...createFoundCardReports(db),
    ...createLedgerReports(db),
    ...createJobReports(db),
    ...createSourceReports(db),
    ...createHarvestReports(db),
    ...createQuarantineReports(db),
    ...createAlarmReports(db),
    ...createTranslationReports(db),
    ...createSettingsReports(db),
    ...createRuleReports(db),
    ...createEndingReports(db),
    ...createEmptyDayReports(db),
    ...createOutlook(db, { search, rules: createRuleBook(taxonomy, book), taxonomy }),
    findPaper,
    search,
    loosen: createLoosen({ db, search, taxonomy, clock }),
    findSimilar: createSimilar(db, taxonomy, book),
    highlight,
    databaseId: (): string => requireRow(meta.get('database_id')).value,
    findSearch(id: string): SearchRequest | null {
      const row = savedSearch.get(id);
      return row === undefined ? null : readSearch(row.request);
    },
    counts,
    status: (): StoreStatus => ({
      ...counts(),
      bytes: reports.databaseBytes(),
      outbox: reports.outboxCounts(),
      quarantine: reports.quarantineCount(),
      inbox: reports.inboxErrors(),
      unsure: unsurePairs(),
    }),
    close: (): void => void db.close(),
  };
}

export type Reader = ReturnType<typeof openReader>;
