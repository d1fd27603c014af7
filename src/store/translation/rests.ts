// Rests of translators, written: that one takes no requests until a time, or is to be tested, or works again.
import type { Db } from '../database/db.js';
import { IS_QUEUED } from './queued.js';

export function createRests(db: Db, batch: <T>(work: () => T) => T) {
  const rest = db.prepare(
    `INSERT INTO translator_rests VALUES (@translator, @kind, 1, @at, @until, @reason) ON CONFLICT (provider) DO UPDATE SET
       kind = excluded.kind, failures = failures + 1, until = excluded.until, reason = excluded.reason`,
  );
  const over = db.prepare('DELETE FROM translator_rests WHERE provider = ?');
  const testNow = db.prepare('UPDATE translator_rests SET failures = 0, until = ? WHERE provider = ?');
  const clearReasons = db.prepare(`UPDATE translations SET reason = NULL WHERE ${IS_QUEUED} AND state = 'waiting'`);

  return {
    restTranslator: (
      asked: {
        readonly translator: string;
        readonly kind: 'later' | 'quota' | 'stop';
        readonly until: string;
        readonly reason: string;
      },
      at: string,
    ): void => void rest.run({ ...asked, at }),
    /** It is asked again at once, and as if it had not failed before. */
    testTranslator: (translator: string, at: string): void => void testNow.run(at, translator),
    /** What kept texts waiting is over. */
    endRest: (translator: string): void =>
      batch(() => {
        over.run(translator);
        clearReasons.run();
      }),
  };
}
