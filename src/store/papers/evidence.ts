// Evidence rows, written: what papers are recognised by, each piece with the kinds of records that it is of.
import { evidenceValues, type Candidate } from '../../domain/identity.js';
import type { RecordFacts } from '../../domain/paper.js';
import type { Db } from '../database/db.js';

/** What is needed of a candidate to keep its evidence. */
export type Evident = Omit<Candidate, 'facts'> & { readonly facts: Pick<RecordFacts, 'arxivId'> };

const NAMED = 1;
const OPEN = 2;

/** Statements over evidence, prepared once. All of them run inside the caller's transaction. */
export function createEvidence(db: Db) {
  const insert = db.prepare(
    `INSERT INTO evidence (value, paper_id, kinds) VALUES (?, ?, ?)
     ON CONFLICT (value, paper_id) DO UPDATE SET kinds = kinds | excluded.kinds WHERE kinds <> kinds | excluded.kinds`,
  );
  const remove = db.prepare('DELETE FROM evidence WHERE value = ? AND paper_id = ?');

  return {
    keep(paperId: number, record: Evident): void {
      const kind = record.facts.arxivId === null ? OPEN : NAMED;
      for (const value of evidenceValues(record)) insert.run(value, paperId, kind);
    },
    /** What other records of the paper share with this one is to be kept again. */
    drop(paperId: number, record: Evident): void {
      for (const value of evidenceValues(record)) remove.run(value, paperId);
    },
  };
}
