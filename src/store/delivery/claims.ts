// Claims, written: what is about to leave is frozen, a message of several papers with all of them, in one transaction.
import { timePlus } from '../../domain/calendar.js';
import { LEASE_MS, ONE_MESSAGE_MS } from '../../domain/delivery.js';
import { requireRow, type Db } from '../database/db.js';

/** One paper of a message: its delivery, and what its line shows (see LINE_SHOWS). */
export interface ClaimedLine {
  readonly id: number;
  readonly shows: number;
}

export interface Claim {
  /** The delivery that leads the message. */
  readonly id: number;
  readonly nonce: string;
  readonly body: string;
  /** An id older than any message that this claim can make. */
  readonly historyAfter: string;
  /** Where it is posted when that is not the destination itself. */
  readonly channelId?: string | null;
  /** The role (snowflake) that the message calls. */
  readonly role?: string | null;
  /** Found in a message of several papers of which nothing else is known. */
  readonly isListed?: boolean;
  /** The message stands already, and may show what its papers were before: an edit makes it show what they are. */
  readonly mayBeOutdated?: boolean;
  /** Of a message of several papers: what it is, and its papers in the order of their lines; the first is `id`. */
  readonly several?: { readonly form: 'list' | 'digest'; readonly lines: readonly ClaimedLine[] } | null;
}

/** Thrown to roll a transaction back. */
class SettledMeanwhile extends Error {}

export function createClaims(db: Db) {
  const lead = db.prepare(
    `UPDATE deliveries SET state = 'sending', nonce = @nonce, body = @body, history_after = @historyAfter,
       first_attempt_at = iif(first_attempt_at > @earliest, first_attempt_at, @at), attempts = attempts + 1, next_attempt_at = @lease,
       lease_until = @lease, is_doubtful = 0, reason = NULL, leader_id = @leader, line = iif(@leader IS NULL, NULL, 1),
       form = @form, message_channel = @channelId, called_role = @role, line_shows = @shows
     WHERE id = @id AND state = 'pending'`,
  );
  const follow = db.prepare(
    `UPDATE deliveries SET state = 'sending', nonce = NULL, body = NULL, history_after = NULL,
       first_attempt_at = iif(first_attempt_at > @earliest, first_attempt_at, @at), attempts = @attempts, next_attempt_at = @lease,
       lease_until = @lease, is_doubtful = 0, reason = NULL, leader_id = @leader, line = @line,
       form = @form, message_channel = @channelId, called_role = NULL, line_shows = @shows
     WHERE id = @id AND state = 'pending'`,
  );
  const attemptsOf = db.prepare<[number], number>('SELECT attempts FROM deliveries WHERE id = ?').pluck();
  const wantEditWhere = (condition: string) =>
    db.prepare(
      `INSERT INTO message_steps (delivery_id, kind, next_attempt_at, created_at)
       SELECT @leader, 'edit', @at, @at WHERE ${condition}
       ON CONFLICT (delivery_id, kind) DO UPDATE SET state = 'pending', wanted = wanted + 1, next_attempt_at = @at`,
    );
  const wantEdit = wantEditWhere('true');
  // A change that came for one of the papers before now is looked at once the message stands.
  const gatherSteps = wantEditWhere(
    `EXISTS (SELECT 1 FROM message_steps JOIN deliveries ON deliveries.id = delivery_id
       WHERE leader_id = @leader AND delivery_id <> @leader AND kind = 'edit' AND message_steps.state = 'pending')`,
  );
  const dropSteps = db.prepare(
    `DELETE FROM message_steps WHERE kind = 'edit'
       AND delivery_id IN (SELECT id FROM deliveries WHERE leader_id = @leader AND id <> @leader)`,
  );

  const claim = db.transaction((wanted: Claim, at: string): void => {
    const { id, nonce, body, historyAfter, channelId = null, role = null, several = null } = wanted;
    const lease = timePlus(at, LEASE_MS);
    const common = {
      at,
      earliest: timePlus(at, -ONE_MESSAGE_MS),
      lease,
      channelId,
      form: several?.form ?? (wanted.isListed === true ? 'list' : 'card'),
      leader: several === null ? null : id,
    };
    const [first = { id, shows: 0 }, ...others] = several?.lines ?? [];
    const led = lead.run({ ...common, id, nonce, body, historyAfter, role, shows: first.shows });
    if (led.changes !== 1) throw new SettledMeanwhile();
    if (wanted.mayBeOutdated === true) wantEdit.run({ leader: id, at });
    if (several === null) return;
    const attempts = requireRow(attemptsOf.get(id));
    others.forEach((line, index) => {
      const followed = follow.run({ ...common, id: line.id, line: index + 2, shows: line.shows, attempts });
      if (followed.changes !== 1) throw new SettledMeanwhile();
    });
    gatherSteps.run({ leader: id, at });
    dropSteps.run({ leader: id });
  });

  return {
    /** Commits nonce and body before the request leaves; false, and nothing done, when any of its rows was settled meanwhile. */
    claimDelivery(wanted: Claim, at: string): boolean {
      try {
        claim.immediate(wanted, at);
        return true;
      } catch (error) {
        if (error instanceof SettledMeanwhile) return false;
        throw error;
      }
    },
  };
}
