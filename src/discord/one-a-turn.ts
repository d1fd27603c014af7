// One a turn: work that comes all at once begins one by one, each in a turn of the event loop of its own.

/** Answers a function that resolves when it is the caller's turn. */
export function createTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(() => new Promise((begin) => setImmediate(begin))));
}
