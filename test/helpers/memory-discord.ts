// A Discord in memory: channels, threads, nonces and histories, and a bot's outgoing side that can die at any of its steps.
import { pino } from 'pino';
import type { ChannelNews, Destinations, HistoryMessage, Sender, SendOutcome } from '../../src/domain/delivery.js';
import { isPost, NONCE_WINDOW_MS } from '../../src/domain/delivery.js';
import { fingerprintOf, snowflakeAt } from '../../src/domain/fingerprint.js';
import type { MessageBody } from '../../src/domain/message.js';
import { createOutgoing, type Outgoing } from '../../src/pipeline/deliver/outgoing.js';
import type { WriterPort } from '../../src/store/port.js';
import { relevance, taxonomy, type TestStore } from './stores.js';
import { calendar } from './fetching.js';

export interface MemoryMessage {
  readonly id: string;
  readonly channelId: string;
  /** The channel, or the forum or channel of a thread. */
  readonly parentId: string;
  body: MessageBody & { flags?: number; allowed_mentions?: { roles?: string[] } };
  readonly nonce: string | null;
  readonly at: number;
  readonly tags: readonly string[];
}

export type Kind = NonNullable<ReturnType<Destinations['kindOf']>>;

export interface MemoryDiscord {
  readonly messages: MemoryMessage[];
  /** Edits that were taken, by message. */
  readonly edits: string[];
  /** Names of steps (writes, and requests that change something) of all runs. */
  readonly steps: string[];
  readonly gone: Set<string>;
  tags: { id: string; name: string }[];
  /** Answers in place of a request to send. */
  answer: (channelId: string, body: MessageBody) => SendOutcome | null;
  /** Answers in place of a request to open a thread. */
  threadAnswer: () => SendOutcome | null;
  /** Starts a run. `dies`: after which of its steps (from 1) it is killed, done and unheard. */
  start(dies?: number): Outgoing;
  /** Resolves when the run has died. */
  readonly death: () => Promise<void>;
  /** Looks for what is due now. */
  wake(): void;
  /** Runs until nothing is due any more by the clock. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export interface MemoryOptions {
  readonly store: TestStore;
  readonly kind: Kind;
  readonly clock: { ms: number };
  readonly cardsPerHour?: number;
  readonly places?: ChannelNews;
  /** See OutgoingOptions. */
  readonly begins?: () => Promise<void>;
}

const OWN = '9';
/** How far the clock runs between two looks at what is due. */
const LOOK_MS = 20;

export function openMemoryDiscord(options: MemoryOptions): MemoryDiscord {
  const { store, kind, clock, cardsPerHour = 30, places = null } = options;
  const messages: MemoryMessage[] = [];
  const threads = new Set<string>();
  let given = 0;
  const nextId = (): string => (BigInt(snowflakeAt(new Date(clock.ms))) + BigInt((given += 1))).toString();
  const sent = (id: string, channelId: string): SendOutcome => ({ kind: 'sent', messageId: id, channelId });
  const isGone = (id: string): SendOutcome | null =>
    discord.gone.has(id) ? { kind: 'hold', reason: '404/10003', afterMs: null, isGone: true } : null;

  function put(message: Omit<MemoryMessage, 'at'>): SendOutcome {
    messages.push({ ...message, at: clock.ms });
    return sent(message.id, message.channelId);
  }

  const sender: Sender = {
    async send(channelId, body) {
      const refused = isGone(channelId) ?? discord.answer(channelId, isPost(body) ? body.message : body);
      if (refused !== null) return refused;
      const id = nextId();
      if (isPost(body)) {
        threads.add(id);
        const tags = body.applied_tags ?? [];
        return put({ id, channelId: id, parentId: channelId, body: body.message, nonce: null, tags });
      }
      const known = messages.find(
        (each) => each.channelId === channelId && each.nonce === body.nonce && clock.ms - each.at < NONCE_WINDOW_MS,
      );
      if (known !== undefined) return sent(known.id, channelId);
      const parent = messages.find((each) => each.id === channelId)?.parentId ?? channelId;
      return put({ id, channelId, parentId: parent, body, nonce: body.nonce, tags: [] });
    },
    async edit(channelId, messageId, body) {
      const message = messages.find(({ id }) => id === messageId);
      if (message === undefined) return { kind: 'reject', reason: '404/10008' };
      message.body = { ...body };
      discord.edits.push(messageId);
      return sent(messageId, channelId);
    },
    async openThread(channelId, messageId) {
      if (!messages.some(({ id }) => id === messageId)) return { kind: 'reject', reason: '404/10008', isGone: true };
      const refused = discord.threadAnswer();
      if (refused !== null) return refused;
      threads.add(messageId);
      return sent(messageId, channelId);
    },
    publish: async (channelId, messageId) => sent(messageId, channelId),
    openDirect: async (userId) => sent(`${userId}1`, `${userId}1`),
    tell: async (userId) => sent(nextId(), userId),
    async readHistory(destination, isForum, after) {
      const refused = isGone(destination);
      if (refused !== null && refused.kind !== 'sent') return refused;
      const found = messages.filter(({ id, channelId, parentId }) =>
        isForum
          ? parentId === destination && id === channelId && BigInt(id) > BigInt(after)
          : channelId === destination && BigInt(id) > BigInt(after),
      );
      const page = found.map(({ id, channelId, body }): HistoryMessage => ({
        id,
        channelId,
        authorId: OWN,
        isPlain: true,
        marks: fingerprintOf(body),
        content: body.content ?? '',
      }));
      return { kind: 'page', messages: page, next: null };
    },
  };
  const destinations: Destinations = {
    kindOf: (id) => (threads.has(id) ? 'thread' : kind),
    tagsOf: () => discord.tags,
    hasRole: (_channel, role) => !discord.gone.has(role),
    canPost: () => true,
    isSilenced: () => false,
    stateOf: () => null,
    canReadHistory: () => Promise.resolve(true),
    lastKnownId: (id) => (threads.has(id) ? id : '1'),
  };

  let running: Outgoing | null = null;
  let death: Promise<void> = Promise.resolve();
  const now = (): Date => new Date(clock.ms);

  function begin(dies: number | null): Outgoing {
    let isOver = false;
    let count = 0;
    let die = (): void => undefined;
    death = new Promise((done) => (die = done));
    async function mortal<T>(name: string, step: () => Promise<T>): Promise<T> {
      if (isOver) return new Promise<T>(() => undefined);
      count += 1;
      discord.steps.push(name);
      const result = await step();
      if (count !== dies) return result;
      isOver = true;
      void outgoing.stop();
      running = null;
      die();
      return new Promise<T>(() => undefined);
    }
    const writer: WriterPort = {
      call: (name, ...args) =>
        mortal(name, () => Promise.resolve((store.writer[name] as (...values: unknown[]) => never)(...args))),
    };
    store.writer.recallWaiting(now().toISOString());
    store.writer.recoverSending(now().toISOString());
    const outgoing = createOutgoing({
      places,
      reader: store.reader,
      writer,
      sender: {
        ...sender,
        send: (channelId, body) => mortal('send', () => sender.send(channelId, body)),
        openThread: (channelId, id, name) => mortal('openThread', () => sender.openThread(channelId, id, name)),
        edit: (channelId, id, body) => mortal('edit', () => sender.edit(channelId, id, body)),
      },
      destinations,
      userId: OWN,
      taxonomy,
      unread: () => Promise.resolve([]),
      calendar,
      relevance,
      zone: 'Asia/Tokyo',
      cardsPerHour,
      mayGo: () => Promise.resolve(true),
      now,
      monotonic: () => clock.ms,
      roundMs: 0,
      random: () => 0.5,
      ...(options.begins === undefined ? {} : { begins: options.begins() }),
      log: pino({ level: 'silent' }),
      onStop(reason) {
        throw new Error(reason);
      },
    });
    running = outgoing;
    outgoing.wake();
    return outgoing;
  }

  const discord: MemoryDiscord = {
    messages,
    edits: [],
    steps: [],
    gone: new Set(),
    tags: [],
    answer: () => null,
    threadAnswer: () => null,
    start: (dies) => begin(dies ?? null),
    death: () => death,
    wake: () => (running ?? begin(null)).wake(),
    async drain() {
      const outgoing = running ?? begin(null);
      clock.ms += 1_000;
      for (let looks = 0; looks < 2_000; looks += 1) {
        outgoing.wake();
        await new Promise((again) => setTimeout(again, 5));
        clock.ms += LOOK_MS;
        const { pending, sending } = store.reader.outboxCounts();
        const due = store.reader.nextDueAt();
        if (pending + sending === 0 || (due !== null && due > now().toISOString() && outgoing.isIdle(0))) return;
      }
      throw new Error('what is due does not come to an end');
    },
    stop: async () => running?.stop(),
  };
  return discord;
}
