// Members: the dumps that one file holds - itself, or what is packed in it.
import type { Dump } from './file.js';

/** The dumps of a file in order. Each member's bytes can be read once, before the next member is asked for. */
export async function* membersOf(dump: Dump): AsyncIterable<Dump> {
  yield dump;
}
