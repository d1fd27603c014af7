// Messages in Japanese whose paper has changed, read a page at a time.
import type { Db } from '../database/db.js';
import { PAPER } from '../delivery/reasons.js';

/** A message that stands, and whose paper has changed. */
export interface ChangedMessage {
  /** Names this change of it among all others. */
  readonly change: string;
  readonly paperKey: string;
  readonly isCard: boolean;
}

/** After which change a look goes on. */
export interface ChangedPlace {
  readonly dueAt: string;
  readonly stepId: number;
}

/** `next`: where there may be more; null where there is none. */
export interface ChangedMessages {
  readonly messages: readonly ChangedMessage[];
  readonly next: ChangedPlace | null;
}

interface ChangedRow extends ChangedPlace {
  readonly wanted: number;
  readonly paperKey: string;
  readonly isOwed: number;
  readonly isCard: number;
}

/** After every time that is written down. */
const LAST = '~';

export function createChangedMessages(db: Db) {
  // The inner limit bounds what is read: hundreds of thousands of edits can wait for papers that stand in thousands of channels.
  // Two parts: compared as one value with the id, a time is found by the index only for others than its own, and edits of one paper share theirs.
  const steps = `SELECT id, delivery_id, kind, wanted, next_attempt_at FROM message_steps
    WHERE state = 'pending' AND next_attempt_at >= @since`;
  const changed = db.prepare<[ChangedPlace & { readonly since: string; readonly most: number }], ChangedRow>(
    `SELECT step.id AS stepId, wanted, step.next_attempt_at AS dueAt, step.kind = 'edit' AND language <> 'en' AS isOwed,
       (SELECT key FROM papers WHERE id = ${PAPER}) AS paperKey, mode = 'cards' AS isCard
     FROM (${steps} AND next_attempt_at = @dueAt AND id < @stepId
         UNION ALL ${steps} AND next_attempt_at < @dueAt
         ORDER BY next_attempt_at DESC, id DESC LIMIT @most) AS step
       JOIN deliveries ON deliveries.id = step.delivery_id
     ORDER BY dueAt DESC, stepId DESC`,
  );

  return {
    /** Messages in Japanese that are to be edited, not before `since`, those of the latest changes first; `most` changes of messages are looked at. */
    changedMessages(most: number, after: ChangedPlace | null = null, since = ''): ChangedMessages {
      const rows = changed.all({ ...(after ?? { dueAt: LAST, stepId: 0 }), since, most });
      const last = rows.at(-1);
      return {
        messages: rows
          .filter(({ isOwed }) => isOwed === 1)
          .map(({ stepId, wanted, paperKey, isCard }) => ({
            change: `${stepId} ${wanted}`,
            paperKey,
            isCard: isCard === 1,
          })),
        next: last === undefined || rows.length < most ? null : { dueAt: last.dueAt, stepId: last.stepId },
      };
    },
  };
}
