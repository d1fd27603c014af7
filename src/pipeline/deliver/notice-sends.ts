// Notice sends: a notice whose answer was lost is repeated while its nonce holds; after that the history tells whether it stands.
import type { HistoryMessage, Sender, SendOutcome } from '../../domain/delivery.js';
import { snowflakeAt } from '../../domain/fingerprint.js';
import { createFirstSends } from './first-sends.js';
import { readOwnCards, type HistoryReader } from './reconcile.js';

export interface NoticeSendsParts extends Omit<HistoryReader, 'sender'> {
  readonly sender: Pick<Sender, 'send' | 'tell' | 'openDirect' | 'readHistory'>;
  readonly now: () => Date;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
}

/** How much the clock may differ from Discord's (milliseconds). */
const CLOCK_ERROR_MS = 3_600_000;

/** One notice at one place. */
interface Posting {
  readonly key: string;
  readonly content: string;
  readonly post: () => Promise<SendOutcome>;
  /** The channel in which it stands. */
  readonly channel: () => Promise<SendOutcome>;
}

/** What is known of a notice that may stand: all that it may say, and an id from before it. */
interface Doubt {
  readonly contents: Set<string>;
  readonly after: string;
}

/**
 * Sends as the sender does. Where it cannot be told whether a notice stands, it is not sent again: whoever sends it is told
 * that it is refused.
 */
export function createNoticeSends(parts: NoticeSendsParts): Pick<Sender, 'send' | 'tell'> {
  const { sender, now } = parts;
  const sends = createFirstSends<string>(now, parts.monotonic);
  /** Kept in memory only: after a restart a notice is sent as if for the first time. */
  const doubts = new Map<string, Doubt>();

  function forget(key: string): void {
    sends.forget(key);
    doubts.delete(key);
  }

  /** What became of a notice that may stand; null when it does not. */
  async function lookUp({ contents, after }: Doubt, channel: Posting['channel']): Promise<SendOutcome | null> {
    const opened = await channel();
    if (opened.kind !== 'sent') return opened;
    const destination = opened.channelId ?? '';
    const isIt = ({ content }: HistoryMessage): boolean => contents.has(content);
    const read = await readOwnCards(parts, { destination, after }, isIt);
    if (read.kind === 'unreadable')
      return {
        kind: 'reject',
        reason: 'it may have been posted, and the history cannot be read; it is not sent again',
      };
    if (read.kind !== 'all') return read;
    const found = read.cards.find(isIt);
    return found === undefined ? null : { kind: 'sent', messageId: found.id, channelId: destination };
  }

  async function sendOnce({ key, content, post, channel }: Posting): Promise<SendOutcome> {
    const known = doubts.get(key);
    if (known !== undefined && !sends.mayRepeat(key)) {
      const result = await lookUp(known, channel);
      if (result === null || result.kind === 'sent') forget(key);
      if (result !== null) return result;
    }
    const after = snowflakeAt(new Date(now().getTime() - CLOCK_ERROR_MS));
    const doubt = doubts.get(key) ?? { contents: new Set<string>(), after };
    if (!sends.has(key)) sends.note(key);
    const outcome = await post();
    if (outcome.kind === 'retry' && outcome.maybeAccepted)
      doubts.set(key, doubt).get(key)?.contents.add(content.trim());
    else if (outcome.kind === 'sent' || !doubts.has(key)) forget(key);
    return outcome;
  }

  const inChannel = (channelId: string): SendOutcome => ({ kind: 'sent', messageId: null, channelId });
  return {
    send(channelId, body) {
      const post = (): Promise<SendOutcome> => sender.send(channelId, body);
      // A post of a forum has no nonce.
      if (!('nonce' in body)) return post();
      const channel = (): Promise<SendOutcome> => Promise.resolve(inChannel(channelId));
      return sendOnce({ key: `${channelId} ${body.nonce}`, content: body.content ?? '', post, channel });
    },
    tell: (userId, body) =>
      sendOnce({
        key: `${userId} ${body.nonce}`,
        content: body.content ?? '',
        post: () => sender.tell(userId, body),
        channel: () => sender.openDirect(userId),
      }),
  };
}
