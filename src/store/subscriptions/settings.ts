// Settings of guilds and people, written and read.
import { NO_SETTINGS, type Settings } from '../../domain/subscription.js';
import { knownZone } from '../../domain/local-time.js';
import type { Db } from '../database/db.js';
import type { Enqueue } from '../delivery/enqueue.js';
import { isOwedAt } from '../delivery/reasons.js';

const READ = `SELECT language, zone, default_mode AS defaultMode, quiet_from AS quietFrom, quiet_until AS quietUntil,
  notices_channel AS noticesChannel FROM settings WHERE owner = ?`;

export function createSettingsReports(db: Db) {
  const read = db.prepare<[string], Settings>(READ);
  return {
    /** Of a guild or person (snowflake). */
    findSettings(owner: string): Settings {
      const found = read.get(owner) ?? NO_SETTINGS;
      return { ...found, zone: knownZone(found.zone) };
    },
  };
}

export function createSettingsStore(db: Db, enqueue: Enqueue) {
  const read = db.prepare<[string], Settings>(READ);
  const keep = db.prepare(
    `INSERT INTO settings (owner, language, zone, default_mode, quiet_from, quiet_until, notices_channel)
     VALUES (@owner, @language, @zone, @defaultMode, @quietFrom, @quietUntil, @noticesChannel)
     ON CONFLICT (owner) DO UPDATE SET language = excluded.language, zone = excluded.zone,
       default_mode = excluded.default_mode, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
       notices_channel = excluded.notices_channel`,
  );
  const waiting = db
    .prepare<[{ owner: string }], number>(
      `SELECT id FROM deliveries WHERE ${isOwedAt('IN (SELECT destination FROM destinations WHERE guild_id = @owner OR destination = @owner)')}
         AND state <> 'sending' AND is_doubtful = 0`,
    )
    .pluck();

  return {
    /** Changes what is given and moves what waits for an hour or the end of quiet hours; answers what holds now. */
    changeSettings: db.transaction((owner: string, change: Partial<Settings>, at: string): Settings => {
      const settings = { ...(read.get(owner) ?? NO_SETTINGS), ...change };
      keep.run({ owner, ...settings });
      enqueue.replan(waiting.all({ owner }), at);
      return settings;
    }).immediate,
  };
}
