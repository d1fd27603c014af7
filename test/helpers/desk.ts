// A desk for tests of delivery: the real store, the real client, the sandbox in this process, clocks that can be set.
import { buttons } from '../../commands/index.js';
import { connectDiscord, type DiscordConnection } from '../../src/discord/client.js';
import { createSender } from '../../src/discord/sender.js';
import type { Command, Context } from '../../src/domain/context.js';
import type { CardBody, Delivery, ChannelNews, PostBody, SendOutcome, Sender } from '../../src/domain/delivery.js';
import { fingerprintOf } from '../../src/domain/fingerprint.js';
import { TransientError } from '../../src/errors.js';
import { pino } from 'pino';
import { createOutgoing, type Outgoing } from '../../src/pipeline/deliver/outgoing.js';
import type { OpenTranslator } from '../../src/pipeline/translate/open-translator.js';
import { createTranslating, type Translating } from '../../src/pipeline/translate/translating.js';
import type { WriterThread } from '../../src/app/writer-thread.js';
import { paperCard } from '../../src/cards/paper-card.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { isTransientSqliteError } from '../../src/store/database/sqlite-errors.js';
import { control, type Control } from './control.js';
import { openTestStore, relevance, taxonomy, type TestStore } from './stores.js';
import { calendar } from './fetching.js';

export interface Desk {
  readonly store: TestStore;
  readonly sandbox: Sandbox;
  readonly control: Control;
  readonly connection: DiscordConnection;
  readonly sender: Sender;
  readonly channels: Readonly<Record<string, string>>;
  /** Milliseconds that each clock is ahead of the machine's. */
  readonly ahead: { bot: number; sandbox: number; monotonic: number };
  readonly stopped: string[];
  /** Warnings and errors of the log, one JSON text each. */
  readonly logged: string[];
  /** Answers in Discord's place for the bodies that it wants to answer. */
  answerFor: (body: CardBody | PostBody) => SendOutcome | null;
  /** Set before a start: who translates; null when nobody does. */
  translator: Omit<OpenTranslator, 'close'> | null;
  /** Set before a start. */
  cardsPerHour: number;
  /** What the gateway tells of channels and guilds; null: nothing. */
  places: ChannelNews | null;
  now(): Date;
  /** What a start of the bot does with the outbox; a second start stands for a restart. */
  start(): Promise<Outgoing>;
  /** Set before a start: at which of its steps (writes and requests that send, from 1) the run dies, as by SIGKILL. */
  dies: ((step: number, what: string) => 'before' | 'after' | null) | null;
  /** Resolves when the run has died. */
  death(): Promise<void>;
  /** What a run leaves behind that was killed after its claim: a delivery under way, its message accepted or not. */
  claimed(delivery: Delivery, isAccepted: boolean): Promise<void>;
  posts(channelId?: string): Promise<{ path: string; status: number | null; body: Record<string, unknown> }[]>;
  close(): Promise<void>;
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

export async function openDesk(): Promise<Desk> {
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const ahead = { bot: 0, sandbox: 0, monotonic: 0 };
  const now = (): Date => new Date(Date.now() + ahead.bot);
  const monotonic = (): number => performance.now() + ahead.monotonic;
  const store = openTestStore(now);
  const sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    assetsDir: '/nonexistent',
    log,
    now: () => new Date(Date.now() + ahead.sandbox),
  });
  const work = control(sandbox.url);
  await work.rateLimit(null);
  let outgoing: Outgoing | null = null;
  let translating: Translating | null = null;
  const context = {
    translate: null,
    findPaper: store.reader.findPaper,
    unknownDeliveries: store.reader.unknownDeliveries,
  } as unknown as Context;
  /** Shows the card of the first paper, as /paper does. */
  const show: Command = {
    definition: { name: 'show', description: 'show', options: [{ type: 5, name: 'share', description: 'for all' }] },
    run() {
      const [first] = store.reader.eachPaper();
      return Promise.resolve({ messages: [paperCard(first!.paper, { language: 'ja', taxonomy, zone: 'Asia/Tokyo' })] });
    },
  };
  const connection = await connectDiscord(
    {
      apiUrl: sandbox.apiUrl,
      token: 't',
      log,
      commands: [show],
      buttons,
      forms: [],
      context,
      now,
      random: () => 0.5,
      signal: new AbortController().signal,
      onChannelsChanged: () => void outgoing?.release(),
      onDisconnected: (reason) => outgoing?.lost(reason),
      onReconnected: () => void outgoing?.reached(),
      onClosedForGood: () => undefined,
    },
    [show.definition],
  );
  await connection.register();
  const real = createSender({ apiUrl: sandbox.apiUrl, token: 't', log, monotonic });
  let life = { isOver: false, steps: 0 };
  let died = withResolvers();
  /** A step of a run that may die before it, or when it is done and nobody has heard of it; the dead go on with nothing. */
  async function mortal<T>(what: string, step: () => Promise<T>): Promise<T> {
    const own = life;
    own.steps += 1;
    const fate = own.isOver ? 'before' : (desk.dies?.(own.steps, what) ?? null);
    const end = (): Promise<T> => {
      own.isOver = true;
      void outgoing?.stop();
      outgoing = null;
      died.resolve();
      return new Promise<T>(() => undefined);
    };
    if (fate === 'before') return end();
    const result = await step();
    return fate === 'after' || own.isOver ? end() : result;
  }
  const sender: Sender = {
    ...real,
    openThread: (channelId, messageId, name) => mortal('openThread', () => real.openThread(channelId, messageId, name)),
    edit: (channelId, messageId, body) => mortal('edit', () => real.edit(channelId, messageId, body)),
    send: (destination, body) => {
      const answer = desk.answerFor(body);
      return mortal('send', () => (answer === null ? real.send(destination, body) : Promise.resolve(answer)));
    },
  };
  const writer = {
    async call(name: string, ...args: unknown[]): Promise<unknown> {
      return mortal(name, async () => {
        try {
          return (store.writer[name as 'fanOut'] as (...values: unknown[]) => unknown)(...args);
        } catch (error) {
          throw isTransientSqliteError(error) ? new TransientError(String(error)) : error;
        }
      });
    },
  } as unknown as WriterThread;
  const stopped: string[] = [];

  const desk: Desk = {
    answerFor: () => null,
    translator: null,
    cardsPerHour: 30,
    places: null,
    store,
    sandbox,
    control: work,
    connection,
    sender,
    ahead,
    stopped,
    logged,
    now,
    channels: sandbox.demo.channels,
    dies: null,
    death: () => died.promise,
    async start() {
      await outgoing?.stop();
      life = { isOver: false, steps: 0 };
      died = withResolvers();
      store.writer.recallWaiting(now().toISOString());
      store.writer.recoverSending(now().toISOString());
      await translating?.stop();
      translating = null;
      if (desk.translator !== null) {
        const parts = { reader: store.reader, writer, askedBy: 'bot', now, random: () => 0.5, log } as const;
        translating = createTranslating({ ...desk.translator, ...parts }, monotonic);
        await translating.recover();
      }
      outgoing = createOutgoing({
        places: desk.places,
        mayGo: translating?.mayGo ?? (() => Promise.resolve(true)),
        cardsPerHour: desk.cardsPerHour,
        reader: store.reader,
        writer,
        sender,
        destinations: connection,
        userId: connection.userId,
        taxonomy,
        unread: () => Promise.resolve([]),
        calendar,
        relevance,
        zone: 'Asia/Tokyo',
        now,
        monotonic,
        random: () => 0.5,
        log,
        onStop: (reason) => stopped.push(reason),
      });
      await outgoing.release();
      outgoing.wake();
      translating?.wake();
      return outgoing;
    },
    async claimed(delivery, isAccepted) {
      const card = paperCard(store.reader.findPaper(delivery.paperKey)!, {
        language: delivery.language,
        taxonomy,
        zone: 'Asia/Tokyo',
      });
      const nonce = `n${delivery.id}`;
      const body: CardBody = { ...card, nonce, enforce_nonce: true, allowed_mentions: { parse: [] } };
      const historyAfter = connection.lastKnownId(delivery.destination);
      const at = new Date(now().getTime() - 60_000).toISOString();
      store.writer.claimDelivery({ id: delivery.id, nonce, body: JSON.stringify(body), historyAfter }, at);
      if (isAccepted && fingerprintOf(body).length > 0) await sender.send(delivery.destination, body);
    },
    async posts(channelId = '\\d+') {
      const path = new RegExp(`^/channels/${channelId}/(?:messages|threads)$`);
      return (await work.requests()).filter((request) => request.method === 'POST' && path.test(request.path));
    },
    async close() {
      await translating?.stop();
      await outgoing?.stop();
      await connection.close();
      await sandbox.close();
      store.close();
    },
  };
  return desk;
}
