// Late answers: what follows the first answer to a person, who sees "thinking…" meanwhile, is sent until it arrives.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DiscordAPIError,
  RESTJSONErrorCodes,
  type InteractionEditReplyOptions,
  type InteractionReplyOptions,
  type RepliableInteraction,
} from 'discord.js';
import { backOff } from '../domain/back-off.js';
import type { Log } from '../log.js';
import { classifyRefusal } from './classify.js';
import { isRefusedBody, toAnswer } from './rest-errors.js';

/** How long after the first failure an answer is still of use (milliseconds); Discord takes it for fifteen minutes. */
const OF_USE_MS = 300_000;
const LONGEST_WAIT_MS = 60_000;

export interface LateAnswerOptions {
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  readonly random: () => number;
  readonly log: Log;
}

interface Repeating extends LateAnswerOptions {
  /** Sent a second time it changes nothing. */
  readonly isHarmlessTwice: boolean;
}

/** How long Discord asks to wait (milliseconds); null where the same request may not be sent again, or in vain. */
function askedWait(error: unknown, isHarmlessTwice: boolean): number | null {
  if (isRefusedBody(error)) return null;
  const answer = toAnswer(error);
  const refusal = classifyRefusal(answer);
  if (refusal.kind !== 'retry') return null;
  // A status says that it failed. Where nothing was heard it may have been done.
  const isUnheard = answer.kind === 'network' && refusal.maybeAccepted;
  return isUnheard && !isHarmlessTwice ? null : (refusal.afterMs ?? 0);
}

/** Throws the last failure. */
async function untilSent(send: () => Promise<unknown>, repeating: Repeating): Promise<void> {
  const { signal, random, isHarmlessTwice } = repeating;
  const until = performance.now() + OF_USE_MS;
  for (let failures = 1; ; failures += 1) {
    try {
      await send();
      return;
    } catch (error) {
      const asked = askedWait(error, isHarmlessTwice);
      if (asked === null || signal.aborted) throw error;
      const wait = Math.max(asked, backOff({ failures, longestMs: LONGEST_WAIT_MS, random }));
      if (performance.now() + wait > until) throw error;
      // Where the bot stops, this is sent once more without waiting.
      await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

export interface LateAnswers {
  /** Changes the first answer. */
  edit(interaction: RepliableInteraction, payload: InteractionEditReplyOptions): Promise<void>;
  /** Sends one more message; where it may have arrived, it is not sent again. */
  follow(interaction: RepliableInteraction, payload: InteractionReplyOptions): Promise<void>;
  /** Deletes the first answer. False where it may still stand. */
  takeBack(interaction: RepliableInteraction): Promise<boolean>;
}

export function createLateAnswers(options: LateAnswerOptions): LateAnswers {
  // Many people may wait for the same stop, which is no leak that Node need warn of.
  setMaxListeners(0, options.signal);
  const harmlessTwice = { ...options, isHarmlessTwice: true };
  return {
    edit: (interaction, payload) => untilSent(() => interaction.editReply(payload), harmlessTwice),
    follow: (interaction, payload) =>
      untilSent(() => interaction.followUp(payload), { ...options, isHarmlessTwice: false }),
    async takeBack(interaction) {
      try {
        await untilSent(() => interaction.deleteReply(), harmlessTwice);
      } catch (err) {
        if (err instanceof DiscordAPIError && err.code === RESTJSONErrorCodes.UnknownMessage) return true;
        options.log.warn({ interaction: interaction.id, err }, 'an answer could not be taken back');
        return false;
      }
      return true;
    },
  };
}
