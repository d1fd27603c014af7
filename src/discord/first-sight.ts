// First sight: what comes again is not begun twice.

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
