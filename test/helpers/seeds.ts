// How many cases a property test tries: few while somebody waits, all of them in the slow run.

const FEW = 25;

/** `all` in `npm run test:slow`, else at most 25. */
export function seeds(all: number): number {
  return process.env['ALL_SEEDS'] === '1' ? all : Math.min(FEW, all);
}
