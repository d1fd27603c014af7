// The newest requests of the bot, for tests and for people at the page: bounded by number and by size.

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  status: number | null;
  readonly body: unknown;
  /** What the sandbox answered; null without a body, or where a planned fault answered. */
  answer: unknown;
  readonly at: string;
}

export const MOST_REQUESTS = 5_000;
/** Characters of bodies and answers that are kept in all. */
export const MOST_CHARACTERS = 16 * 1024 * 1024;

export function createRequestLog() {
  let kept: { readonly request: SeenRequest; size: number }[] = [];
  let total = 0;

  function shrink(): void {
    let surplus = 0;
    for (; total > MOST_CHARACTERS || kept.length - surplus > MOST_REQUESTS; surplus += 1) {
      const oldest = kept[surplus];
      if (oldest === undefined) break;
      total -= oldest.size;
    }
    if (surplus > 0) kept = kept.slice(surplus);
  }

  return {
    all: (): SeenRequest[] => kept.map(({ request }) => request),
    clear(): void {
      kept = [];
      total = 0;
    },
    /** Keeps a request whose body has `size` characters; answers how to note its answer, of so many characters. */
    add(request: SeenRequest, size: number): (answer: unknown, characters: number) => void {
      const entry = { request, size };
      kept.push(entry);
      total += size;
      shrink();
      return (answer, characters) => {
        if (!kept.includes(entry)) return;
        request.answer = answer;
        entry.size += characters;
        total += characters;
        shrink();
      };
    },
  };
}

export type RequestLog = ReturnType<typeof createRequestLog>;
