// Acknowledging an interaction: where nobody heard what became of it, it is asked for again, and that it was done is a success.
// A message that follows has nothing by which Discord would know it again: it is never sent twice.
import { RESTJSONErrorCodes, type RESTOptions } from 'discord.js';
import { makeRequest, UnreadableAnswer } from './requests.js';

const CALLBACK = /\/interactions\/\d+\/[^/]+\/callback(?:\?|$)/;
const FOLLOW_UP = /\/webhooks\/\d+\/[^/]+(?:\?|$)/;
const MOST_TRIES = 3;
const NO_CONTENT = 204;
const TOO_MANY_REQUESTS = 429;

type Answer = Awaited<ReturnType<RESTOptions['makeRequest']>>;

async function isDoneBefore(answer: Answer): Promise<boolean> {
  if (answer.status < 400 || answer.status >= 500) return false;
  const said = await answer.json();
  return (
    typeof said === 'object' &&
    said !== null &&
    'code' in said &&
    said.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  );
}

/** The client would send again what was not answered in time, or whose connection was reset. */
async function sendOnce(...request: Parameters<RESTOptions['makeRequest']>): Promise<Answer> {
  try {
    return await makeRequest(...request);
  } catch (error) {
    throw new UnreadableAnswer('no answer to a message', { cause: error });
  }
}

/** So many callbacks without an answer are remembered. */
const REMEMBERED = 1_000;

/**
 * For the option of the same name of the client that answers people. Discord takes the first callback of an interaction
 * alone: after an answer that was lost, its refusal of the next one means that the first was taken.
 */
export function createAcknowledging(): RESTOptions['makeRequest'] {
  /** Addresses of callbacks; the client asks again after its own time limit. */
  const unheard = new Set<string>();

  function noteUnheard(url: string): void {
    unheard.add(url);
    const [oldest] = unheard;
    if (unheard.size > REMEMBERED && oldest !== undefined) unheard.delete(oldest);
  }

  return async (url, init) => {
    if (FOLLOW_UP.test(url)) return sendOnce(url, init);
    if (!CALLBACK.test(url)) return makeRequest(url, init);
    for (let tries = 1; ; tries += 1) {
      const isLast = tries === MOST_TRIES;
      try {
        const answer = await makeRequest(url, init);
        if (answer.status >= 500) {
          noteUnheard(url);
          if (isLast) return answer;
          continue;
        }
        // It is asked for again after the limit, which says nothing of those before.
        if (answer.status === TOO_MANY_REQUESTS) return answer;
        if (!unheard.delete(url) || !(await isDoneBefore(answer))) return answer;
        return { ...answer, status: NO_CONTENT, ok: true, headers: new Headers() };
      } catch (error) {
        noteUnheard(url);
        if (isLast || init.signal?.aborted === true) throw error;
      }
    }
  };
}
