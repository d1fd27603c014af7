// Paper rows, written: one paper with all its records, loaded and kept together with the index and the evidence.
import { createHash } from 'node:crypto';
import { evidenceOf, type Candidate } from '../domain/identity.js';
import { mergeFacts, paperDate, type SourcedFacts } from '../domain/merge.js';
import type { Format, PaperFacts } from '../domain/paper.js';
import type { Db } from './database.js';
import { createPaperIndex } from './paper-index.js';
import { evidenceValues, packRecord, toCandidate, unpackRecord } from './record-rows.js';

/** A record of a paper with what it is recognised by; `id` is null before it is kept. */
export interface KnownRecord extends SourcedFacts {
  readonly id: number | null;
  readonly candidate: Candidate;
  readonly hash: Buffer;
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
  const recordsOf = db.prepare<[number], { id: number; format: string; hash: Buffer; facts: string }>(
    'SELECT id, format, hash, facts FROM records WHERE paper_id = ? ORDER BY id',
  );
  const keyTaken = db.prepare<[string], { id: number }>('SELECT id FROM papers WHERE key = ?');
  const insertPaper = db.prepare(
    'INSERT INTO papers (key, arxiv_id, search_id, date, facts, is_translated) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const updatePaper = db.prepare(
    'UPDATE papers SET arxiv_id = ?, search_id = ?, date = ?, facts = ?, is_translated = ? WHERE id = ?',
  );
  const insertRecord = db.prepare('INSERT INTO records (paper_id, format, hash, facts) VALUES (?, ?, ?, ?)');
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
      return { id: record.id, format, facts: own, hash: record.hash, candidate: toCandidate(own) };
    });
    return { id, key: row.key, arxivId: row.arxiv_id, searchId: row.search_id, date: row.date, facts, records };
  }

  function merge(records: readonly KnownRecord[]): { facts: PaperFacts; date: string | null } {
    const arxivId = records.find((record) => record.facts.arxivId !== null)?.facts.arxivId ?? null;
    const deleted = arxivId === null ? undefined : deletedAt.get(arxivId);
    return { facts: mergeFacts(records, deleted?.as_of ?? null), date: paperDate(records) };
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
      if (record.id === null) insertRecord.run(paperId, record.format, record.hash, packed);
      else updateRecord.run(paperId, packed, record.id);
      for (const value of evidenceValues(record.candidate)) insertEvidence.run(value, paperId);
    }
  }

  /** A new row for a non-empty set of records; answers its id. */
  function insert(records: readonly KnownRecord[]): number {
    const { facts, date } = merge(records);
    const searchId = index.nextSearchId(date);
    const key = freeKey(records[0]!);
    const isTranslated = facts.abstractJa === null ? 0 : 1;
    const row = insertPaper.run(key, facts.arxivId, searchId, date, JSON.stringify(facts), isTranslated);
    const id = Number(row.lastInsertRowid);
    index.add(searchId, facts);
    keepRecords(id, facts, records);
    return id;
  }

  /** Gives a row this set of records instead of its own; true when that changed the merged paper. */
  function update(state: PaperState, records: readonly KnownRecord[]): boolean {
    const { facts, date } = merge(records);
    const text = JSON.stringify(facts);
    const isChanged = text !== JSON.stringify(state.facts) || date !== state.date;
    if (isChanged) {
      index.remove(state.searchId, state.facts);
      const searchId = date === state.date ? state.searchId : index.nextSearchId(date);
      updatePaper.run(facts.arxivId, searchId, date, text, facts.abstractJa === null ? 0 : 1, state.id);
      index.add(searchId, facts);
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
    index.remove(state.searchId, state.facts);
    for (const record of state.records)
      for (const value of evidenceValues(record.candidate)) deleteEvidence.run(value, state.id);
  }

  return { load, insert, update, clear };
}
