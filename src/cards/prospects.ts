// Prospects in words: when what waits at a place leaves, and what keeps it until then.
import type { Language } from '../domain/language.js';
import type { PlaceRest, PlaceState, WaitingHere } from '../domain/posted.js';
import { inertLine, joinMarkdown, timestamp, type Markdown } from '../text/markdown.js';
import { reasonWords } from './wording/reasons.js';
import { whereaboutsWording, type Asked } from './wording/whereabouts.js';

export const SHOWN_REASON_POINTS = 200;

/** What is kept in English, in the reader's language. */
export const keptWords = (reason: string, language: Language): Markdown =>
  inertLine(reasonWords(reason, language), SHOWN_REASON_POINTS);

/** A reason of the outbox in words; those of Discord's own that are not known are told as they are. */
export function placeReason(reason: string | null, asked: Asked): Markdown {
  const { reasons } = whereaboutsWording(asked);
  const text = reason ?? '';
  if (text === 'unsubscribed') return reasons.unsubscribed;
  if (text === 'paused') return reasons.paused;
  if (text.startsWith('moved')) return reasons.moved;
  if (text.startsWith('shown in a channel')) return reasons.shown;
  if (text.startsWith('the channel was deleted')) return reasons.channelDeleted;
  if (text.startsWith('the bot was out')) return reasons.left;
  if (text.startsWith('the same paper')) return reasons.samePaper;
  if (text.startsWith('outcome unknown')) return reasons.unknown;
  if (text.startsWith('a permission')) return reasons.permission;
  if (text.startsWith('a time-out')) return reasons.silenced;
  return reasons.discord(keptWords(text, asked.language));
}

/** What is due so soon (milliseconds) is told without a time: times are shown in minutes. */
const SOON_MS = 60_000;

/** When something that waits leaves, as far as that is known, and what keeps it until then. */
export interface Prospect {
  /** Null where it is due, or nobody knows. */
  readonly at: string | null;
  readonly when: Markdown | null;
  readonly reason: Markdown | null;
}

export interface Today {
  /** Of the place. */
  readonly rest: PlaceRest | null;
  readonly now: Date;
}

/** A rest of the place keeps what is due, whatever its own time and reason. */
export function prospectOf(
  { nextAttemptAt, reason }: Pick<WaitingHere, 'nextAttemptAt' | 'reason'>,
  { rest, now }: Today,
  asked: Asked,
): Prospect {
  const words = whereaboutsWording(asked);
  const own = Date.parse(nextAttemptAt);
  const kept = rest !== null && own <= Math.max(Date.parse(rest.until), now.getTime()) ? rest : null;
  const why = kept?.reason ?? reason;
  const text = why === null ? null : placeReason(why, asked);
  const at = kept?.until ?? nextAttemptAt;
  const leftMs = Date.parse(at) - now.getTime();
  if (leftMs <= (kept === null ? 0 : SOON_MS))
    return { at: null, when: why === null ? words.soon : null, reason: text };
  const time = timestamp(at, 'f');
  return { at, when: kept === null ? words.at(time) : words.after(time), reason: text };
}

/** What waits, so many of it, in words. */
function waitingText(waiting: WaitingHere, today: Today, asked: Asked): (count: number) => Markdown {
  const words = whereaboutsWording(asked);
  if (waiting.state === 'held') return (count) => words.waitsHeld(count, placeReason(waiting.reason, asked));
  const { when, reason } = prospectOf(waiting, today, asked);
  return (count) => joinMarkdown([words.waits(count, words.waitingModes[waiting.mode], when), reason], ' · ');
}

/** What waits for one reason is one line, whatever was refused itself. */
export function waitingLines(place: PlaceState, today: Today, asked: Asked): Markdown[] {
  const lines = new Map<string, { readonly text: (count: number) => Markdown; readonly count: number }>();
  for (const waiting of place.waiting) {
    const text = waitingText(waiting, today, asked);
    lines.set(text(0), { text, count: (lines.get(text(0))?.count ?? 0) + waiting.count });
  }
  return [...lines.values()].map(({ text, count }) => text(count));
}

/** When the next message leaves; null where that is now, or nobody knows. */
export function nextTime(place: PlaceState, today: Today, asked: Asked): string | null {
  const open = place.waiting.filter(({ state }) => state !== 'held');
  const times = open.map((waiting) => prospectOf(waiting, today, asked).at);
  return times.includes(null) ? null : (times.toSorted()[0] ?? null);
}
