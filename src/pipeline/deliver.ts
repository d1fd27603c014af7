// Deliver: drains the outbox, one delivery at a time per destination, each settled only by what Discord said.
import { createHash } from 'node:crypto';
import type { CardBody, Delivery, Sender, SendOutcome } from '../domain/delivery.js';
import { NONCE_WINDOW_MS } from '../domain/delivery.js';
import type { MessageBody } from '../domain/command.js';
import type { Paper } from '../domain/paper.js';
import { errorText } from '../errors.js';
import type { Log } from '../log.js';
import type { Reader } from '../store/reader.js';
import type { WriterThread } from './writer-thread.js';

export interface DeliverOptions {
  readonly reader: Pick<Reader, 'listDue' | 'nextDueAt' | 'findPaper' | 'databaseId'>;
  readonly writer: Pick<WriterThread, 'call'>;
  readonly sender: Sender;
  readonly render: (paper: Paper, delivery: Delivery) => MessageBody;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
  /** Discord refused the token or blocked us: nothing more is sent, everything owed is kept. */
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

const LONGEST_WAIT_MS = 300_000;
/** How often the outbox is looked at: another process may have enqueued something. */
const LOOK_MS = 2_000;
/** No repeat starts so late that it could reach Discord after the nonce's window. */
const LAST_REPEAT_MS = NONCE_WINDOW_MS - 15_000;

/**
 * At most 25 characters, the same for every repeat of this delivery and for no other message: it is made from the
 * database's own random id, so that a new database cannot repeat the nonces of a deleted one.
 */
export function nonceOf(databaseId: string, delivery: Delivery): string {
  const text = `${databaseId}|${delivery.destination}|${delivery.id}|${delivery.paperKey}`;
  return createHash('sha256').update(text).digest('base64url').slice(0, 25);
}

/** 1, 2, 4 ... 300 seconds, with half of it left to chance so that destinations do not march in step. */
export function backOffMs(attempts: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(Math.max(attempts - 1, 0), 20));
  return full / 2 + (full / 2) * random();
}

/** Starts draining; the first look happens at `wake`. */
export function createDeliverer(options: DeliverOptions): Deliverer {
  const { reader, writer, sender, log } = options;
  const inFlight = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;

  const nowText = (): string => options.now().toISOString();

  async function claim(delivery: Delivery): Promise<CardBody | null> {
    const paper = reader.findPaper(delivery.paperKey);
    if (paper === null) {
      await writer.call('reject', delivery.id, 'the paper is not in the store', nowText());
      return null;
    }
    const nonce = nonceOf(reader.databaseId(), delivery);
    const body: CardBody = {
      ...options.render(paper, delivery),
      allowed_mentions: { parse: [] },
      nonce,
      enforce_nonce: true,
    };
    return (await writer.call('claimDelivery', delivery.id, nonce, JSON.stringify(body), nowText())) ? body : null;
  }

  /** The frozen body again, or null (then the delivery is held) when the nonce no longer protects a repeat. */
  async function repeat(delivery: Delivery): Promise<CardBody | null> {
    const age = options.now().getTime() - Date.parse(delivery.firstAttemptAt ?? '');
    if (delivery.body === null || !(age >= 0 && age < LAST_REPEAT_MS)) {
      await writer.call('holdUnknown', delivery.id, nowText());
      log.warn({ delivery: delivery.id, destination: delivery.destination }, 'held: outcome unknown');
      return null;
    }
    await writer.call('countAttempt', delivery.id);
    return JSON.parse(delivery.body) as CardBody;
  }

  async function settle(delivery: Delivery, outcome: SendOutcome): Promise<void> {
    const { id, destination } = delivery;
    if (outcome.kind === 'sent') return writer.call('markSent', id, outcome.messageId, nowText());
    const isAskedToWait = outcome.kind === 'retry' && outcome.afterMs !== null;
    const facts = { delivery: id, destination, outcome: outcome.kind, reason: outcome.reason };
    if (!isAskedToWait) log.warn(facts, 'a card was not accepted');
    if (outcome.kind === 'reject') return writer.call('reject', id, outcome.reason, nowText());
    if (outcome.kind === 'hold') {
      await writer.call('holdDestination', id, destination, outcome.reason, nowText());
      return;
    }
    const wait = outcome.kind === 'retry' ? outcome.afterMs : null;
    const next = options.now().getTime() + (wait ?? backOffMs(delivery.attempts + 1, options.random));
    const isDoubtful = outcome.kind === 'retry' && outcome.maybeAccepted;
    await writer.call('retryLater', id, isDoubtful, new Date(next).toISOString(), outcome.reason);
    if (outcome.kind === 'stop') {
      isStopped = true;
      options.onStop(outcome.reason);
    }
  }

  async function attempt(delivery: Delivery): Promise<void> {
    try {
      const body = await (delivery.state === 'pending' ? claim(delivery) : repeat(delivery));
      if (body !== null) await settle(delivery, await sender.send(delivery.destination, body));
    } catch (error) {
      log.error({ delivery: delivery.id, error: errorText(error) }, 'a delivery could not be worked on; it stays owed');
      isStopped = true;
      options.onStop(errorText(error));
    } finally {
      inFlight.delete(delivery.destination);
      wake();
    }
  }

  function sleepUntilNext(): void {
    const next = reader.nextDueAt();
    const wait = next === null || inFlight.size > 0 ? LOOK_MS : Date.parse(next) - options.now().getTime();
    timer = setTimeout(wake, Math.min(Math.max(wait, 50), LOOK_MS));
  }

  function wake(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (isStopped) return;
    for (const delivery of reader.listDue(nowText())) {
      if (!inFlight.has(delivery.destination)) inFlight.set(delivery.destination, attempt(delivery));
    }
    sleepUntilNext();
  }

  return {
    wake,
    isIdle(withinMs) {
      const next = reader.nextDueAt();
      return inFlight.size === 0 && (next === null || Date.parse(next) > options.now().getTime() + withinMs);
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.allSettled(inFlight.values());
    },
  };
}
