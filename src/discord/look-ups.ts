// Look-ups at Discord for one interaction: what is asked for in vain is bounded, however many rules or files name what is not there.

/** Asked for in vain at most; a server can have thousands of rules in threads that are gone. */
const MOST_IN_VAIN = 50;

/** Asks for what `id` names, unless that or too many others were asked for in vain; null then, and where there is none. */
export type LookUp = <T>(id: string, ask: () => Promise<T | null>) => Promise<T | null>;

/** As many are under way at once as may be in vain: what is found gives its place to the next, what is not keeps it. */
export function createLookUp(): LookUp {
  const inVain = new Set<string>();
  const waiting: ((mayAsk: boolean) => void)[] = [];
  let free = MOST_IN_VAIN;
  const giveOn = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next(true);
  };
  return async (id, ask) => {
    if (inVain.has(id) || inVain.size === MOST_IN_VAIN) return null;
    if (free > 0) free -= 1;
    else if (!(await new Promise<boolean>((go) => waiting.push(go)))) return null;
    const found = await ask();
    if (found !== null || inVain.has(id)) giveOn();
    else inVain.add(id);
    if (inVain.size === MOST_IN_VAIN) for (const go of waiting.splice(0)) go(false);
    return found;
  };
}
