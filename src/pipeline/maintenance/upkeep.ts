// Upkeep of the running bot's database: what was lost is said, and it is looked at every few seconds.
import { errorText } from '../../errors.js';
import type { Log } from '../../log.js';
import type { Reader } from '../../store/reader.js';
import type { WriterPort } from '../../store/port.js';

export interface UpkeepOptions {
  readonly databasePath: string;
  readonly writer: WriterPort;
  readonly now: () => Date;
  readonly log: Log;
  /** Lines for the person at the terminal. */
  readonly say: (line: string) => void;
  readonly reader: Pick<Reader, 'outboxCounts'>;
  /** Ends the bot with exit 1 and a sentence. */
  readonly fail: (reason: string) => void;
  /** Between two looks (milliseconds). */
  readonly lookMs?: number;
}

const LOOK_MS = 10_000;
/** A write-ahead log of this size is held up by a reader that does not end. */
const LARGE_WAL_BYTES = 256 * 1024 * 1024;

/** Says what the database lost before this start, and begins; answers how to end it, which waits for a look under way. */
export async function startUpkeep(options: UpkeepOptions): Promise<() => Promise<void>> {
  const loss = await options.writer.call('takeLoss');
  if (loss !== null) options.say(loss);
  return startLooking(options);
}

function startLooking(options: UpkeepOptions): () => Promise<void> {
  const { writer, log, lookMs = LOOK_MS } = options;
  let isStopped = false;
  let isLarge = false;
  /** Why the last look failed; null where it did not. */
  let failure: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    try {
      const { problem, walBytes } = await writer.call('keepUp');
      if (failure !== null) log.info('the database can be looked at again');
      failure = null;
      if (problem !== null) return await giveUp(options, problem);
      if (walBytes > LARGE_WAL_BYTES && !isLarge)
        log.warn({ walBytes }, 'another program reads the database and does not end: its log cannot be shortened');
      isLarge = walBytes > LARGE_WAL_BYTES;
    } catch (error) {
      const reason = errorText(error);
      if (!isStopped && reason !== failure)
        log.error({ err: error }, 'the database could not be looked at; it is tried again every few seconds');
      failure = reason;
    }
    if (!isStopped) timer = setTimeout(again, lookMs);
  }
  const again = (): void => void (looking = look());

  timer = setTimeout(again, lookMs);
  return async () => {
    isStopped = true;
    if (timer !== null) clearTimeout(timer);
    await looking;
  };
}

function owedText(reader: Pick<Reader, 'outboxCounts'>): string {
  try {
    const owed = Object.entries(reader.outboxCounts()).filter(([state]) => state !== 'sent');
    return owed.map(([state, count]) => `${state} ${count}`).join(', ');
  } catch (error) {
    return `not known (${errorText(error)})`;
  }
}

async function giveUp({ databasePath, writer, reader, now, fail }: UpkeepOptions, problem: string): Promise<void> {
  const owed = owedText(reader);
  const kept = await writer.call('rescue', now()).then(
    (path) => `What it held is kept at ${path}; to go on with it: restore ${path}`,
    (error: unknown) =>
      `What it held could not be kept (${errorText(error)}); to go on: restore, which takes the newest sound backup`,
  );
  fail(
    `The database ${databasePath} ${problem} while the bot ran, so it stops: nothing more is written or sent. Owed: ${owed}. ${kept}`,
  );
}
