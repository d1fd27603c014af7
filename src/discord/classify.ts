// Discord's answers, sorted by what has to happen next. Pure.
import type { Refusal, SendOutcome } from '../domain/delivery.js';

/** One answer, or the lack of one, in plain values. `code` is Discord's JSON error code. */
export type SendAnswer =
  | { readonly kind: 'ok'; readonly messageId: string | null; readonly channelId: string | null }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: number | null;
      readonly isJson: boolean;
      readonly retryAfterMs: number | null;
      /** See Refusal. */
      readonly isStanding?: boolean;
      readonly message: string;
    }
  | { readonly kind: 'network'; readonly code: string | null; readonly message: string };

/** `card` is a message with an enforced nonce; `step` changes a message that stands; the others have no nonce. */
export type RequestKind = 'card' | 'post' | 'step' | 'history';

/** Not for channels of this kind, as publishing where an announcement channel became a text channel: no waiting helps. */
const WRONG_KIND = 50024;
/** Guild or webhook that is gone, or a channel of a kind that takes no message. */
const TARGET_GONE = [10004, 10015, 50008, WRONG_KIND, 50027, 40058];
/** A channel or thread that was deleted. */
const UNKNOWN_CHANNEL = 10003;
/** Missing permissions, a server that is not to be had here, or a person who takes no messages from us: held until that changes. */
const FORBIDDEN = [50001, 50013, 40066, 50007, 50278, 50095];
/** Locked; archived as well, where a message does not open it. */
const THREAD_LOCKED = [160005, 50083];
/** Somebody has to configure something: tags, onboarding, fewer channels. */
const NEEDS_CONFIGURATION = [40067, 10087, 30013];
/** Too many active threads: they are archived by themselves within days. */
const THREADS_FULL = [160006, 160007];
/** This payload, or this payload in this guild, is refused for good. */
export const REFUSED: readonly number[] = [50035, 50006, 50109, 40005, 30015, 200000, 200001, 240000, 20009];
/** Transient conditions; 40003: too many direct messages were opened at once. */
const TRANSIENT = [20028, 20029, 40003, 40062, 40004, 40006, 110000, 110001, 130000];
/** Token refused. */
const STOP = [40001, 50014];
/** Cloudflare's refusal, in Discord's form: before Discord has seen the request. It has come for hours and for some requests alone. */
const BEFORE_DISCORD = 40333;
/** Published before, a thread made before, an interaction answered before. */
const DONE_BEFORE = [40033, 160004, 40060];
/** With an enforced nonce: our message was accepted before and somebody deleted it since. */
const UNKNOWN_MESSAGE = 10008;
/** An interaction whose three seconds, or fifteen minutes, are over. */
const TOO_LATE = 10062;

const HOUR_MS = 3_600_000;
/** Limits under codes of their own, with how long to wait where the answer does not tell (milliseconds). */
const LIMITS: ReadonlyMap<number | null, number> = new Map([
  // Slow mode of a channel. Bots are said to be free of it.
  [20016, 60_000],
  // Published messages may be edited a few times an hour, old ones rarely.
  [20022, HOUR_MS],
  [30046, HOUR_MS],
]);
/** Statuses for a request that came too slowly or too early: as if it had not been answered. */
const UNANSWERED = [408, 425];

/** Errors of the network before any byte of the request was sent. */
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** What an answer means for a delivery (classes of Discord's opcodes page; unknown 4xx are refused, not repeated). */
export function classifyAnswer(answer: SendAnswer, asked: RequestKind = 'card'): SendOutcome {
  if (answer.kind === 'ok') return { kind: 'sent', messageId: answer.messageId, channelId: answer.channelId };
  const done = { kind: 'sent', messageId: null, channelId: null } as const;
  if (answer.kind === 'error' && answer.code !== null) {
    if (DONE_BEFORE.includes(answer.code)) return done;
    if (answer.code === UNKNOWN_MESSAGE && asked === 'card') return done;
  }
  const refusal = classifyRefusal(answer);
  const isOfKind = answer.kind === 'error' && answer.code === WRONG_KIND && asked === 'step';
  return isOfKind ? { kind: 'reject', reason: refusal.reason } : refusal;
}

/** The same for answers that are no success, whatever was asked. */
export function classifyRefusal(answer: Exclude<SendAnswer, { kind: 'ok' }>): Refusal {
  if (answer.kind === 'network') {
    const reason = answer.code === null ? answer.message : `${answer.code}: ${answer.message}`;
    const isOffline = NOT_SENT.includes(answer.code ?? '');
    return { kind: 'retry', maybeAccepted: !isOffline, afterMs: null, isUnreachable: true, isOffline, reason };
  }
  const { status, code, retryAfterMs, isStanding = false } = answer;
  const isPage = !answer.isJson && status < 500;
  const reason = `${status}${code === null ? '' : `/${code}`}: ${isPage ? 'not from Discord: ' : ''}${answer.message}`;
  const has = (codes: readonly number[]): boolean => code !== null && codes.includes(code);
  if (status === 401 || has(STOP)) return { kind: 'stop', reason };
  const limitMs = LIMITS.get(code);
  if (limitMs !== undefined) return { kind: 'retry', maybeAccepted: false, afterMs: retryAfterMs ?? limitMs, reason };
  // What is not in Discord's form is said by something before Discord, which does not know the payload.
  const isUnreachable =
    status >= 500 || UNANSWERED.includes(status) || code === BEFORE_DISCORD || (!answer.isJson && status !== 429);
  if (status === 429 || has(TRANSIENT))
    return { kind: 'retry', maybeAccepted: false, afterMs: retryAfterMs, isUnreachable, isStanding, reason };
  if (isUnreachable) return { kind: 'retry', maybeAccepted: true, afterMs: retryAfterMs, isUnreachable, reason };
  if (has(THREADS_FULL)) return { kind: 'hold', reason, afterMs: HOUR_MS };
  if (has(NEEDS_CONFIGURATION)) return { kind: 'hold', reason, afterMs: HOUR_MS };
  if (code === UNKNOWN_CHANNEL) return { kind: 'hold', reason, afterMs: null, isGone: true };
  if (has(THREAD_LOCKED)) return { kind: 'hold', reason, afterMs: null, isLocked: true };
  if (has(TARGET_GONE) || has(FORBIDDEN)) return { kind: 'hold', reason, afterMs: null };
  if (code === UNKNOWN_MESSAGE) return { kind: 'reject', reason, isGone: true };
  if (has(REFUSED) || code === TOO_LATE) return { kind: 'reject', reason };
  return status === 403 || status === 404 ? { kind: 'hold', reason, afterMs: null } : { kind: 'reject', reason };
}
