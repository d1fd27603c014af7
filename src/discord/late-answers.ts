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
  /** Sent a second time it changes nothing, as long as nobody has pressed anything of it. */
  readonly isHarmlessTwice: boolean;
  /** Whether it was seen to have arrived, although nothing was heard of it. */
  readonly hasArrived?: () => boolean;
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
  const { signal, random, isHarmlessTwice, hasArrived = () => false } = repeating;
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
      if (hasArrived()) return;
    }
  }
}

export interface LateAnswers {
  /** Fills the first answer, which shows "thinking…". */
  edit(interaction: RepliableInteraction, payload: InteractionEditReplyOptions): Promise<void>;
  /** Somebody has pressed something of the answer to the interaction `id`: it has arrived, and the press may change it. */
  pressed(id: string): void;
  /** Sends one more message; where it may have arrived, it is not sent again. */
  follow(interaction: RepliableInteraction, payload: InteractionReplyOptions): Promise<void>;
  /** Deletes the first answer. False where it may still stand. */
  takeBack(interaction: RepliableInteraction): Promise<boolean>;
}

export function createLateAnswers(options: LateAnswerOptions): LateAnswers {
  // Many people may wait for the same stop, which is no leak that Node need warn of.
  setMaxListeners(0, options.signal);
  const harmlessTwice = { ...options, isHarmlessTwice: true };
  /** Interactions whose first answer is under way, and those of them that have it. */
  const [underWay, arrived] = [new Set<string>(), new Set<string>()];
  return {
    async edit(interaction, payload) {
      const { id } = interaction;
      underWay.add(id);
      try {
        await untilSent(() => interaction.editReply(payload), { ...harmlessTwice, hasArrived: () => arrived.has(id) });
      } finally {
        underWay.delete(id);
        arrived.delete(id);
      }
    },
    pressed(id) {
      if (underWay.has(id)) arrived.add(id);
    },
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
