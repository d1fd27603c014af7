// Departure: everything that is decided before a message leaves - whether it may, its content, its destination, its claim.
import { subjectList } from '../../cards/day-thread.js';
import type { View } from '../../cards/view.js';
import { dayIn } from '../../domain/calendar.js';
import {
  isPost,
  ONE_MESSAGE_MS,
  type CardBody,
  type Delivery,
  type Destinations,
  type PostBody,
  type Refusal,
  type Sender,
} from '../../domain/delivery.js';
import { quietEnd, quietHoursOf } from '../../domain/due.js';
import { laterId, markOfMessage, marksOfPaper } from '../../domain/fingerprint.js';
import { wordsLanguage } from '../../domain/language.js';
import type { MessageBody } from '../../domain/message.js';
import type { Paper } from '../../domain/paper.js';
import { shownTitle } from '../../domain/shown-title.js';
import type { WriterPort } from '../../store/port.js';
import type { Claim } from '../../store/delivery/claims.js';
import type { Reader } from '../../store/reader.js';
import { joinMarkdown, own, roleMention, shownAs } from '../../text/markdown.js';
import type { Composition } from './compose.js';
import type { DayPlaces } from './day-places.js';
import type { Render } from './render.js';
import { mannerOf } from './manner.js';
import { nonceOf, nonceOfSeveral } from './nonces.js';
import { forumPost } from './forum-post.js';
import type { PastCards } from './past-cards.js';
import { lineShows, severalMessage, shownCount } from './several.js';
import { claimOfStanding } from './standing.js';

export interface DepartureOptions {
  readonly reader: Pick<
    Reader,
    'databaseId' | 'newestMessage' | 'destinationSettings' | 'leftOut' | 'isCallDue' | 'directPlace'
  >;
  readonly writer: WriterPort;
  readonly sender: Pick<Sender, 'openDirect'>;
  readonly destinations: Destinations;
  readonly past: PastCards;
  readonly compose: (delivery: Delivery, view: View) => Promise<Composition | null>;
  readonly dayPlaces: DayPlaces;
  readonly viewOf: (delivery: Pick<Delivery, 'language' | 'destination'>) => View;
  readonly render: Render;
  /** Whether a paper goes out now, or waits for its translation. */
  readonly mayGo: (delivery: Delivery, paper: Paper) => Promise<boolean>;
  /** IANA zone where a destination has none of its own. */
  readonly zone: string;
  readonly now: () => Date;
  /**
   * Resolves when a message may be made: twenty destinations are under way at once, and what they wait for often comes in one turn
   * of the event loop.
   */
  readonly turn: () => Promise<void>;
}

/**
 * `go`: claimed next, then sent. `later`: it has another time now, or nothing is left of it. `stands`: after a restore, a
 * message of ours holds it already. `unreadable`, `refused`: the history that it depends on was not to be had. `placeless`:
 * where it goes cannot be had now. `threadless`: only the thread of its day cannot.
 */
export type Departure =
  | { readonly kind: 'go'; readonly delivery: Delivery; readonly body: CardBody | PostBody; readonly claim: Claim }
  | { readonly kind: 'later' }
  | {
      readonly kind: 'stands';
      readonly delivery: Delivery;
      readonly claim: Claim;
      readonly messageId: string;
      readonly channelId: string;
    }
  | { readonly kind: 'unreadable'; readonly delivery: Delivery }
  | { readonly kind: 'refused'; readonly delivery: Delivery; readonly refusal: Refusal }
  | { readonly kind: 'placeless'; readonly delivery: Delivery; readonly refusal: Refusal }
  | { readonly kind: 'threadless'; readonly delivery: Delivery; readonly refusal: Refusal };

/** A message that is about to leave. */
interface Wanted {
  readonly composition: Composition;
  readonly claim: Claim;
  readonly body: CardBody | PostBody;
  /** Whose history would have it. */
  readonly channelId: string;
}

/** A message that waits for the translation of one of its papers is looked at again so soon (milliseconds). */
const TRANSLATION_MS = 30_000;

export function createDepartures(options: DepartureOptions) {
  const { reader, writer, destinations, past, turn } = options;

  /** Quiet hours, and translations that are under way: then everything that would only be asked in vain has a later time. */
  async function isToWait(delivery: Delivery): Promise<boolean> {
    const quiet = quietHoursOf(reader.destinationSettings(delivery.destination), options.zone);
    const until = quiet === null ? null : quietEnd(quiet, options.now());
    if (until === null) return false;
    await writer.call('deferUntil', delivery.destination, until.toISOString());
    return true;
  }

  async function isTranslated({ form, members, papers }: Composition): Promise<boolean> {
    const shown = members.slice(0, shownCount(form, members.length));
    for (const [index, member] of shown.entries()) {
      const paper = papers[index]?.paper;
      if (paper === undefined || (await options.mayGo(member, paper))) continue;
      if (form === 'card') return false;
      const until = new Date(options.now().getTime() + TRANSLATION_MS).toISOString();
      await writer.call('waitTogether', member.destination, member.mode, until);
      return false;
    }
    return true;
  }

  function messageOf(composition: Composition, nonce: string, view: View): MessageBody {
    const { form, members, papers } = composition;
    const [leader] = members;
    if (form === 'card') return options.render(papers[0].paper, { deliveryId: leader.id, language: leader.language });
    const now = options.now();
    const isSame = Date.parse(leader.firstAttemptAt ?? '') > now.getTime() - ONE_MESSAGE_MS;
    const until = (isSame ? leader.firstAttemptAt : null) ?? now.toISOString();
    return severalMessage({
      form,
      shown: papers.slice(0, shownCount(form, papers.length)),
      rules: papers.flatMap((paper) => paper.rules),
      count: papers.length,
      leftOut: form === 'digest' ? reader.leftOut(leader.destination, until) : 0,
      leaderId: leader.id,
      mark: nonce,
      day: dayIn(view.zone, new Date(until)),
      view,
    });
  }

  function bodyOf(
    composition: Composition,
    nonce: string,
    view: View,
  ): { body: CardBody | PostBody; role: string | null } {
    const [leader] = composition.members;
    const { manner, role } = mannerOf(composition, options);
    const message = messageOf(composition, nonce, view);
    const content = joinMarkdown([role === null ? null : roleMention(role), message.content ?? null], '\n');
    const whole = { ...message, ...(content === '' ? {} : { content }), ...manner };
    const isForumPost = !composition.isForDay && destinations.kindOf(leader.destination) === 'forum';
    if (!isForumPost) return { body: { ...whole, nonce, enforce_nonce: true }, role };
    const [first] = composition.papers;
    const title = shownAs(message.embeds?.[0]?.title ?? own``);
    const name = composition.form === 'card' ? shownTitle(first.paper) : title;
    const tags = destinations.tagsOf(leader.destination);
    const papers = composition.papers.map(({ paper }) => paper);
    return { body: forumPost({ name, message: whole, tags, papers }), role };
  }

  /** The channel of a person's direct messages; null for a destination of a server. */
  async function directChannel(delivery: Delivery): Promise<string | null | Departure> {
    const direct = reader.directPlace(delivery.destination);
    if (direct === null || direct.channelId !== null) return direct?.channelId ?? null;
    const outcome = await options.sender.openDirect(delivery.destination);
    if (outcome.kind !== 'sent') return { kind: 'placeless', delivery, refusal: outcome };
    const channelId = outcome.channelId ?? delivery.destination;
    await writer.call('keepDirectChannel', delivery.destination, channelId);
    return channelId;
  }

  async function place(composition: Composition, view: View): Promise<string | Departure> {
    const [delivery] = composition.members;
    const { destination } = delivery;
    if (!composition.isForDay) return destination;
    const language = wordsLanguage(view.language);
    const rules = composition.papers.flatMap((paper) => paper.rules);
    const day = dayIn(view.zone, options.now());
    const subject = subjectList(rules, language);
    const papers = composition.papers.map(({ paper }) => paper);
    const found = await options.dayPlaces.find({ destination, day, zone: view.zone, subject, language, papers });
    if (found.kind === 'open') return found.threadId;
    if (found.kind === 'unreadable') return { kind: 'unreadable', delivery };
    return found.kind === 'threadless'
      ? { kind: 'threadless', delivery, refusal: found.refusal }
      : { kind: 'placeless', delivery, refusal: found };
  }

  return async function depart(delivery: Delivery): Promise<Departure> {
    if (await isToWait(delivery)) return { kind: 'later' };
    const view = options.viewOf(delivery);
    await turn();
    const composition = await options.compose(delivery, view);
    if (composition === null || !(await isTranslated(composition))) return { kind: 'later' };
    const { form, members, papers } = composition;
    const [leader] = members;
    const { destination } = leader;
    const direct = await directChannel(leader);
    if (typeof direct === 'object' && direct !== null) return direct;
    const databaseId = reader.databaseId();
    const nonce = form === 'card' ? nonceOf(databaseId, leader) : nonceOfSeveral(databaseId, form, members);
    await turn();
    const { body, role } = bodyOf(composition, nonce, view);
    const lines = papers.map((paper) => ({ id: paper.deliveryId, shows: lineShows(paper.paper, view) }));
    const claim: Claim = {
      id: leader.id,
      nonce,
      body: JSON.stringify(body),
      historyAfter: laterId(reader.newestMessage(destination) ?? '0', destinations.lastKnownId(destination)),
      role,
      several: form === 'card' ? null : { form, lines },
    };
    const stands = await standing({ composition, claim, body, channelId: direct ?? destination });
    if (stands !== null) return stands;
    const channelId = direct ?? (await place(composition, view));
    if (typeof channelId !== 'string') return channelId;
    const isElsewhere = channelId !== destination;
    return {
      kind: 'go',
      delivery: { ...leader, leaderId: form === 'card' ? null : leader.id, channelId },
      body,
      claim: isElsewhere ? { ...claim, channelId } : claim,
    };
  };

  /** After a restore: the message itself, or a message that holds one of its papers, may stand already. */
  async function standing({ composition, claim, body, channelId }: Wanted): Promise<Departure | null> {
    const { form, members, papers } = composition;
    const [leader] = members;
    const place = { destination: leader.destination, channelId };
    const whole = form === 'card' ? null : await past.find(place, [markOfMessage(claim.nonce)]);
    if (whole?.kind === 'found')
      return { ...whole, kind: 'stands', delivery: leader, claim: claimOfStanding(claim, body) };
    for (const [index, delivery] of members.entries()) {
      const shown = form !== 'card' ? {} : isPost(body) ? body.message : body;
      // There is a paper for each delivery.
      const found = await past.find(place, marksOfPaper(papers[index]!.paper, shown));
      if (found.kind === 'absent') continue;
      if (found.kind === 'unreadable') return { kind: 'unreadable', delivery };
      if (found.kind !== 'found') return { kind: 'refused', delivery, refusal: found };
      const alone: Claim = { ...claim, id: delivery.id, several: null };
      // Of a list that is known by one of its papers alone, the other lines are not known: it stays as it is.
      const own = found.isSeveral === true ? { ...alone, isListed: true } : claimOfStanding(alone, body);
      return { ...found, kind: 'stands', delivery, claim: own };
    }
    return null;
  }
}
