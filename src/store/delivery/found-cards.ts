// After a restore: cards of ours that stand in a destination though this database does not know to have posted them.
import type { Db } from '../database/db.js';

export interface FoundCard {
  readonly messageId: string;
  readonly channelId: string;
  readonly marks: readonly string[];
}

/** Where a card stands; `isSeveral`: in a message of several papers. */
export interface FoundMessage {
  readonly messageId: string;
  readonly channelId: string;
  readonly isSeveral: boolean;
}

export function createFoundCards(db: Db) {
  const searched = db.prepare('INSERT OR REPLACE INTO searched_destinations VALUES (?, ?)');
  const add = db.prepare('INSERT OR IGNORE INTO found_cards VALUES (?, ?, ?, ?)');
  return {
    /** Keeps what the whole history since the backup holds; from then on the destination need not be read again. */
    keepFoundCards: db.transaction((destination: string, cards: readonly FoundCard[], at: string): void => {
      for (const { messageId, channelId, marks } of cards) {
        for (const mark of marks) add.run(destination, mark, messageId, channelId);
      }
      searched.run(destination, at);
    }).immediate,
  };
}

/** Questions over a reading connection. */
export function createFoundCardReports(db: Db) {
  const noted = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  const searched = db.prepare<[string], { at: string }>('SELECT at FROM searched_destinations WHERE destination = ?');
  const card = db.prepare<[string, string], { messageId: string; channelId: string; isSeveral: 0 | 1 }>(
    `SELECT message_id AS messageId, channel_id AS channelId, EXISTS (SELECT 1 FROM found_cards AS other
       WHERE other.destination = found_cards.destination AND other.message_id = found_cards.message_id
         AND mark LIKE 'message %') AS isSeveral
     FROM found_cards WHERE destination = ? AND mark = ?`,
  );
  const heads = db
    .prepare<[string], string>(
      "SELECT message_id FROM found_cards WHERE destination = ? AND mark >= 'head ' AND mark < 'head!' ORDER BY mark",
    )
    .pluck();
  const lastSettled = db.prepare<[string, string], { id: string }>(
    `SELECT message_id AS id FROM deliveries WHERE destination = ? AND state = 'sent' AND message_id IS NOT NULL
       AND settled_at <= ? ORDER BY settled_at DESC LIMIT 1`,
  );
  return {
    /** When the backup was made that this database came from; null when it was never restored. */
    restoredBackupOf: (): string | null => noted.get('restored_backup_of') ?? null,
    /** Until when things happened that this database knows nothing of, since a backup took the place of what was written; null as above. */
    restoredAt: (): string | null => noted.get('restored_at') ?? null,
    isSearched: (destination: string): boolean => searched.get(destination) !== undefined,
    findCard(destination: string, marks: readonly string[]): FoundMessage | null {
      const row = marks.map((mark) => card.get(destination, mark)).find((found) => found !== undefined);
      return row === undefined ? null : { ...row, isSeveral: row.isSeveral === 1 };
    },
    /** Messages that open threads of days (see headMark). */
    foundHeads: (destination: string): string[] => heads.all(destination),
    /** The message of ours in a destination that was settled last by `at`; what came later has a greater id. */
    newestMessageBy: (destination: string, at: string): string | null => lastSettled.get(destination, at)?.id ?? null,
  };
}
