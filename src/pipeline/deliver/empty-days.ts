// Empty days: where a digest asks for it, a line at its hour says that arXiv announced nothing, or nothing that was wanted.
import { emptyDayMessage } from '../../cards/empty-day.js';
import { easternDay, type ArxivCalendar } from '../../domain/arxiv-calendar.js';
import { toUtcText } from '../../domain/calendar.js';
import type { Sender } from '../../domain/delivery.js';
import { addDays, instantOf, wallTime } from '../../domain/local-time.js';
import { nonceFrom } from '../../domain/nonce.js';
import type { Log } from '../../log.js';
import type { EmptyDayPlace } from '../../store/delivery/empty-days.js';
import type { WriterPort } from '../../store/port.js';
import type { Reader } from '../../store/reader.js';
import { SUPPRESS_NOTIFICATIONS } from './manner.js';

export interface EmptyDayParts {
  readonly reader: Pick<Reader, 'emptyDayPlaces' | 'emptyDayRules' | 'hasNews'>;
  readonly writer: WriterPort;
  readonly sender: Pick<Sender, 'send' | 'tell'>;
  readonly calendar: ArxivCalendar;
  /** IANA zone of destinations that have none of their own. */
  readonly zone: string;
  readonly now: () => Date;
  readonly log: Pick<Log, 'warn'>;
}

/** It is sent no sooner after the hour (milliseconds), so that a digest that is due is posted before it. */
const FIRST_MS = 10 * 60_000;
/** So long after the hour of the digest (milliseconds) the message is not sent any more. */
const LAST_MS = 6 * 3_600_000;

/** Looks once; to be called now and then. Weekends, on which arXiv never announces, are passed over. */
export function createEmptyDayNotices(parts: EmptyDayParts): () => Promise<void> {
  const { reader, writer, sender, calendar, now, log } = parts;

  async function look(place: EmptyDayPlace, at: Date): Promise<void> {
    const { destination, isPerson, language } = place;
    const zone = place.zone ?? parts.zone;
    const day = wallTime(at, zone).slice(0, 10);
    const clock = `${String(place.hour).padStart(2, '0')}:00`;
    const hour = instantOf(day, clock, zone);
    const late = at.getTime() - hour.getTime();
    if (late < FIRST_MS || late > LAST_MS) return;
    const before = instantOf(addDays(day, -1), clock, zone);
    if (Date.parse(place.since) > before.getTime()) return;
    const { pause } = calendar.scheduled(easternDay(hour));
    if (pause?.kind === 'weekend' || reader.hasNews(destination, before.toISOString())) return;
    if (!(await writer.call('claimEmptyDay', destination, day, toUtcText(at)))) return;
    const holiday = pause?.holiday ?? null;
    const message = emptyDayMessage({ rules: reader.emptyDayRules(destination), day, holiday, language });
    const body = { ...message, nonce: nonceFrom('empty day', `${destination} ${day}`) };
    const outcome = isPerson
      ? await sender.tell(destination, body)
      : await sender.send(destination, {
          ...body,
          enforce_nonce: true,
          allowed_mentions: { parse: [] },
          flags: SUPPRESS_NOTIFICATIONS,
        });
    const isUntold = outcome.kind === 'stop' || (outcome.kind === 'retry' && !outcome.maybeAccepted);
    if (isUntold) await writer.call('forgetEmptyDay', destination, day);
    else if (outcome.kind !== 'sent')
      log.warn(
        { destination, day, reason: outcome.reason },
        'the line of a day without papers may be missing; it is not sent again',
      );
  }

  return async () => {
    const at = now();
    for (const place of reader.emptyDayPlaces()) await look(place, at);
  };
}
