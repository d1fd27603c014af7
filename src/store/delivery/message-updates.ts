// Steps after posting, written: edits and publishing keyed by the message, and notices to admins.
import { timePlus } from '../../domain/calendar.js';
import type { Db } from '../database/db.js';
import type { ClaimedLine } from './claims.js';
import type { Delay } from './outbox.js';
import { rowsOf } from './reasons.js';

/** Changes of one paper within this time (milliseconds) become one edit. */
const GATHER_MS = 2_000;
/** No message is edited again sooner than this (milliseconds) after its last edit. */
const BETWEEN_EDITS_MS = 600_000;

/** Asks for an edit of every message in which a paper stands, also under the key of a paper that became it, in the caller's transaction. */
export function createEditRequests(db: Db) {
  const want = db.prepare(
    `INSERT INTO message_steps (delivery_id, kind, next_attempt_at, created_at)
     SELECT coalesce(leader_id, id), 'edit', @soon, @at FROM deliveries
     WHERE paper_id IN ${rowsOf('@paperId')} AND state NOT IN ('rejected', 'withheld')
     ON CONFLICT (delivery_id, kind) DO UPDATE SET state = 'pending', wanted = wanted + 1, attempts = 0, reason = NULL,
       next_attempt_at = iif(state = 'pending' AND reason IS NULL, max(next_attempt_at, @soon), max(@soon, min(@latest, coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', settled_at, '+${BETWEEN_EDITS_MS / 1000} seconds'), ''))))`,
  );
  /**
   * Whether a reader would see the change is decided when the card is rendered; `at` is a UTC text. It is due after that also
   * where one before it waits for its turn, or was refused: what it shows may have to be translated first.
   */
  return function wantEdits(paperId: number, at: string): void {
    want.run({ paperId, at, soon: timePlus(at, GATHER_MS), latest: timePlus(at, BETWEEN_EDITS_MS) });
  };
}

/** `wanted`: the change that the step has made; a later one leaves it open. */
export interface FinishedStep {
  readonly id: number;
  readonly wanted: number;
}

/** What an edited message shows now. */
export interface Shown {
  readonly body: string;
  /** What its lines show, where they changed. */
  readonly lines: readonly ClaimedLine[];
}

export type StepDelay = Pick<Delay, 'id' | 'isCounted' | 'reason'> & { readonly next: string };

/** Each method is one transaction. */
export function createMessageUpdateStore(db: Db) {
  const done = db.prepare(
    `UPDATE message_steps SET state = iif(wanted = @wanted, 'done', state), reason = NULL, attempts = 0,
       next_attempt_at = iif(wanted = @wanted, next_attempt_at, @next) WHERE id = @id`,
  );
  // The time of a message's last edit, from which that of its next one is counted.
  const edited = db.prepare('UPDATE message_steps SET settled_at = ? WHERE id = ?');
  const show = db.prepare(
    'UPDATE deliveries SET body = ? WHERE id = (SELECT delivery_id FROM message_steps WHERE id = ?)',
  );
  const drop = db.prepare("UPDATE message_steps SET state = 'dropped', reason = ?, settled_at = ? WHERE id = ?");
  const postpone = db.prepare(
    'UPDATE message_steps SET attempts = attempts + @counted, reason = @reason, next_attempt_at = @next WHERE id = @id',
  );
  const recall = db.prepare(
    `UPDATE message_steps SET next_attempt_at = @now WHERE state = 'pending' AND next_attempt_at > @now AND reason IS NOT NULL
       AND (SELECT destination FROM deliveries WHERE id = delivery_id) = @destination`,
  );
  const told = db.prepare('UPDATE notices SET told_at = ?, outcome = ? WHERE destination = ?');
  const tellLater = db.prepare('UPDATE notices SET attempts = attempts + 1, next_attempt_at = ? WHERE destination = ?');

  const line = db.prepare('UPDATE deliveries SET line_shows = @shows WHERE id = @id');

  return {
    /** A change that came meanwhile leaves the step open. */
    markUpdateDone: db.transaction((step: FinishedStep, at: string): void => {
      done.run({ ...step, next: at });
    }).immediate,
    /** The same of an edit that was made. */
    markEdited: db.transaction((step: FinishedStep, { body, lines }: Shown, at: string): void => {
      show.run(body, step.id);
      for (const each of lines) line.run(each);
      edited.run(at, step.id);
      done.run({ ...step, next: timePlus(at, BETWEEN_EDITS_MS) });
    }).immediate,
    dropUpdate: (id: number, reason: string, at: string): void => void drop.run(reason, at, id),
    /** `isCounted` false: the attempt says nothing of the step. `next` is a UTC text. */
    retryUpdate: (delay: StepDelay): void => void postpone.run({ ...delay, counted: delay.isCounted ? 1 : 0 }),
    /** What was refused in a destination that is open again is due now. */
    recallUpdates: (destination: string, now: string): void => void recall.run({ destination, now }),
    markTold: (destination: string, outcome: string, at: string): void => void told.run(at, outcome, destination),
    tellLater: (destination: string, nextAttemptAt: string): void => void tellLater.run(nextAttemptAt, destination),
  };
}
