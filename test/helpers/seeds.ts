// How many cases a test of many tries: few while somebody waits, all of them in the slow run.

const FEW = 12;

/** `all` in `npm run test:slow`, else at most 12. */
export function seeds(all: number): number {
  return process.env['ALL_SEEDS'] === '1' ? all : Math.min(FEW, all);
}

/** All `items` in `npm run test:slow`, else at most `few` of them, spread evenly over the list. */
export function sampled<T>(items: readonly T[], few = FEW): T[] {
  if (process.env['ALL_SEEDS'] === '1' || items.length <= few) return [...items];
  const chosen = new Set(Array.from({ length: few }, (_, at) => Math.floor((at * items.length) / few)));
  return items.filter((_, index) => chosen.has(index));
}
