// Unsure pairs: papers that share evidence and contradict each other, kept as two and listed, so that a person can judge.
import { evidenceValues, type Candidate } from '../../domain/identity.js';
import { requireRow, type Db } from '../database/db.js';

/** Two papers that may be one: their keys, and the title of the first. */
export interface UnsurePair {
  readonly keys: readonly [string, string];
  readonly title: string;
}

/** All pairs in number, and the first of them. */
export interface UnsurePairs {
  readonly count: number;
  readonly pairs: readonly UnsurePair[];
}

/** A paper with what its records are recognised by. */
export interface Recognised {
  readonly id: number;
  readonly arxivId: string | null;
  readonly candidates: readonly Candidate[];
}

/** At most so many papers of one title are paired; a title that more share does not suggest that they are the same. */
const PAIRED = 12;
const LISTED = 20;

/** Answers a function that writes the pairs among papers that are connected; `rows` may hold papers that are gone. */
export function createUnsurePairs(db: Db): (rows: Iterable<number>, papers: readonly Recognised[]) => void {
  const forget = db.prepare('DELETE FROM unsure_pairs WHERE paper_id = :id OR other_id = :id');
  const insert = db.prepare('INSERT OR IGNORE INTO unsure_pairs VALUES (?, ?)');

  return (rows, papers) => {
    for (const id of rows) forget.run({ id });
    if (papers.length < 2) return;
    const sharing = new Map<bigint, Recognised[]>();
    for (const paper of papers)
      for (const value of new Set(paper.candidates.flatMap(evidenceValues)))
        sharing.set(value, [...(sharing.get(value) ?? []), paper]);
    for (const same of sharing.values())
      for (const [index, paper] of same.slice(0, PAIRED).entries())
        for (const other of same.slice(index + 1, PAIRED))
          // Papers with two different identifiers are never one.
          if (paper.arxivId === null || other.arxivId === null)
            insert.run(Math.min(paper.id, other.id), Math.max(paper.id, other.id));
  };
}

export function createUnsureReports(db: Db) {
  const count = db.prepare<[], number>('SELECT count(*) FROM unsure_pairs').pluck();
  const first = db.prepare<[], { first: string; second: string; title: string }>(
    `SELECT a.key AS first, b.key AS second, json_extract(a.facts, '$.title') AS title
     FROM unsure_pairs JOIN papers a ON a.id = paper_id JOIN papers b ON b.id = other_id
     ORDER BY paper_id, other_id LIMIT ${LISTED}`,
  );
  return {
    unsurePairs: (): UnsurePairs => ({
      count: requireRow(count.get()),
      pairs: first.all().map((row): UnsurePair => ({ keys: [row.first, row.second], title: row.title })),
    }),
  };
}
