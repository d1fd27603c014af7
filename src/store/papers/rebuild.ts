// Rebuilding: row ids, index, names and evidence of every paper made again, where a migration asked for it.
import { isToRebuild } from '../database/migrate.js';
import { requireRow, type Db } from '../database/db.js';
import { createPaperIndex } from '../search/paper-index.js';
import { createEvidence } from './evidence.js';
import { packRecord, toCandidate, unpackRecord } from './record-rows.js';
import { readFacts } from '../stored-json.js';

/** So many papers' terms are held in memory until they are written to the index. */
const WRITTEN_TOGETHER = 500;

/** Rebuilds in one transaction, oldest papers first; does nothing where no rebuild was asked for. */
export function rebuildDerived(db: Db): void {
  if (isToRebuild(db)) db.transaction(() => rebuild(db)).immediate();
}

function rebuild(db: Db): void {
  const index = createPaperIndex(db);
  const papers = db
    .prepare<[], { id: number; date: string | null }>(
      'SELECT id, date FROM papers WHERE merged_into IS NULL ORDER BY date, id',
    )
    .all();
  const factsOf = db.prepare<[number], string>('SELECT facts FROM papers WHERE id = ?').pluck();
  const recordsOf = db.prepare<[number], { id: number; facts: string }>(
    'SELECT id, facts FROM records WHERE paper_id = ?',
  );
  const setId = db.prepare('UPDATE papers SET search_id = ? WHERE id = ?');
  const repack = db.prepare('UPDATE records SET facts = ? WHERE id = ?');
  const evidence = createEvidence(db);
  db.exec('UPDATE papers SET search_id = -id; DELETE FROM evidence; DELETE FROM name_counts');
  db.exec("INSERT INTO paper_index (paper_index) VALUES ('delete-all')");
  papers.forEach(({ id, date }, count) => {
    if (count % WRITTEN_TOGETHER === 0) index.write();
    const facts = readFacts(requireRow(factsOf.get(id)));
    const searchId = index.nextSearchId(date);
    setId.run(searchId, id);
    index.add(id, searchId, facts);
    for (const record of recordsOf.all(id)) {
      const own = unpackRecord(record.facts, facts);
      repack.run(packRecord(own, facts), record.id);
      evidence.keep(id, toCandidate(own));
    }
  });
  index.write();
  while (index.tidy());
  db.exec("DELETE FROM meta WHERE name = 'rebuild'");
}
