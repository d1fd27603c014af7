// The queue of translations, written: wanted, claimed with their budget, settled; each step one transaction.
import type { TextKind } from '../../domain/translation.js';
import { requireRow, type Db } from '../database/db.js';
import { createEditRequests } from '../delivery/message-updates.js';
import { IS_QUEUED } from './queued.js';
import { createRests } from './rests.js';
import { createWaitingDeliveries } from './waiting-deliveries.js';

/** One paper's texts that are to be translated. Times are UTC texts with milliseconds; hashes hex. */
export interface WantedTexts {
  readonly paperKey: string;
  /** 0: somebody waits for it; 1: a message is owed. */
  readonly urgency: 0 | 1;
  readonly texts: readonly {
    readonly hash: string;
    readonly kind: TextKind;
    readonly source: string;
    /** Why it cannot be translated now; null when it can. */
    readonly reason: string | null;
    /** Whether it is not to wait for that either. */
    readonly isDropped: boolean;
    /** Whether messages of the paper wait for it. */
    readonly isAwaited: boolean;
  }[];
  /** Whether what was refused, or also what is done, is asked for again. */
  readonly again: 'no' | 'refused' | 'all';
  /** Deliveries that wait for it, and until when at most. */
  readonly deliveries: readonly number[];
  /** Whether edits of its messages wait for it. */
  readonly holdsEdits: boolean;
  readonly waitUntil: string;
}

export interface TranslationClaim {
  readonly texts: readonly { readonly id: number; readonly characters: number }[];
  /** The day of the operator's zone, and the most that may be sent on it (code points; 0: no limit). */
  readonly day: string;
  readonly limit: number;
  /** Who asks; a process that starts again takes back what it had asked for. */
  readonly askedBy: string;
  readonly leaseUntil: string;
}

/** `spent`: the day's budget does not allow it. `busy`: a request is under way, or somebody else settled a text. */
export type ClaimOutcome = 'claimed' | 'spent' | 'busy';

export type Settled = { readonly id: number } & (
  | {
      readonly kind: 'done';
      /** Null where there was nothing to translate. */
      readonly text: string | null;
      readonly provider: string;
      readonly service: string;
      readonly day: string;
    }
  /** Not done yet: `stage` and `parts` are how it goes on. */
  | {
      readonly kind: 'waiting';
      readonly stage: 'whole' | 'sentences';
      readonly parts: Readonly<Record<string, string>>;
      readonly reason: string | null;
    }
  | { readonly kind: 'refused' | 'dropped'; readonly reason: string }
);

const AGAIN: readonly WantedTexts['again'][] = ['no', 'refused', 'all'];

export interface QueueParts {
  /** Runs a function as one transaction. */
  readonly batch: <T>(work: () => T) => T;
  /** Merges a paper again; true when that changed it. */
  readonly refreshPaper: (paperId: number, at: string) => boolean;
}

export function createTranslationQueue(db: Db, { batch, refreshPaper }: QueueParts) {
  const waiting = createWaitingDeliveries(db);
  const wantEdits = createEditRequests(db);
  const paperId = db.prepare<[string], number>('SELECT coalesce(merged_into, id) FROM papers WHERE key = ?').pluck();
  const want = db.prepare<unknown[], { id: number; state: string; text: string | null }>(
    `INSERT INTO translations (hash, kind, source, state, urgency, reason, next_attempt_at, created_at)
     VALUES (@hash, @kind, @source, iif(@isDropped = 1, 'dropped', 'waiting'), @urgency, @reason, @at, @at)
     ON CONFLICT (hash) DO UPDATE SET urgency = min(urgency, excluded.urgency),
       state = iif(state = 'dropped' OR (@again > 0 AND state = 'refused') OR (@again > 1 AND state = 'done'), excluded.state, state),
       reason = iif(state = 'dropped' OR (@again > 0 AND state = 'refused') OR (@again > 1 AND state = 'done'), excluded.reason, reason),
       attempts = iif(state IN ('waiting', 'asking'), attempts, 0),
       stage = iif(@again > 0 AND state IN ('done', 'refused'), 'whole', stage),
       parts = iif(@again > 0 AND state IN ('done', 'refused'), '{}', parts)
     RETURNING id, state, text`,
  );
  const link = db.prepare(
    `INSERT INTO translation_papers VALUES (@paper, @translation, @isAwaited)
     ON CONFLICT DO UPDATE SET is_awaited = max(is_awaited, excluded.is_awaited)`,
  );
  const papersOf = db
    .prepare<[number], number>(
      `SELECT DISTINCT coalesce(merged_into, papers.id) FROM translation_papers JOIN papers ON papers.id = paper_id
     WHERE translation_id = ?`,
    )
    .pluck();
  const isTranslated = db
    .prepare<[number], number>(
      `SELECT 1 FROM translation_papers JOIN translations ON translations.id = translation_id
     WHERE paper_id = ? AND text IS NOT NULL LIMIT 1`,
    )
    .pluck();
  const underWay = db
    .prepare<[string], number>(
      `SELECT 1 FROM translations WHERE ${IS_QUEUED} AND state = 'asking' AND lease_until > ? LIMIT 1`,
    )
    .pluck();
  const spent = db
    .prepare<[string, string], number>('SELECT characters FROM translation_days WHERE day = ? AND person = ?')
    .pluck();
  const spend = db.prepare(
    `INSERT INTO translation_days VALUES (?, ?, ?)
     ON CONFLICT (day, person) DO UPDATE SET characters = characters + excluded.characters`,
  );
  const claim = db.prepare(
    `UPDATE translations SET state = 'asking', asked_by = @askedBy, lease_until = @leaseUntil,
       characters = characters + @characters WHERE id = @id AND (state = 'waiting' OR (state = 'asking' AND lease_until <= @at))`,
  );
  const done = db.prepare(
    `UPDATE translations SET state = 'done', text = @text, provider = @provider, service = @service, translated_at = @at,
       translated_day = iif(@text IS NULL, NULL, @day), reason = NULL, parts = '{}', stage = 'whole', lease_until = NULL WHERE id = @id`,
  );
  const goOn = db.prepare(
    `UPDATE translations SET state = 'waiting', stage = @stage, parts = @parts, reason = @reason, attempts = attempts + 1,
       lease_until = NULL WHERE id = @id`,
  );
  const end = db.prepare(
    `UPDATE translations SET state = @kind, reason = @reason, stage = 'whole', parts = '{}', lease_until = NULL
     WHERE id = @id AND state IN ('waiting', 'asking')`,
  );
  const openIds = db.prepare<[], number>(`SELECT id FROM translations WHERE ${IS_QUEUED}`).pluck();
  const recover = db.prepare(
    `UPDATE translations SET state = 'waiting', lease_until = NULL
     WHERE ${IS_QUEUED} AND state = 'asking' AND (asked_by = ? OR lease_until <= ?)`,
  );
  const awaitedPapers = db
    .prepare<[], number>(
      `SELECT DISTINCT coalesce(merged_into, papers.id) FROM translations
         JOIN translation_papers ON translation_id = translations.id JOIN papers ON papers.id = paper_id
       WHERE ${IS_QUEUED} AND is_awaited = 1`,
    )
    .pluck();
  const setReasons = db.prepare(`UPDATE translations SET reason = ? WHERE ${IS_QUEUED} AND state = 'waiting'`);

  function settleOne(settled: Settled, at: string): void {
    if (settled.kind === 'done') done.run({ ...settled, at });
    else if (settled.kind === 'waiting') goOn.run({ ...settled, parts: JSON.stringify(settled.parts) });
    else end.run(settled);
  }

  /** Papers show at once what is done; their messages are edited, and go out, when nothing of theirs is open any more. */
  function follow(translationIds: readonly number[], at: string): void {
    for (const id of new Set(translationIds.flatMap((each) => papersOf.all(each)))) {
      refreshPaper(id, at);
      if (waiting.isOpen(id)) continue;
      waiting.release(id, at);
      if (isTranslated.get(id) !== undefined) wantEdits(id, at);
    }
  }

  function wantOne(wanted: WantedTexts, at: string): void {
    const { paperKey, urgency, texts, again, deliveries, holdsEdits, waitUntil } = wanted;
    const paper = paperId.get(paperKey);
    if (paper === undefined) return;
    let isKnown = false;
    for (const { hash, isAwaited, isDropped, ...text } of texts) {
      const asked = { ...text, hash: Buffer.from(hash, 'hex'), isDropped: isDropped ? 1 : 0 };
      const values = { ...asked, urgency, again: AGAIN.indexOf(again), at };
      const row = requireRow(want.get(values));
      link.run({ paper, translation: row.id, isAwaited: isAwaited ? 1 : 0 });
      isKnown ||= row.text !== null;
    }
    if (isKnown && refreshPaper(paper, at)) wantEdits(paper, at);
    if (!waiting.isOpen(paper)) return;
    waiting.hold(deliveries, waitUntil, at);
    if (holdsEdits) waiting.holdEdits(paper, waitUntil);
  }

  return {
    /** Puts texts into the queue; what is known already goes to its paper at once. */
    wantTranslations: (wanted: readonly WantedTexts[], at: string): void =>
      batch(() => wanted.forEach((each) => wantOne(each, at))),
    /** Takes texts for one request, and their characters from the day's budget: these stay spent whatever comes of it. */
    claimTranslations: ({ texts, day, limit, askedBy, leaseUntil }: TranslationClaim, at: string): ClaimOutcome => {
      try {
        return batch(() => {
          if (underWay.get(at) !== undefined) return 'busy';
          const characters = texts.reduce((sum, text) => sum + text.characters, 0);
          if (limit > 0 && (spent.get(day, '') ?? 0) + characters > limit) return 'spent';
          for (const text of texts)
            if (claim.run({ ...text, askedBy, leaseUntil, at }).changes === 0) throw new TakenError();
          spend.run(day, '', characters);
          return 'claimed';
        });
      } catch (error) {
        if (error instanceof TakenError) return 'busy';
        throw error;
      }
    },
    settleTranslations: (settled: readonly Settled[], at: string): void =>
      batch(() => {
        for (const each of settled) settleOne(each, at);
        follow(
          settled.filter(({ kind }) => kind !== 'waiting').map(({ id }) => id),
          at,
        );
      }),
    /** Nothing open can be translated now: deliveries stop waiting for it. */
    dropOpenTranslations: (reason: string, at: string): void =>
      batch(() => {
        const ids = openIds.all();
        for (const id of ids) end.run({ id, kind: 'dropped', reason });
        follow(ids, at);
      }),
    /** What is open waits for a translator that has to be mended: neither deliveries nor edits wait for it meanwhile. */
    releaseWaiting: (reason: string, at: string): void =>
      batch(() => {
        setReasons.run(reason);
        for (const id of awaitedPapers.all()) waiting.release(id, at);
      }),
    /** After a start: what this program had asked for when it ended is asked for again. */
    recoverTranslations: (askedBy: string, at: string): void => void recover.run(askedBy, at),
    /** A delivery whose wait was cut short by a restart waits on. */
    keepWaiting: (deliveryId: number, until: string): void => waiting.keep(deliveryId, until),
    ...createRests(db, batch),
    /** Reserves a person's share; false when the day's share does not allow it. */
    spendOfPerson: (
      person: string,
      asked: { readonly day: string; readonly characters: number; readonly limit: number },
    ): boolean =>
      batch(() => {
        const { day, characters, limit } = asked;
        if ((spent.get(day, person) ?? 0) + characters > limit) return false;
        spend.run(day, person, characters);
        return true;
      }),
  };
}

/** Another process took or settled a text between reading and claiming: the transaction is rolled back. */
class TakenError extends Error {
  override readonly name = 'TakenError';
}
