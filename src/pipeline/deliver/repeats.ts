// Repeats: what a person can have read in a channel is left out of their messages, which wait until that is known.
import { toUtcText } from '../../domain/calendar.js';
import type { ChannelNews, Delivery } from '../../domain/delivery.js';
import { TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { WriterPort } from '../../store/port.js';
import type { Reader } from '../../store/reader.js';
import type { Repeat } from '../../store/subscriptions/ending.js';

export interface RepeatsParts {
  readonly reader: Pick<Reader, 'repeatsDue' | 'repeatsOf' | 'channelsShowing'>;
  readonly writer: WriterPort;
  /** Null where Discord is not asked. */
  readonly places: Pick<ChannelNews, 'readers'> | null;
  /** Lets other work of this thread go on. */
  readonly pause: () => Promise<void>;
  readonly isStopping: () => boolean;
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
/** Papers owed, channels that showed one, and rights there that are looked at without a pause, about 2 ms: the gateway's thread does this. */
export const LOOKED_AT_ONCE = 50;

export function createRepeats({ reader, writer, places, pause, isStopping, now, log }: RepeatsParts): Repeats {
  /** Deliveries that were looked at, and stay: no channel that their person reads has shown the paper. */
  const looked = new Set<number>();
  const later = (ms: number): string => new Date(now().getTime() + ms).toISOString();

  /** What one look finds out: asked once, however many people are owed a paper, and papers a person. */
  function createFindings(known: Pick<ChannelNews, 'readers'>) {
    const canRead = known.readers();
    /** By paper: the same for all who are owed it. */
    const showing = new Map<number, readonly string[]>();
    /** By channel, of the person who is looked at: the look goes person by person. */
    let rights = new Map<string, boolean>();
    let person: string | null = null;
    let left = LOOKED_AT_ONCE;

    async function goOn(steps = 1): Promise<void> {
      left -= steps;
      if (left > 0) return;
      left = LOOKED_AT_ONCE;
      await pause();
    }

    async function channelsOf(paperId: number): Promise<readonly string[]> {
      const found = showing.get(paperId);
      if (found !== undefined) return found;
      const channels = reader.channelsShowing(paperId);
      showing.set(paperId, channels);
      await goOn(channels.length);
      return channels;
    }

    async function ask(userId: string, channelId: string): Promise<boolean> {
      const can = await canRead(userId, channelId);
      rights.set(channelId, can);
      await goOn();
      return can;
    }

    async function readsAny(userId: string, channelIds: readonly string[]): Promise<boolean> {
      if (userId !== person) rights = new Map();
      person = userId;
      for (const channelId of channelIds) if (rights.get(channelId) ?? (await ask(userId, channelId))) return true;
      return false;
    }

    return { goOn, channelsOf, readsAny };
  }

  async function leaveOut({ id, userId, paperId }: Repeat, findings: ReturnType<typeof createFindings>): Promise<void> {
    const channels = await findings.channelsOf(paperId);
    // What no channel has shown yet has to be looked at once one does.
    if (channels.length === 0) return;
    try {
      if (await findings.readsAny(userId, channels)) return await writer.call('withholdShown', id, toUtcText(now()));
    } catch (error) {
      if (error instanceof TransientError) throw error;
      log.error({ err: error, delivery: id }, 'whether a person has read a paper cannot be told: it is sent');
    }
    looked.add(id);
  }

  return {
    async look() {
      if (places === null) return;
      const findings = createFindings(places);
      const seen = new Set<number>();
      let last: Repeat | null = null;
      for (let due = reader.repeatsDue(later(SOON_MS), last); due.length > 0;) {
        for (const repeat of due) {
          if (isStopping()) return;
          await leaveOut(repeat, findings);
          seen.add(repeat.id);
          last = repeat;
          await findings.goOn();
        }
        due = reader.repeatsDue(later(SOON_MS), last);
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
