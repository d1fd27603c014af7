// Paper rows, written: one paper with all its records, loaded and kept together with the index and the evidence.
import type { Candidate } from '../../domain/identity.js';
import { readableTexts } from '../../domain/readable-texts.js';
import { mergeFacts, paperDate } from '../../domain/merge.js';
import type { Format, PaperFacts, RecordFacts } from '../../domain/paper.js';
import { plausibleDate } from '../../domain/plausible.js';
import { requireRow, type Db } from '../database/db.js';
import { keyOf, unfold, type FreshRecord, type KnownRecord } from './fresh-record.js';
import { RULES } from './rules.js';
import { createPaperIndex, indexColumns } from '../search/paper-index.js';
import { createOwnTexts } from '../translation/own-texts.js';
import { createEvidence } from './evidence.js';
import { packRecord, toCandidate, unpackRecord } from './record-rows.js';
import { readFacts, readReadable } from '../stored-json.js';

export interface PaperState {
  readonly id: number;
  readonly key: string;
  readonly arxivId: string | null;
  readonly searchId: number;
  readonly date: string | null;
  /** The version of the rules that the row was made by. */
  readonly rules: number;
  readonly facts: PaperFacts;
  readonly records: readonly KnownRecord[];
}

interface PaperColumns {
  readonly key: string;
  readonly arxiv_id: string | null;
  readonly search_id: number;
  readonly date: string | null;
  readonly rules: number;
  readonly facts: string;
}

/** So many records' candidates are remembered: those of the papers that come again and again. */
const CANDIDATES_KEPT = 1_000;

interface Merged {
  readonly facts: PaperFacts;
  /** The same as JSON. */
  readonly text: string;
  readonly date: string | null;
}

/** What is written of a paper. */
interface RowValues extends Pick<Merged, 'text' | 'date'> {
  readonly arxivId: string | null;
  readonly searchId: number;
  readonly readable: string;
  readonly isTranslated: 0 | 1;
}

/** Statements over paper rows, prepared once. All of them run inside the caller's transaction. */
export function createPaperRows(db: Db) {
  const index = createPaperIndex(db);
  const evidence = createEvidence(db);
  const candidates = new Map<number, { readonly text: string; readonly candidate: Candidate }>();
  const withOwnTexts = createOwnTexts(db);
  const byId = db.prepare<[number], PaperColumns>(
    'SELECT key, arxiv_id, search_id, date, rules, facts FROM papers WHERE id = ?',
  );
  const recordsOf = db.prepare<[number], { id: number; format: string; facts: string }>(
    'SELECT id, format, facts FROM records WHERE paper_id = ? ORDER BY id',
  );
  const insertPaper = db.prepare(
    `INSERT INTO papers (key, arxiv_id, search_id, date, facts, readable, is_translated, rules)
     VALUES (@key, @arxivId, @searchId, @date, @text, @readable, @isTranslated, ${RULES})`,
  );
  const withKey = db.prepare<[string], number>('SELECT 1 FROM papers WHERE key = ?').pluck();
  const updatePaper = db.prepare(
    `UPDATE papers SET arxiv_id = @arxivId, search_id = @searchId, date = @date, facts = @text, readable = @readable,
       is_translated = @isTranslated, rules = ${RULES}, merged_into = NULL WHERE id = @id`,
  );
  const aliasOf = db
    .prepare<[string], number>('SELECT id FROM papers WHERE key = ? AND merged_into IS NOT NULL')
    .pluck();
  const insertRecord = db.prepare('INSERT INTO records (paper_id, format, facts) VALUES (?, ?, ?)');
  const updateRecord = db.prepare('UPDATE records SET paper_id = ?, facts = ? WHERE id = ?');
  const moveSightings = db.prepare('UPDATE OR IGNORE sightings SET record_id = ? WHERE record_id = ?');
  const deleteSightings = db.prepare('DELETE FROM sightings WHERE record_id = ?');
  const deleteRecord = db.prepare('DELETE FROM records WHERE id = ?');
  const isOfPaper = db.prepare<[number, number], number>('SELECT 1 FROM records WHERE id = ? AND paper_id = ?').pluck();
  const deletedAt = db.prepare<[string], { as_of: string }>('SELECT as_of FROM deleted_headers WHERE arxiv_id = ?');

  /** What a record is recognised by costs hashes; of a paper with many records each new one asks for all of them. */
  function candidateOf(id: number, facts: RecordFacts): Candidate {
    const text = JSON.stringify(facts);
    const known = candidates.get(id);
    if (known?.text === text) return { ...known.candidate, facts };
    if (candidates.size >= CANDIDATES_KEPT) candidates.clear();
    const candidate = toCandidate(facts);
    candidates.set(id, { text, candidate });
    return candidate;
  }

  function load(id: number): PaperState {
    const row = requireRow(byId.get(id));
    const facts = readFacts(row.facts);
    const records = recordsOf.all(id).map((record) => {
      const own = unpackRecord(record.facts, facts);
      const format = record.format as Format;
      return { id: record.id, packed: record.facts, format, facts: own, candidate: candidateOf(record.id, own) };
    });
    const { key, arxiv_id: arxivId, search_id: searchId, date, rules } = row;
    return { id, key, arxivId, searchId, date, rules, facts, records };
  }

  function deletionOf(arxivId: string | null): string | null {
    return arxivId === null ? null : (deletedAt.get(arxivId)?.as_of ?? null);
  }

  function merge(records: readonly KnownRecord[], now: Date): Merged {
    const arxivId = records.find((record) => record.facts.arxivId !== null)?.facts.arxivId ?? null;
    const facts = withOwnTexts(mergeFacts(records, deletionOf(arxivId)));
    return { facts, text: JSON.stringify(facts), date: plausibleDate(paperDate(records), now) };
  }

  function valuesOf({ facts, text, date }: Merged, searchId: number): RowValues {
    const readable = JSON.stringify(readableTexts(facts));
    const isTranslated = facts.abstractJa === null ? 0 : 1;
    return { arxivId: facts.arxivId, searchId, date, text, readable, isTranslated };
  }

  /** The key, or the key with a number. Rows stay for good, so that the numbers taken have no gaps, and the first free one is found by halves. */
  function freeKey(key: string): string {
    const numbered = (suffix: number): string => (suffix === 1 ? key : `${key}-${suffix}`);
    const isTaken = (suffix: number): boolean => withKey.get(numbered(suffix)) !== undefined;
    let [taken, free] = [0, 1];
    while (isTaken(free)) [taken, free] = [free, free * 2];
    while (free - taken > 1) {
      const middle = (taken + free) >> 1;
      if (isTaken(middle)) taken = middle;
      else free = middle;
    }
    return numbered(free);
  }

  function insertRow(key: string, paper: RowValues): number {
    return Number(insertPaper.run({ key: freeKey(key), ...paper }).lastInsertRowid);
  }

  /**
   * Records that left a paper get the row back that they had before it became that paper's, with its key. A new record
   * without an identifier does not: its key is made of words that another paper may have, too.
   */
  function rowFor(records: readonly KnownRecord[], paper: RowValues): number {
    const entitled = records.filter(({ id, facts }) => id !== null || facts.arxivId !== null);
    const alias = entitled.map((record) => aliasOf.get(keyOf(record))).find((id) => id !== undefined);
    // A paper has at least one record.
    if (alias === undefined) return insertRow(keyOf(records[0]!), paper);
    updatePaper.run({ id: alias, ...paper });
    return alias;
  }

  function keepRecords(paperId: number, facts: PaperFacts, records: readonly KnownRecord[]): void {
    for (const record of records) {
      const packed = packRecord(record.facts, facts);
      if (record.id === null) record.id = Number(insertRecord.run(paperId, record.format, packed).lastInsertRowid);
      else if (packed !== record.packed || !isOfPaper.get(record.id, paperId))
        updateRecord.run(paperId, packed, record.id);
      evidence.keep(paperId, record.candidate);
    }
  }

  /** A new row for a non-empty set of records; answers its id. */
  function insert(records: readonly KnownRecord[], now: Date): number {
    const merged = merge(records, now);
    const { facts } = merged;
    const searchId = index.nextSearchId(merged.date);
    const id = rowFor(records, valuesOf(merged, searchId));
    index.insert({ paperId: id, searchId }, indexColumns(facts), facts);
    keepRecords(id, facts, records);
    return id;
  }

  /** The same for a record by itself, with what it is recognised by; answers the ids of both. */
  function insertAlone(record: FreshRecord, now: Date): { paperId: number; recordId: number } {
    const { arxivId, format, facts: text, packed, readable } = record;
    if (deletionOf(arxivId) !== null) {
      const known = unfold(record);
      // Insertion gave it its id.
      return { paperId: insert([known], now), recordId: known.id! };
    }
    const date = plausibleDate(record.date, now);
    const searchId = index.nextSearchId(date);
    const isTranslated = record.isTranslated ? 1 : 0;
    const paperId = insertRow(record.key, { arxivId, searchId, date, text, readable, isTranslated });
    // Made here, not in the reading thread: the two threads have about as much to do then, and less passes between them.
    const columns = indexColumns(readFacts(text), readReadable(readable));
    index.insert({ paperId, searchId }, columns, record);
    const recordId = Number(insertRecord.run(paperId, format, packed).lastInsertRowid);
    evidence.keep(paperId, { ...record, facts: record });
    return { paperId, recordId };
  }

  /** Gives a row this set of records instead of its own; true when that changed the merged paper. */
  function update(state: PaperState, records: readonly KnownRecord[], now: Date): boolean {
    const merged = merge(records, now);
    const { facts, text, date } = merged;
    const isChanged = text !== JSON.stringify(state.facts) || date !== state.date;
    const isOld = state.rules !== RULES;
    if (isChanged || isOld) {
      index.remove(state.id, state.searchId, state.facts);
      const searchId = date === state.date ? state.searchId : index.nextSearchId(date);
      updatePaper.run({ id: state.id, ...valuesOf(merged, searchId) });
      index.add(state.id, searchId, facts);
    }
    const isKept = new Set(records.map((record) => record.id));
    const gone = state.records.filter((record) => !isKept.has(record.id));
    for (const record of gone) evidence.drop(state.id, record.candidate);
    const fresh = records.filter((record) => record.id === null || !state.records.some(({ id }) => id === record.id));
    // Records are kept as differences: when the paper changes, so do all of them.
    keepRecords(state.id, facts, isChanged || isOld || gone.length > 0 ? records : fresh);
    return isChanged;
  }

  /** Takes a row that has no records any more out of the index and the evidence. */
  function clear(state: PaperState): void {
    index.remove(state.id, state.searchId, state.facts);
    for (const record of state.records) evidence.drop(state.id, record.candidate);
  }

  /** Deletes a record that no row needs any more; the dumps it was seen in are told of another one. */
  function replaceRecord(id: number, by: number): void {
    moveSightings.run(by, id);
    deleteSightings.run(id);
    deleteRecord.run(id);
    candidates.delete(id);
  }

  return { load, insert, insertAlone, replaceRecord, update, clear, index };
}
