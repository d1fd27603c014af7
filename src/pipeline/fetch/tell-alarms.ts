// Alarms told: their beginnings and ends are stored, and those who should know are told once of each.
import { alarmNotice, type AlarmStage } from '../../cards/alarm-notice.js';
import { alarmChanges, daysOfSubject } from '../../domain/alarms.js';
import type { CategoryDay } from '../../domain/category-day.js';
import { isAskedToWait, type Destinations, type Sender, type SendOutcome } from '../../domain/delivery.js';
import { untilHeard } from '../../domain/until-heard.js';
import { nonceFrom } from '../../domain/nonce.js';
import { errorText, TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import { isStoreFailure } from '../../store/database/sqlite-errors.js';
import type { Reader } from '../../store/reader.js';
import type { AlarmMessage, KeptAlarm } from '../../store/sources/alarms.js';
import { nextAfterFailure } from './plan.js';
import { askedSources, calendarDays, presentAlarms, type AlarmParts } from './standing.js';
import type { FetchPort } from './writes.js';

/** Channels get a message, people a private one. */
export type AlarmSender = Pick<Sender, 'tell' | 'send'> & Pick<Destinations, 'isSilenced'>;

export interface TellAlarmsParts extends AlarmParts {
  readonly reader: AlarmParts['reader'] & Pick<Reader, 'openAlarms' | 'dueAlarmMessages' | 'alarmAddressee'>;
  readonly writer: FetchPort;
  /** Null where nobody can be told. */
  readonly sender: AlarmSender | null;
  readonly random: () => number;
  readonly log: Log;
}

const MOST_ATTEMPTS = 12;
/** A time-out of the bot closes a channel: Discord need not be asked. */
const SILENCED: SendOutcome = { kind: 'hold', reason: 'a time-out keeps the bot from posting there', afterMs: null };
/** Where Discord did not answer so often in a row, the others are told at the next look: feeds wait for this one. */
const MOST_UNREACHED = 2;

export function createAlarmTeller(parts: TellAlarmsParts) {
  const { reader, writer, sender, now, log } = parts;
  const { feeds, isHarvesting } = parts.settings;
  const isAsking = feeds.isAuto || feeds.urls.length > 0 || isHarvesting;
  /** Of one look, as soon as it is asked for: each place is told of the same holes. */
  let days: readonly CategoryDay[] | null = null;

  /** What became of notices, by their nonces, as long as it cannot be written: they are not sent again meanwhile. */
  const results = new Map<string, string>();

  async function noteTold(message: AlarmMessage, nonce: string, result: string): Promise<void> {
    results.set(nonce, result);
    await writer.call('markAlarmTold', message, result, now().toISOString());
    results.delete(nonce);
  }

  /** A hole may end unfilled: it is too old, or nobody follows its category any more. So may a failure, without an answer. */
  async function stageOf({ kind, subject, isMended }: AlarmMessage): Promise<AlarmStage> {
    if (!isMended) return 'begun';
    if (kind === 'failing')
      return askedSources(parts).some(({ url }) => new URL(url).host === subject) ? 'mended' : 'given-up';
    return kind === 'hole' && !(await isMadeUpFor(subject)) ? 'given-up' : 'mended';
  }

  /** Whether a harvest filled a hole, or a later reading still showed its day whole. */
  async function isMadeUpFor(subject: string): Promise<boolean> {
    const [first, last] = daysOfSubject(subject) ?? ['', ''];
    const isOfHole = ({ day }: { readonly day: string }): boolean => day >= first && day <= last;
    const isRead = (given: CategoryDay): boolean => isOfHole(given) && given.state === 'complete';
    // Where it is a hole of one category, the subject names that.
    const named = /^(\S+) \d{4}-/.exec(subject)?.[1];
    if (reader.filledHoles().some(isOfHole)) return true;
    days ??= await calendarDays(parts);
    return days.some((each) => (named === undefined || each.category === named) && isRead(each));
  }

  /** A channel that is closed can be opened again; one that is gone cannot, nor can a notice that it refuses be another one. */
  function isOver(outcome: SendOutcome, attempts: number): boolean {
    if (outcome.kind === 'hold') return outcome.isGone === true || attempts >= MOST_ATTEMPTS;
    return outcome.kind === 'reject';
  }

  /** Answers whether Discord was reached. */
  async function tell(message: AlarmMessage, to: AlarmSender): Promise<boolean> {
    const { alarmId, place, isChannel, isMended, attempts } = message;
    const { language, maker } = reader.alarmAddressee(message);
    const nonce = nonceFrom('alarm', alarmId, place, isMended);
    const known = results.get(nonce);
    if (known !== undefined) {
      await noteTold(message, nonce, known);
      return true;
    }
    const notice = { ...alarmNotice({ ...message, isHarvesting }, await stageOf(message), language), nonce };
    const post = (): Promise<SendOutcome> =>
      to.send(place, { ...notice, enforce_nonce: true, allowed_mentions: { parse: [] } });
    const inChannel = !isChannel ? null : to.isSilenced(place) ? SILENCED : await untilHeard(post);
    const isForChannel = inChannel !== null && (maker === null || !isOver(inChannel, attempts + 1));
    const outcome = isForChannel ? inChannel : await untilHeard(() => to.tell(maker ?? place, notice));
    if (outcome.kind === 'stop') return false;
    // Who takes no messages from us has decided so.
    const isPassing = outcome.kind === 'retry' || (outcome.kind === 'hold' && isForChannel);
    const isUnreachable = outcome.kind === 'retry' && outcome.isUnreachable === true;
    if (isPassing && (isUnreachable || isAskedToWait(outcome) || attempts + 1 < MOST_ATTEMPTS)) {
      const until = outcome.afterMs === null ? null : new Date(now().getTime() + outcome.afterMs).toISOString();
      const next = nextAfterFailure(attempts + 1, { now: now(), until, random: parts.random });
      await writer.call('tellAlarmLater', message, next.toISOString(), !isAskedToWait(outcome));
      return !isUnreachable;
    }
    const result = outcome.kind === 'sent' ? 'told' : `not told: ${outcome.reason}`;
    if (outcome.kind !== 'sent')
      log.warn({ alarm: alarmId, place, reason: outcome.reason }, 'a notice of an alarm is given up: nobody takes it');
    await noteTold(message, nonce, result);
    return !isUnreachable;
  }

  /** A notice that cannot be made is given up; the others are told. */
  async function tellAlone(message: AlarmMessage, to: AlarmSender): Promise<boolean> {
    try {
      return await tell(message, to);
    } catch (error) {
      if (error instanceof TransientError || isStoreFailure(error)) throw error;
      log.error(
        { err: error, alarm: message.alarmId },
        'a notice of an alarm failed and is given up; the others are told',
      );
      const result = `not told: an error of this program: ${errorText(error)}`;
      await writer.call('markAlarmTold', message, result, now().toISOString());
      return true;
    }
  }

  async function tellAll(messages: readonly AlarmMessage[], to: AlarmSender): Promise<void> {
    let unreached = 0;
    days = null;
    for (const message of messages) {
      unreached = (await tellAlone(message, to)) ? 0 : unreached + 1;
      if (unreached === MOST_UNREACHED) return;
    }
  }

  async function forgetLeft(): Promise<void> {
    const asked = new Set(askedSources(parts).map(({ name }) => name));
    const left = reader.sourceStates().filter(({ name, error }) => error !== null && !asked.has(name));
    if (left.length === 0) return;
    const names = left.map(({ name }) => name);
    await writer.call('forgetFailures', names);
  }

  /** Alarms of what the settings no longer ask for: nobody knows how it stands, and nobody is told. */
  async function dropUnasked(at: string): Promise<void> {
    const isAsked = ({ kind }: KeptAlarm): boolean => (kind === 'failing' ? isAsking : feeds.isAuto);
    const left = reader.openAlarms().filter((alarm) => !isAsked(alarm));
    if (left.length === 0) return;
    const ids = left.map(({ id }) => id);
    await writer.call('dropAlarms', ids, at);
  }

  async function compare(at: string): Promise<void> {
    await forgetLeft();
    await dropUnasked(at);
    if (!isAsking) return;
    const lasting = await presentAlarms(parts);
    const { begun, ended } = alarmChanges(reader.openAlarms(), lasting);
    if (begun.length + ended.length === 0) return;
    const over = ended.map(({ id }) => id);
    await writer.call('noteAlarms', begun, over, at);
  }

  /** The readings and the hour that were compared last: nothing begins or ends without one or the other. */
  let compared = '';

  /** Compares what is wrong with what is known, and tells what is owed. */
  return async function tendAlarms(): Promise<void> {
    const at = now().toISOString();
    const asked = reader.sourceStates().map(({ name, lastAt, error }) => [name, lastAt, error]);
    const sight = JSON.stringify([at.slice(0, 13), asked, reader.filledHoles().length]);
    if (sight !== compared) await compare(at);
    compared = sight;
    if (sender === null || !isAsking) return;
    await tellAll(reader.dueAlarmMessages(at), sender);
  };
}
