// Papers, written: finding the row a record belongs to, merging, provenance.
import { createHash } from 'node:crypto';
import type { Db } from './database.js';
import { mergeFacts, paperDate, type SourcedFacts } from '../domain/merge.js';
import type { Format, PaperFacts } from '../domain/paper.js';
import { familyName } from '../domain/author.js';
import { foldName, foldText } from '../text/fold.js';
import { createPaperIndex } from './paper-index.js';

export interface StoredRecord {
  readonly paperId: number;
  readonly outcome: 'new' | 'updated' | 'duplicate';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** What identifies a paper without an identifier (DESIGN section 7), as short hashes. */
function evidenceOf(facts: PaperFacts): string[] {
  const title = `${foldText(facts.title)}|${familyName(facts.authors[0] ?? '')}`;
  const people = facts.authors.map(foldName).join('|');
  return [`t${digest(title)}`, ...(facts.updatedAt === null ? [] : [`v${digest(`${facts.updatedAt}|${people}`)}`])];
}

const KEY_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A key for a paper whose identifier is unknown: `s-` and ten characters from its first evidence. */
function localKey(evidence: string): string {
  const bytes = createHash('sha256').update(evidence).digest();
  return `s-${[...bytes.subarray(0, 10)].map((byte) => KEY_ALPHABET[byte % 32]).join('')}`;
}

/** Statements over papers, prepared once for a writing connection. All of them run inside the caller's transaction. */
export function createPaperStore(db: Db) {
  const byIdentifier = db.prepare<[string], { id: number }>('SELECT id FROM papers WHERE arxiv_id = ?');
  const byEvidence = db.prepare<[string], { paper_id: number }>('SELECT paper_id FROM evidence WHERE value = ?');
  const knownRecord = db.prepare<[number, string], { id: number }>(
    'SELECT id FROM records WHERE paper_id = ? AND hash = ?',
  );
  const recordsOf = db.prepare<[number], { format: string; facts: string }>(
    'SELECT format, facts FROM records WHERE paper_id = ?',
  );
  const insertRecord = db.prepare('INSERT INTO records (paper_id, format, hash, facts) VALUES (?, ?, ?, ?)');
  const insertSighting = db.prepare('INSERT OR IGNORE INTO sightings VALUES (?, ?, ?)');
  const insertEvidence = db.prepare('INSERT OR IGNORE INTO evidence VALUES (?, ?)');
  const keyTaken = db.prepare<[string], { id: number }>('SELECT id FROM papers WHERE key = ?');
  const insertPaper = db.prepare(
    'INSERT INTO papers (key, arxiv_id, search_id, date, facts, is_translated) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const updatePaper = db.prepare(
    'UPDATE papers SET arxiv_id = ?, search_id = ?, date = ?, facts = ?, is_translated = ? WHERE id = ?',
  );
  const paperById = db.prepare<[number], { search_id: number; date: string | null; facts: string }>(
    'SELECT search_id, date, facts FROM papers WHERE id = ?',
  );
  const index = createPaperIndex(db);

  function findPaperId(facts: PaperFacts, evidence: readonly string[]): number | null {
    const known = facts.arxivId === null ? undefined : byIdentifier.get(facts.arxivId);
    if (known !== undefined) return known.id;
    return evidence.map((value) => byEvidence.get(value)?.paper_id).find((id) => id !== undefined) ?? null;
  }

  function freeKey(facts: PaperFacts, evidence: string): string {
    const base = facts.arxivId ?? localKey(evidence);
    for (let suffix = 1; ; suffix += 1) {
      const key = suffix === 1 ? base : `${base}-${suffix}`;
      if (keyTaken.get(key) === undefined) return key;
    }
  }

  function insertNew(source: SourcedFacts, evidence: readonly string[]): number {
    const date = paperDate([source]);
    const searchId = index.nextSearchId(date);
    const { facts } = source;
    const key = freeKey(facts, evidence[0]!);
    const isTranslated = facts.abstractJa === null ? 0 : 1;
    const { lastInsertRowid } = insertPaper.run(
      key,
      facts.arxivId,
      searchId,
      date,
      JSON.stringify(facts),
      isTranslated,
    );
    index.add(searchId, facts);
    return Number(lastInsertRowid);
  }

  /** Merges all records of a paper again; true when that changed it. */
  function refresh(paperId: number): boolean {
    const sources = recordsOf.all(paperId).map((row) => ({
      format: row.format as Format,
      facts: JSON.parse(row.facts) as PaperFacts,
    }));
    const before = paperById.get(paperId)!;
    const facts = mergeFacts(sources);
    const date = paperDate(sources);
    const text = JSON.stringify(facts);
    if (text === before.facts && date === before.date) return false;
    index.remove(before.search_id, JSON.parse(before.facts) as PaperFacts);
    const searchId = date === before.date ? before.search_id : index.nextSearchId(date);
    updatePaper.run(facts.arxivId, searchId, date, text, facts.abstractJa === null ? 0 : 1, paperId);
    index.add(searchId, facts);
    return true;
  }

  /** Stores one record of a dump: a new paper, a change of a known one, or nothing new. */
  function storeRecord(source: SourcedFacts, dumpId: number, at: string): StoredRecord {
    const evidence = evidenceOf(source.facts);
    const text = JSON.stringify(source.facts);
    const hash = digest(`${source.format}|${text}`);
    const known = findPaperId(source.facts, evidence);
    const paperId = known ?? insertNew(source, evidence);
    const seen = knownRecord.get(paperId, hash);
    const recordId = seen?.id ?? Number(insertRecord.run(paperId, source.format, hash, text).lastInsertRowid);
    insertSighting.run(recordId, dumpId, at);
    if (seen !== undefined) return { paperId, outcome: 'duplicate' };
    for (const value of evidence) insertEvidence.run(value, paperId);
    if (known === null) return { paperId, outcome: 'new' };
    return { paperId, outcome: refresh(paperId) ? 'updated' : 'duplicate' };
  }

  return { storeRecord };
}
