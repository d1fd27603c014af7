// Day places: the thread (in a forum the post) that takes a day's lists, made once a day and found again after any interruption.
import { dayThreadMessage, dayThreadName } from '../../cards/day-thread.js';
import { dayIn } from '../../domain/calendar.js';
import type { Language } from '../../domain/language.js';
import {
  isPost,
  LEASE_MS,
  type CardBody,
  type Destinations,
  type PostBody,
  type Refusal,
  type Sender,
  type SendOutcome,
} from '../../domain/delivery.js';
import { snowflakeTime, laterId, markOfMessage } from '../../domain/fingerprint.js';
import { nonceFrom } from '../../domain/nonce.js';
import type { Paper } from '../../domain/paper.js';
import type { WriterPort } from '../../store/port.js';
import type { DayThread } from '../../store/delivery/day-threads.js';
import type { Reader } from '../../store/reader.js';
import type { Markdown } from '../../text/markdown.js';
import type { ClosedThreads } from './closed-threads.js';
import { createFirstSends } from './first-sends.js';
import { forumPost } from './forum-post.js';
import { reconcile } from './reconcile.js';

/**
 * `unreadable`: its message may be there, but the bot may not read the history. `threadless`: the message or its thread is
 * refused, though the destination takes other messages.
 */
export type DayPlace =
  | { readonly kind: 'open'; readonly threadId: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'threadless'; readonly refusal: Refusal }
  | Refusal;

export interface DayPlaceWanted {
  readonly destination: string;
  /** `YYYY-MM-DD` in the destination's zone. */
  readonly day: string;
  /** The zone (IANA) of that day. */
  readonly zone: string;
  readonly subject: Markdown;
  readonly language: Language;
  /** Of the first list; a forum's post has the tags that are named like their categories. */
  readonly papers: readonly Pick<Paper, 'categories'>[];
}

export interface DayPlaceOptions {
  readonly reader: Pick<Reader, 'dayThread' | 'foundHeads' | 'databaseId' | 'newestMessage'>;
  readonly writer: WriterPort;
  readonly sender: Sender;
  readonly destinations: Destinations;
  readonly closedThreads: Pick<ClosedThreads, 'left' | 'refusal'>;
  readonly userId: string;
  readonly now: () => Date;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
}

export function createDayPlaces(options: DayPlaceOptions) {
  const { reader, writer, sender, destinations, userId, now, monotonic } = options;
  const startedAt = monotonic();
  /** Messages of places, by their nonces. */
  const sends = createFirstSends<string>(now, monotonic);
  const nowText = (): string => now().toISOString();
  const again = (reason: string, afterMs: number | null = null): Refusal => ({
    kind: 'retry',
    maybeAccepted: false,
    afterMs,
    reason,
  });

  async function posted(wanted: DayPlaceWanted, outcome: SendOutcome): Promise<DayPlace> {
    const { destination, day } = wanted;
    if (outcome.kind === 'reject') return { kind: 'threadless', refusal: outcome };
    if (outcome.kind !== 'sent') return outcome;
    if (outcome.messageId === null) {
      await writer.call('forgetDayThread', destination, day);
      return again('the message of the day was deleted while it was sent', 0);
    }
    const kind = destinations.kindOf(destination);
    const { messageId } = outcome;
    const threadId = kind === 'forum' ? messageId : null;
    const publishAt = kind === 'announcement' || kind === null ? nowText() : null;
    await writer.call('markDayThread', { destination, day }, { messageId, threadId, publishAt });
    return threadId === null ? open(wanted, messageId) : { kind: 'open', threadId };
  }

  /** Opening twice is the same thread. Where the message is gone, the next list makes another. */
  async function open({ destination, day, subject, language }: DayPlaceWanted, messageId: string): Promise<DayPlace> {
    const outcome = await sender.openThread(destination, messageId, dayThreadName(subject, day, language));
    if (outcome.kind === 'reject' && outcome.isGone === true) {
      await writer.call('forgetDayThread', destination, day);
      const reason = `the thread of the day could not be opened: ${outcome.reason}`;
      options.closedThreads.left(destination, reason);
      return again(reason);
    }
    if (outcome.kind === 'hold' || outcome.kind === 'reject') return { kind: 'threadless', refusal: outcome };
    if (outcome.kind !== 'sent') return outcome;
    await writer.call('markDayThread', { destination, day }, { messageId, threadId: messageId, publishAt: null });
    return { kind: 'open', threadId: messageId };
  }

  function bodyFor(
    { destination, day, subject, language, papers }: DayPlaceWanted,
    nonce: string,
  ): CardBody | PostBody {
    const message = {
      ...dayThreadMessage({ subject, day, mark: nonce, language }),
      allowed_mentions: { parse: [] as [] },
    };
    if (destinations.kindOf(destination) === 'forum') {
      const name = dayThreadName(subject, day, language);
      return forumPost({ name, message, tags: destinations.tagsOf(destination), papers });
    }
    return { ...message, nonce, enforce_nonce: true };
  }

  async function claim(wanted: DayPlaceWanted, known: DayThread | null) {
    const { destination, day } = wanted;
    const nonce = known?.nonce ?? nonceFrom(reader.databaseId(), destination, day, nowText());
    const body = bodyFor(wanted, nonce);
    const historyAfter = laterId(reader.newestMessage(destination) ?? '0', destinations.lastKnownId(destination));
    await writer.call(
      'claimDayThread',
      { destination, day, nonce, body: JSON.stringify(body), historyAfter },
      nowText(),
    );
    return { nonce, body };
  }

  async function post(wanted: DayPlaceWanted, known: DayThread | null): Promise<DayPlace> {
    const { nonce, body } = await claim(wanted, known);
    sends.note(nonce);
    return posted(wanted, await sender.send(wanted.destination, body));
  }

  /** After a restore the day may have its message already, made after the backup. */
  async function begin(wanted: DayPlaceWanted): Promise<DayPlace> {
    const { destination, day, zone } = wanted;
    const messageId = reader.foundHeads(destination).find((id) => dayIn(zone, snowflakeTime(id)) === day);
    if (messageId === undefined) return post(wanted, null);
    await claim(wanted, null);
    return posted(wanted, { kind: 'sent', messageId, channelId: destination });
  }

  /** It is unknown whether the message was accepted: the nonce decides for a while, then the history. */
  async function settle(wanted: DayPlaceWanted, known: DayThread): Promise<DayPlace> {
    const { destination } = wanted;
    const body = JSON.parse(known.body) as CardBody | PostBody;
    if (!isPost(body) && sends.mayRepeat(known.nonce)) return posted(wanted, await sender.send(destination, body));
    // A request of the last run may still be on its way.
    const left = startedAt + LEASE_MS - monotonic();
    if (!sends.has(known.nonce) && left > 0) return again('the last run may have posted the message of the day', left);
    const marks = [markOfMessage(known.nonce)];
    const range = { destination, after: known.historyAfter };
    const verdict = await reconcile({ sender, destinations, userId }, range, marks);
    if (verdict.kind === 'found') return posted(wanted, { ...verdict, kind: 'sent' });
    return verdict.kind === 'absent' ? post(wanted, known) : verdict;
  }

  return {
    /** Where a day's lists go. */
    find(wanted: DayPlaceWanted): Promise<DayPlace> {
      const known = reader.dayThread(wanted.destination, wanted.day);
      if (known === null) {
        const refusal = options.closedThreads.refusal(wanted.destination);
        return refusal === null ? begin(wanted) : Promise.resolve({ kind: 'threadless', refusal });
      }
      if (known.threadId !== null) return Promise.resolve({ kind: 'open', threadId: known.threadId });
      return known.messageId === null ? settle(wanted, known) : open(wanted, known.messageId);
    },
  };
}

export type DayPlaces = ReturnType<typeof createDayPlaces>;
