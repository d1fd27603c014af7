// Alarms, kept: each with its beginning and end, and who was told of both.
import type { Alarm, AlarmKind } from '../../domain/alarms.js';
import type { Language } from '../../domain/language.js';
import type { Db } from '../database/db.js';

/** `until` null while it lasts. Times are UTC texts. */
export interface KeptAlarm extends Alarm {
  readonly id: number;
  readonly until: string | null;
}

/** A message about an alarm that somebody is owed. */
export interface AlarmMessage {
  readonly alarmId: number;
  readonly userId: string;
  readonly isMended: boolean;
  readonly attempts: number;
  readonly language: Language;
  readonly kind: AlarmKind;
  readonly subject: string;
  readonly text: string;
}

interface AlarmMessageRow extends Omit<AlarmMessage, 'isMended'> {
  readonly isMended: number;
}

/** Until an admin has chosen somebody: whoever made a server's first rule that is left. */
const TO_TELL = `SELECT DISTINCT created_by FROM subscriptions WHERE id IN
  (SELECT min(id) FROM subscriptions WHERE removed_at IS NULL GROUP BY guild_id)`;

export function createAlarmStore(db: Db) {
  const begin = db.prepare(
    'INSERT INTO alarms (kind, subject, since, text) VALUES (@kind, @subject, @since, @text) ON CONFLICT DO NOTHING',
  );
  const owe = db.prepare(
    `INSERT INTO alarm_messages (alarm_id, user_id, is_mended, next_attempt_at) SELECT ?, created_by, 0, ? FROM (${TO_TELL})
     WHERE true ON CONFLICT DO NOTHING`,
  );
  const end = db.prepare('UPDATE alarms SET until = ? WHERE id = ?');
  const oweMended = db.prepare(
    `INSERT INTO alarm_messages (alarm_id, user_id, is_mended, next_attempt_at)
     SELECT alarm_id, user_id, 1, @at FROM alarm_messages WHERE alarm_id = @id AND is_mended = 0 AND told_at IS NOT NULL
     ON CONFLICT DO NOTHING`,
  );
  const forgive = db.prepare(
    `UPDATE alarm_messages SET told_at = ?, outcome = 'mended before it was said' WHERE alarm_id = ? AND told_at IS NULL AND is_mended = 0`,
  );
  const forgetMessages = db.prepare(
    "DELETE FROM alarm_messages WHERE alarm_id IN (SELECT id FROM alarms WHERE until < strftime('%Y-%m-%dT%H:%M:%SZ', ?, '-40 days'))",
  );
  const forget = db.prepare("DELETE FROM alarms WHERE until < strftime('%Y-%m-%dT%H:%M:%SZ', ?, '-40 days')");
  const told = db.prepare(
    'UPDATE alarm_messages SET told_at = ?, outcome = ? WHERE alarm_id = ? AND user_id = ? AND is_mended = ?',
  );
  const later = db.prepare(
    `UPDATE alarm_messages SET attempts = attempts + 1, next_attempt_at = ? WHERE alarm_id = ? AND user_id = ? AND is_mended = ?`,
  );

  type Named = Pick<AlarmMessage, 'alarmId' | 'userId' | 'isMended'>;
  return {
    /** Keeps what began and what ended, and owes the messages about it. */
    noteAlarms: db.transaction((begun: readonly Alarm[], ended: readonly number[], at: string): void => {
      for (const alarm of begun) {
        const row = begin.run(alarm);
        if (row.changes > 0) owe.run(row.lastInsertRowid, at);
      }
      for (const id of ended) {
        end.run(at, id);
        oweMended.run({ id, at });
        forgive.run(at, id);
      }
      forgetMessages.run(at);
      forget.run(at);
    }).immediate,
    markAlarmTold: ({ alarmId, userId, isMended }: Named, outcome: string, at: string): void =>
      void told.run(at, outcome, alarmId, userId, isMended ? 1 : 0),
    tellAlarmLater: ({ alarmId, userId, isMended }: Named, nextAttemptAt: string): void =>
      void later.run(nextAttemptAt, alarmId, userId, isMended ? 1 : 0),
  };
}

export function createAlarmReports(db: Db) {
  const since = db.prepare<[string], KeptAlarm>(
    'SELECT id, kind, subject, since, until, text FROM alarms WHERE until IS NULL OR until > ? ORDER BY since, id',
  );
  const open = db.prepare<[], KeptAlarm>(
    'SELECT id, kind, subject, since, until, text FROM alarms WHERE until IS NULL ORDER BY since, id',
  );
  const due = db.prepare<[string], AlarmMessageRow>(
    `SELECT alarm_id AS alarmId, user_id AS userId, is_mended AS isMended, attempts, kind, subject, text,
       coalesce((SELECT language FROM subscriptions JOIN destinations USING (destination)
         WHERE created_by = user_id ORDER BY id LIMIT 1), 'en') AS language
     FROM alarm_messages JOIN alarms ON alarms.id = alarm_id WHERE told_at IS NULL AND next_attempt_at <= ?
     ORDER BY alarm_id, is_mended, user_id`,
  );
  return {
    /** Alarms that last, and those that ended after a time. */
    alarmsSince: (time: string): KeptAlarm[] => since.all(time),
    openAlarms: (): KeptAlarm[] => open.all(),
    dueAlarmMessages: (now: string): AlarmMessage[] =>
      due.all(now).map((row) => ({ ...row, isMended: row.isMended === 1 })),
  };
}
