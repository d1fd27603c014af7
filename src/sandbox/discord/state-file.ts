// The file of the sandbox's world: a snapshot, and a line for every change since; written in the background.
import { appendFile, mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../../log.js';

export interface StateFileOptions {
  /** Null keeps nothing. */
  readonly path: string | null;
  /** The whole world as lines without their ends, taken while changes go on. */
  readonly snapshot: () => Iterable<string>;
  readonly log: Log;
}

export interface StateFile {
  /** Asks for a change, as one line, to be written. Applied twice it must give what it gives once. */
  append(line: string): void;
  /** Resolves when everything asked for so far is in the file, or cannot be written there; what failed before is tried once more. */
  written(): Promise<void>;
}

/** A file with more changes than this (bytes) is replaced by a snapshot. */
const MOST_CHANGES = 8 * 1024 * 1024;
/** Lines of a snapshot that are made and written at once, so that nothing else waits for long. */
const LINES_AT_ONCE = 200;

/** The first write is a snapshot, which takes the place of the file in one step. */
export function createStateFile({ path, snapshot, log }: StateFileOptions): StateFile {
  let waiting: string[] = [];
  let changes = Number.POSITIVE_INFINITY;
  let running: Promise<void> | null = null;
  let isFailing = false;

  async function replace(file: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(`${file}.new`, 'w', 0o600);
    try {
      let lines: string[] = [];
      for (const line of snapshot()) {
        lines.push(line);
        if (lines.length < LINES_AT_ONCE) continue;
        await handle.appendFile(`${lines.join('\n')}\n`);
        lines = [];
      }
      await handle.appendFile(`${lines.join('\n')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
    changes = 0;
  }

  async function write(file: string): Promise<void> {
    const lines = waiting;
    waiting = [];
    if (changes > MOST_CHANGES) return replace(file);
    const text = `${lines.join('\n')}\n`;
    changes += text.length;
    return appendFile(file, text);
  }

  async function drain(file: string): Promise<void> {
    try {
      do await write(file);
      while (waiting.length > 0);
      isFailing = false;
    } catch (err) {
      // The world is whole in memory: the next change, or the end, tries a snapshot of all of it.
      waiting = [];
      changes = Number.POSITIVE_INFINITY;
      if (!isFailing)
        log.error({ err, file }, 'the sandbox cannot keep its state; it goes on in memory and tries again');
      isFailing = true;
    } finally {
      running = null;
    }
  }

  return {
    append(line) {
      if (path === null) return;
      waiting.push(line);
      running ??= drain(path);
    },
    async written() {
      if (path !== null && isFailing) running ??= drain(path);
      await running;
    },
  };
}
