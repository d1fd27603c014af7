// Members: the dumps that one file holds - itself, or what is packed in it with gzip, tar or zip.
import { open } from 'node:fs/promises';
import { UserError, errorText } from '../../errors.js';
import { createBudget, type Budget } from './budget.js';
import { isFurniture } from '../files/entry.js';
import type { Dump } from '../files/file.js';
import { fsPath } from '../files/path-bytes.js';
import { gunzip } from './gzip.js';
import { MAGIC_BYTES, containerOf, type Container } from './magic.js';
import { collect, piecesOf, type Pieces } from '../files/pieces.js';
import { tarEntries } from './tar.js';
import { zipEntries } from './zip.js';

/** A zip is read from its end: one that lies inside another archive is held in memory, up to this many bytes. */
const HELD_ZIP_BYTES = 64 * 1024 * 1024;

/** Bytes that may be an archive: the outermost file, or what was found in one. */
interface Found {
  readonly path: string;
  readonly size: number;
  readonly file: string | null;
  readonly pieces: Pieces;
  /** The container around it, and how many archives deep that is. */
  readonly within: Container | null;
  readonly depth: number;
}

async function headOf(dump: Dump): Promise<Uint8Array> {
  if (dump.file === null) {
    const pieces = piecesOf(dump.chunks());
    try {
      return await pieces.peek(MAGIC_BYTES);
    } finally {
      await pieces.close();
    }
  }
  const file = await open(fsPath(dump.file));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Everything below one container, in its order; each is closed before the next is opened. */
async function* unpack(found: Found, kind: Container, budget: Budget): AsyncIterable<Dump> {
  const { path, pieces } = found;
  const depth = kind === 'tar' && found.within === 'gzip' ? found.depth : found.depth + 1;
  budget.checkDepth(depth, path);
  const inner = { file: null, within: kind, depth };
  if (kind === 'gzip') {
    const unpacked = piecesOf(budget.count(gunzip(pieces.read())));
    yield* walk({ ...inner, path, size: found.size, pieces: unpacked }, budget);
    return;
  }
  const tooLarge = `the archive holds a zip of more than 64 MiB (${path}); unpack that first; nothing of it was stored`;
  const entries =
    kind === 'tar'
      ? tarEntries(pieces.read(), budget.addEntries)
      : zipEntries(found.file ?? (await collect(pieces.read(), HELD_ZIP_BYTES, tooLarge)), budget.addEntries);
  for await (const entry of entries) {
    const bytes = kind === 'zip' ? budget.count(entry.chunks()) : entry.chunks();
    const part = { ...inner, path: `${path}/${entry.name}`, size: entry.size, pieces: piecesOf(bytes) };
    if (isFurniture(entry.name)) await part.pieces.drain();
    else yield* walk(part, budget);
  }
}

/** The dumps in what was found; whatever of it nobody read is passed over, and it is closed, also when reading ends early. */
async function* walk(found: Found, budget: Budget): AsyncIterable<Dump> {
  const { path, size, pieces } = found;
  try {
    const kind = containerOf(await pieces.peek(MAGIC_BYTES));
    if (kind === null) {
      yield { path, size, file: null, bytes: null, chunks: () => pieces.read() };
      await pieces.drain();
    } else yield* unpack(found, kind, budget);
  } finally {
    await pieces.close();
  }
}

function membersWithin(dump: Dump): AsyncIterable<Dump> {
  const pieces = piecesOf(dump.chunks());
  return walk({ ...dump, pieces, within: null, depth: 0 }, createBudget(dump.size));
}

/** The same, with failures of libraries in a sentence; those of node:fs stay what they are. */
async function* explained<T>(source: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* source;
  } catch (error) {
    if (error instanceof UserError || (error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError(
      'archive-damaged',
      `the archive is damaged, cut off or packed in an unknown way (${errorText(error)}); nothing of it was stored`,
      { cause: error },
    );
  }
}

/**
 * The dumps of a file in order. A file that is no archive is itself its only member, and only its first 512 bytes were
 * looked at. The path of a member is the archive's, `/` and the name in it; a gzip file of one dump keeps its path. Each
 * member's bytes can be read once, before the next member is asked for.
 *
 * Throws UserError where an archive is damaged or outside its limits (budget.ts), at the place where that is found: whoever
 * wants nothing of such an archive reads all its members before using one. What node:fs throws stays as it is.
 */
export async function* membersOf(dump: Dump): AsyncIterable<Dump> {
  const head = await headOf(dump);
  if (containerOf(head) === null) {
    yield dump;
    return;
  }
  let isEmpty = true;
  for await (const member of explained(membersWithin(dump))) {
    isEmpty = false;
    yield { ...member, chunks: () => explained(member.chunks()) };
  }
  const why =
    head[0] === 0
      ? 'it holds nothing but zeros: an archive without a file, or a download or copy that is not finished'
      : 'the archive holds no file';
  if (isEmpty) throw new UserError('archive-empty', why);
}
