// Due steps: which messages are to be changed or published now, read a page at a time, in the order in which a round does them.
import { setImmediate } from 'node:timers/promises';
import type { DueStep, StepPlace } from '../../store/delivery/deliveries.js';
import type { Reader } from '../../store/reader.js';

/** Steps read at once, and how often in one round: however many there are, a round reads no more of them. */
const PAGE = 500;
const PAGES_A_ROUND = 10;

export interface DueSteps {
  /**
   * What is to be published in the order in which it fell due, then edits, of the latest messages first: these are being read
   * now. Edits that failed come behind those that did not, the more often the later: what one message is refused is no other's
   * fault. Each round goes on where the one before ended.
   */
  ofRound(now: () => string): Promise<DueStep[]>;
  /** Whether there is such a step by a time. */
  some(by: string, isMeant: (step: DueStep) => boolean): boolean;
}

export function createDueSteps(reader: Pick<Reader, 'dueUpdates'>): DueSteps {
  /** Null where the next round starts again. */
  let place: StepPlace | null = null;

  return {
    async ofRound(now) {
      const found: DueStep[] = [];
      for (let pages = 0; pages < PAGES_A_ROUND; pages += 1) {
        const { steps, next } = reader.dueUpdates(now(), place, PAGE);
        place = next;
        found.push(...steps);
        if (next === null) break;
        await setImmediate();
      }
      const edits = found
        .filter(({ kind }) => kind === 'edit')
        .sort((a, b) => a.attempts - b.attempts || b.deliveryId - a.deliveryId);
      return [...found.filter(({ kind }) => kind !== 'edit'), ...edits];
    },
    some(by, isMeant) {
      for (let at: StepPlace | null = null; ;) {
        const { steps, next } = reader.dueUpdates(by, at, PAGE);
        if (steps.some(isMeant)) return true;
        if (next === null) return false;
        at = next;
      }
    },
  };
}
