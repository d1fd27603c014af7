// Translations, read: what is to be asked for next, what is owed in Japanese, budgets, rests, and what came of a paper.
import {
  missingTexts,
  TEXT_KINDS,
  type MissingText,
  type TextKind,
  type TranslationState,
} from '../../domain/translation.js';
import type { Mode } from '../../domain/subscription.js';
import type { Paper } from '../../domain/paper.js';
import { gistToTranslate } from '../../text/gist.js';
import { textHash } from '../../text/text-hash.js';
import { requireRow, type Db } from '../database/db.js';
import { PAPER } from '../delivery/reasons.js';
import { toPaper } from '../papers/rows.js';
import { readTexts } from '../stored-json.js';
import { createChangedMessages } from './changed-messages.js';
import { IS_QUEUED } from './queued.js';

/** A text whose turn has come. */
export interface DueTranslation {
  readonly id: number;
  readonly source: string;
  readonly stage: 'whole' | 'sentences';
  /** Sentences as sent, with the answers that were good. */
  readonly parts: Readonly<Record<string, string>>;
  readonly attempts: number;
  /** Whether it is left of a day before, and neither somebody nor a message waits for it. */
  readonly isLeft: boolean;
}

/** Which texts are asked for next: up to `urgency`, so many at most. `today` is when the day of the budget began. */
export interface DueQuestion {
  readonly now: string;
  readonly today: string;
  readonly urgency: 0 | 1;
  readonly most: number;
}

/** What became of one text of a paper; times UTC. */
export interface TextReport {
  readonly kind: TextKind;
  readonly state: TranslationState;
  readonly service: string | null;
  readonly translatedAt: string | null;
  readonly reason: string | null;
  /** Code points sent for it in all. */
  readonly characters: number;
}

/** A translator that takes no requests before `until`. */
export interface Rest {
  readonly kind: 'later' | 'quota' | 'stop';
  readonly failures: number;
  readonly since: string;
  readonly until: string;
  readonly reason: string;
}

export interface QueueCounts {
  readonly queued: number;
  readonly translatedToday: number;
  readonly failed: number;
}

/** A delivery to readers of Japanese that nobody has looked at yet. */
export interface OwedPaper {
  readonly deliveryId: number;
  readonly mode: Mode;
  readonly dueAt: string;
  readonly paper: Paper;
  /** What it lacks in Japanese. */
  readonly missing: readonly MissingText[];
}

/** After which delivery a look goes on. */
export type OwedPlace = Pick<OwedPaper, 'dueAt' | 'deliveryId'>;

/** `next`: where there may be more; null where there is none. */
export interface OwedPapers {
  readonly owed: readonly OwedPaper[];
  readonly next: OwedPlace | null;
}

interface OwedRow {
  readonly deliveryId: number;
  readonly mode: Mode;
  readonly dueAt: string;
  readonly key: string;
  readonly date: string | null;
  readonly facts: string;
  readonly readable: string;
}

/** What the status tells of; `provider` and `translator`, which names it among all that were set, null when nothing is translated. */
export interface TranslationQuestion {
  readonly provider: string | null;
  readonly translator: string | null;
  readonly dailyCharacters: number;
  /** The day of the operator's zone. */
  readonly day: string;
  readonly now: string;
}

/** As `status --json` prints it. */
export interface TranslationStatusReport extends QueueCounts {
  readonly provider: string | null;
  readonly charactersToday: number;
  readonly dailyCharacters: number;
  readonly error: string | null;
}

/** Texts without which a message that is owed does not go out. What is left of a day of failures waits behind them. */
const WAITED_FOR = `SELECT translation_id FROM deliveries JOIN translation_papers ON translation_papers.paper_id = ${PAPER}
  WHERE deliveries.state = 'pending' AND waits_since IS NOT NULL AND is_awaited = 1`;

export function createTranslationReports(db: Db) {
  // One that waits is due, whatever time it was noted with: the clock may have been ahead.
  const due = db.prepare<
    [DueQuestion],
    Omit<DueTranslation, 'parts' | 'isLeft'> & { readonly parts: string; readonly isLeft: number }
  >(
    `SELECT id, source, stage, parts, attempts,
       urgency > 0 AND created_at < @today AND id NOT IN (${WAITED_FOR}) AS isLeft FROM translations
     WHERE ${IS_QUEUED} AND (state = 'waiting' OR lease_until <= @now) AND urgency <= @urgency
     ORDER BY urgency, isLeft, id NOT IN (${WAITED_FOR}), CASE kind WHEN 'title' THEN 0 WHEN 'gist' THEN 1 ELSE 2 END, id LIMIT @most`,
  );
  // Two parts: see createChangedMessages. All that an archive brings is due at one time.
  const untouched = `SELECT id, ${PAPER} AS paperId, mode, next_attempt_at FROM deliveries
    WHERE state = 'pending' AND language <> 'en' AND waits_since IS NULL AND attempts = 0 AND next_attempt_at <= @now`;
  const owed = db.prepare<[OwedPlace & { readonly now: string; readonly most: number }], OwedRow>(
    `SELECT place.id AS deliveryId, mode, next_attempt_at AS dueAt, key, date, facts, readable
     FROM (${untouched} AND next_attempt_at = @dueAt AND id > @deliveryId UNION ALL ${untouched} AND next_attempt_at > @dueAt
         ORDER BY next_attempt_at, id LIMIT @most) AS place JOIN papers ON papers.id = paperId
     ORDER BY dueAt, deliveryId`,
  );
  const byHash = db.prepare<[Buffer], Omit<TextReport, 'kind'> & { readonly hasText: number }>(
    `SELECT state, service, translated_at AS translatedAt, reason, characters, text IS NOT NULL AS hasText
     FROM translations WHERE hash = ?`,
  );
  const soonSources = db
    .prepare<[], string>(
      `SELECT source FROM translations WHERE ${IS_QUEUED} AND state = 'waiting' AND (urgency = 0 OR id IN (${WAITED_FOR}))`,
    )
    .pluck();
  const queued = db
    .prepare<[], number>(`SELECT ifnull(sum(length(source)), 0) FROM translations WHERE ${IS_QUEUED}`)
    .pluck();
  const waiting = db
    .prepare<[], number>(
      `SELECT count(*) FROM deliveries WHERE state = 'pending' AND waits_since IS NOT NULL AND EXISTS (
       SELECT 1 FROM translation_papers JOIN translations ON translations.id = translation_id
       WHERE translation_papers.paper_id = ${PAPER} AND is_awaited = 1 AND translations.state IN ('waiting', 'asking'))`,
    )
    .pluck();
  const waitsSince = db.prepare<[number], string | null>('SELECT waits_since FROM deliveries WHERE id = ?').pluck();
  const isOpen = db
    .prepare<[string, 0 | 1], number>(
      `SELECT 1 FROM papers JOIN translation_papers ON paper_id = papers.id JOIN translations ON translations.id = translation_id
     WHERE key = ? AND state IN ('waiting', 'asking') AND is_awaited >= ? LIMIT 1`,
    )
    .pluck();
  const spent = db
    .prepare<[string, string], number>('SELECT characters FROM translation_days WHERE day = ? AND person = ?')
    .pluck();
  const rest = db.prepare<[string], Rest>(
    'SELECT kind, failures, since, until, reason FROM translator_rests WHERE provider = ?',
  );
  const counts = db.prepare<[string], QueueCounts>(
    `SELECT (SELECT count(*) FROM translations WHERE ${IS_QUEUED}) AS queued,
       (SELECT count(*) FROM translations WHERE translated_day = ?) AS translatedToday,
       (SELECT count(*) FROM translations WHERE state = 'refused') AS failed`,
  );

  const find = (source: string) => byHash.get(Buffer.from(textHash(source), 'hex'));

  return {
    ...createChangedMessages(db),
    /** Texts to be asked for, soonest first. */
    dueTranslations: (question: DueQuestion): DueTranslation[] =>
      due.all(question).map((row) => ({ ...row, parts: readTexts(row.parts), isLeft: row.isLeft === 1 })),
    /** Deliveries to readers of Japanese whose time has come, of papers that are not wholly known in Japanese; `most` are looked at. */
    owedTranslations(now: string, most: number, after: OwedPlace | null = null): OwedPapers {
      const rows = owed.all({ dueAt: after?.dueAt ?? '', deliveryId: after?.deliveryId ?? 0, now, most });
      const last = rows.at(-1);
      return {
        owed: rows
          .map(({ deliveryId, mode, dueAt, ...row }) => {
            const paper = toPaper(row);
            return { deliveryId, mode, dueAt, paper, missing: missingTexts(paper) };
          })
          .filter(({ missing }) => missing.length > 0),
        next: last === undefined || rows.length < most ? null : { dueAt: last.dueAt, deliveryId: last.deliveryId },
      };
    },
    /** What is known of a text; null when it was never asked for. `hasText`: there is a translation of it. */
    translationOf: (source: string) => find(source) ?? null,
    /** What became of the texts of a paper that were to be translated. */
    paperTranslations: (paper: Paper): TextReport[] => {
      const { title, abstract } = paper;
      const sources = { title, gist: abstract === null ? null : gistToTranslate(abstract), abstract };
      const texts = TEXT_KINDS.map((kind) => ({ kind, source: sources[kind] }));
      return texts.flatMap(({ kind, source }) => {
        const found = source === null ? undefined : find(source);
        if (found === undefined) return [];
        const { state, service, translatedAt, reason, characters } = found;
        return [{ kind, state, service, translatedAt, reason, characters }];
      });
    },
    /** What is sent before anything that is asked for now: somebody, or a message, waits for it. */
    soonSources: (): string[] => soonSources.all(),
    /** Of all texts that are still to be translated (code points). */
    queuedCharacters: (): number => queued.get() ?? 0,
    /** Since when a delivery waits, or waited, for its translation; null when it never did. */
    waitsSince: (deliveryId: number): string | null => waitsSince.get(deliveryId) ?? null,
    /** Whether something of a paper is still to be translated. */
    isTranslationOpen: (paperKey: string): boolean => isOpen.get(paperKey, 0) !== undefined,
    /** Whether something that messages of a paper wait for is still to be translated. */
    isTranslationAwaited: (paperKey: string): boolean => isOpen.get(paperKey, 1) !== undefined,
    /** Deliveries that wait for a translation which may still come. */
    waitingForTranslation: (): number => waiting.get() ?? 0,
    /** Code points sent on a day, by everybody or (as far as they asked for it) by a person. */
    charactersOn: (day: string, person = ''): number => spent.get(day, person) ?? 0,
    translatorRest: (translator: string): Rest | null => rest.get(translator) ?? null,
    translationStatus({ provider, translator, ...asked }: TranslationQuestion): TranslationStatusReport {
      const { dailyCharacters, day, now } = asked;
      const { queued, translatedToday, failed } = requireRow(counts.get(day));
      const found = translator === null ? undefined : rest.get(translator);
      const error = found !== undefined && found.until > now ? found.reason : null;
      const charactersToday = spent.get(day, '') ?? 0;
      const isOff = provider === null;
      return { provider, queued: isOff ? 0 : queued, translatedToday, charactersToday, dailyCharacters, failed, error };
    },
  };
}
