// Posting for tests where Discord is not the subject: the real outbox over a store, and a sender that keeps what it is given.
import { createOutgoing, type Outgoing } from '../../src/pipeline/deliver/outgoing.js';
import { isPost, type Sender } from '../../src/domain/delivery.js';
import { createLog } from '../../src/log.js';
import { ownPort } from '../../src/store/port.js';
import { relevance, taxonomy, type TestStore } from './stores.js';
import { calendar } from './fetching.js';

export interface Posted {
  readonly destination: string;
  /** Identifiers of the papers that the message shows, in order. */
  readonly arxivIds: readonly string[];
  readonly at: Date;
}

export interface Posting {
  readonly posted: readonly Posted[];
  /** Looks for what is due now. */
  wake(): void;
  /** Posts everything that is due by the clock. */
  drain(): Promise<void>;
  readonly release: Outgoing['release'];
  readonly restOf: Outgoing['restOf'];
  stop(): Promise<void>;
}

const IDENTIFIER = /https:\/\/arxiv\.org\/abs\/([\w.\-/]+?)(?:v\d+)?["\\)]/g;

/** Answers in the place of the sender that keeps what it is given, and a clock of its own. */
type Others = Partial<Sender> & { readonly monotonic?: () => number };

export function openPosting(store: TestStore, now: () => Date, given: Others = {}): Posting {
  const { monotonic = () => performance.now(), ...others } = given;
  const posted: Posted[] = [];
  let messages = 0;
  const sent = (channelId: string) => ({ kind: 'sent', messageId: String((messages += 1)), channelId }) as const;
  const sender: Sender = {
    send(destination, body) {
      const text = JSON.stringify((isPost(body) ? body.message : body).embeds ?? []);
      const arxivIds = [...new Set([...text.matchAll(IDENTIFIER)].map((found) => found[1] ?? ''))];
      posted.push({ destination, arxivIds, at: now() });
      return Promise.resolve(sent(destination));
    },
    edit: (channelId) => Promise.resolve(sent(channelId)),
    openThread: (channelId) => Promise.resolve(sent(channelId)),
    openDirect: (channelId) => Promise.resolve(sent(channelId)),
    publish: (channelId) => Promise.resolve(sent(channelId)),
    tell: (userId) => Promise.resolve(sent(userId)),
    readHistory: () => Promise.resolve({ kind: 'page', messages: [], next: null }),
    ...others,
  };
  const outgoing = createOutgoing({
    places: null,
    reader: store.reader,
    writer: ownPort(store.writer),
    sender,
    destinations: {
      kindOf: () => 'channel',
      tagsOf: () => [],
      hasRole: () => null,
      canPost: () => true,
      isSilenced: () => false,
      stateOf: () => null,
      canReadHistory: () => Promise.resolve(true),
      lastKnownId: () => '1',
    },
    userId: '9',
    taxonomy,
    unread: () => Promise.resolve([]),
    calendar,
    relevance,
    zone: 'Asia/Tokyo',
    cardsPerHour: 0,
    mayGo: () => Promise.resolve(true),
    now,
    monotonic,
    random: () => 0.5,
    log: createLog('silent'),
    roundMs: 0,
    onStop(reason) {
      throw new Error(reason);
    },
  });
  return {
    posted,
    wake: () => outgoing.wake(),
    async drain() {
      outgoing.wake();
      while (!outgoing.isIdle(0)) await new Promise((look) => setTimeout(look, 1));
    },
    release: () => outgoing.release(),
    restOf: (destination) => outgoing.restOf(destination),
    stop: () => outgoing.stop(),
  };
}
