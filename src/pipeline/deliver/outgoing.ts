// Outgoing: everything that leaves for Discord by itself - cards, steps after posting, notices - wired to one connection.
import { paperCard } from '../../cards/paper-card.js';
import type { ArxivCalendar } from '../../domain/arxiv-calendar.js';
import type { Taxonomy } from '../../domain/category.js';
import type { Destinations, ChannelNews, Sender } from '../../domain/delivery.js';
import type { PlaceRest } from '../../domain/posted.js';
import { createOneByOne } from '../../domain/one-by-one.js';
import { errorText, TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import type { Render } from './render.js';
import { createAttempt } from './attempt.js';
import { createClosedThreads } from './closed-threads.js';
import { createComposer } from './compose.js';
import { createDayPlaces } from './day-places.js';
import { createEmptyDayNotices } from './empty-days.js';
import { createDepartures, type DepartureOptions } from './departure.js';
import { createRefresh } from './refresh.js';
import { createDeliverer } from './worker.js';
import { createCooldowns, LONGEST_WAIT_MS } from './cooldown.js';
import { createOutage } from './outage.js';
import { createRuleCare } from './rule-care.js';
import { createReleaser } from './release.js';
import { createRepeats } from './repeats.js';
import { createNoticeSends } from './notice-sends.js';
import { createPastCards } from './past-cards.js';
import { createSerial } from '../../schedule.js';
import { createMessageUpdater } from './message-updates.js';
import type { Relevance } from '../../search/rules/relevance.js';
import type { WriterPort } from '../../store/port.js';

export interface OutgoingOptions {
  readonly reader: Reader;
  readonly writer: WriterPort;
  readonly sender: Sender;
  readonly destinations: Destinations;
  readonly userId: string;
  /** Null where Discord is not asked. */
  readonly places: ChannelNews | null;
  readonly taxonomy: Taxonomy;
  readonly calendar: ArxivCalendar;
  /** See EmptyDayParts. */
  readonly unread: (at: Date) => Promise<readonly string[]>;
  /** By which the papers of a digest are ordered. */
  readonly relevance: Relevance;
  readonly mayGo: DepartureOptions['mayGo'];
  /** Most single cards of a destination in an hour; 0: no limit. */
  readonly cardsPerHour: number;
  /** IANA zone of destinations that have none of their own. */
  readonly zone: string;
  readonly now: () => Date;
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly onStop: (reason: string) => void;
  /** Until this resolves nothing that waits is sent or edited; at once where it is left out. */
  readonly begins?: Promise<void>;
  /** See MessageUpdaterOptions. */
  readonly roundMs?: number;
}

export interface Outgoing {
  /** Looks for what is due now. */
  wake(): void;
  /** Something changed at Discord: what is held may go on. Never rejects. */
  release(): Promise<void>;
  /** The gateway stood and has been away for a while. */
  lost(reason: string): void;
  /** The gateway was lost and stands again: what failed meanwhile is tried at once. */
  reached(): Promise<void>;
  isIdle(withinMs: number): boolean;
  /** What keeps all that is due at a destination; null where nothing does. */
  restOf(destination: string): PlaceRest | null;
  /** Takes nothing new; resolves when what is in flight has settled. */
  stop(): Promise<void>;
}

/** How often held destinations are looked at without a sign from Discord (milliseconds). */
const RELEASE_MS = 15_000;

export function createOutgoing(options: OutgoingOptions): Outgoing {
  const { reader, writer, destinations, userId, taxonomy, now, monotonic, random, log, onStop } = options;
  const { mayGo, cardsPerHour, relevance, zone } = options;
  /** Called by the worker that learns that nothing may be sent; stops the others too. */
  const stopAll = (reason: string): void => {
    void deliverer.stop();
    void messageUpdater.stop();
    onStop(reason);
  };
  /** Of all that is worked on in pieces, one piece is in each turn of the event loop: twenty digests at once are twenty pieces. */
  const pause = createOneByOne();
  const cooldowns = createCooldowns(monotonic, random);
  const stepPauses = createCooldowns(monotonic, random);
  const outage = createOutage({
    monotonic,
    random,
    log,
    // What failed just before comes within that time; what a digest or quiet hours keep does not wait for Discord.
    waiting: () => reader.countDue(new Date(now().getTime() + LONGEST_WAIT_MS).toISOString()),
    onEnd: () => void recover(),
  });
  /** The outage is over: pauses that it caused end, and failed deliveries are due now. */
  async function recover(): Promise<void> {
    cooldowns.clearBackOffs();
    stepPauses.clearBackOffs();
    try {
      await writer.call('recallFailed', now().toISOString());
    } catch (error) {
      log.warn(
        { error: errorText(error) },
        'what failed in the outage could not be recalled; it goes out at its own time',
      );
    }
    wake();
  }
  const sender = outage.watch(options.sender);
  /** For all that tells people something and is no paper. */
  const noticeSender = { ...sender, ...createNoticeSends({ sender, destinations, userId, now, monotonic }) };
  const closedThreads = createClosedThreads(monotonic);
  const common = { reader, writer, sender, destinations, closedThreads, now, monotonic, random, log, onStop: stopAll };
  const viewOf: DepartureOptions['viewOf'] = ({ language, destination }) => ({
    language,
    taxonomy,
    zone: reader.destinationSettings(destination).zone ?? zone,
  });
  const render: Render = (paper, { deliveryId, language }) =>
    paperCard(paper, { language, taxonomy, zone, followed: reader.followedCategories(deliveryId) });
  let isStopped = false;
  const isStopping = (): boolean => isStopped;
  const releaser = createReleaser(common);
  const past = createPastCards({ reader, writer, history: { sender, destinations, userId }, now });
  const departures = createDepartures({
    ...common,
    past,
    compose: createComposer({ ...common, relevance, cardsPerHour, pause }),
    dayPlaces: createDayPlaces({ ...common, userId }),
    viewOf,
    render,
    mayGo,
    zone,
    turn: pause,
  });
  const repeats = createRepeats({ ...common, isStopping, places: options.places, pause });
  const attempt = createAttempt({
    ...common,
    userId,
    async depart(delivery) {
      if (!(await repeats.putOff(delivery))) return departures(delivery);
      void leaveOutRepeats();
      return { kind: 'later' };
    },
    cooldowns,
    outage,
    onHold: releaser.held,
    onAccepted: releaser.accepted,
  });
  const deliverer = createDeliverer({ ...common, ...attempt, cooldowns, outage });
  const messageUpdater = createMessageUpdater({
    ...common,
    sender: noticeSender,
    refresh: createRefresh({ reader, viewOf, render }),
    cooldowns: stepPauses,
    outage,
    roundMs: options.roundMs,
  });
  let hasBegun = options.begins === undefined;
  void options.begins?.then(() => {
    hasBegun = true;
    wake();
  });
  const wake = (): void => {
    if (!hasBegun) return;
    deliverer.wake();
    messageUpdater.wake();
  };
  const careForRules = createRuleCare({ ...common, sender: noticeSender, outage, isStopping, places: options.places });
  const tellEmptyDays = createEmptyDayNotices({
    ...common,
    outage,
    isStopping,
    taxonomy,
    calendar: options.calendar,
    unread: options.unread,
    zone,
    pause,
  });
  /** What fails is looked at again, and holds up nothing else. */
  async function alone(look: () => Promise<void>, failed: string): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (error instanceof TransientError) log.warn({ error: errorText(error) }, failed);
      else log.error({ err: error }, failed);
    }
  }
  const release = createSerial(async () => {
    if (isStopped) return;
    await alone(async () => {
      while (!isStopped && (await writer.call('fanOut'))) wake();
    }, 'papers that many rules want could not be given to all of them; it is tried again');
    await alone(careForRules, 'rules of places that are gone could not be looked at; it is tried again');
    await alone(async () => {
      if ((await releaser.release()) > 0) wake();
      await messageUpdater.reopen();
    }, 'what is held could not be looked at; it is tried again');
  });
  // Thousands of lines take minutes, for which nothing else waits.
  const tell = createSerial(async () => {
    if (!isStopped) await alone(tellEmptyDays, 'days without papers could not be told; it is tried again');
  });
  const leaveOutRepeats = createSerial(async () => {
    if (!isStopped)
      await alone(repeats.look, 'what people have read in channels could not be looked at; it is tried again');
  });
  const timer = setInterval(() => {
    outage.tellEnd();
    void release();
    void tell();
    void leaveOutRepeats();
  }, RELEASE_MS).unref();

  return {
    wake,
    release,
    lost(reason) {
      if (!isStopped) outage.lost(reason);
    },
    async reached() {
      if (isStopped) return;
      outage.reached();
      await recover();
    },
    restOf(destination) {
      const ms = outage.isOn() ? cooldowns.askedMs(destination) : cooldowns.waitMs(destination);
      if (ms === 0 && !outage.isOn()) return null;
      const reason = ms > 0 ? cooldowns.reasonOf(destination) : outage.reason();
      return { until: new Date(now().getTime() + ms).toISOString(), reason };
    },
    isIdle: (withinMs) => !reader.isFanningOut() && deliverer.isIdle(withinMs) && messageUpdater.isIdle(withinMs),
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await Promise.all([deliverer.stop(), messageUpdater.stop(), release(), tell(), leaveOutRepeats()]);
    },
  };
}
