// Publishing the message of a day in an announcement channel, where those that follow it see that there are papers.
import { backOff } from '../../domain/back-off.js';
import { isAskedToWait, type Destinations, type Sender } from '../../domain/delivery.js';
import type { Log } from '../../log.js';
import type { UnpublishedDay } from '../../store/delivery/day-threads.js';
import type { Reader } from '../../store/reader.js';
import { HELD_MS } from './closed-places.js';
import { LONGEST_WAIT_MS, type Cooldowns } from './cooldown.js';
import type { KeptWrites } from './kept-writes.js';
import type { Outage } from './outage.js';
import type { UnderWay } from './under-way.js';

export interface DayPublishingOptions {
  readonly reader: Pick<Reader, 'unpublishedDays'>;
  readonly writer: Pick<KeptWrites, 'call'>;
  readonly sender: Pick<Sender, 'publish'>;
  readonly destinations: Pick<Destinations, 'isSilenced' | 'kindOf'>;
  /** The rests of publishing at destinations, which other messages there share. */
  readonly cooldowns: Cooldowns;
  readonly outage: Pick<Outage, 'isOn' | 'waitMs' | 'probe'>;
  /** Publishing at a destination has the name of its rest, under which other messages there are published too. */
  readonly underWay: UnderWay;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly onStop: (reason: string) => void;
}

const MOST_ATTEMPTS = 30;
/** Where the gateway has not told of the channel yet, it is looked at after this time (milliseconds), then ever more rarely. */
const UNKNOWN_MS = 60_000;

const restOf = (destination: string): string => `publish ${destination}`;

export function createDayPublishing(options: DayPublishingOptions) {
  const { reader, writer, sender, destinations, cooldowns, outage, underWay, now, log } = options;

  async function publish(message: UnpublishedDay): Promise<void> {
    const { destination, messageId, attempts } = message;
    const outcome = await sender.publish(destination, messageId);
    if (outcome.kind === 'sent') return writer.call('endPublishing', message);
    if (outcome.kind === 'stop') return options.onStop(outcome.reason);
    const { kind, reason } = outcome;
    if (kind === 'retry' && outcome.isUnreachable === true && outage.isOn())
      return writer.call('publishLater', message, now().toISOString(), false);
    log.warn({ message: messageId, destination, reason }, 'the message of a day could not be published');
    const isCounted = !isAskedToWait(outcome);
    if (kind === 'reject' || (isCounted && attempts + 1 >= MOST_ATTEMPTS)) return writer.call('endPublishing', message);
    const asked = outcome.afterMs ?? (kind === 'hold' ? HELD_MS : null);
    cooldowns.pause(restOf(destination), asked, outcome);
    const wait = asked ?? backOff({ failures: attempts + 1, longestMs: LONGEST_WAIT_MS, random: options.random });
    return writer.call('publishLater', message, new Date(now().getTime() + wait).toISOString(), isCounted);
  }

  /** Put off one by one, so that those of channels that are gone do not stand before all others. */
  async function waitForKind(message: UnpublishedDay): Promise<void> {
    const { attempts } = message;
    if (attempts + 1 >= MOST_ATTEMPTS) return writer.call('endPublishing', message);
    const wait = Math.min(UNKNOWN_MS * 2 ** attempts, HELD_MS);
    return writer.call('publishLater', message, new Date(now().getTime() + wait).toISOString(), true);
  }

  const isClosed = (destination: string): boolean =>
    destinations.isSilenced(destination) || destinations.kindOf(destination) === null;

  return {
    /** Publishes what is due; `isStopped` is asked before each, `isPassedOver` when its turn has come. */
    async publishDays(isStopped: () => boolean, isPassedOver: (what: string) => boolean): Promise<void> {
      // What is under way may end in this round, and is then done.
      const days = reader.unpublishedDays(now().toISOString()).filter((day) => !underWay.has(restOf(day.destination)));
      for (const message of days) {
        await underWay.room();
        if (isStopped() || outage.waitMs() > 0) return;
        const { destination } = message;
        const rest = restOf(destination);
        if (underWay.has(rest) || cooldowns.waitMs(rest) > 0 || destinations.isSilenced(destination)) continue;
        const kind = destinations.kindOf(destination);
        if (kind !== 'announcement') {
          await (kind === null ? waitForKind(message) : writer.call('endPublishing', message));
          continue;
        }
        if (isPassedOver(`day ${destination} ${message.day}`)) continue;
        outage.probe();
        await underWay.begin(rest, () => publish(message));
      }
    },
    /** Whether one falls due, and its place rests no longer than that. */
    hasDue(withinMs: number): boolean {
      const by = new Date(now().getTime() + withinMs).toISOString();
      return reader
        .unpublishedDays(by)
        .some(({ destination }) => !isClosed(destination) && cooldowns.waitMs(restOf(destination)) <= withinMs);
    },
  };
}
