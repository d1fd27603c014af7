// Reconcile: what became of a delivery whose answer nobody heard, read from the destination's own history.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Destinations, HistoryMessage, Refusal, Sender } from '../../domain/delivery.js';

/**
 * `found`: the card stands there. `absent`: the whole history since the bound was read, with the right to read it, and
 * the card is not in it. `unreadable`: the right is missing, and an empty history proves nothing. Else Discord's answer.
 */
export type Verdict =
  | {
      readonly kind: 'found';
      readonly messageId: string;
      readonly channelId: string;
      /** Whether other papers stand in it as well; told after a restore alone. */
      readonly isSeveral?: boolean;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  | Refusal;

export interface HistoryReader {
  readonly sender: Pick<Sender, 'readHistory'>;
  readonly destinations: Pick<Destinations, 'kindOf' | 'canReadHistory'>;
  /** The author of our cards. */
  readonly userId: string;
}

export type OwnCards =
  { readonly kind: 'all'; readonly cards: readonly HistoryMessage[] } | { readonly kind: 'unreadable' } | Refusal;

/** The gateway tells of a lost permission within this time (milliseconds) of the answer that was empty because of it. */
const NEWS_MS = 300;

/** The gateway is away, or a guild: neither destination nor message is at fault. */
const wait = (reason: string): Refusal => ({
  kind: 'retry',
  maybeAccepted: false,
  afterMs: null,
  isUnreachable: true,
  reason,
});

async function access(reader: HistoryReader, destination: string): Promise<'readable' | 'unreadable' | 'unknown'> {
  const can = await reader.destinations.canReadHistory(destination);
  return can === null ? 'unknown' : can ? 'readable' : 'unreadable';
}

/** The part of a destination's history that is read: messages with ids greater than `after`. */
export interface HistoryRange {
  readonly destination: string;
  readonly after: string;
}

/** All cards of ours in a range, page by page; `until` ends the reading early. */
export async function readOwnCards(
  reader: HistoryReader,
  { destination, after }: HistoryRange,
  until: (card: HistoryMessage) => boolean,
): Promise<OwnCards> {
  const isForum = reader.destinations.kindOf(destination) === 'forum';
  const accessBefore = await access(reader, destination);
  const cards: HistoryMessage[] = [];
  for (let cursor: string | null = after; cursor !== null;) {
    const page = await reader.sender.readHistory(destination, isForum, cursor);
    if (page.kind !== 'page') return page;
    const ours = page.messages.filter((message) => message.isPlain && message.authorId === reader.userId);
    cards.push(...ours);
    if (ours.some(until)) return { kind: 'all', cards };
    cursor = page.next;
  }
  await sleep(NEWS_MS);
  const accesses = [accessBefore, await access(reader, destination)];
  if (accesses.includes('unreadable')) return { kind: 'unreadable' };
  if (accesses.includes('unknown')) return wait('the history was empty, and whether we may read it is not known now');
  return { kind: 'all', cards };
}

/** Looks for one card by its marks. The range begins before any message that the delivery can have made. */
export async function reconcile(
  reader: HistoryReader,
  range: HistoryRange,
  marks: readonly string[],
): Promise<Verdict> {
  const isOurs = (card: HistoryMessage): boolean => card.marks.some((mark) => marks.includes(mark));
  const read = await readOwnCards(reader, range, isOurs);
  if (read.kind !== 'all') return read;
  const found = read.cards.find(isOurs);
  return found === undefined ? { kind: 'absent' } : { kind: 'found', messageId: found.id, channelId: found.channelId };
}
