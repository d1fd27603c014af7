// The verb `ingest`: files, folders and standard input in order, one line a dump, exit 1 when one was unreadable.
import { countedPlain } from '../text/plural.js';
import { relative } from 'node:path';
import type { AnnounceMode } from '../domain/announcement.js';
import type { TaxonomyData } from '../domain/category.js';
import { errorText } from '../errors.js';
import { fileDump, type Dump } from '../sources/files/file.js';
import { listFiles } from '../sources/files/inbox.js';
import { pathText } from '../sources/files/path-bytes.js';
import { spool } from '../sources/files/standard-input.js';
import { isDamage, isStoreFailure } from '../store/database/sqlite-errors.js';
import type { Writer } from '../store/writer.js';
import { ingestFile, tidyUp, unreadable, type DumpResult } from '../pipeline/ingest/ingest.js';
import { createThreadedReader } from '../pipeline/ingest/reading-thread.js';
import { dumpObject, dumpText } from '../pipeline/ingest/result-text.js';
import type { PrintLine } from './reading-verbs.js';

/** `path` is what the person wrote, `location` where it is. */
export interface IngestInput {
  readonly path: string;
  readonly location: string;
}

export interface IngestVerbOptions {
  readonly mode: AnnounceMode;
  readonly taxonomy: TaxonomyData;
  /** What `-` stands for. */
  readonly input: NodeJS.ReadableStream;
  readonly now: () => Date;
  readonly isJson: boolean;
  readonly print: PrintLine;
  readonly say: (line: string) => void;
}

type Given = { readonly dump: Dump } | { readonly path: string; readonly error: string };

async function* givenBy(input: IngestInput, standardInput: NodeJS.ReadableStream): AsyncIterable<Given> {
  if (input.path === '-') {
    const spooled = await spool('-', standardInput);
    try {
      yield { dump: spooled.dump };
    } finally {
      await spooled.remove();
    }
    return;
  }
  const location = pathText(Buffer.from(input.location));
  const shown = (path: string): string => {
    const inside = relative(location, path);
    return inside === '' ? input.path : `${input.path.replace(/\/$/, '')}/${inside}`;
  };
  const { files, faults } = await listFiles(location);
  for (const file of files) yield { dump: fileDump(shown(file.path), file.path, file.size) };
  for (const { path, error } of faults) yield { path: shown(path), error };
}

/** The file itself can be read: the store is what failed. */
function notTaken(error: unknown): string {
  return `the database cannot take it in now (${errorText(error)}); what was stored of it is kept, and the same command goes on from there`;
}

/** Answers the exit code. */
export async function runIngest(
  writer: Writer,
  inputs: readonly IngestInput[],
  options: IngestVerbOptions,
): Promise<number> {
  const pause = (): Promise<void> => new Promise((resume) => setImmediate(resume));
  const given = {
    announce: options.mode,
    origin: { kind: 'given' as const },
    read: createThreadedReader(options.taxonomy, { now: options.now, pause }),
    now: options.now,
    pause,
    isAsked: () => false,
  };
  let exitCode = 0;
  const report = async (result: DumpResult): Promise<void> => {
    if (result.error !== null) exitCode = 1;
    await options.print(options.isJson ? JSON.stringify(dumpObject(result)) : dumpText(result));
    for (const { record, stack } of result.failures) options.say(`${result.path}, record ${record}: ${stack}`);
    if (options.isJson) for (const note of result.notes) options.say(`${result.path}: ${note}`);
    if (!options.isJson && result.rejected > 0)
      options.say(`${countedPlain(result.rejected, 'record is', 'records are')} in quarantine: see "rejections".`);
  };
  /** A file at which its disk or the program itself fails costs itself, not those that come after it. */
  async function take(dump: Dump): Promise<void> {
    try {
      for await (const result of ingestFile(writer, dump, given)) await report(result);
    } catch (error) {
      if (isStoreFailure(error)) throw error;
      await report(unreadable(dump.path, null, error));
    }
  }
  for (const input of inputs) {
    try {
      for await (const each of givenBy(input, options.input)) {
        if ('error' in each) await report(unreadable(each.path, null, each.error));
        else await take(each.dump);
      }
    } catch (error) {
      if (isDamage(error)) throw error;
      await report(unreadable(input.path, null, isStoreFailure(error) ? notTaken(error) : error));
    }
  }
  await tidyUp(writer, pause);
  return exitCode;
}
