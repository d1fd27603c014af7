// Care for rules: those of deleted channels end, those of closed direct messages rest, those of a server that we left are kept
// for 30 days.
import { ruleNotice } from '../../cards/rule-notice.js';
import { toUtcText } from '../../domain/calendar.js';
import { isAskedToWait, type ChannelNews, type Sender } from '../../domain/delivery.js';
import { nonceFrom } from '../../domain/nonce.js';
import { errorText, TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import type { RuledChannel, RuleNotice } from '../../store/subscriptions/ending.js';
import type { WriterPort } from '../../store/port.js';
import { createFirstSends } from './first-sends.js';
import type { Outage } from './outage.js';

export interface RuleCareParts {
  readonly reader: Pick<Reader, 'refusedPlaces' | 'ruledChannels' | 'ruledGuilds' | 'dueRuleNotices'>;
  readonly writer: WriterPort;
  readonly sender: Pick<Sender, 'send' | 'tell'>;
  /** Null where Discord is not asked. */
  readonly places: ChannelNews | null;
  readonly outage: Pick<Outage, 'waitMs' | 'probe'>;
  /** Nothing new is sent from then on. */
  readonly isStopping: () => boolean;
  readonly now: () => Date;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  readonly log: Log;
}

const KEPT_MS = 30 * 86_400_000;
const LATER_MS = 3_600_000;
/** A notice that may have arrived is sent again so soon (milliseconds) that its nonce keeps it from standing there twice. */
const AGAIN_MS = 10_000;
const MOST_ATTEMPTS = 24;
/** Channels that are looked at in one go after a start: those that the gateway does not list cost a request each. */
const CHANNELS_AT_ONCE = 200;

/** Looks at everything once; to be called now and then, and when Discord tells of a change. */
export function createRuleCare({
  reader,
  writer,
  sender,
  places,
  outage,
  ...parts
}: RuleCareParts): () => Promise<void> {
  const { now, log } = parts;
  /** Notices whose answer was lost, by their ids. */
  const sends = createFirstSends<number>(now, parts.monotonic);
  /** What became of notices, by their ids, as long as it cannot be written: they are not sent again meanwhile. */
  const outcomes = new Map<number, string>();
  /** Deleted channels whose rules have not ended yet: what cannot be written now is written at the next look. */
  const deleted = new Set<string>();
  /** Channels that nobody has looked at since the start; null before the first look. */
  let unseen: RuledChannel[] | null = null;

  /** A channel can have been deleted while nobody was connected to be told. */
  async function findDeleted(known: ChannelNews): Promise<void> {
    unseen ??= reader.ruledChannels();
    for (const channel of unseen.splice(0, CHANNELS_AT_ONCE)) {
      const isMember = known.isMember(channel.guildId);
      if (isMember === null) unseen.push(channel);
      else if (isMember && (await known.isGone(channel.destination))) deleted.add(channel.destination);
    }
  }

  async function endDeleted(known: ChannelNews, at: string): Promise<void> {
    const refused = reader.refusedPlaces();
    for (const { destination, guildId } of refused) {
      if (guildId === null) {
        await writer.call('pausePerson', destination, at);
        log.info({ destination }, 'a person takes no messages: their subscriptions rest');
        continue;
      }
      // Ended rules are not restored: a channel that the gateway lists is kept, as is one whose server is away.
      if (known.isMember(guildId) === true && (await known.isGone(destination))) deleted.add(destination);
    }
    for (const destination of known.takeDeleted()) deleted.add(destination);
    for (const destination of deleted) {
      const ended = await writer.call('endDestination', destination, at);
      deleted.delete(destination);
      if (ended > 0) log.info({ destination, ended }, 'a channel was deleted: its subscriptions have ended');
    }
  }

  async function watchGuilds(known: ChannelNews, at: string): Promise<void> {
    for (const { guildId, leftAt } of reader.ruledGuilds()) {
      const isMember = known.isMember(guildId);
      if (isMember === null) continue;
      if (isMember && leftAt !== null) await writer.call('noteMembership', guildId, null);
      if (!isMember && leftAt === null) await writer.call('noteMembership', guildId, at);
      if (isMember || leftAt === null || now().getTime() - Date.parse(leftAt) < KEPT_MS) continue;
      const ended = await writer.call('endGuild', guildId, at);
      log.info({ guild: guildId, ended }, 'the bot was out of a server for 30 days: its subscriptions have ended');
    }
  }

  async function noteOutcome(id: number, said: string): Promise<void> {
    outcomes.set(id, said);
    await writer.call('markRuleNoticeTold', id, said, now().toISOString());
    outcomes.delete(id);
  }

  async function tell(notice: RuleNotice): Promise<void> {
    const known = outcomes.get(notice.id);
    if (known !== undefined) return noteOutcome(notice.id, known);
    const nonce = nonceFrom('rule notice', notice.id);
    const body = { ...ruleNotice(notice), nonce };
    const isInDoubt = sends.has(notice.id);
    if (!isInDoubt) sends.note(notice.id);
    outage.probe();
    const inChannel =
      notice.channelId === null
        ? null
        : await sender.send(notice.channelId, { ...body, enforce_nonce: true, allowed_mentions: { parse: [] } });
    const isRefused = inChannel === null || inChannel.kind === 'hold' || inChannel.kind === 'reject';
    // Where the channel for notices is gone or closed, whoever made the rules is told.
    const outcome = isRefused ? await sender.tell(notice.userId, body) : inChannel;
    const mayTryAgain =
      outcome.kind === 'retry' &&
      (outcome.isUnreachable === true || isAskedToWait(outcome) || notice.attempts + 1 < MOST_ATTEMPTS);
    if (mayTryAgain) {
      // What never left begins the time of its nonce anew.
      if (!isInDoubt && !outcome.maybeAccepted) sends.forget(notice.id);
      const isSoon = outcome.maybeAccepted && sends.mayRepeat(notice.id);
      const next = new Date(now().getTime() + (isSoon ? AGAIN_MS : LATER_MS)).toISOString();
      return writer.call('tellRuleNoticeLater', notice.id, next, !isAskedToWait(outcome));
    }
    sends.forget(notice.id);
    if (outcome.kind === 'stop') return undefined;
    const said = outcome.kind === 'sent' ? 'told' : `not told: ${outcome.reason}`;
    if (outcome.kind !== 'sent')
      log.warn({ notice: notice.id, reason: outcome.reason }, 'a notice of rules is given up: nobody takes it');
    return noteOutcome(notice.id, said);
  }

  /** A notice that cannot be made is given up; the others are told. */
  async function tellAlone(notice: RuleNotice): Promise<void> {
    try {
      await tell(notice);
    } catch (error) {
      if (error instanceof TransientError) throw error;
      log.error({ err: error, notice: notice.id }, 'a notice failed and is given up; the others are told');
      const said = `not told: an error of this program: ${errorText(error)}`;
      await noteOutcome(notice.id, said);
    }
  }

  return async function careForRules() {
    if (places === null) return;
    const at = toUtcText(now());
    await findDeleted(places);
    await endDeleted(places, at);
    await watchGuilds(places, at);
    for (const notice of reader.dueRuleNotices(at))
      if (outage.waitMs() === 0 && !parts.isStopping()) await tellAlone(notice);
  };
}
