// Paper rows, written: one paper with all its records, loaded and kept together with the index and the evidence.
import { createHash } from 'node:crypto';
import { evidenceOf, type Candidate } from '../domain/identity.js';
import { mergeFacts, paperDate, type SourcedFacts } from '../domain/merge.js';
import type { Format, PaperFacts } from '../domain/paper.js';
import type { Db } from './database.js';
import { createPaperIndex, indexColumns, type IndexColumns } from './paper-index.js';
import { evidenceValues, packRecord, toCandidate, unpackRecord } from './record-rows.js';

/** A record of a paper with what it is recognised by; `id` is null until it is kept. */
export interface KnownRecord extends SourcedFacts {
  id: number | null;
  readonly candidate: Candidate;
}

/** A record that was not kept yet, with the paper that it makes when it is the only one. */
export interface FreshRecord extends KnownRecord {
  readonly alone: Merged & { readonly columns: IndexColumns };
}

interface Merged {
  readonly facts: PaperFacts;
  /** The facts as they are kept. */
  readonly text: string;
  readonly date: string | null;
}

function merge(records: readonly SourcedFacts[], deletedAt: string | null): Merged {
  const facts = mergeFacts(records, deletedAt);
  return { facts, text: JSON.stringify(facts), date: paperDate(records) };
}

/** Everything about a record that can be found out without the store. */
export function prepareRecord(source: SourcedFacts): FreshRecord {
  const alone = merge([source], null);
  return {
    ...source,
    id: null,
    candidate: toCandidate(source.facts),
    alone: { ...alone, columns: indexColumns(alone.facts) },
  };
}

export interface PaperState {
  readonly id: number;
  readonly key: string;
  readonly arxivId: string | null;
  readonly searchId: number;
  readonly date: string | null;
  readonly facts: PaperFacts;
  readonly records: readonly KnownRecord[];
}

interface PaperColumns {
  readonly key: string;
  readonly arxiv_id: string | null;
  readonly search_id: number;
  readonly date: string | null;
  readonly facts: string;
}

const KEY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A key for a paper whose identifier is unknown: `s-` and ten characters made from what it is recognised by. */
function localKey({ facts }: SourcedFacts): string {
  const bytes = createHash('sha256')
    .update(evidenceOf(facts).title ?? facts.title)
    .digest();
  return `s-${[...bytes.subarray(0, 10)].map((byte) => KEY_ALPHABET[byte % 32]).join('')}`;
}

/** Statements over paper rows, prepared once. All of them run inside the caller's transaction. */
export function createPaperRows(db: Db) {
  const index = createPaperIndex(db);
  const byId = db.prepare<[number], PaperColumns>(
    'SELECT key, arxiv_id, search_id, date, facts FROM papers WHERE id = ?',
  );
  const recordsOf = db.prepare<[number], { id: number; format: string; facts: string }>(
    'SELECT id, format, facts FROM records WHERE paper_id = ? ORDER BY id',
  );
  const keyTaken = db.prepare<[string], { id: number }>('SELECT id FROM papers WHERE key = ?');
  const insertPaper = db.prepare(
    'INSERT INTO papers (key, arxiv_id, search_id, date, facts, is_translated) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const updatePaper = db.prepare(
    'UPDATE papers SET arxiv_id = ?, search_id = ?, date = ?, facts = ?, is_translated = ? WHERE id = ?',
  );
  const insertRecord = db.prepare('INSERT INTO records (paper_id, format, facts) VALUES (?, ?, ?)');
  const updateRecord = db.prepare('UPDATE records SET paper_id = ?, facts = ? WHERE id = ?');
  const insertEvidence = db.prepare('INSERT OR IGNORE INTO evidence VALUES (?, ?)');
  const deleteEvidence = db.prepare('DELETE FROM evidence WHERE value = ? AND paper_id = ?');
  const deletedAt = db.prepare<[string], { as_of: string }>('SELECT as_of FROM deleted_headers WHERE arxiv_id = ?');

  function load(id: number): PaperState {
    const row = byId.get(id)!;
    const facts = JSON.parse(row.facts) as PaperFacts;
    const records = recordsOf.all(id).map((record) => {
      const own = unpackRecord(record.facts, facts);
      const format = record.format as Format;
      return { id: record.id, format, facts: own, candidate: toCandidate(own) };
    });
    return { id, key: row.key, arxivId: row.arxiv_id, searchId: row.search_id, date: row.date, facts, records };
  }

  function deletionOf(records: readonly KnownRecord[]): string | null {
    const arxivId = records.find((record) => record.facts.arxivId !== null)?.facts.arxivId ?? null;
    return arxivId === null ? null : (deletedAt.get(arxivId)?.as_of ?? null);
  }

  function freeKey(record: SourcedFacts): string {
    const base = record.facts.arxivId ?? localKey(record);
    for (let suffix = 1; ; suffix += 1) {
      const key = suffix === 1 ? base : `${base}-${suffix}`;
      if (keyTaken.get(key) === undefined) return key;
    }
  }

  function keepRecords(paperId: number, facts: PaperFacts, records: readonly KnownRecord[]): void {
    for (const record of records) {
      const packed = packRecord(record.facts, facts);
      if (record.id === null) record.id = Number(insertRecord.run(paperId, record.format, packed).lastInsertRowid);
      else updateRecord.run(paperId, packed, record.id);
      for (const value of evidenceValues(record.candidate)) insertEvidence.run(value, paperId);
    }
  }

  function insertMerged(
    records: readonly KnownRecord[],
    { facts, text, date }: Merged,
    columns?: IndexColumns,
  ): number {
    const searchId = index.nextSearchId(date);
    const isTranslated = facts.abstractJa === null ? 0 : 1;
    const row = insertPaper.run(freeKey(records[0]!), facts.arxivId, searchId, date, text, isTranslated);
    const id = Number(row.lastInsertRowid);
    index.add(id, searchId, facts, columns);
    keepRecords(id, facts, records);
    return id;
  }

  /** A new row for a non-empty set of records; answers its id. */
  function insert(records: readonly KnownRecord[]): number {
    return insertMerged(records, merge(records, deletionOf(records)));
  }

  /** The same for a record by itself. */
  function insertAlone(record: FreshRecord): number {
    return deletionOf([record]) === null
      ? insertMerged([record], record.alone, record.alone.columns)
      : insert([record]);
  }

  /** Gives a row this set of records instead of its own; true when that changed the merged paper. */
  function update(state: PaperState, records: readonly KnownRecord[]): boolean {
    const { facts, text, date } = merge(records, deletionOf(records));
    const isChanged = text !== JSON.stringify(state.facts) || date !== state.date;
    if (isChanged) {
      index.remove(state.id, state.searchId, state.facts);
      const searchId = date === state.date ? state.searchId : index.nextSearchId(date);
      updatePaper.run(facts.arxivId, searchId, date, text, facts.abstractJa === null ? 0 : 1, state.id);
      index.add(state.id, searchId, facts);
    }
    const isKept = new Set(records.map((record) => record.id));
    const gone = state.records.filter((record) => !isKept.has(record.id));
    for (const record of gone)
      for (const value of evidenceValues(record.candidate)) deleteEvidence.run(value, state.id);
    const fresh = records.filter((record) => record.id === null || !state.records.some(({ id }) => id === record.id));
    // Records are kept as differences: when the paper changes, so do all of them.
    keepRecords(state.id, facts, isChanged || gone.length > 0 ? records : fresh);
    return isChanged;
  }

  /** Takes a row that has no records any more out of the index and the evidence. */
  function clear(state: PaperState): void {
    index.remove(state.id, state.searchId, state.facts);
    for (const record of state.records)
      for (const value of evidenceValues(record.candidate)) deleteEvidence.run(value, state.id);
  }

  return { load, insert, insertAlone, update, clear, tidy: index.tidy };
}
