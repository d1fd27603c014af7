// Discord's answers to a posted card, sorted by what has to happen next. Pure.
import type { SendOutcome } from '../domain/delivery.js';

/** One answer, or the lack of one, in plain values. `code` is Discord's JSON error code. */
export type SendAnswer =
  | { readonly kind: 'ok'; readonly messageId: string }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly code: number | null;
      readonly isJson: boolean;
      readonly retryAfterMs: number | null;
      readonly message: string;
    }
  | { readonly kind: 'network'; readonly code: string | null; readonly message: string };

/** Channel, guild or thread that is gone, or of a kind that takes no message. */
const TARGET_GONE = [10003, 10004, 10015, 50008, 50024, 50027, 40058];
/** We may not: waits for a change of permissions. */
const FORBIDDEN = [50001, 50013, 160005, 40066];
/** Somebody has to configure something: tags, onboarding, thread limits. */
const NEEDS_CONFIGURATION = [40067, 10087, 160006, 160007];
/** This payload, or this payload in this guild, is refused for good. */
const REFUSED = [50035, 50006, 50109, 40005, 30015, 200000, 200001, 240000, 20009];
/** Passing conditions. */
const TRANSIENT = [20028, 20029, 40062, 40004, 40006, 130000];
/** Token refused or address blocked. */
const STOP = [40001, 50014, 40333];
/** With an enforced nonce: our message was accepted before and somebody deleted it since. */
const DELETED_SINCE = 10008;

/** Errors of the network before any byte of the request was sent. */
const NOT_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'];

/** What an answer means for a delivery (classes of Discord's opcodes page; unknown 4xx are refused, not repeated). */
export function classifyAnswer(answer: SendAnswer): SendOutcome {
  if (answer.kind === 'ok') return { kind: 'sent', messageId: answer.messageId };
  if (answer.kind === 'network') {
    const reason = answer.code === null ? answer.message : `${answer.code}: ${answer.message}`;
    return { kind: 'retry', maybeAccepted: !NOT_SENT.includes(answer.code ?? ''), afterMs: null, reason };
  }
  const { status, code, retryAfterMs } = answer;
  const reason = `${status}${code === null ? '' : `/${code}`}: ${answer.message}`;
  const has = (codes: readonly number[]): boolean => code !== null && codes.includes(code);
  if (code === DELETED_SINCE) return { kind: 'sent', messageId: null };
  if (status === 401 || has(STOP) || (status === 403 && !answer.isJson)) return { kind: 'stop', reason };
  if (status === 429 || has(TRANSIENT)) return { kind: 'retry', maybeAccepted: false, afterMs: retryAfterMs, reason };
  if (status >= 500) return { kind: 'retry', maybeAccepted: true, afterMs: retryAfterMs, reason };
  if (has(TARGET_GONE) || has(FORBIDDEN) || has(NEEDS_CONFIGURATION)) return { kind: 'hold', reason };
  if (has(REFUSED)) return { kind: 'reject', reason };
  return status === 403 || status === 404 ? { kind: 'hold', reason } : { kind: 'reject', reason };
}
