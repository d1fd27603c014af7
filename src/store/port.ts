// The ports to the store's writer and reader for parts that run in another thread than these do.
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

/** What a dump is taken in with. Only the writing thread itself may call these: they run in one transaction together. */
type Ingesting =
  | 'batch'
  | 'alone'
  | 'beginDump'
  | 'storeRecord'
  | 'storeDeletion'
  | 'refreshPaper'
  | 'noteProgress'
  | 'addRejection'
  | 'finishDump'
  | 'releaseRecord'
  | 'renewReason'
  | 'countRejected'
  | 'isAnnouncedIn'
  | 'fallsUnder'
  | 'tidy'
  | 'countCommit'
  | 'close';

/** The writes that can be asked for by name. Arguments and results pass between threads by structured clone. */
export type Writes = Omit<Writer, Ingesting>;

/** Calls `W` in the thread that owns them. UserError and transient errors arrive as such; anything else with its stack. */
export interface CallPort<W extends { [K in keyof W]: (...args: never[]) => unknown }> {
  call<K extends keyof W>(name: K, ...args: Parameters<W[K]>): Promise<Awaited<ReturnType<W[K]>>>;
}

export type WriterPort = CallPort<Writes>;

/** What people ask: how long it takes depends on how much is stored, or on what they typed. */
export type Reads = Pick<
  Reader,
  | 'search'
  | 'loosen'
  | 'highlight'
  | 'findSimilar'
  | 'suggestAuthors'
  | 'categoryPapers'
  | 'findPaper'
  | 'listSubscriptions'
  | 'listPersonSubscriptions'
  | 'countRules'
  | 'readSettingsFile'
  | 'findSubscription'
  | 'findSettings'
  | 'outlook'
  | 'newestDate'
  | 'papersOf'
  | 'ruleFault'
  | 'firstFault'
  | 'findSearch'
  | 'linedMessage'
  | 'linesOf'
  | 'destinationOf'
  | 'paperHere'
  | 'placeState'
  | 'unknownDeliveries'
  | 'counts'
  | 'status'
  | 'translationStatus'
>;

export type ReaderPort = CallPort<Reads>;

/** The port for a program whose writer is in its own thread. */
export function ownPort(writer: Writes): WriterPort {
  return {
    async call<K extends keyof Writes>(
      name: K,
      ...args: Parameters<Writes[K]>
    ): Promise<Awaited<ReturnType<Writes[K]>>> {
      const write = writer[name] as (...values: Parameters<Writes[K]>) => ReturnType<Writes[K]>;
      return await Promise.resolve(write(...args));
    },
  };
}
