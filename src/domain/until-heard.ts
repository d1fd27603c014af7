// Until heard: a message under a nonce whose answer is lost is sent again at once, while the nonce keeps it from standing there twice.
import type { SendOutcome } from './delivery.js';

/** So often in all. */
const MOST_AT_ONCE = 3;

export async function untilHeard(post: () => Promise<SendOutcome>): Promise<SendOutcome> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await post();
    if (outcome.kind !== 'retry' || !outcome.maybeAccepted || tries === MOST_AT_ONCE) return outcome;
  }
}
