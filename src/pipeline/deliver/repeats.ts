// Repeats: what a person can have read in a channel is left out of their messages, which wait until that is known.
import { toUtcText } from '../../domain/calendar.js';
import type { ChannelNews, Delivery } from '../../domain/delivery.js';
import { TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { WriterPort } from '../../store/port.js';
import type { Reader } from '../../store/reader.js';
import type { Repeat } from '../../store/subscriptions/ending.js';

export interface RepeatsParts {
  readonly reader: Pick<Reader, 'repeatsDue' | 'repeatsOf'>;
  readonly writer: WriterPort;
  /** Null where Discord is not asked. */
  readonly places: ChannelNews | null;
  readonly now: () => Date;
  readonly log: Log;
}

export interface Repeats {
  /** Leaves out of what people are owed soon what they can have read; to be called now and then. */
  look(): Promise<void>;
  /** Puts off a delivery to a person, and what would leave with it, where the next look has to come first; answers whether it did. */
  putOff(delivery: Pick<Delivery, 'destination' | 'mode'>): Promise<boolean>;
}

/** Longer than from one look to the next (milliseconds). */
const SOON_MS = 40_000;
/** What was put off is tried again so soon (milliseconds). */
const AGAIN_MS = 1_000;

export function createRepeats({ reader, writer, places, now, log }: RepeatsParts): Repeats {
  /** Deliveries that were looked at, and stay: no channel that their person reads has shown the paper. */
  const looked = new Set<number>();
  const later = (ms: number): string => new Date(now().getTime() + ms).toISOString();

  async function leaveOut({ id, userId, channelIds }: Repeat, canRead: ReturnType<ChannelNews['readers']>) {
    try {
      for (const channelId of channelIds)
        if (await canRead(userId, channelId)) return await writer.call('withholdShown', id, toUtcText(now()));
    } catch (error) {
      if (error instanceof TransientError) throw error;
      log.error({ err: error, delivery: id }, 'whether a person has read a paper cannot be told: it is sent');
    }
    looked.add(id);
    return undefined;
  }

  return {
    async look() {
      if (places === null) return;
      const canRead = places.readers();
      const seen = new Set<number>();
      let after = 0;
      for (let due = reader.repeatsDue(later(SOON_MS), after); due.length > 0;) {
        for (const repeat of due) {
          await leaveOut(repeat, canRead);
          seen.add(repeat.id);
        }
        after = due.at(-1)?.id ?? after;
        due = reader.repeatsDue(later(SOON_MS), after);
      }
      for (const id of looked) if (!seen.has(id)) looked.delete(id);
    },
    async putOff({ destination, mode }) {
      if (places === null || reader.repeatsOf(destination, later(0)).every((id) => looked.has(id))) return false;
      await writer.call('waitTogether', destination, mode, later(AGAIN_MS));
      return true;
    },
  };
}
