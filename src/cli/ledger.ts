// The ledger, printed: for every destination and day what was matched and what became of it; the sums must agree.
import { countedPlain } from '../text/plural.js';
import { dayIn, daysOf } from '../domain/calendar.js';
import type { LedgerGroup, Soundness } from '../store/delivery/ledger.js';
import type { Reader } from '../store/reader.js';
import type { PrintOptions } from './reading-verbs.js';

export interface LedgerReason {
  readonly state: 'held' | 'rejected' | 'withheld';
  readonly reason: string | null;
  readonly count: number;
}

/** One destination on one day (of the operator's zone, by the time of the match). */
export interface LedgerLine {
  readonly kind: 'destination';
  readonly day: string;
  readonly destination: string;
  readonly matched: number;
  readonly sent: number;
  /** Owed: pending, or under way. */
  readonly waiting: number;
  readonly held: number;
  readonly rejected: number;
  readonly withheld: number;
  readonly reasons: readonly LedgerReason[];
  /** What does not add up, as sentences; empty when the line balances. */
  readonly problems: readonly string[];
}

export interface LedgerTotal extends Soundness {
  readonly kind: 'total';
  readonly matched: number;
  readonly sent: number;
  readonly waiting: number;
  readonly held: number;
  readonly rejected: number;
  readonly withheld: number;
  readonly problems: readonly string[];
  readonly balanced: boolean;
}

const STATES = ['matched', 'sent', 'waiting', 'held', 'rejected', 'withheld'] as const;
type Sums = Pick<LedgerLine, (typeof STATES)[number]>;

function sum(groups: readonly LedgerGroup[], states: readonly string[]): number {
  return groups.filter(({ state }) => states.includes(state ?? '')).reduce((total, { count }) => total + count, 0);
}

function sumsOf(groups: readonly LedgerGroup[]): Sums {
  return {
    matched: groups.reduce((total, { count }) => total + count, 0),
    sent: sum(groups, ['sent']),
    waiting: sum(groups, ['pending', 'sending']),
    held: sum(groups, ['held']),
    rejected: sum(groups, ['rejected']),
    withheld: sum(groups, ['withheld']),
  };
}

function reasonsOf(groups: readonly LedgerGroup[]): LedgerReason[] {
  return groups.flatMap(({ state, reason, count }) =>
    state === 'held' || state === 'rejected' || state === 'withheld' ? [{ state, reason, count }] : [],
  );
}

/** The sum of promise 1, as a sentence when it is violated. */
export function violation({ matched, sent, waiting, held, rejected, withheld }: Sums): string | null {
  const accounted = sent + waiting + held + rejected + withheld;
  return accounted === matched
    ? null
    : `matched ${matched} ≠ sent ${sent} + waiting ${waiting} + held ${held} + rejected ${rejected} + withheld ${withheld} = ${accounted}`;
}

function grouped<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function toLine(name: string, own: readonly LedgerGroup[]): LedgerLine {
  const [day = '', destination = ''] = name.split(' ');
  const sums = sumsOf(own);
  const byReason = grouped(reasonsOf(own), ({ state, reason }) => `${state} ${reason}`);
  const reasons = [...byReason.values()].map((same) => ({
    // A group has at least one.
    ...same[0]!,
    count: same.reduce((total, { count }) => total + count, 0),
  }));
  const unexplained = reasons
    .filter(({ reason }) => reason === null)
    .map(({ state, count }) => `${count} ${state} without a reason`);
  const problems = [violation(sums), ...unexplained].filter((problem) => problem !== null);
  return { kind: 'destination', day, destination, ...sums, reasons, problems };
}

/** Lines ordered by day and destination; `timezone` is an IANA zone. */
export function ledgerLines(groups: readonly LedgerGroup[], timezone: string): LedgerLine[] {
  const dayOf = daysOf(timezone);
  const byLine = grouped(groups, ({ destination, matchedAt }) => `${dayOf(new Date(matchedAt))} ${destination}`);
  return [...byLine.keys()].sort().map((name) => toLine(name, byLine.get(name) ?? []));
}

function totalOf(lines: readonly LedgerLine[]): Sums {
  const total = { matched: 0, sent: 0, waiting: 0, held: 0, rejected: 0, withheld: 0 };
  for (const line of lines) for (const state of STATES) total[state] += line[state];
  return total;
}

export function ledgerTotal(
  reader: Pick<Reader, 'unwrittenDeliveries' | 'soundness'>,
  lines: readonly LedgerLine[],
): LedgerTotal {
  const soundness = reader.soundness();
  const unwritten = reader.unwrittenDeliveries();
  const problems = [
    ...lines.flatMap((line) => line.problems.map((problem) => `${line.day} ${line.destination}: ${problem}`)),
    ...(unwritten === 0 ? [] : [`${unwritten} deliveries stand in no line`]),
    ...(soundness.integrity === 'ok' ? [] : [`integrity: ${soundness.integrity}`]),
    ...(soundness.foreignKeys === 0 ? [] : [`${soundness.foreignKeys} references lead nowhere`]),
  ];
  return { kind: 'total', ...totalOf(lines), ...soundness, problems, balanced: problems.length === 0 };
}

function text(sums: Sums): string {
  return STATES.map((state) => `${state} ${sums[state]}`).join(', ');
}

/** Prints destinations and days, then dumps, then the total; answers 1 when the books do not balance. */
export async function printLedger(reader: Reader, timezone: string, { print, isJson }: PrintOptions): Promise<number> {
  const lines = ledgerLines(reader.ledgerGroups(), timezone);
  const total = ledgerTotal(reader, lines);
  const names = reader.destinationNames();
  for (const line of lines) {
    if (isJson) await print(JSON.stringify(line));
    else {
      await print(`${line.day}  ${names.get(line.destination) ?? line.destination}  ${text(line)}`);
      for (const { state, reason, count } of line.reasons)
        await print(`    ${count} ${state}: ${reason ?? 'no reason'}`);
      for (const problem of line.problems) await print(`    NOT BALANCED: ${problem}`);
    }
  }
  for (const dump of reader.ledgerDumps()) {
    const day = dayIn(timezone, new Date(dump.at));
    const { records, announced, silentReason, note } = dump;
    // In a category that is new to it, a paper is posted also where another dump announced it first.
    const why = silentReason ?? 'the rest was announced before, if not in each category, or only replaces';
    const first = silentReason === null ? 'announced first' : 'announced';
    if (isJson) await print(JSON.stringify({ kind: 'dump', day, ...dump }));
    else
      await print(
        `${day}  ${dump.path} (${dump.format}): ${countedPlain(records, 'record', 'records')}, ${announced} ${first}${records > announced ? `; ${why}` : ''}${note === null ? '' : `; ${note}`}`,
      );
  }
  await print(
    isJson
      ? JSON.stringify(total)
      : `in all: ${text(total)}; ${total.checked === 'file' ? 'database' : 'tables of the outbox'} ${total.integrity}; ${total.balanced ? 'the books balance' : `NOT BALANCED: ${total.problems.join('; ')}`}`,
  );
  return total.balanced ? 0 : 1;
}
