// After a restore: cards that were posted after the backup are recognised before anything is posted, once a destination.
import type { HistoryMessage } from '../../domain/delivery.js';
import { headMark, snowflakeTime, markOfMessage, snowflakeAt } from '../../domain/fingerprint.js';
import { addDays } from '../../domain/local-time.js';
import type { Reader } from '../../store/reader.js';
import { readOwnCards, type HistoryReader, type Verdict } from './reconcile.js';
import type { WriterPort } from '../../store/port.js';

/** Looks a card up among those that stand though the database does not know of them. */
export interface PastCards {
  find(place: PastPlace, marks: readonly string[]): Promise<Verdict>;
}

export interface PastPlace {
  readonly destination: string;
  /** The channel that has its messages: of a person the one of their direct messages. */
  readonly channelId: string;
}

/** How much the clock may have been wrong when the backup was made (milliseconds), where no message of ours tells the time. */
const CLOCK_ERROR_MS = 3_600_000;

export interface PastOptions {
  readonly reader: Pick<Reader, 'restoredBackupOf' | 'isSearched' | 'findCard' | 'newestMessageBy' | 'dayThreadsSince'>;
  readonly writer: WriterPort;
  readonly history: HistoryReader;
  readonly now: () => Date;
}

/** Whether a message stands for no paper: it opens the thread of a day, or tells of an empty one. */
const opensDay = ({ marks }: HistoryMessage): boolean =>
  marks.length > 0 && marks.every((mark) => mark.startsWith(markOfMessage('')));

export function createPastCards({ reader, writer, history, now }: PastOptions): PastCards {
  const backupOf = reader.restoredBackupOf();
  /** Writes travel to the reading connection at once, but only once each is done. */
  const searched = new Set<string>();

  /** Threads of days that may hold lists from after the backup: those that were made since, and those that it knew. */
  function dayThreads(destination: string, cards: readonly HistoryMessage[], early: string): string[] {
    const isForum = history.destinations.kindOf(destination) === 'forum';
    const made = cards.filter(opensDay).map(({ id, channelId }) => (isForum ? channelId : id));
    const day = snowflakeTime(early).toISOString().slice(0, 10);
    return [...new Set([...made, ...reader.dayThreadsSince(destination, addDays(day, -1))])];
  }

  async function search({ destination, channelId: place }: PastPlace, since: string): Promise<Verdict> {
    const early = snowflakeAt(new Date(Date.parse(since) - CLOCK_ERROR_MS));
    const after = reader.newestMessageBy(destination, since) ?? early;
    const read = await readOwnCards(history, { destination: place, after }, () => false);
    if (read.kind !== 'all') return read;
    const cards = [...read.cards];
    for (const thread of dayThreads(destination, read.cards, early)) {
      const inside = await readOwnCards(history, { destination: thread, after: early }, () => false);
      if (inside.kind === 'all') cards.push(...inside.cards);
      else if (inside.kind !== 'hold' || inside.isGone !== true) return inside;
    }
    const found = cards.map((card) => ({
      messageId: card.id,
      channelId: card.channelId,
      marks: opensDay(card) ? [...card.marks, headMark(card.id)] : card.marks,
    }));
    await writer.call('keepFoundCards', destination, found, now().toISOString());
    searched.add(destination);
    return { kind: 'absent' };
  }

  return {
    async find(place, marks) {
      if (backupOf === null) return { kind: 'absent' };
      const { destination } = place;
      if (!searched.has(destination) && !reader.isSearched(destination)) {
        const verdict = await search(place, backupOf);
        if (verdict.kind !== 'absent') return verdict;
      }
      const card = reader.findCard(destination, marks);
      return card === null ? { kind: 'absent' } : { kind: 'found', ...card };
    },
  };
}
