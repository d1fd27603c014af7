// Turns at sources: one request at a time to arXiv, and a pause after each, over all processes that share the database.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ARXIV_PACE_MS, type SourceSettings } from '../../config.js';
import type { Turn } from '../../http/client.js';
import type { WriterPort } from '../../store/port.js';

/** How often the turn is renewed while a request is under way, and how often one that another process has is asked for. */
const RENEW_MS = 2_500;
const LOOK_MS = 500;
const ARXIV = /(?:^|\.)arxiv\.org\.?$/i;

export interface TurnOptions {
  readonly writer: WriterPort;
  readonly settings: Pick<SourceSettings, 'feedUrl' | 'apiUrl' | 'oaiUrl' | 'paceMs'>;
  /** See machineMs: the same in all processes of this machine. */
  readonly machineMs: () => number;
  readonly signal: AbortSignal;
}

/** Answers a Turn; who waits in this process is served in order. A turn rejects when the program stops. */
export function createTurn({ writer, settings, machineMs, signal }: TurnOptions): Turn {
  const own = new Set([settings.feedUrl, settings.apiUrl, settings.oaiUrl].map((url) => new URL(url).host));
  const queues = new Map<string, Promise<unknown>>();

  async function take(lane: string, holder: string, paceMs: number): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const wait = await writer.call('takeTurn', { lane, holder, paceMs, nowMs: machineMs() });
      if (wait === 0) return;
      await sleep(Math.min(wait, LOOK_MS), undefined, { signal });
    }
  }

  async function within<T>(lane: string, paceMs: number, work: () => Promise<T>): Promise<T> {
    const holder = randomUUID();
    await take(lane, holder, paceMs);
    const renewal = setInterval(() => {
      // A renewal that fails, such as by a lock, is made up for by the next one.
      writer.call('renewTurn', lane, holder, machineMs()).catch(() => undefined);
    }, RENEW_MS);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await writer.call('endTurn', lane, holder, machineMs());
    }
  }

  return (url, work) => {
    const isArxiv = ARXIV.test(url.hostname);
    const lane = isArxiv || own.has(url.host) ? 'arxiv' : url.host;
    const paceMs = isArxiv ? Math.max(settings.paceMs, ARXIV_PACE_MS) : settings.paceMs;
    const before = queues.get(lane) ?? Promise.resolve();
    const turn = before.then(() => within(lane, paceMs, work));
    queues.set(
      lane,
      turn.catch(() => undefined),
    );
    return turn;
  };
}
