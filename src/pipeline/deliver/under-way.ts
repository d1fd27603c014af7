// Under way: requests made one at a time, but for those that take long, which go on by themselves and hold up no other.
export interface UnderWay {
  /** Resolves when one more may begin. */
  room(): Promise<void>;
  has(name: string): boolean;
  /** Begins the work and waits for it, the more is under way the shorter; undefined where it goes on by itself. */
  begin<T>(name: string, work: () => Promise<T>): Promise<T | undefined>;
  isEmpty(): boolean;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

/** An answer takes a tenth of a second as a rule; one that has not come within this time (milliseconds) may never come. */
const PATIENCE_MS = 2_000;
/** Where so many take long, the next one waits for the first of them. */
const MOST = 20;

/** `failed` gets the failure of work that is no longer waited for. */
export function createUnderWay(failed: (error: unknown) => void, patienceMs = PATIENCE_MS): UnderWay {
  const all = new Map<string, Promise<unknown>>();
  return {
    async room() {
      while (all.size >= MOST) await Promise.race(all.values());
    },
    has: (name) => all.has(name),
    async begin(name, work) {
      const patience = patienceMs / (all.size + 1);
      let isLeft = false;
      let timer: NodeJS.Timeout | undefined;
      const done = work().finally(() => all.delete(name));
      all.set(
        name,
        done.catch((error: unknown) => {
          if (isLeft) failed(error);
        }),
      );
      const left = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => {
          isLeft = true;
          resolve(undefined);
        }, patience);
      });
      try {
        return await Promise.race([done, left]);
      } finally {
        clearTimeout(timer);
      }
    },
    isEmpty: () => all.size === 0,
    async settled() {
      await Promise.all(all.values());
    },
  };
}
