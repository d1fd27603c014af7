// Closed places: destinations where changes of messages were refused, until the gateway tells that they are open.
import { setImmediate } from 'node:timers/promises';
import type { Destinations } from '../../domain/delivery.js';
import type { WriterPort } from '../../store/port.js';
import type { Cooldowns } from './cooldown.js';

export interface ClosedPlaces {
  /** Something was refused at a destination, and rests under this name. */
  refused(destination: string, rest: string): void;
  /** What was refused at destinations that are open by now is due. */
  reopen(): Promise<void>;
}

export interface ClosedPlacesOptions {
  readonly writer: WriterPort;
  readonly destinations: Pick<Destinations, 'canPost'>;
  readonly cooldowns: Pick<Cooldowns, 'clear'>;
  readonly now: () => Date;
}

/**
 * A step that was refused for want of a permission is tried again after this time (milliseconds), then ever more rarely: for
 * four weeks, as the bot may be invited again. When the gateway tells of that, it is due at once.
 */
export const HELD_MS = 3_600_000;
const LONGEST_HELD_MS = 24 * HELD_MS;

/** Milliseconds until it is tried again after so many attempts; `asked`: what Discord asked to wait. */
export function heldMs(attempts: number, asked: number | null): number {
  return Math.max(asked ?? 0, Math.min(HELD_MS * 2 ** attempts, LONGEST_HELD_MS));
}

/** Destinations that are looked at without a pause. */
const LOOKED_AT_ONCE = 50;

/** A refusal that contradicts the gateway, which calls the destination open, is tried again by time alone. */
export function createClosedPlaces({ writer, destinations, cooldowns, now }: ClosedPlacesOptions): ClosedPlaces {
  /** Destinations with the rests of what was refused there. */
  const closed = new Map<string, Set<string>>();
  return {
    refused(destination, rest) {
      if (destinations.canPost(destination) === true) return;
      closed.set(destination, (closed.get(destination) ?? new Set()).add(rest));
    },
    async reopen() {
      for (const [index, [destination, rests]] of [...closed].entries()) {
        if (index > 0 && index % LOOKED_AT_ONCE === 0) await setImmediate();
        if (destinations.canPost(destination) !== true) continue;
        await writer.call('recallUpdates', destination, now().toISOString());
        closed.delete(destination);
        for (const rest of rests) cooldowns.clear(rest);
      }
    },
  };
}
