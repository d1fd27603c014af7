// Settlements: what is written of a delivery, and of all that stand in its message, once it is known what became of it.
import { backOff } from '../../domain/back-off.js';
import { isAskedToWait, type Delivery, type Destinations, type Refusal } from '../../domain/delivery.js';
import type { Log } from '../../log.js';
import type { WriterPort } from '../../store/port.js';
import type { ClosedThreads } from './closed-threads.js';
import { LONGEST_WAIT_MS, type Cooldowns } from './cooldown.js';
import type { FirstSends } from './first-sends.js';
import { holdAll } from './in-slices.js';
import { isOutOfReach, type Outage } from './outage.js';
import type { Hold } from './release.js';

export interface SettlementOptions {
  readonly writer: WriterPort;
  readonly destinations: Pick<Destinations, 'kindOf'>;
  readonly sends: FirstSends<number>;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly cooldowns: Cooldowns;
  readonly closedThreads: ClosedThreads;
  readonly outage: Pick<Outage, 'isCauseOf' | 'levelOf'>;
  /** A destination is held from now on. */
  readonly onHold: (destination: string, hold: Hold) => void;
  /** A destination took a card. */
  readonly onAccepted: (destination: string) => void;
  /** Discord refused the token: nothing more is sent, everything owed is kept. */
  readonly onStop: (reason: string) => void;
}

/** A rest that lasts so long (milliseconds) is told. */
export const LONG_WAIT_MS = 30_000;
/** A message of a day that was refused is tried again after this time (milliseconds). */
const REFUSED_THREAD_MS = 3_600_000;

export interface Postponement {
  /** Whether the message may stand. */
  readonly isDoubtful: boolean;
  /** Whether the claim of this attempt has counted it. What an outage refused, or what is asked to wait, keeps its place, and is not counted. */
  readonly isClaimed: boolean;
}

export function createSettlements(options: SettlementOptions) {
  const { writer, log, cooldowns, sends } = options;
  const nowText = (): string => options.now().toISOString();
  /** Destinations whose lists wait for a thread. */
  const threadless = new Set<string>();
  /** Destinations at which a rate limit stands that was told. */
  const limited = new Set<string>();

  async function absent(delivery: Delivery): Promise<void> {
    await writer.call('markAbsent', delivery.id, nowText());
    sends.forget(delivery.id);
  }

  const restOf = (destination: string): string => `thread ${destination}`;

  function threadUsed(destination: string): void {
    options.closedThreads.used(destination);
    cooldowns.clear(restOf(destination));
    if (threadless.delete(destination))
      log.info({ destination }, 'the lists of a destination go into its thread again');
  }

  /** The thread of the day cannot be used: its lists wait, what else the destination is owed goes on. */
  async function waitForThread(
    delivery: Delivery,
    refusal: Refusal,
    { isDoubtful, isClaimed }: Postponement,
  ): Promise<void> {
    const { id, destination, mode } = delivery;
    const { reason } = refusal;
    if (isOutOfReach(refusal)) cooldowns.unanswered(destination);
    cooldowns.pause(restOf(destination), 'afterMs' in refusal ? refusal.afterMs : REFUSED_THREAD_MS, refusal);
    const next = new Date(options.now().getTime() + cooldowns.waitMs(restOf(destination))).toISOString();
    await writer.call('retryLater', { id, isDoubtful, isCounted: !isClaimed, next, reason }, nowText());
    await writer.call('waitTogether', destination, mode, next);
    log[threadless.has(destination) ? 'debug' : 'warn'](
      { destination, mode, reason },
      'the thread of a day cannot be used: its lists wait, other cards go on',
    );
    threadless.add(destination);
  }

  return {
    /** `body` is what the message shows where no claim froze it. */
    async sent(
      delivery: Delivery,
      { messageId, channelId }: { readonly messageId: string | null; readonly channelId: string | null },
      body: string | null,
    ): Promise<void> {
      const isInThread = delivery.channelId !== delivery.destination;
      // Where the gateway has not told of the channel yet, its kind is known when the message is to be published.
      const kind = options.destinations.kindOf(delivery.destination);
      const isToPublish = !isInThread && (kind === 'announcement' || kind === null);
      await writer.call('markSent', delivery.id, { messageId, channelId, body, isToPublish }, nowText());
      sends.forget(delivery.id);
      cooldowns.clear(delivery.destination);
      if (limited.delete(delivery.destination))
        log.info({ destination: delivery.destination }, 'a rate limit is over: the destination takes cards again');
      options.onAccepted(delivery.destination);
      if (isInThread) threadUsed(delivery.destination);
    },

    /** `afterMs`: when its destination is tried again without a sign from Discord; null: by the usual rests. */
    async hold(delivery: Delivery, reason: string, afterMs: number | null): Promise<void> {
      const { id, destination } = delivery;
      const waiting = await holdAll(writer, { id, destination, reason, at: nowText() });
      sends.forget(id);
      options.onHold(destination, { reason, afterMs, waiting });
    },

    async holdUnknown(delivery: Delivery): Promise<void> {
      await writer.call('holdUnknown', delivery.id, nowText());
      sends.forget(delivery.id);
      log.warn({ delivery: delivery.id, destination: delivery.destination }, 'held: outcome unknown');
    },

    async reject(delivery: Delivery, reason: string): Promise<void> {
      const { id, destination } = delivery;
      const papers = await writer.call('reject', id, reason, nowText());
      sends.forget(id);
      if (papers > 0) log.warn({ delivery: id, destination, papers, reason }, 'a message is split into smaller ones');
    },

    /** No attempt made its message: it is owed as before. */
    absent,

    /** The thread of the day was deleted, or locked without this message in it: another one is made for what is still owed. */
    async leaveThread(delivery: Delivery, reason: string): Promise<void> {
      const { channelId, destination } = delivery;
      await writer.call('forgetThread', channelId);
      await absent(delivery);
      log.info({ destination, thread: channelId, reason }, 'the thread of a day takes no lists and is left');
      if (options.closedThreads.left(destination, reason)) return cooldowns.pause(destination, null);
      const refusal = options.closedThreads.refusal(destination);
      if (refusal !== null) await waitForThread(delivery, refusal, { isDoubtful: false, isClaimed: true });
    },

    waitForThread,

    async postpone(delivery: Delivery, refusal: Refusal, { isDoubtful, isClaimed }: Postponement): Promise<void> {
      const { id, attempts, destination } = delivery;
      const isOutage = options.outage.isCauseOf(refusal);
      const wait = refusal.kind === 'retry' ? refusal.afterMs : null;
      const own = backOff({ failures: attempts + 1, longestMs: LONGEST_WAIT_MS, random: options.random });
      const next = wait !== null || isOutage ? null : new Date(options.now().getTime() + own).toISOString();
      const isCounted = !((isOutage || isAskedToWait(refusal)) && isClaimed);
      await writer.call('retryLater', { id, isDoubtful, isCounted, next, reason: refusal.reason }, nowText());
      if (!isOutage) cooldowns.pause(destination, wait, refusal);
      const restMs = cooldowns.waitMs(destination);
      // A long wait that was asked for is told where it is asked for.
      if (wait !== null && wait < LONG_WAIT_MS && restMs >= LONG_WAIT_MS && !limited.has(destination)) {
        limited.add(destination);
        log.warn(
          { destination, restMs, reason: refusal.reason },
          'a rate limit stands: the destination is asked rarely',
        );
      }
      if (isOutOfReach(refusal)) cooldowns.unanswered(destination);
      if (refusal.kind === 'stop') options.onStop(refusal.reason);
    },
  };
}
