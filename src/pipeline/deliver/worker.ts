// Deliver: drains the outbox, one delivery at a time per destination, each settled only by what Discord said.
import type { Delivery, Destinations } from '../../domain/delivery.js';
import { errorText, TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import { isDamage, isTransientSqliteError } from '../../store/database/sqlite-errors.js';
import type { WriterPort } from '../../store/port.js';
import type { Cooldowns } from './cooldown.js';
import type { Outage } from './outage.js';
import { createRounds } from './rounds.js';

export interface DeliverOptions {
  readonly reader: Pick<Reader, 'dueDestinations' | 'nextDelivery' | 'nextDueAt'>;
  readonly writer: WriterPort;
  readonly attempt: (delivery: Delivery) => Promise<void>;
  /** Settles a delivery that cannot be worked on because of what it holds; rejects when the store does not take that. */
  readonly giveUp: (delivery: Delivery, reason: string) => Promise<void>;
  readonly cooldowns: Cooldowns;
  readonly outage: Pick<Outage, 'isOn' | 'waitMs' | 'witnesses' | 'probe' | 'release'>;
  readonly destinations: Pick<Destinations, 'canPost'>;
  readonly now: () => Date;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  readonly log: Log;
  /** A failure that no later attempt can get past; everything owed is kept. */
  readonly onStop: (reason: string) => void;
}

export interface Deliverer {
  /** Looks for due deliveries now (after an ingest, a subscription, a release). */
  wake(): void;
  /** Whether nothing is being sent and nothing falls due within `withinMs`. */
  isIdle(withinMs: number): boolean;
  /** Takes nothing new; resolves when what is in flight has settled. */
  stop(): Promise<void>;
}

/** How often the outbox is looked at: another process may have enqueued something. */
const LOOK_MS = 2_000;
/** Destinations worked on at once; more would only wait in the REST client's queue. */
const MOST_IN_FLIGHT = 20;
/** Of these, those whose last request was not answered: each may hold its place until the next one times out. */
const MOST_UNANSWERED = MOST_IN_FLIGHT / 2;
/** Destinations that rest and are passed over in one go. */
const PASSED_OVER = 1_000;
/** A clock that goes back by more than this (milliseconds) was set, not corrected. */
const CLOCK_SET_MS = 5_000;

/** Of a write, which another thread makes, or of a read of this one. */
const isPassing = (error: unknown): boolean => error instanceof TransientError || isTransientSqliteError(error);

/** Starts draining; the first look happens at `wake`. */
export function createDeliverer(options: DeliverOptions): Deliverer {
  const { reader, writer, log, cooldowns, outage, monotonic } = options;
  const rounds = createRounds(reader);
  const tests = createRounds(reader);
  const inFlight = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  let hasFailed = false;
  let storeRestsUntil = 0;
  let clock = { wall: options.now().getTime(), monotonic: monotonic() };

  function stopFor(error: unknown): void {
    log.error({ err: error }, 'deliveries cannot be worked on; they stay owed');
    isStopped = true;
    const why =
      error instanceof Error && isDamage(error) ? `the database is damaged (${error.message})` : errorText(error);
    options.onStop(why);
  }

  /** A transient failure of the store is said once. */
  function noteFailure(error: unknown): void {
    if (!hasFailed)
      log.error({ error: errorText(error) }, 'the database cannot be read or written; deliveries wait until it can');
    hasFailed = true;
  }

  /** Whatever the destination, the next write would fail as well. A delivery under way is due again when its lease is over. */
  function waitForStore(error: unknown): void {
    noteFailure(error);
    storeRestsUntil = monotonic() + LOOK_MS;
  }

  /** After any other failure only this delivery fails; where the store cannot record even that, everything stops. */
  async function onFailure(delivery: Delivery, error: unknown): Promise<void> {
    if (isPassing(error)) return waitForStore(error);
    if (isDamage(error)) return stopFor(error);
    const { id, destination, paperKey } = delivery;
    log.error({ err: error, delivery: id, destination, paper: paperKey }, 'a delivery failed; the others go on');
    try {
      await options.giveUp(delivery, `an error of this program: ${errorText(error)}`);
    } catch (refusal) {
      if (isPassing(refusal)) waitForStore(refusal);
      else stopFor(refusal);
    }
  }

  async function work(delivery: Delivery): Promise<void> {
    try {
      await options.attempt(delivery);
      if (hasFailed) log.info('the database can be read and written again');
      hasFailed = false;
    } catch (error) {
      await onFailure(delivery, error);
    } finally {
      outage.release();
      inFlight.delete(delivery.destination);
      wake();
    }
  }

  /** Waits are kept as times of the clock; when the clock is set back, they would last longer by as much. */
  function watchClock(): void {
    const next = { wall: options.now().getTime(), monotonic: monotonic() };
    const isSetBack = next.wall - clock.wall < next.monotonic - clock.monotonic - CLOCK_SET_MS;
    clock = next;
    if (!isSetBack) return;
    log.warn({ now: options.now().toISOString() }, 'the clock went back: what waits for a later time is due now');
    writer.call('recallWaiting', options.now().toISOString()).then(wake, (error: unknown) => {
      log.warn({ error: errorText(error) }, 'waiting deliveries could not be recalled');
      clock = { wall: Number.POSITIVE_INFINITY, monotonic: next.monotonic };
    });
  }

  function sleepUntilNext(): void {
    const next = reader.nextDueAt();
    const due = next === null || inFlight.size > 0 ? LOOK_MS : Date.parse(next) - options.now().getTime();
    const wait = Math.min(due, LOOK_MS);
    const rest = cooldowns.shortestMs();
    timer = setTimeout(wake, Math.max(wait <= 0 && rest !== null ? Math.min(rest, LOOK_MS) : wait, 50));
  }

  /**
   * Where something is due and an outage is tested first: who was answered last; else, as after a start, a place that the
   * gateway tells of, since a server that is away may be all that does not answer.
   */
  function testPlace(now: string, restMs: (place: string) => number): string | undefined {
    const isFree = (place: string): boolean =>
      !inFlight.has(place) && restMs(place) === 0 && reader.nextDelivery(place, now) !== null;
    const witness = outage.witnesses().find(isFree);
    if (witness !== undefined || !outage.isOn()) return witness;
    for (let passed = 0; passed < PASSED_OVER; passed += 1) {
      const place = tests.next(now);
      if (place === null) break;
      if (options.destinations.canPost(place) === true && isFree(place)) return place;
    }
    // All were tested; any other has its turn.
    return undefined;
  }

  /** Begins at most one delivery, so that interactions are answered before the next one. */
  function look(): void {
    watchClock();
    const waitMs = Math.max(outage.waitMs(), storeRestsUntil - monotonic());
    if (waitMs > 0) {
      timer = setTimeout(wake, Math.min(waitMs, LOOK_MS));
      return undefined;
    }
    const restMs = outage.isOn() ? cooldowns.askedMs : cooldowns.waitMs;
    const now = options.now().toISOString();
    const first = testPlace(now, restMs);
    // In an outage one request at a time finds out whether it is over, at whatever destination.
    const isCrowded = !outage.isOn() && [...inFlight.keys()].filter(cooldowns.isUnanswered).length >= MOST_UNANSWERED;
    for (let passed = 0; inFlight.size < MOST_IN_FLIGHT && passed < PASSED_OVER; passed += 1) {
      const destination = passed === 0 && first !== undefined ? first : rounds.next(now);
      if (destination === null) return sleepUntilNext();
      if (inFlight.has(destination) || restMs(destination) > 0) continue;
      if (isCrowded && cooldowns.isUnanswered(destination)) continue;
      const delivery = reader.nextDelivery(destination, now);
      if (delivery === null) continue;
      outage.probe(destination);
      inFlight.set(destination, work(delivery));
      break;
    }
    if (inFlight.size < MOST_IN_FLIGHT) timer = setTimeout(wake, 0);
    return undefined;
  }

  function wake(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (isStopped) return undefined;
    try {
      look();
    } catch (error) {
      if (!isTransientSqliteError(error)) return stopFor(error);
      noteFailure(error);
      timer = setTimeout(wake, LOOK_MS);
    }
    return undefined;
  }

  return {
    wake,
    isIdle(withinMs) {
      if (inFlight.size > 0) return false;
      for (const destination of rounds.all(new Date(options.now().getTime() + withinMs).toISOString()))
        if (cooldowns.waitMs(destination) <= withinMs) return false;
      return true;
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.allSettled(inFlight.values());
    },
  };
}
