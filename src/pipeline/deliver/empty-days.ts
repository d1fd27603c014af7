// Empty days: where a digest asks for it, a line at its hour says that arXiv announced nothing, or nothing that was wanted.
import { dayThreadName, subjectList } from '../../cards/day-thread.js';
import { emptyDayMessage } from '../../cards/empty-day.js';
import { easternDay, type ArxivCalendar } from '../../domain/arxiv-calendar.js';
import { toUtcText } from '../../domain/calendar.js';
import type { Taxonomy } from '../../domain/category.js';
import type { Destinations, Sender, SendOutcome } from '../../domain/delivery.js';
import { hourText, quietEnd, quietHoursOf } from '../../domain/due.js';
import { wordsLanguage } from '../../domain/language.js';
import { addDays, instantOf, wallTime } from '../../domain/local-time.js';
import type { MessageBody } from '../../domain/message.js';
import { nonceFrom } from '../../domain/nonce.js';
import { TransientError } from '../../errors.js';
import type { Log } from '../../log.js';
import { isStoreFailure } from '../../store/database/sqlite-errors.js';
import type { EmptyDayPlace, EmptyDayRule } from '../../store/delivery/empty-days.js';
import type { WriterPort } from '../../store/port.js';
import type { Reader } from '../../store/reader.js';
import { createFirstSends } from './first-sends.js';
import { forumPost } from './forum-post.js';
import { SUPPRESS_NOTIFICATIONS } from './manner.js';
import type { Outage } from './outage.js';

export interface EmptyDayParts {
  readonly reader: Pick<Reader, 'emptyDayPlaces' | 'emptyDayRules' | 'hasNews' | 'restoredAt'>;
  readonly writer: WriterPort;
  readonly sender: Pick<Sender, 'send' | 'tell' | 'publish'>;
  readonly destinations: Pick<Destinations, 'kindOf' | 'tagsOf' | 'canPost'>;
  readonly outage: Pick<Outage, 'waitMs' | 'probe'>;
  /** Nothing new is sent from then on. */
  readonly isStopping: () => boolean;
  readonly calendar: ArxivCalendar;
  readonly taxonomy: Pick<Taxonomy, 'expand'>;
  /** Categories whose papers of the Eastern day of an instant may still come; none where no feeds are read. */
  readonly unread: (at: Date) => Promise<readonly string[]>;
  /** IANA zone of destinations that have none of their own. */
  readonly zone: string;
  readonly now: () => Date;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** Lets other work of this thread go on. */
  readonly pause: () => Promise<void>;
}

/** It is sent no sooner after the hour (milliseconds), so that a digest that is due is posted before it. */
const FIRST_MS = 10 * 60_000;
/** So long after the hour of the digest (milliseconds) the message is not sent any more, and what is sent counts as of another day. */
const LAST_MS = 6 * 3_600_000;

/** A day whose line may be sent now. */
interface DueDay {
  readonly day: string;
  readonly hour: Date;
  /** The hour of the day before. */
  readonly before: Date;
  /** Until then the digest of that hour left. */
  readonly digestUntil: Date;
}

/** The line of one destination and day. */
interface Line {
  readonly place: EmptyDayPlace;
  readonly day: string;
  readonly message: MessageBody;
  readonly nonce: string;
}

/** Looks once; to be called now and then. Weekends, on which arXiv never announces, are passed over. */
export function createEmptyDayNotices(parts: EmptyDayParts): () => Promise<void> {
  const { reader, writer, destinations, outage, calendar, now, log } = parts;
  /** Lines whose answer was lost, by their nonces: for a while they are sent again without harm. */
  const sends = createFirstSends<string>(now, parts.monotonic);
  /** The day of a destination that nothing more is to be said of; a later one may have been that of a clock that was ahead. */
  const settled = new Map<string, string>();
  /** In milliseconds; 0 when there was none. */
  const restoredAt = Date.parse(reader.restoredAt() ?? '1970-01-01T00:00:00Z');
  /** Of one look, by Eastern day: it takes a while where all categories are read. */
  const unread = new Map<string, readonly string[]>();
  /** Of one look, by hours and zone. */
  const due = new Map<string, DueDay | null>();

  /** The day whose line destinations of an hour may be sent now; null where there is none. */
  function dueDay({ hour: digestHour, zone: own, quietFrom, quietUntil }: EmptyDayPlace, at: Date): DueDay | null {
    const zone = own ?? parts.zone;
    const clock = hourText(digestHour);
    const quiet = quietHoursOf({ zone, quietFrom, quietUntil }, zone);
    /** The hour of the digest, or the end of the quiet hours that it lies in. */
    const dueTime = (hour: Date): number => ((quiet === null ? null : quietEnd(quiet, hour)) ?? hour).getTime();
    const today = wallTime(at, zone).slice(0, 10);
    // The hour may lie before midnight, and the quiet hours that it is in end after it.
    for (const day of [today, addDays(today, -1)]) {
      const hour = instantOf(day, clock, zone);
      const due = dueTime(hour);
      const late = at.getTime() - due;
      if (late < FIRST_MS || late > LAST_MS) continue;
      // The line, or the digest, may have been posted after the backup that was restored.
      if (due <= restoredAt && restoredAt <= at.getTime()) continue;
      const before = instantOf(addDays(day, -1), clock, zone);
      return { day, hour, before, digestUntil: new Date(dueTime(before) + LAST_MS) };
    }
    return null;
  }

  /** The same, which is worked out once for all destinations that have the same hours. */
  function dueDayOf(place: EmptyDayPlace, at: Date): DueDay | null {
    const key = JSON.stringify([place.hour, place.zone, place.quietFrom, place.quietUntil]);
    const known = due.get(key);
    if (known !== undefined) return known;
    const found = dueDay(place, at);
    due.set(key, found);
    return found;
  }

  async function unreadAt(hour: Date): Promise<readonly string[]> {
    const day = easternDay(hour);
    const codes = unread.get(day) ?? (await parts.unread(hour));
    unread.set(day, codes);
    return codes;
  }

  function mayStillCome(rules: readonly EmptyDayRule[], codes: readonly string[]): boolean {
    const isWanted = ({ category }: EmptyDayRule): boolean =>
      category === null || parts.taxonomy.expand(category).some((code) => codes.includes(code));
    return codes.length > 0 && rules.some(isWanted);
  }

  /** What is to be said now; null when nothing is, or not yet. `codes`: categories whose papers may still come. */
  function lineOf(
    place: EmptyDayPlace,
    { day, hour, before, digestUntil }: DueDay,
    codes: readonly string[],
  ): Line | null {
    const { destination, language } = place;
    if (Date.parse(place.since) > before.getTime()) return null;
    const { pause } = calendar.scheduled(easternDay(hour));
    if (pause?.kind === 'weekend') return null;
    if (reader.hasNews(destination, before.toISOString(), digestUntil.toISOString())) {
      settled.set(destination, day);
      return null;
    }
    const rules = reader.emptyDayRules(destination);
    if (mayStillCome(rules, codes) || destinations.canPost(destination) === false) return null;
    const message = emptyDayMessage({ rules, day, holiday: pause?.holiday ?? null, language });
    return { place, day, message, nonce: nonceFrom('empty day', `${destination} ${day}`) };
  }

  /** An archive, with all that belong to it: a tag may be named like either. */
  const categoriesOf = (category: string): string[] => [category, ...parts.taxonomy.expand(category)];

  /** What sends a line. All that can fail comes before its day is claimed, and its request taken for the test of an outage. */
  function requestOf({ place, day, message, nonce }: Line): () => Promise<SendOutcome> {
    const { destination, isPerson } = place;
    if (isPerson) return () => parts.sender.tell(destination, { ...message, nonce });
    const whole = { ...message, allowed_mentions: { parse: [] as [] }, flags: SUPPRESS_NOTIFICATIONS };
    if (destinations.kindOf(destination) !== 'forum')
      return () => parts.sender.send(destination, { ...whole, nonce, enforce_nonce: true });
    const language = wordsLanguage(place.language);
    const rules = reader.emptyDayRules(destination);
    const name = dayThreadName(subjectList(rules, language), day, language);
    const papers = rules.map(({ category }) => ({ categories: category === null ? [] : categoriesOf(category) }));
    const post = forumPost({ name, message: whole, tags: destinations.tagsOf(destination), papers });
    return () => parts.sender.send(destination, post);
  }

  function giveUp({ place: { destination }, day, nonce }: Line, reason: string): void {
    sends.forget(nonce);
    settled.set(destination, day);
    log.warn({ destination, day, reason }, 'the line of a day without papers may be missing; it is not sent again');
  }

  async function tell(line: Line, at: Date): Promise<void> {
    const { place, day, nonce } = line;
    const { destination } = place;
    const send = requestOf(line);
    const isInDoubt = sends.has(nonce);
    if (isInDoubt && !sends.mayRepeat(nonce)) return giveUp(line, 'no answer');
    if (!isInDoubt && !(await writer.call('claimEmptyDay', destination, day, toUtcText(at))))
      return void settled.set(destination, day);
    if (!isInDoubt) sends.note(nonce);
    outage.probe();
    const outcome = await send();
    const mayStand = outcome.kind === 'retry' && outcome.maybeAccepted;
    const isUntold = outcome.kind === 'stop' || (outcome.kind === 'retry' && !outcome.maybeAccepted);
    if (isUntold && !isInDoubt) {
      // Where this cannot be written now, the next look goes on with what it knows of the line.
      await writer.call('forgetEmptyDay', destination, day);
      sends.forget(nonce);
      return undefined;
    }
    // A post of a forum has no nonce.
    const isRepeatable = place.isPerson || destinations.kindOf(destination) !== 'forum';
    if (isUntold || (mayStand && isRepeatable)) return undefined;
    if (outcome.kind !== 'sent') return giveUp(line, outcome.reason);
    sends.forget(nonce);
    settled.set(destination, day);
    return publish(line, outcome.messageId);
  }

  /** Once: those who follow the channel miss a line, no paper. */
  async function publish({ place: { destination }, day }: Line, messageId: string | null): Promise<void> {
    if (messageId === null || destinations.kindOf(destination) !== 'announcement') return;
    const outcome = await parts.sender.publish(destination, messageId);
    if (outcome.kind !== 'sent')
      log.warn(
        { destination, day, reason: outcome.reason },
        'the line of a day without papers could not be published; it is not tried again',
      );
  }

  async function look(place: EmptyDayPlace, at: Date): Promise<void> {
    const { destination } = place;
    const dueNow = dueDayOf(place, at);
    if (dueNow === null || settled.get(destination) === dueNow.day) return;
    try {
      // Before the papers of the destination are looked at: some may come meanwhile.
      const codes = await unreadAt(dueNow.hour);
      const line = lineOf(place, dueNow, codes);
      if (line !== null && outage.waitMs() === 0) await tell(line, at);
    } catch (error) {
      if (error instanceof TransientError || isStoreFailure(error)) throw error;
      settled.set(destination, dueNow.day);
      log.error(
        { err: error, destination, day: dueNow.day },
        'the line of a day without papers failed; the others go on',
      );
    }
  }

  return async () => {
    const at = now();
    unread.clear();
    due.clear();
    for (let after = ''; ;) {
      const places = reader.emptyDayPlaces(after);
      for (const place of places) if (!parts.isStopping()) await look(place, at);
      const last = places.at(-1);
      if (last === undefined || parts.isStopping()) return;
      after = last.destination;
      await parts.pause();
    }
  };
}
