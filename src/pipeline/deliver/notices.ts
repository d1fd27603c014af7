// Notices of cards in doubt: whoever made the subscription is told, once.
import { unknownNotice } from '../../cards/notice.js';
import { backOff } from '../../domain/back-off.js';
import type { Sender } from '../../domain/delivery.js';
import { wordsLanguage } from '../../domain/language.js';
import { nonceFrom } from '../../domain/nonce.js';
import type { Log } from '../../log.js';
import type { NoticeRow } from '../../store/delivery/deliveries.js';
import type { Reader } from '../../store/reader.js';
import { LONGEST_WAIT_MS } from './cooldown.js';
import type { KeptWrites } from './kept-writes.js';
import type { Outage } from './outage.js';

export interface NoticeParts {
  readonly reader: Pick<Reader, 'unknownDeliveries'>;
  readonly writer: Pick<KeptWrites, 'call'>;
  readonly sender: Pick<Sender, 'tell'>;
  readonly outage: Pick<Outage, 'isCauseOf'>;
  readonly now: () => Date;
  readonly random: () => number;
  readonly log: Log;
  readonly onStop: (reason: string) => void;
}

/** A person who takes no messages is not asked again. */
export function createNoticeTeller(parts: NoticeParts): (notice: NoticeRow) => Promise<void> {
  const { reader, writer, sender, outage, now, random, log } = parts;
  const noteTold = (destination: string, outcome: string): Promise<void> =>
    writer.call('markTold', destination, outcome, now().toISOString());

  return async function tell({ destination, createdBy, since, attempts, language }: NoticeRow): Promise<void> {
    if (createdBy === null) return noteTold(destination, 'nobody is known to tell');
    const { count } = reader.unknownDeliveries(destination, 0);
    const nonce = nonceFrom('notice', destination, since);
    const body = { ...unknownNotice(destination, count, wordsLanguage(language)), nonce };
    const outcome = await sender.tell(createdBy, body);
    if (outcome.kind === 'retry') {
      if (outage.isCauseOf(outcome)) return undefined;
      const wait = outcome.afterMs ?? backOff({ failures: attempts + 1, longestMs: LONGEST_WAIT_MS, random });
      return writer.call('tellLater', destination, new Date(now().getTime() + wait).toISOString());
    }
    if (outcome.kind === 'stop') return parts.onStop(outcome.reason);
    const told = outcome.kind === 'sent' ? `told ${createdBy}` : outcome.reason;
    log.warn({ destination, count, told }, 'cards are held because nobody knows whether they were posted');
    return noteTold(destination, told);
  };
}
