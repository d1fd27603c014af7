// Asking a source: hosts that are to be left alone are not asked, and every answer is classified.
import { isResting } from '../../domain/back-off.js';
import { errorText } from '../../errors.js';
import { judge, type HttpResponse } from '../../http/answer.js';
import { isConditional, type HttpClient, type HttpRequest } from '../../http/client.js';
import type { Reader } from '../../store/reader.js';
import type { WriterPort } from '../../store/port.js';

/** A host that has shut us out is left alone for so long: going on would count as an attack (info.arxiv.org/help/robots). */
const BLOCKED_MS = 6 * 3_600_000;
/** One that was asked too often (429) and does not say for how long: its other sources, 150 of arXiv's, are not asked either. */
const TOO_OFTEN_MS = 60_000;

/** `until` (UTC): when asking again makes sense, where the server or its last answer told. */
export type AskOutcome =
  | { readonly kind: 'ok'; readonly response: HttpResponse; readonly status: number }
  | { readonly kind: 'unchanged'; readonly status: number }
  | {
      readonly kind: 'failed';
      /** Of HTTP; null when nothing answered, or nobody was asked. */
      readonly status: number | null;
      /** A whole sentence. */
      readonly reason: string;
      readonly until: string | null;
      /** What the server sent with it. */
      readonly body: Uint8Array | null;
    };

export interface AskOptions {
  readonly http: HttpClient;
  readonly reader: Pick<Reader, 'hostRests'>;
  readonly writer: WriterPort;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

/** `isTrial`: of an address that the server may refuse for its form; then its host is not left alone. */
export type SourceRequest = Omit<HttpRequest, 'signal'> & { readonly isTrial?: boolean };
export type Ask = (request: SourceRequest) => Promise<AskOutcome>;

const UNASKED = 'The server says that nothing has changed (HTTP 304), but it was not asked that.';
const NOTHING = { status: null, until: null, body: null } as const;

export function createAsk({ http, reader, writer, now, signal }: AskOptions): Ask {
  async function ask({ isTrial = false, ...request }: SourceRequest): Promise<AskOutcome> {
    const host = URL.canParse(request.url) ? new URL(request.url).host : request.url;
    const rests = reader.hostRests(now().toISOString());
    const rest = rests.find((each) => each.host === host && isResting(each.until, now()));
    if (rest !== undefined) {
      const reason = `${host} is left alone until ${rest.until.slice(0, 19)}Z. ${rest.reason}`;
      return { ...NOTHING, kind: 'failed', reason, until: rest.until };
    }
    const answer = await http.request({ ...request, signal });
    const verdict = judge(answer);
    const status = answer.kind === 'response' ? answer.status : null;
    if (verdict.kind === 'ok') return { kind: 'ok', response: verdict.response, status: verdict.response.status };
    if (verdict.kind === 'unchanged') {
      if (isConditional(request)) return { kind: 'unchanged', status: 304 };
      return { ...NOTHING, kind: 'failed', status: 304, reason: UNASKED };
    }
    const askedMs = verdict.kind === 'later' ? verdict.afterMs : null;
    const blockedMs = isTrial ? null : BLOCKED_MS;
    const restMs = verdict.kind === 'blocked' ? blockedMs : (askedMs ?? (status === 429 ? TOO_OFTEN_MS : null));
    const until = restMs === null ? null : new Date(now().getTime() + restMs).toISOString();
    if (until !== null) await writer.call('restHost', host, until, verdict.reason);
    const body = answer.kind === 'response' ? answer.bytes : null;
    return { kind: 'failed', status, reason: verdict.reason, until, body };
  }

  return async (request) => {
    try {
      return await ask(request);
    } catch (error) {
      // Only the end of the program aborts the wait for a turn; anything else that is thrown is an error of ours or of the store.
      if (!signal.aborted) throw error;
      return { ...NOTHING, kind: 'failed', reason: `The request was given up: ${errorText(error)}.` };
    }
  };
}
