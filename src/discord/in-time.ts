// How long an interaction waits for its answer before Discord is told that one will come.

/** A command that takes longer is deferred; Discord allows three seconds. */
const DEFER_AFTER_MS = 1_500;

/** The result of work, or null when it takes so long that the interaction has to be deferred. */
export async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), DEFER_AFTER_MS);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
