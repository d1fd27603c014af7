// Faults on demand: what a route does instead of, or after, its work; and the record of every request.

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

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly body: unknown;
  /** What the sandbox answered; null without a body, or where a planned fault answered. */
  readonly answer: unknown;
  readonly at: string;
}

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

export function createFaults() {
  const faults: Fault[] = [];
  const requests: SeenRequest[] = [];
  return {
    add: (fault: Fault): void => void faults.push(fault),
    clear: (): void => void faults.splice(0),
    pending: (): Fault[] => faults.filter((fault) => fault.times > 0),
    /** The fault that this request meets, used up by one. `path` is without the API's prefix. */
    take(method: string, path: string): Fault | null {
      const fault = faults.find((each) => each.times > 0 && fits(each.route, method, path)) ?? null;
      if (fault !== null) fault.times -= 1;
      return fault;
    },
    requests,
  };
}

export type Faults = ReturnType<typeof createFaults>;
