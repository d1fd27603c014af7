// Alarms, kept: each with its beginning and end, and who was told of both.
import type { Alarm, AlarmKind } from '../../domain/alarms.js';
import { wordsLanguage, type CardLanguage, type Language } from '../../domain/language.js';
import { requireRow, type Db } from '../database/db.js';

/** `until` null while it lasts. Times are UTC texts. */
export interface KeptAlarm extends Alarm {
  readonly id: number;
  readonly until: string | null;
}

/** A message about an alarm that somebody is owed. */
export interface AlarmMessage {
  readonly alarmId: number;
  /** A channel or a person (snowflake). */
  readonly place: string;
  readonly isChannel: boolean;
  readonly isMended: boolean;
  readonly attempts: number;
  readonly kind: AlarmKind;
  readonly subject: string;
  readonly text: string;
}

interface AlarmMessageRow extends Omit<AlarmMessage, 'isMended' | 'isChannel'> {
  readonly isMended: number;
  readonly isChannel: number;
}

/** Who is told where a notice goes. */
export interface Addressee {
  readonly language: Language;
  /** Of a channel whoever made the first rule of its server, who is told where it takes nothing; null for people. */
  readonly maker: string | null;
}

/** The channel that a server chose for notices, else whoever made its first rule that is left; people for their own rules. */
const TO_TELL = `SELECT DISTINCT coalesce(notices_channel, created_by) AS place, notices_channel IS NOT NULL AS isChannel
  FROM subscriptions LEFT JOIN settings ON owner = guild_id
  WHERE id IN (SELECT min(id) FROM subscriptions WHERE removed_at IS NULL GROUP BY coalesce(guild_id, created_by))`;
/** What is read where: at the channel itself, in the server whose notices go there, by the person. */
const LANGUAGE = `coalesce((SELECT language FROM destinations WHERE destination = place),
  (SELECT destinations.language FROM settings JOIN destinations ON guild_id = owner WHERE notices_channel = place LIMIT 1),
  (SELECT language FROM subscriptions JOIN destinations USING (destination) WHERE created_by = place ORDER BY id LIMIT 1), 'en')`;

const MAKER = `(SELECT created_by FROM subscriptions JOIN settings ON owner = guild_id
   WHERE is_channel = 1 AND notices_channel = place AND removed_at IS NULL ORDER BY subscriptions.id LIMIT 1)`;

export function createAlarmStore(db: Db) {
  const begin = db.prepare(
    'INSERT INTO alarms (kind, subject, since, text) VALUES (@kind, @subject, @since, @text) ON CONFLICT DO NOTHING',
  );
  const owe = db.prepare(
    `INSERT INTO alarm_notices (alarm_id, place, is_channel, is_mended, next_attempt_at)
     SELECT ?, place, isChannel, 0, ? FROM (${TO_TELL}) WHERE true ON CONFLICT DO NOTHING`,
  );
  const end = db.prepare('UPDATE alarms SET until = ? WHERE id = ?');
  const oweMended = db.prepare(
    `INSERT INTO alarm_notices (alarm_id, place, is_channel, is_mended, next_attempt_at)
     SELECT alarm_id, place, is_channel, 1, @at FROM alarm_notices WHERE alarm_id = @id AND is_mended = 0 AND told_at IS NOT NULL
     ON CONFLICT DO NOTHING`,
  );
  const forgive = db.prepare(
    `UPDATE alarm_notices SET told_at = ?, outcome = 'mended before it was said' WHERE alarm_id = ? AND told_at IS NULL AND is_mended = 0`,
  );
  const forgetMessages = db.prepare(
    "DELETE FROM alarm_notices WHERE alarm_id IN (SELECT id FROM alarms WHERE until < strftime('%Y-%m-%dT%H:%M:%SZ', ?, '-40 days'))",
  );
  const forget = db.prepare("DELETE FROM alarms WHERE until < strftime('%Y-%m-%dT%H:%M:%SZ', ?, '-40 days')");
  const drop = db.prepare(
    `UPDATE alarm_notices SET told_at = ?, outcome = 'not told: no longer asked' WHERE alarm_id = ? AND told_at IS NULL`,
  );
  const told = db.prepare(
    'UPDATE alarm_notices SET told_at = ?, outcome = ? WHERE alarm_id = ? AND place = ? AND is_mended = ?',
  );
  const later = db.prepare(
    `UPDATE alarm_notices SET attempts = attempts + ?, next_attempt_at = ? WHERE alarm_id = ? AND place = ? AND is_mended = ?`,
  );

  type Named = Pick<AlarmMessage, 'alarmId' | 'place' | 'isMended'>;
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
    /** Ends alarms, and owes nobody a message of them. */
    dropAlarms: db.transaction((ids: readonly number[], at: string): void => {
      for (const id of ids) {
        end.run(at, id);
        drop.run(at, id);
      }
    }).immediate,
    markAlarmTold: ({ alarmId, place, isMended }: Named, outcome: string, at: string): void =>
      void told.run(at, outcome, alarmId, place, isMended ? 1 : 0),
    /** `isCounted`: a wait that Discord asked for says nothing of the notice. */
    tellAlarmLater: ({ alarmId, place, isMended }: Named, nextAttemptAt: string, isCounted: boolean): void =>
      void later.run(Number(isCounted), nextAttemptAt, alarmId, place, isMended ? 1 : 0),
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
    `SELECT alarm_id AS alarmId, place, is_channel AS isChannel, is_mended AS isMended, attempts, kind, subject, text
     FROM alarm_notices JOIN alarms ON alarms.id = alarm_id
     WHERE told_at IS NULL AND next_attempt_at <= ? ORDER BY alarm_id, is_mended, place`,
  );
  const addressee = db.prepare<[string, number], { language: CardLanguage; maker: string | null }>(
    `SELECT ${LANGUAGE} AS language, ${MAKER} AS maker FROM (SELECT ? AS place, ? AS is_channel)`,
  );
  return {
    /** Alarms that last, and those that ended after a time. */
    alarmsSince: (time: string): KeptAlarm[] => since.all(time),
    openAlarms: (): KeptAlarm[] => open.all(),
    dueAlarmMessages: (now: string): AlarmMessage[] =>
      due
        .all(now)
        .map(({ isMended, isChannel, ...row }) => ({ ...row, isMended: isMended === 1, isChannel: isChannel === 1 })),
    /** Asked for one notice at a time: it reads the rules. */
    alarmAddressee({ place, isChannel }: Pick<AlarmMessage, 'place' | 'isChannel'>): Addressee {
      const { language, maker } = requireRow(addressee.get(place, isChannel ? 1 : 0));
      return { language: wordsLanguage(language), maker };
    },
  };
}
