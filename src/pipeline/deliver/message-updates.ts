// Steps after posting: edits and publishing, each repeatable without harm, and notices to admins; never before cards.
import { backOff } from '../../domain/back-off.js';
import {
  isAskedToWait,
  type Destinations,
  type MessageUpdate,
  type Refusal,
  type Sender,
} from '../../domain/delivery.js';
import { errorText, TransientError } from '../../errors.js';
import type { Reader } from '../../store/reader.js';
import type { WriterPort } from '../../store/port.js';
import type { DueStep } from '../../store/delivery/deliveries.js';
import { createClosedPlaces, HELD_MS, heldMs } from './closed-places.js';
import { LONGEST_WAIT_MS } from './cooldown.js';
import { createDayPublishing, type DayPublishingOptions } from './day-publishing.js';
import { createDueSteps } from './due-steps.js';
import { createKeptWrites } from './kept-writes.js';
import { createNoticeTeller } from './notices.js';
import type { Outage } from './outage.js';
import type { Refreshed } from './refresh.js';
import { seenOf, shownBy } from './shown-body.js';
import { createTested } from './tested.js';
import { createUnderWay } from './under-way.js';

export interface MessageUpdaterOptions extends Omit<
  DayPublishingOptions,
  'reader' | 'writer' | 'sender' | 'outage' | 'destinations' | 'underWay'
> {
  readonly destinations: Pick<Destinations, 'isSilenced' | 'canPost' | 'kindOf'>;
  readonly reader: Pick<
    Reader,
    'dueUpdates' | 'listNotices' | 'messageUpdate' | 'unknownDeliveries' | 'unpublishedDays'
  >;
  readonly writer: WriterPort;
  readonly sender: Sender;
  /** What the message would show now; null when its paper is not in the store. */
  readonly refresh: (step: MessageUpdate) => Refreshed | null;
  readonly outage: Pick<Outage, 'isOn' | 'isCauseOf' | 'levelOf' | 'waitMs' | 'probe' | 'release'>;
  /** Between two rounds (milliseconds, two seconds by default); in one round each destination gets one edit and one publishing, which is their pace. */
  readonly roundMs?: number | undefined;
  /** How long an answer is waited for before the next step goes on beside it (milliseconds). */
  readonly patienceMs?: number | undefined;
}

export interface MessageUpdater {
  wake(): void;
  /** Something changed at Discord: what was refused in a channel that is open now, as in a server that has the bot again, is due. */
  reopen(): Promise<void>;
  isIdle(withinMs: number): boolean;
  stop(): Promise<void>;
}

const ROUND_MS = 2_000;
const MOST_ATTEMPTS = 30;
/** The gateway has not told of the channel yet, or the bot was removed from its server: when it tells of it, this is due at once. */
const UNKNOWN_KIND: Refusal = {
  kind: 'hold',
  afterMs: null,
  reason: 'whether the channel is one for announcements is not known yet',
};

/** A thread that is locked keeps no other message of its destination from being changed. */
const restOf = ({ kind, channelId }: Pick<DueStep, 'kind' | 'channelId'>): string => `${kind} ${channelId}`;

const noticeName = (destination: string): string => `notice ${destination}`;

export function createMessageUpdater(options: MessageUpdaterOptions): MessageUpdater {
  const { reader, sender, log, cooldowns, outage } = options;
  const writer = createKeptWrites(options.writer);
  const { roundMs = ROUND_MS } = options;
  let timer: NodeJS.Timeout | null = null;
  let round: Promise<void> | null = null;
  let isStopped = false;
  const steps = createDueSteps(reader);
  /** A time-out of the bot lasts up to four weeks: nothing is asked there, and nothing counted. */
  const isSilenced = ({ destination }: DueStep): boolean => options.destinations.isSilenced(destination);
  const nowText = (): string => options.now().toISOString();
  const stop = (reason: string): void => {
    isStopped = true;
    options.onStop(reason);
  };
  const underWay = createUnderWay(noteFailure, options.patienceMs);
  const days = createDayPublishing({ ...options, writer, underWay, onStop: stop });
  const closed = createClosedPlaces(options);
  const tell = createNoticeTeller({ ...options, writer, onStop: stop });
  const tested = createTested(outage);
  /** Whether it was said that the store cannot be written. */
  let hasFailed = false;

  const later = (ms: number): string => new Date(options.now().getTime() + ms).toISOString();
  const afterFailures = (failures: number): string =>
    later(backOff({ failures, longestMs: LONGEST_WAIT_MS, random: options.random }));

  async function refused(step: MessageUpdate, refusal: Refusal): Promise<void> {
    const { reason } = refusal;
    if (outage.isCauseOf(refusal))
      return writer.call('retryUpdate', { id: step.id, isCounted: false, reason, next: nowText() });
    const facts = { step: step.kind, message: step.messageId, reason };
    // Not asked of Discord: in a server that comes late each card would have its line.
    const level = refusal === UNKNOWN_KIND ? 'debug' : outage.levelOf(refusal);
    log[level](facts, 'a message could not be changed');
    if (refusal.kind === 'stop') return stop(reason);
    const isCounted = !isAskedToWait(refusal);
    const isLast = refusal.kind === 'reject' || (isCounted && step.attempts + 1 >= MOST_ATTEMPTS);
    if (isLast) return writer.call('dropUpdate', step.id, reason, nowText());
    const asked = refusal.afterMs ?? (refusal.kind === 'hold' ? HELD_MS : null);
    cooldowns.pause(restOf(step), asked, refusal);
    if (refusal.kind === 'hold') closed.refused(step.destination, restOf(step));
    const wait = refusal.kind === 'hold' ? heldMs(step.attempts, asked) : asked;
    // The limit may be of this message alone: other steps of its destination come first when the rest is over.
    const behindOthers = cooldowns.waitMs(restOf(step)) + 2 * roundMs;
    const next = wait === null ? afterFailures(step.attempts + 1) : later(isCounted ? wait : behindOthers);
    return writer.call('retryUpdate', { id: step.id, isCounted, reason, next });
  }

  /** Nothing is left to do: it was published, or a reader would see no change. */
  const markDone = ({ id, wanted }: MessageUpdate): Promise<void> =>
    writer.call('markUpdateDone', { id, wanted }, nowText());

  /** Whether Discord was asked: where a reader would see no change, nothing is. */
  async function edit(step: MessageUpdate): Promise<boolean> {
    const refreshed = options.refresh(step);
    if (refreshed === null) {
      await writer.call('dropUpdate', step.id, 'the paper is not in the store', nowText());
      return false;
    }
    const { card, withCard } = shownBy(step.body);
    // What calls a role stands above the paper, and stays.
    const fresh = card.content === undefined ? refreshed.body : { ...refreshed.body, content: card.content };
    if (seenOf(card) === seenOf(fresh)) {
      await markDone(step);
      return false;
    }
    const outcome = await sender.edit(step.channelId, step.messageId, fresh);
    if (outcome.kind === 'sent') {
      cooldowns.clear(restOf(step));
      const shown = { body: withCard(fresh), lines: refreshed.lines };
      await writer.call('markEdited', { id: step.id, wanted: step.wanted }, shown, nowText());
    } else await refused(step, outcome);
    return true;
  }

  async function publish(step: MessageUpdate): Promise<void> {
    const kind = options.destinations.kindOf(step.destination);
    // Asked in vain in each channel of a large server, Discord's refusals would keep the cards of all servers back.
    if (kind === null) return refused(step, UNKNOWN_KIND);
    if (kind !== 'announcement') return markDone(step);
    const outcome = await sender.publish(step.channelId, step.messageId);
    if (outcome.kind !== 'sent') return refused(step, outcome);
    cooldowns.clear(restOf(step));
    return markDone(step);
  }

  /** When one step or notice fails, only that one is dropped, and null answered; a failure of the store ends the round. */
  async function alone<T>(work: Promise<T>, facts: object, drop: (reason: string) => Promise<void>): Promise<T | null> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof TransientError) throw error;
      log.error({ err: error, ...facts }, 'a change of a message failed and is dropped; the others go on');
      await drop(`an error of this program: ${errorText(error)}`);
      return null;
    } finally {
      outage.release();
    }
  }

  function noteFailure(error: unknown): void {
    const isTransient = error instanceof TransientError;
    if (!isTransient) log.error({ err: error }, 'changes of messages cannot be worked on now');
    else if (!hasFailed)
      log.error({ error: errorText(error) }, 'the database cannot be written; changes of messages wait until it can');
    hasFailed ||= isTransient;
  }

  async function runRound(): Promise<void> {
    await writer.writeKept();
    tested.beginRound();
    const notices = reader.listNotices(nowText()).filter(({ destination }) => !underWay.has(noticeName(destination)));
    for (const notice of notices) {
      await underWay.room();
      if (isStopped || outage.waitMs() > 0) return;
      const { destination } = notice;
      const name = noticeName(destination);
      if (tested.isPassedOver(name)) continue;
      outage.probe();
      await underWay.begin(name, () =>
        alone(tell(notice), { destination }, (reason) => writer.call('markTold', destination, reason, nowText())),
      );
    }
    await days.publishDays(() => isStopped, tested.isPassedOver);
    const restMs = outage.isOn() ? cooldowns.askedMs : cooldowns.waitMs;
    const served = new Set<string>();
    for (const due of await steps.ofRound(nowText)) {
      await underWay.room();
      if (isStopped || outage.waitMs() > 0) return;
      const { id, kind, destination } = due;
      // What is to be published does not wait behind thousands of edits.
      const turn = `${kind} ${destination}`;
      if (served.has(turn) || underWay.has(turn) || restMs(restOf(due)) > 0 || isSilenced(due)) continue;
      const step = reader.messageUpdate(id, nowText());
      if (step === null || tested.isPassedOver(`step ${id}`)) continue;
      outage.probe();
      const isAsked = await underWay.begin(turn, () =>
        alone<unknown>(
          kind === 'edit' ? edit(step) : publish(step),
          { step: kind, destination, message: step.messageId, paper: step.paperKey },
          (reason) => writer.call('dropUpdate', id, reason, nowText()),
        ),
      );
      if (isAsked !== false) served.add(turn);
    }
    tested.endRound();
  }

  async function work(): Promise<void> {
    try {
      await runRound();
      hasFailed = false;
    } catch (error) {
      noteFailure(error);
    } finally {
      round = null;
      if (!isStopped) timer = setTimeout(wake, roundMs);
    }
  }

  function wake(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!isStopped) round ??= work();
  }

  return {
    wake,
    reopen: closed.reopen,
    isIdle(withinMs) {
      const by = later(withinMs);
      if (round !== null || !underWay.isEmpty() || days.hasDue(withinMs)) return false;
      return !steps.some(by, (step) => cooldowns.waitMs(restOf(step)) <= withinMs && !isSilenced(step));
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await round;
      await underWay.settled();
    },
  };
}
