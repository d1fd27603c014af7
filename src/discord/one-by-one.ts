// One by one: of work that comes all at once, one piece begins in each turn of the event loop, and none is begun twice.

/** Answers a function that resolves when it is the caller's turn. */
export function createOneByOne(): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(() => new Promise((begin) => setImmediate(begin))));
}

/** After so many others an id is forgotten. */
const REMEMBERED = 1_000;

/** Answers a function that tells whether it is asked for an id for the first time. */
export function createFirstSight(): (id: string) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}
