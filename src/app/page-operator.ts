// What the sandbox's page can do with the bot: give it a dump, ask for its status, restart it, move its clock.
import type { DumpResult } from '../pipeline/ingest/ingest.js';
import type { DumpAnswer, Operator } from '../sandbox/page/types.js';
import type { ReaderPort } from '../store/port.js';
import type { WriterThread } from './writer-thread.js';

export interface PageOperatorParts {
  readonly asking: ReaderPort;
  readonly writer: Pick<WriterThread, 'call'>;
  readonly now: () => Date;
  readonly onDump: (result: DumpResult) => void;
  readonly restart: () => void;
  readonly moveClock: (offsetMs: number) => void;
}

function toAnswer({ path, new: added, updated, duplicate, rejected, error }: DumpResult): DumpAnswer {
  return { name: path, added, updated, known: duplicate, rejected, isReadable: error === null };
}

export function createPageOperator(parts: PageOperatorParts): Operator {
  return {
    async ingest(name, bytes) {
      const results = await parts.writer.call('ingestBytes', name, bytes, parts.now());
      results.forEach(parts.onDump);
      return results.map(toAnswer);
    },
    async status() {
      const { papers, subscriptions, outbox, lastIngestAt } = await parts.asking.call('status');
      return { papers, subscriptions, outbox, lastIngestAt };
    },
    restart() {
      parts.restart();
      return Promise.resolve();
    },
    clock: parts.moveClock,
  };
}
