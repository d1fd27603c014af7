// What has tested in vain whether an outage is over: one thing that Discord fails at would do so for ever.
import type { Outage } from './outage.js';

export function createTested(outage: Pick<Outage, 'isOn'>) {
  const tested = new Set<string>();
  let before = 0;
  return {
    beginRound: (): void => void (before = tested.size),
    /** In an outage everything else comes before the same thing again. */
    isPassedOver(what: string): boolean {
      if (!outage.isOn()) tested.clear();
      else if (tested.has(what)) return true;
      else tested.add(what);
      return false;
    },
    /** Where nothing else was left to test it, all may again. */
    endRound(): void {
      if (tested.size === before) tested.clear();
    },
  };
}
