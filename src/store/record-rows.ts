// Record rows: records packed as differences from their merged paper, and the hashes by which they are found again.
import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { evidenceOf, type Candidate } from '../domain/identity.js';
import type { SourcedFacts } from '../domain/merge.js';
import type { Format, PaperFacts, RecordFacts } from '../domain/paper.js';

/** The fingerprint of a record: equal for equal facts in the same format. */
export function recordHash({ format, facts }: SourcedFacts): Buffer {
  return hash('sha256', `${format}|${JSON.stringify(facts)}`, 'buffer').subarray(0, 16);
}

/** 64 bits, as SQLite's integers. */
function evidenceHash(text: string): bigint {
  return hash('sha256', text, 'buffer').readBigInt64BE();
}

export function toCandidate(facts: RecordFacts): Candidate {
  const { title, versions } = evidenceOf(facts);
  return {
    facts,
    title: title === null ? null : evidenceHash(`t${title}`),
    versions: versions.map((each) => evidenceHash(`v${each}`)),
  };
}

/** Every hash of a candidate, each once. */
export function evidenceValues({ title, versions }: Candidate): bigint[] {
  return [...new Set([title, ...versions])].filter((value) => typeof value === 'bigint');
}

/** A record as kept: only what its paper says otherwise. */
export function packRecord(facts: RecordFacts, paper: PaperFacts): string {
  const known = new Map<string, unknown>(Object.entries(paper));
  const own = Object.entries(facts).filter(
    ([name, value]) => !known.has(name) || JSON.stringify(value) !== JSON.stringify(known.get(name)),
  );
  return JSON.stringify(Object.fromEntries(own));
}

/** The record that was packed beside this paper. */
export function unpackRecord(text: string, paper: PaperFacts): RecordFacts {
  return { ...paper, versions: [], asOf: null, announcedAt: null, ...(JSON.parse(text) as Partial<RecordFacts>) };
}

interface OldRecord {
  readonly id: number;
  readonly paper_id: number;
  readonly format: string;
  readonly facts: string;
  readonly paper: string;
}

/** Carries the records of the first schema over. */
export function fillRecords(db: Database): void {
  const insert = db.prepare('INSERT OR IGNORE INTO records (id, paper_id, format, hash, facts) VALUES (?, ?, ?, ?, ?)');
  const insertEvidence = db.prepare('INSERT OR IGNORE INTO evidence VALUES (?, ?)');
  const old = db.prepare<[], OldRecord>(
    `SELECT old_records.id, paper_id, format, old_records.facts, papers.facts AS paper
     FROM old_records JOIN papers ON papers.id = paper_id ORDER BY old_records.id`,
  );
  for (const row of old.all()) {
    const kept = JSON.parse(row.facts) as PaperFacts;
    // The only format of that schema was the text dump, which does not tell of withdrawals.
    const facts: RecordFacts = { ...kept, withdrawn: null, versions: [], asOf: null, announcedAt: null };
    const packed = packRecord(facts, JSON.parse(row.paper) as PaperFacts);
    insert.run(row.id, row.paper_id, row.format, recordHash({ format: row.format as Format, facts }), packed);
    for (const value of evidenceValues(toCandidate(facts))) insertEvidence.run(value, row.paper_id);
  }
  db.exec(`
    INSERT INTO sightings SELECT * FROM old_sightings WHERE record_id IN (SELECT id FROM records);
    DROP TABLE old_sightings;
    DROP TABLE old_records;
  `);
}
