// Faults on demand: what a route does instead of, or after, its work.

export const FAULT_KINDS = [
  'hang-after-accept',
  'reset-before',
  'reset-after-accept',
  '429',
  '400',
  '500',
  '502',
  '503',
  '401',
  '403',
  '404',
  'html-403',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  /** Method and path pattern, `POST /channels/:id/messages`. */
  readonly route: string;
  readonly kind: FaultKind;
  times: number;
  /** Discord's error code for 400, 403 and 404. */
  readonly code?: number;
  /** Seconds, for 429. */
  readonly retryAfter?: number;
  /** For 429: the limit of the whole bot, not of one route. */
  readonly isGlobal?: boolean;
}

/** Faults that can wait at once. */
const MOST_FAULTS = 1_000;

/** `:name` in a pattern stands for one part of a path, `*` for all that follow. */
function fits(route: string, method: string, path: string): boolean {
  const [wantedMethod, pattern = ''] = route.split(' ');
  const wanted = pattern.split('/');
  const parts = path.split('/');
  const rest = wanted.indexOf('*');
  if (wantedMethod !== method || (rest < 0 && wanted.length !== parts.length)) return false;
  const fixed = rest < 0 ? wanted : wanted.slice(0, rest);
  return fixed.every((each, index) => (each.startsWith(':') ? (parts[index] ?? '') !== '' : parts[index] === each));
}

/** `onTaken` hears of each that a request met. */
export function createFaults(onTaken: () => void) {
  let faults: Fault[] = [];
  return {
    /** False when too many wait already. */
    add(fault: Fault): boolean {
      faults = faults.filter((each) => each.times > 0);
      return faults.length < MOST_FAULTS && faults.push(fault) > 0;
    },
    clear: (): void => void (faults = []),
    pending: (): Fault[] => faults.filter((fault) => fault.times > 0),
    /** The fault that this request meets, used up by one. `path` is without the API's prefix. */
    take(method: string, path: string): Fault | null {
      const fault = faults.find((each) => each.times > 0 && fits(each.route, method, path)) ?? null;
      if (fault === null) return null;
      fault.times -= 1;
      onTaken();
      return fault;
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;
