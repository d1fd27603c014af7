// First sends: when this process first sent what is still open, which tells how long its nonce protects a repeat.
import { NONCE_WINDOW_MS } from '../../domain/delivery.js';

/** No repeat starts so late that it could reach Discord after the nonce's window. */
const LAST_REPEAT_MS = NONCE_WINDOW_MS - 15_000;

export interface FirstSends<Key> {
  note(key: Key): void;
  forget(key: Key): void;
  /** Kept in memory only: after a restart no first send is known. */
  has(key: Key): boolean;
  /** Whether the same body with the same nonce may be sent again. */
  mayRepeat(key: Key): boolean;
}

/** Both clocks have to agree: `now` may be set, and `monotonic` (milliseconds) stands still while a machine sleeps. */
export function createFirstSends<Key>(now: () => Date, monotonic: () => number): FirstSends<Key> {
  const sends = new Map<Key, { readonly wall: number; readonly monotonic: number }>();
  return {
    note: (key) => void sends.set(key, { wall: now().getTime(), monotonic: monotonic() }),
    forget: (key) => void sends.delete(key),
    has: (key) => sends.has(key),
    mayRepeat(key) {
      const sent = sends.get(key);
      if (sent === undefined) return false;
      const age = now().getTime() - sent.wall;
      return age >= 0 && age < LAST_REPEAT_MS && monotonic() - sent.monotonic < LAST_REPEAT_MS;
    },
  };
}
