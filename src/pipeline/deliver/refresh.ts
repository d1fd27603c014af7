// Refresh: what a message that stands would show now; a card whatever changed, a line only what its readers have to know.
import type { View } from '../../cards/view.js';
import { dayIn } from '../../domain/calendar.js';
import { isPost, LINE_SHOWS, type CardBody, type MessageUpdate, type PostBody } from '../../domain/delivery.js';
import type { MessageBody } from '../../domain/message.js';
import type { ClaimedLine } from '../../store/delivery/claims.js';
import type { Reader } from '../../store/reader.js';
import type { Render } from './render.js';
import { lineShows, severalMessage, shownCount } from './several.js';

export interface Refreshed {
  readonly body: MessageBody;
  /** What the lines show, where they changed. */
  readonly lines: readonly ClaimedLine[];
}

export interface RefreshOptions {
  readonly reader: Pick<Reader, 'findPaper' | 'leftOut' | 'linedMessage' | 'linesOf' | 'rulesOfMessage'>;
  readonly viewOf: (step: Pick<MessageUpdate, 'language' | 'destination'>) => View;
  readonly render: Render;
}

/** A line is changed for a withdrawal, or one that was taken back, and once each for a translation and an identifier. */
function isOutdated(shown: number, now: number): boolean {
  const { withdrawn, translation, identifier } = LINE_SHOWS;
  return (shown & withdrawn) !== (now & withdrawn) || (now & ~shown & (translation | identifier)) !== 0;
}

/** The message of a frozen body. */
function messageIn(frozen: string): MessageBody {
  const body = JSON.parse(frozen) as CardBody | PostBody;
  return isPost(body) ? body.message : body;
}

/** Answers what a message would show now; null when its paper is not in the store. */
export function createRefresh({ reader, viewOf, render }: RefreshOptions) {
  function several(step: MessageUpdate, leaderId: number): Refreshed {
    const unchanged: Refreshed = { body: messageIn(step.body), lines: [] };
    const message = reader.linedMessage(leaderId);
    if (message === null || step.form === 'card') return unchanged;
    const view = viewOf(step);
    const lines = reader.linesOf(leaderId, 0, shownCount(step.form, message.count));
    const fresh = lines.map(({ deliveryId, paper }) => ({ id: deliveryId, shows: lineShows(paper, view) }));
    if (!lines.some(({ shows }, index) => isOutdated(shows, fresh[index]?.shows ?? shows))) return unchanged;
    const rules = reader.rulesOfMessage(leaderId);
    const body = severalMessage({
      form: step.form,
      shown: lines.map(({ deliveryId, paper }) => ({
        deliveryId,
        paper,
        rules: rules.filter((rule) => rule.deliveryId === deliveryId),
      })),
      rules,
      count: message.count,
      leftOut: step.form === 'digest' ? reader.leftOut(step.destination, message.firstAttemptAt) : 0,
      leaderId,
      mark: message.nonce,
      day: dayIn(view.zone, new Date(message.firstAttemptAt)),
      view,
    });
    return { body, lines: fresh };
  }

  return function refresh(step: MessageUpdate): Refreshed | null {
    if (step.leaderId !== null) return several(step, step.leaderId);
    // A card that a restore found within a list has no lines of its own.
    if (step.form !== 'card') return { body: messageIn(step.body), lines: [] };
    const paper = reader.findPaper(step.paperKey);
    return paper === null ? null : { body: render(paper, step), lines: [] };
  };
}
