// Look-ups at Discord for one interaction: what is asked for in vain is bounded, however many rules or files name what is not there.

/** Asked for in vain at most; a server can have thousands of rules in threads that are gone. */
const MOST_IN_VAIN = 50;

/** Asks for what `id` names, once, unless too many others were asked for in vain; null then, and where there is none or asking fails. */
export type LookUp = <T>(id: string, ask: () => Promise<T | null>) => Promise<T | null>;

/** As many are under way at once as may be in vain: what is found gives its place to the next, what is not keeps it. */
export function createLookUp(): LookUp {
  const asked = new Map<string, Promise<unknown>>();
  const waiting: ((mayAsk: boolean) => void)[] = [];
  let free = MOST_IN_VAIN;
  let inVain = 0;

  async function inTurn<T>(ask: () => Promise<T | null>): Promise<T | null> {
    if (inVain === MOST_IN_VAIN) return null;
    if (free > 0) free -= 1;
    else if (!(await new Promise<boolean>((go) => waiting.push(go)))) return null;
    const found = await ask().catch(() => null);
    if (found === null) {
      inVain += 1;
      if (inVain === MOST_IN_VAIN) for (const go of waiting.splice(0)) go(false);
      return null;
    }
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next(true);
    return found;
  }

  return <T>(id: string, ask: () => Promise<T | null>) => {
    const answer = (asked.get(id) as Promise<T | null> | undefined) ?? inTurn(ask);
    asked.set(id, answer);
    return answer;
  };
}
