// Papers, written: finding the row a record belongs to, rows that turn out to be one paper, provenance.
import { toUtcText } from '../../domain/calendar.js';
import { withoutCrowded } from '../../domain/crowded.js';
import { groupRecords, type SamePaper } from '../../domain/identity.js';
import type { KnownBefore } from '../../domain/announcement.js';
import { dispensable } from '../../domain/kept-records.js';
import { withPlausibleTimes } from '../../domain/plausible.js';
import type { Db } from '../database/db.js';
import type { Enqueue } from '../delivery/enqueue.js';
import { createConnected, type Connected } from './connected.js';
import { createJoining } from './joining.js';
import { unfold, type FreshRecord, type KnownRecord } from './fresh-record.js';
import { createKnownBefore } from './known-before.js';
import { createPaperRows, type PaperState } from './paper-rows.js';
import { packRecord, toCandidate } from './record-rows.js';
import { createUnsurePairs } from './unsure-pairs.js';

export interface StoredRecord {
  readonly paperId: number;
  readonly outcome: 'new' | 'updated' | 'duplicate';
  /** Before this record; null where it was not asked for. */
  readonly before: KnownBefore | null;
  /** Rows of which a reader may see a change: a record can take another one along, from one paper to another. */
  readonly changed: readonly number[];
}

/** What keeping a record came to; what is left out is nothing to tell. `isSeen`: the very same record was stored before. */
type Kept = Omit<StoredRecord, 'before' | 'changed'> &
  Partial<Pick<StoredRecord, 'changed'>> & { readonly isSeen?: boolean };

/**
 * Statements over papers, prepared once for a writing connection. All of them run inside the caller's transaction, which ends
 * with `writeIndex`.
 */
export function createPaperStore(db: Db, enqueue: Enqueue) {
  const rows = createPaperRows(db);
  const { join, part } = createJoining(db, enqueue);
  const pairUnsure = createUnsurePairs(db);
  const byIdentifier = db.prepare<[string], number>('SELECT id FROM papers WHERE arxiv_id = ?').pluck();
  const connected = createConnected(db, rows.load);
  const knownBefore = createKnownBefore(db);
  const insertSighting = db.prepare('INSERT OR IGNORE INTO sightings VALUES (?, ?, ?)');
  const rememberDeleted = db.prepare(
    `INSERT INTO deleted_headers VALUES (?, ?)
     ON CONFLICT (arxiv_id) DO UPDATE SET as_of = max(as_of, excluded.as_of)`,
  );

  /**
   * The row that each group keeps: that of its identifier, else the oldest that held one of its records. `holders`: the
   * rows that held each record, or one that it stands for.
   */
  function claimRows(
    groups: readonly SamePaper[],
    states: readonly PaperState[],
    holders: readonly (readonly PaperState[])[],
  ): Map<SamePaper, PaperState> {
    const claims = new Map<SamePaper, PaperState>();
    const taken = new Set<PaperState>();
    const claim = (group: SamePaper, state: PaperState): void => {
      claims.set(group, state);
      taken.add(state);
    };
    const named = new Map(states.map((state) => [state.arxivId, state]));
    for (const group of groups) {
      const own = group.arxivId === null ? undefined : named.get(group.arxivId);
      if (own !== undefined) claim(group, own);
    }
    for (const group of groups) {
      if (claims.has(group)) continue;
      const held = group.members.flatMap((member) => holders[member] ?? []);
      const free = held.filter((state) => state.arxivId === null && !taken.has(state));
      const [oldest] = free.sort((a, b) => a.id - b.id);
      if (oldest !== undefined) claim(group, oldest);
    }
    return claims;
  }

  /** After the records that stand for them are kept. */
  function replaceLost(lost: ReadonlyMap<KnownRecord, KnownRecord>): void {
    // Heirs are kept before: they have their ids.
    for (const [record, heir] of lost) if (record.id !== null) rows.replaceRecord(record.id, heir.id!);
  }

  /**
   * Groups all connected records again; answers the row of the new one (`source`, null where none came), and
   * where a reader sees a change.
   */
  function regroup(source: KnownRecord | null, { states, crowded }: Connected, at: string): Kept {
    const now = new Date(at);
    const all: KnownRecord[] = [...states.flatMap((state) => state.records), ...(source === null ? [] : [source])];
    const lost = dispensable(all);
    const records = all.filter((record) => !lost.has(record));
    const held = new Map(states.map((state) => [state, new Set(state.records.map((each) => lost.get(each) ?? each))]));
    const holders = records.map((record) => states.filter((state) => held.get(state)?.has(record) === true));
    const candidates = records.map((record) => record.candidate);
    const groups = groupRecords(withoutCrowded(candidates, (value) => crowded.has(value)));
    const claims = claimRows(groups, states, holders);
    const changed = new Set<number>();
    let isNew = false;
    let paperId = 0;
    const rowOf = new Map<SamePaper, number>();
    // Rows that lose their identity first: identifiers are unique among rows.
    const kept = new Set(claims.values());
    const left = states.filter((state) => !kept.has(state));
    left.forEach(rows.clear);
    for (const group of groups) {
      // Members are indexes of the records.
      const members = group.members.map((member) => records[member]!);
      const claimed = claims.get(group);
      const rowId = claimed?.id ?? rows.insert(members, now);
      rowOf.set(group, rowId);
      // What is inserted may be a row that was another paper's.
      if (claimed === undefined || rows.update(claimed, members, now)) changed.add(rowId);
      if (source === null || !members.includes(source)) continue;
      isNew = claimed === undefined;
      paperId = rowId;
    }
    for (const state of left) {
      const heir = groups.find((group) => group.members.some((member) => holders[member]?.includes(state) === true));
      const heirRow = heir === undefined ? undefined : rowOf.get(heir);
      // A row that held no records, such as that of a paper that was joined before, has nothing to hand over.
      if (heirRow === undefined) continue;
      join(state.id, heirRow, at);
      changed.add(heirRow);
    }
    if (claims.size < groups.length) for (const id of rowOf.values()) part(id, at);
    replaceLost(lost);
    pairUnsure(
      [...states.map(({ id }) => id), ...rowOf.values()],
      groups.map((group) => ({
        // Every group has its row by now.
        id: rowOf.get(group)!,
        arxivId: group.arxivId,
        // As above.
        candidates: group.members.map((member) => records[member]!.candidate),
      })),
    );
    const isChanged = changed.size > 0 || left.length > 0;
    return { paperId, outcome: isNew ? 'new' : isChanged ? 'updated' : 'duplicate', changed: [...changed] };
  }

  /** The same record, when the row has it already. */
  function equalIn(state: PaperState, { format, facts }: KnownRecord): KnownRecord | undefined {
    const packed = packRecord(facts, state.facts);
    return state.records.find((known) => known.format === format && known.packed === packed);
  }

  function keep(fresh: FreshRecord, at: string): Kept & { readonly recordId: number } {
    const { arxivId } = fresh;
    const own = arxivId === null ? undefined : byIdentifier.get(arxivId);
    const found = connected(own, [{ ...fresh, facts: fresh }]);
    const { states } = found;
    const [only, ...others] = states;
    if (only === undefined) return { ...rows.insertAlone(fresh, new Date(at)), outcome: 'new' };
    const record = unfold(fresh);
    for (const state of states) {
      const seen = equalIn(state, record);
      // A record that a paper holds has its id.
      if (seen !== undefined) return { paperId: state.id, recordId: seen.id!, outcome: 'duplicate', isSeen: true };
    }
    const all = [...states.flatMap((state) => state.records), record];
    const lost = dispensable(all);
    const heir = lost.get(record);
    // A record that another one stands for changes nothing that is kept.
    if (heir !== undefined) {
      const holder = states.find((state) => state.records.includes(heir)) ?? only;
      // It is a record that a paper holds.
      return { paperId: holder.id, recordId: heir.id!, outcome: 'duplicate' };
    }
    const isSettled = only.id === own && others.length === 0;
    if (!isSettled || only.records.some(({ facts }) => facts.arxivId === null))
      // Regrouping keeps it, or fails.
      return { ...regroup(record, found, at), recordId: record.id! };
    const isChanged = rows.update(
      only,
      all.filter((each) => !lost.has(each)),
      new Date(at),
    );
    replaceLost(lost);
    const outcome = isChanged ? 'updated' : 'duplicate';
    // The update has kept it.
    return { paperId: own, outcome, changed: isChanged ? [own] : [], recordId: record.id! };
  }

  return {
    /** Stores one record of a dump: a new paper, a change of a known one, or nothing new. `pages`: see isNews. */
    storeRecord(
      record: FreshRecord,
      { dumpId, at, pages }: { readonly dumpId: number; readonly at: string; readonly pages: readonly string[] | null },
    ): StoredRecord {
      const { recordId, isSeen = false, changed = [], ...stored } = keep(record, at);
      const seenId = isSeen ? recordId : null;
      const before = pages === null ? null : knownBefore({ paperId: stored.paperId, seenId, pages });
      insertSighting.run(recordId, dumpId, at);
      return { ...stored, before, changed };
    },

    /**
     * An OAI-PMH header that says "deleted" as of a day: remembered, and the paper marked when it is known. Answers the row
     * that it changed; null: none.
     */
    storeDeletion(arxivId: string, asOf: string, at: string): number | null {
      rememberDeleted.run(arxivId, asOf);
      const own = byIdentifier.get(arxivId);
      if (own === undefined) return null;
      const state = rows.load(own);
      return rows.update(state, state.records, new Date(at)) ? own : null;
    },

    /**
     * Rebuilds everything derived of a paper by today's rules, from its records: their times are checked again, rows
     * that are no longer the same paper are split, rows that are become one. Keys are kept. `now` bounds the times.
     */
    renew(id: number, now: Date): void {
      const own = rows.load(id);
      const { states, crowded } = connected(
        id,
        own.records.map(({ candidate }) => candidate),
      );
      const checked = states.map((state) => ({
        ...state,
        records: state.records.map((record) => {
          const facts = withPlausibleTimes(record.facts, now);
          return facts === record.facts ? record : { ...record, facts, candidate: toCandidate(facts) };
        }),
      }));
      regroup(null, { states: checked, crowded }, toUtcText(now));
    },

    /** Merges a paper again from what is known; true when that changed it. */
    refresh(paperId: number, at: string): boolean {
      const state = rows.load(paperId);
      return state.records.length > 0 && rows.update(state, state.records, new Date(at));
    },

    /** Writes what the index is to hold: the caller's transaction ends with it. */
    writeIndex: rows.index.write,

    /** Does some of what was put off while papers came in; false when nothing is left to do. */
    tidy: rows.index.tidy,

    mark: rows.index.mark,
    /** To be called when the caller's transaction was taken back, or what came in it since that `mark`. */
    forget: rows.index.forget,
  };
}
