// The RuleDesk of the running bot: calls the reading and the writing thread, and wakes the outbox after a change.
import { randomUUID } from 'node:crypto';
import { lastWindows, type ArxivCalendar } from '../domain/arxiv-calendar.js';
import { toUtcText } from '../domain/calendar.js';
import type { Destinations, Manner, PostBody, Sender, SendOutcome } from '../domain/delivery.js';
import type { MessageBody } from '../domain/message.js';
import { nonceFrom } from '../domain/nonce.js';
import type { Paper } from '../domain/paper.js';
import { shownTitle } from '../domain/shown-title.js';
import { untilHeard } from '../domain/until-heard.js';
import type { PostOutcome, RuleDesk } from '../domain/rule-desk.js';
import { forumPost } from '../pipeline/deliver/forum-post.js';
import type { ReaderPort, WriterPort } from '../store/port.js';
import { inParts } from './in-parts.js';

export interface RuleDeskParts {
  readonly asking: ReaderPort;
  readonly writer: WriterPort;
  readonly sender: Sender;
  /** What is known of channels; null as long as Discord is not connected. */
  readonly destinations: () => Pick<Destinations, 'kindOf' | 'tagsOf'> | null;
  readonly calendar: ArxivCalendar;
  readonly zone: string;
  readonly hasFeeds: boolean;
  /** Something that waited may be wanted no more, or sooner. */
  readonly wake: () => void;
}

/** Announcement days that a rule's volume is told of. */
const OUTLOOK_DAYS = 14;
const NOBODY: Manner = { allowed_mentions: { parse: [] } };

export function createRuleDesk(parts: RuleDeskParts): RuleDesk {
  const { asking, writer, sender, destinations, calendar, zone, hasFeeds, wake } = parts;

  async function woken<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    wake();
    return result;
  }

  /** The post of a forum; null anywhere else. */
  function forumBody(id: string, body: MessageBody, paper: Paper | undefined): PostBody | null {
    const known = destinations();
    if (paper === undefined || known?.kindOf(id) !== 'forum') return null;
    const message = { ...body, ...NOBODY };
    return forumPost({ name: shownTitle(paper), message, tags: known.tagsOf(id), papers: [paper] });
  }

  return {
    zone,
    hasFeeds,
    nextFeedAt: (now) => (hasFeeds ? calendar.nextAnnouncement(now).feedAt : null),
    ofPerson: (userId) => inParts((after) => asking.call('listPersonSubscriptions', userId, after)),
    countOf: ({ guildId, destination }) => asking.call('countRules', guildId, destination),
    readFile: (content) => asking.call('readSettingsFile', content),
    find: (id) => asking.call('findSubscription', id),
    add: (rule, place) => woken(writer.call('addSubscription', rule, place)),
    addAll: (rules, settings) => woken(writer.call('importRules', rules, settings)),
    change: (id, change, now) => woken(writer.call('changeSubscription', id, change, toUtcText(now))),
    move: (id, to, now) => woken(writer.call('moveSubscription', id, to, toUtcText(now))),
    pause: (id, now) => woken(writer.call('pauseSubscription', id, toUtcText(now))),
    resume: (id, now) => woken(writer.call('resumeSubscription', id, toUtcText(now))),
    remove: (id, now) => woken(writer.call('removeSubscription', id, toUtcText(now), null)),
    async setLanguage(destination, guildId, language) {
      await writer.call('setCardLanguage', destination, guildId, { name: null, language, fallback: language });
    },
    async outlook(rule, now) {
      const at = toUtcText(now);
      // Counted back from the newest stored paper: the last two weeks may be empty where nothing was fetched for long.
      const newest = await asking.call('newestDate', at);
      const windows = newest === null ? [] : lastWindows(calendar, new Date(newest), OUTLOOK_DAYS);
      const begins = windows.map(({ from }) => toUtcText(from));
      return asking.call('outlook', rule, begins, at);
    },
    papersOf: (rule, limit, now) => asking.call('papersOf', rule, limit, toUtcText(now)),
    faultOf: (query) => asking.call('ruleFault', query),
    firstFault: (queries) => asking.call('firstFault', queries),
    settings: (owner) => asking.call('findSettings', owner),
    changeSettings: (owner, change, now) => woken(writer.call('changeSettings', owner, change, toUtcText(now))),
    async post({ id, isPerson }, body, paper): Promise<PostOutcome> {
      const nonce = nonceFrom(randomUUID());
      const post = isPerson ? null : forumBody(id, body, paper);
      const send = (): Promise<SendOutcome> =>
        isPerson
          ? sender.tell(id, { ...body, nonce })
          : sender.send(id, { ...body, ...NOBODY, nonce, enforce_nonce: true });
      // A post of a forum has no nonce.
      const { kind } = post === null ? await untilHeard(send) : await sender.send(id, post);
      if (kind === 'sent') return 'posted';
      return kind === 'retry' ? 'later' : 'refused';
    },
  };
}
