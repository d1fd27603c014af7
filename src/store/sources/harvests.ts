// Harvests: how far each came, so that it goes on after any interruption, and where the next one begins.
import { requireRow, type Db } from '../database/db.js';

/** What is harvested. Days are `YYYY-MM-DD`; `set` null: everything. */
export interface HarvestRange {
  readonly baseUrl: string;
  readonly set: string | null;
  readonly prefix: string;
  readonly from: string;
  readonly until: string | null;
  readonly isAutomatic: boolean;
  /** Names of the holes that it fills: with others the list starts again. */
  readonly holes: string;
}

export interface Harvest extends HarvestRange {
  readonly id: number;
  /** Of the next page; null: the list begins at `position`. */
  readonly token: string | null;
  /** The day from which a list has to begin when the token is spent. */
  readonly position: string;
  readonly records: number;
  /** Of the list that the token continues. */
  readonly recordsOfList: number;
  readonly restarts: number;
  readonly respondedAt: string | null;
}

/** Where a harvest stands after a page. */
export interface HarvestStep {
  readonly id: number;
  readonly token: string | null;
  readonly position: string;
  readonly records: number;
  readonly recordsOfList: number;
  readonly respondedAt: string | null;
}

const COLUMNS = `id, base_url AS baseUrl, set_spec AS "set", prefix, from_day AS "from", until_day AS until, token, position,
  records, records_of_list AS recordsOfList, restarts, responded_at AS respondedAt, is_automatic AS isAutomatic, holes`;

interface HarvestRow extends Omit<Harvest, 'isAutomatic'> {
  readonly isAutomatic: number;
}

export function createHarvestStore(db: Db) {
  const open = db.prepare<[Omit<HarvestRange, 'isAutomatic'> & { isAutomatic: number }], HarvestRow>(
    `SELECT ${COLUMNS} FROM harvests WHERE finished_at IS NULL AND base_url = @baseUrl AND set_spec IS @set
       AND prefix = @prefix AND is_automatic = @isAutomatic
       AND (@isAutomatic = 1 OR (from_day = @from AND until_day IS @until)) ORDER BY id DESC LIMIT 1`,
  );
  const begin = db.prepare(
    `INSERT INTO harvests (base_url, set_spec, prefix, from_day, until_day, position, is_automatic, holes, began_at)
     VALUES (@baseUrl, @set, @prefix, @from, @until, @from, @isAutomatic, @holes, @at)`,
  );
  const widen = db.prepare(
    `UPDATE harvests SET from_day = min(from_day, @from), position = min(from_day, @from), holes = @holes, token = NULL,
       records_of_list = 0 WHERE id = @id AND (from_day > @from OR holes <> @holes)`,
  );
  const step = db.prepare(
    `UPDATE harvests SET token = @token, position = @position, records = @records, records_of_list = @recordsOfList,
       responded_at = coalesce(responded_at, @respondedAt) WHERE id = @id`,
  );
  const restart = db.prepare(
    'UPDATE harvests SET token = NULL, records_of_list = 0, restarts = restarts + 1 WHERE id = ?',
  );
  const finish = db.prepare('UPDATE harvests SET finished_at = ? WHERE id = ?');
  const forget = db.prepare(
    `DELETE FROM harvests WHERE finished_at < strftime('%Y-%m-%dT%H:%M:%SZ', ?, '-60 days')
       AND id NOT IN (SELECT max(id) FROM harvests WHERE finished_at IS NOT NULL GROUP BY set_spec, is_automatic)`,
  );

  return {
    /** Goes on with the same harvest where one is open (an automatic one that now has to begin earlier starts again), else begins it. */
    beginHarvest: db.transaction((range: HarvestRange, at: string): Harvest => {
      const wanted = { ...range, isAutomatic: range.isAutomatic ? 1 : 0 };
      const known = open.get(wanted);
      if (known === undefined) begin.run({ ...wanted, at });
      else widen.run({ id: known.id, from: range.from, holes: range.holes });
      return { ...requireRow(open.get(wanted)), isAutomatic: range.isAutomatic };
    }).immediate,
    noteHarvestPage: (given: HarvestStep): void => void step.run(given),
    /** The token is spent, or a page was missing: the list begins again at `position`. */
    restartHarvest: (id: number): void => void restart.run(id),
    finishHarvest: db.transaction((id: number, at: string): void => {
      finish.run(at, id);
      forget.run(at);
    }).immediate,
  };
}

export function createHarvestReports(db: Db) {
  const last = db
    .prepare<[string, string], string>(
      `SELECT responded_at FROM harvests WHERE finished_at IS NOT NULL AND is_automatic = 1 AND set_spec = ? AND base_url = ?
       ORDER BY id DESC LIMIT 1`,
    )
    .pluck();
  return {
    /** The server's time of the last automatic harvest of a set that came to its end; null when there was none. */
    lastHarvest: (set: string, baseUrl: string): string | null => last.get(set, baseUrl) ?? null,
  };
}
