// What was known of a paper before a record of it came: whether its source showed it and posted nothing, and the record was told.
import type { KnownBefore } from '../../domain/announcement.js';
import { requireRow, type Db } from '../database/db.js';

export function createKnownBefore(db: Db) {
  const announced = db.prepare<[number], number>('SELECT announced_at IS NOT NULL FROM papers WHERE id = ?').pluck();
  const isSilent = db
    .prepare<[number, string], number>(
      `SELECT silent_reason IS NOT NULL FROM records JOIN sightings ON record_id = records.id JOIN dumps ON dumps.id = dump_id
       WHERE paper_id = ? AND path IN (SELECT value FROM json_each(?)) ORDER BY dump_id LIMIT 1`,
    )
    .pluck();
  const told = db
    .prepare<[number], number>(
      'SELECT EXISTS (SELECT 1 FROM sightings JOIN dumps ON dumps.id = dump_id WHERE record_id = ? AND silent_reason IS NULL)',
    )
    .pluck();

  /** `seenId`: of the very same record; null where there was none. `pages`: addresses of the source. */
  return ({
    paperId,
    seenId,
    pages,
  }: {
    readonly paperId: number;
    readonly seenId: number | null;
    readonly pages: readonly string[];
  }): KnownBefore => {
    // A dump that announces does not announce what stands below the floor of its list.
    const isAnnounced = announced.get(paperId) === 1;
    const firstSilent = isSilent.get(paperId, JSON.stringify(pages));
    return {
      isShownInSilence: firstSilent === 1 || (firstSilent !== undefined && !isAnnounced),
      isTold: isAnnounced && seenId !== null && requireRow(told.get(seenId)) === 1,
    };
  };
}
