// Papers, written: finding the row a record belongs to, rows that turn out to be one paper, provenance.
import { groupRecords, type SamePaper } from '../domain/identity.js';
import type { Db } from './database.js';
import { createJoining } from './joining.js';
import { unfold, type FreshRecord, type KnownRecord } from './fresh-record.js';
import { createPaperRows, type PaperState } from './paper-rows.js';
import { evidenceValues, packRecord } from './record-rows.js';

export interface StoredRecord {
  readonly paperId: number;
  readonly outcome: 'new' | 'updated' | 'duplicate';
}

/** Statements over papers, prepared once for a writing connection. All of them run inside the caller's transaction. */
export function createPaperStore(db: Db) {
  const rows = createPaperRows(db);
  const join = createJoining(db);
  const byIdentifier = db.prepare<[string], number>('SELECT id FROM papers WHERE arxiv_id = ?').pluck();
  const byEvidence = db.prepare<[bigint], number>('SELECT paper_id FROM evidence WHERE value = ?').pluck();
  const insertSighting = db.prepare('INSERT OR IGNORE INTO sightings VALUES (?, ?, ?)');
  const rememberDeleted = db.prepare(
    `INSERT INTO deleted_headers VALUES (?, ?)
     ON CONFLICT (arxiv_id) DO UPDATE SET as_of = max(as_of, excluded.as_of)`,
  );

  function linkedTo(values: readonly bigint[]): number[] {
    return [...new Set(values.flatMap((value) => byEvidence.all(value)))];
  }

  /** Every row that shares evidence with these, directly or through others. */
  function connected(start: readonly number[]): PaperState[] {
    const states = new Map<number, PaperState>();
    const waiting = [...start];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (states.has(id)) continue;
      const state = rows.load(id);
      states.set(id, state);
      for (const record of state.records) waiting.push(...linkedTo(evidenceValues(record.candidate)));
    }
    return [...states.values()].sort((a, b) => a.id - b.id);
  }

  /** The row that each group keeps: that of its identifier, else the oldest that held one of its records. */
  function claimRows(
    groups: readonly SamePaper[],
    states: readonly PaperState[],
    holder: readonly (PaperState | null)[],
  ): Map<SamePaper, PaperState> {
    const claims = new Map<SamePaper, PaperState>();
    const isFree = (state: PaperState): boolean => ![...claims.values()].includes(state);
    for (const group of groups) {
      const own = states.find((state) => state.arxivId !== null && state.arxivId === group.arxivId);
      if (own !== undefined) claims.set(group, own);
    }
    for (const group of groups) {
      if (claims.has(group)) continue;
      const held = group.members.map((member) => holder[member] ?? null).filter((state) => state !== null);
      const oldest = held.filter((state) => state.arxivId === null && isFree(state)).sort((a, b) => a.id - b.id)[0];
      if (oldest !== undefined) claims.set(group, oldest);
    }
    return claims;
  }

  /** Divides all records that hang together anew; answers the row of the new one, and whether a reader sees a change. */
  function regroup(source: KnownRecord, states: readonly PaperState[], at: string): StoredRecord {
    const records: KnownRecord[] = [...states.flatMap((state) => state.records), source];
    const holder = [...states.flatMap((state) => state.records.map(() => state)), null];
    const groups = groupRecords(records.map((record) => record.candidate));
    const claims = claimRows(groups, states, holder);
    let isChanged = false;
    let isNew = false;
    let paperId = 0;
    const rowOf = new Map<SamePaper, number>();
    // Rows that lose their identity first: identifiers are unique among rows.
    const kept = new Set(claims.values());
    const left = states.filter((state) => !kept.has(state));
    left.forEach(rows.clear);
    for (const group of groups) {
      const members = group.members.map((member) => records[member]!);
      const claimed = claims.get(group);
      if (claimed === undefined) rowOf.set(group, rows.insert(members));
      else {
        isChanged = rows.update(claimed, members) || isChanged;
        rowOf.set(group, claimed.id);
      }
      if (!members.includes(source)) continue;
      isNew = claimed === undefined;
      paperId = rowOf.get(group)!;
    }
    for (const state of left) {
      const heir = groups.find((group) => group.members.some((member) => holder[member] === state))!;
      join(state.id, rowOf.get(heir)!, at);
    }
    if (isNew) return { paperId, outcome: 'new' };
    return { paperId, outcome: isChanged || left.length > 0 ? 'updated' : 'duplicate' };
  }

  /** The same record, when the row has it already. */
  function equalIn(state: PaperState, { format, facts }: KnownRecord): KnownRecord | undefined {
    const packed = packRecord(facts, state.facts);
    return state.records.find((known) => known.format === format && packRecord(known.facts, state.facts) === packed);
  }

  function keep(fresh: FreshRecord, at: string): StoredRecord & { readonly recordId: number } {
    const { arxivId } = fresh;
    const own = arxivId === null ? undefined : byIdentifier.get(arxivId);
    const evidence = evidenceValues(fresh);
    const states = connected([...(own === undefined ? [] : [own]), ...linkedTo(evidence)]);
    const [only, ...others] = states;
    if (only === undefined) return { ...rows.insertAlone(fresh, evidence), outcome: 'new' };
    const record = unfold(fresh);
    for (const state of states) {
      const seen = equalIn(state, record);
      if (seen !== undefined) return { paperId: state.id, recordId: seen.id!, outcome: 'duplicate' };
    }
    const isSettled = only.id === own && others.length === 0;
    const stored: StoredRecord =
      isSettled && only.records.every(({ facts }) => facts.arxivId !== null)
        ? { paperId: own, outcome: rows.update(only, [...only.records, record]) ? 'updated' : 'duplicate' }
        : regroup(record, states, at);
    return { ...stored, recordId: record.id! };
  }

  return {
    /** Stores one record of a dump: a new paper, a change of a known one, or nothing new. */
    storeRecord(record: FreshRecord, dumpId: number, at: string): StoredRecord {
      const { recordId, ...stored } = keep(record, at);
      insertSighting.run(recordId, dumpId, at);
      return stored;
    },

    /** An OAI-PMH header that says "deleted" as of a day: remembered, and the paper marked when it is known. */
    storeDeletion(arxivId: string, asOf: string): 'updated' | 'duplicate' {
      rememberDeleted.run(arxivId, asOf);
      const own = byIdentifier.get(arxivId);
      if (own === undefined) return 'duplicate';
      const state = rows.load(own);
      return rows.update(state, state.records) ? 'updated' : 'duplicate';
    },

    /** Does some of what was put off while papers came in; false when nothing is left to do. */
    tidy: rows.tidy,

    /** To be called when the caller's transaction was taken back. */
    forget: rows.forget,
  };
}
