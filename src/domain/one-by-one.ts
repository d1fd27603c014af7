// One by one: of work that comes all at once, one piece begins in each turn of the event loop.

/** Answers a function that resolves when it is the caller's turn. */
export function createOneByOne(): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(() => new Promise((begin) => setImmediate(begin))));
}
