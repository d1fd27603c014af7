// Record rows: records packed as differences from their merged paper, and the numbers by which they are recognised.
import { hash } from 'node:crypto';
import { evidenceOf, type Candidate } from '../../domain/identity.js';
import type { PaperFacts, RecordFacts } from '../../domain/paper.js';
import { readOwnFacts } from '../stored-json.js';

/** The lowest 63 bits of a hash. */
function hashOf(text: string): bigint {
  return BigInt.asUintN(63, hash('sha256', text, 'buffer').readBigUInt64BE());
}

const SECOND_BITS = 28n;

/**
 * What a record is recognised by, as 64-bit integers: titles and whole records as negative hashes; versions as their second followed by 28
 * bits of a hash of the names, so that what is of one time stands side by side in the table.
 */
export function toCandidate(facts: RecordFacts): Candidate {
  const { title, people, times } = evidenceOf(facts);
  const names = times.length === 0 ? 0n : BigInt.asUintN(Number(SECOND_BITS), hashOf(people));
  const versionOf = (time: string): bigint => (BigInt(Math.max(0, Date.parse(time)) / 1000) << SECOND_BITS) | names;
  const whole = facts.arxivId === null ? -1n - hashOf(JSON.stringify(facts)) : null;
  return { facts, title: title === null ? null : -1n - hashOf(title), versions: times.map(versionOf), whole };
}

function isSame(left: unknown, right: unknown): boolean {
  return left === right || (typeof left === 'object' && JSON.stringify(left) === JSON.stringify(right));
}

/** Fields that only records have. */
const UNMERGED = { versions: [], asOf: null, announcedAt: null };

/** A record as kept: only what its paper says otherwise. Equal records beside the same paper make equal texts. */
export function packRecord(facts: RecordFacts, paper: PaperFacts): string {
  const merged: RecordFacts = { ...paper, ...UNMERGED };
  const own: Partial<Record<keyof RecordFacts, unknown>> = {};
  for (const name of (Object.keys(facts) as (keyof RecordFacts)[]).sort())
    if (!isSame(facts[name], merged[name])) own[name] = facts[name];
  return JSON.stringify(own);
}

/** The record that was packed beside this paper. */
export function unpackRecord(text: string, paper: PaperFacts): RecordFacts {
  return { ...paper, ...UNMERGED, ...readOwnFacts(text) };
}
