// Empty days: where a digest asks for it, a line at its hour says that arXiv announced nothing, or nothing that was wanted.
import { dayThreadName, subjectList } from '../../cards/day-thread.js';
import { emptyDayMessage } from '../../cards/empty-day.js';
import { easternDay, type ArxivCalendar } from '../../domain/arxiv-calendar.js';
import { toUtcText } from '../../domain/calendar.js';
import type { Taxonomy } from '../../domain/category.js';
import type { Destinations, Sender, SendOutcome } from '../../domain/delivery.js';
import { quietEnd } from '../../domain/due.js';
import { wordsLanguage } from '../../domain/language.js';
import { addDays, instantOf, wallTime } from '../../domain/local-time.js';
import type { MessageBody } from '../../domain/message.js';
import { nonceFrom } from '../../domain/nonce.js';
import type { Log } from '../../log.js';
import type { EmptyDayPlace, EmptyDayRule } from '../../store/delivery/empty-days.js';
import { quietHoursOf } from '../../store/delivery/waiting.js';
import type { WriterPort } from '../../store/port.js';
import type { Reader } from '../../store/reader.js';
import { createFirstSends } from './first-sends.js';
import { forumPost } from './forum-post.js';
import { SUPPRESS_NOTIFICATIONS } from './manner.js';
import type { Outage } from './outage.js';

export interface EmptyDayParts {
  readonly reader: Pick<Reader, 'emptyDayPlaces' | 'emptyDayRules' | 'hasNews' | 'destinationSettings' | 'restoredAt'>;
  readonly writer: WriterPort;
  readonly sender: Pick<Sender, 'send' | 'tell'>;
  readonly destinations: Pick<Destinations, 'kindOf' | 'tagsOf'>;
  readonly outage: Pick<Outage, 'waitMs' | 'probe'>;
  /** Nothing new is sent from then on. */
  readonly isStopping: () => boolean;
  readonly calendar: ArxivCalendar;
  readonly taxonomy: Pick<Taxonomy, 'expand'>;
  /** Categories whose papers of the Eastern day of an instant may still come; none where no feeds are read. */
  readonly unread: (at: Date) => readonly string[];
  /** IANA zone of destinations that have none of their own. */
  readonly zone: string;
  readonly now: () => Date;
  /** Monotonic time in milliseconds. */
  readonly monotonic: () => number;
  readonly log: Pick<Log, 'warn'>;
}

/** It is sent no sooner after the hour (milliseconds), so that a digest that is due is posted before it. */
const FIRST_MS = 10 * 60_000;
/** So long after the hour of the digest (milliseconds) the message is not sent any more, and what is sent counts as of another day. */
const LAST_MS = 6 * 3_600_000;

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

  /** When the line of a day may be sent: the hour of the digest, or the end of the quiet hours that it lies in. */
  function dueTime({ destination }: EmptyDayPlace, hour: Date): Date {
    const quiet = quietHoursOf(reader.destinationSettings(destination), parts.zone);
    return (quiet === null ? null : quietEnd(quiet, hour)) ?? hour;
  }

  function mayStillCome(rules: readonly EmptyDayRule[], hour: Date): boolean {
    const day = easternDay(hour);
    const codes = unread.get(day) ?? parts.unread(hour);
    unread.set(day, codes);
    const isWanted = ({ category }: EmptyDayRule): boolean =>
      category === null || parts.taxonomy.expand(category).some((code) => codes.includes(code));
    return codes.length > 0 && rules.some(isWanted);
  }

  /** What is to be said of a day now; null when nothing is, or not yet. */
  function lineOf(place: EmptyDayPlace, day: string, at: Date): Line | null {
    const { destination, language } = place;
    if (settled.get(destination) === day) return null;
    const zone = place.zone ?? parts.zone;
    const clock = `${String(place.hour).padStart(2, '0')}:00`;
    const hour = instantOf(day, clock, zone);
    const due = dueTime(place, hour);
    const late = at.getTime() - due.getTime();
    if (late < FIRST_MS || late > LAST_MS) return null;
    // The line, or the digest, may have been posted after the backup that was restored.
    if (due.getTime() <= restoredAt && restoredAt <= at.getTime()) return null;
    const before = instantOf(addDays(day, -1), clock, zone);
    if (Date.parse(place.since) > before.getTime()) return null;
    const { pause } = calendar.scheduled(easternDay(hour));
    // The digest of the day before leaves some time after its hour.
    const digestUntil = new Date(dueTime(place, before).getTime() + LAST_MS).toISOString();
    if (pause?.kind === 'weekend' || reader.hasNews(destination, before.toISOString(), digestUntil)) return null;
    const rules = reader.emptyDayRules(destination);
    if (mayStillCome(rules, hour)) return null;
    const message = emptyDayMessage({ rules, day, holiday: pause?.holiday ?? null, language });
    return { place, day, message, nonce: nonceFrom('empty day', `${destination} ${day}`) };
  }

  /** An archive, with all that belong to it: a tag may be named like either. */
  const categoriesOf = (category: string): string[] => [category, ...parts.taxonomy.expand(category)];

  function send({ place, day, message, nonce }: Line): Promise<SendOutcome> {
    const { destination, isPerson } = place;
    if (isPerson) return parts.sender.tell(destination, { ...message, nonce });
    const whole = { ...message, allowed_mentions: { parse: [] as [] }, flags: SUPPRESS_NOTIFICATIONS };
    if (destinations.kindOf(destination) !== 'forum')
      return parts.sender.send(destination, { ...whole, nonce, enforce_nonce: true });
    const language = wordsLanguage(place.language);
    const rules = reader.emptyDayRules(destination);
    const name = dayThreadName(subjectList(rules, language), day, language);
    const papers = rules.map(({ category }) => ({ categories: category === null ? [] : categoriesOf(category) }));
    return parts.sender.send(
      destination,
      forumPost({ name, message: whole, tags: destinations.tagsOf(destination), papers }),
    );
  }

  function giveUp({ place: { destination }, day, nonce }: Line, reason: string): void {
    sends.forget(nonce);
    settled.set(destination, day);
    log.warn({ destination, day, reason }, 'the line of a day without papers may be missing; it is not sent again');
  }

  async function tell(line: Line, at: Date): Promise<void> {
    const { place, day, nonce } = line;
    const { destination } = place;
    const isInDoubt = sends.has(nonce);
    if (isInDoubt && !sends.mayRepeat(nonce)) return giveUp(line, 'no answer');
    if (!isInDoubt && !(await writer.call('claimEmptyDay', destination, day, toUtcText(at))))
      return void settled.set(destination, day);
    if (!isInDoubt) sends.note(nonce);
    outage.probe();
    const outcome = await send(line);
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
    return undefined;
  }

  return async () => {
    const at = now();
    unread.clear();
    for (const place of reader.emptyDayPlaces()) {
      const today = wallTime(at, place.zone ?? parts.zone).slice(0, 10);
      // The hour may lie before midnight, and the quiet hours that it is in end after it.
      for (const day of [addDays(today, -1), today]) {
        const line = lineOf(place, day, at);
        if (line !== null && outage.waitMs() === 0 && !parts.isStopping()) await tell(line, at);
      }
    }
  };
}
