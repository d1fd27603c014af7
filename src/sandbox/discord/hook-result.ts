// Results of interaction answers: what Discord says to a callback or a follow-up.
import type { StoredMessage } from './types.js';
import type { Problem } from './validate.js';

/** What Discord says to a callback or follow-up: done, or an error with its code. */
export type HookResult =
  | { readonly ok: true; readonly message: StoredMessage | null }
  | {
      readonly ok: false;
      readonly status: number;
      readonly code: number;
      readonly message: string;
      readonly problems?: readonly Problem[];
    };

export const badForm = (problems: readonly Problem[]): HookResult => {
  return { ok: false, status: 400, code: 50035, message: 'Invalid Form Body', problems };
};
export const gone = (code: number, message: string): HookResult => ({ ok: false, status: 404, code, message });
