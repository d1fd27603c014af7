// The world as its file has it: every line is checked before it counts, since people edit, cut and copy files.
import { closeSync, copyFileSync, fstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Log } from '../../log.js';
import type { StoredMessage } from './types.js';
import type { AcceptedNonce, StoredChannel, WorldData } from './world-data.js';

/** The first line of the file; files of older versions hold all messages in it. */
export type Kept = WorldData & { readonly messages?: Readonly<Record<string, StoredMessage[]>> };

export type Change =
  | { readonly kind: 'message'; readonly message: StoredMessage }
  | { readonly kind: 'deleted'; readonly channelId: string; readonly messageId: string }
  | { readonly kind: 'nonce'; readonly nonce: AcceptedNonce }
  | { readonly kind: 'channel'; readonly channel: StoredChannel }
  | { readonly kind: 'forgotten'; readonly channelId: string }
  | { readonly kind: 'commands'; readonly commands: APIApplicationCommand[] };

/** The file cannot be used; the message is a whole sentence, which says what to do. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError';
  constructor(file: string, why: string, options?: ErrorOptions) {
    super(
      `The sandbox's servers and messages in ${file} cannot be read: ${why}. Nothing was changed. Put a good copy of the file there, ` +
        'or move it away together with the database beside it to begin with a new demo server.',
      options,
    );
  }
}

const id = z.string().regex(/^\d{1,19}$/);
const rights = z.looseObject({ userId: id, allows: z.array(z.string()), lacks: z.array(z.string()) });
const channel = z.looseObject({
  id,
  guildId: z.string(),
  name: z.string(),
  type: z.number().int(),
  topic: z.string().nullable(),
  parentId: z.string().nullable(),
  recipientId: z.string().nullable(),
  botLacks: z.array(z.string()),
  memberRights: z.array(rights).optional(),
});
const message = z.looseObject({
  id,
  channel_id: id,
  content: z.string(),
  timestamp: z.string(),
  author: z.looseObject({ id, username: z.string() }),
  embeds: z.array(z.looseObject({})),
  components: z.array(z.looseObject({})).optional(),
  visibleTo: z.string().nullable(),
});
const nonce = z.looseObject({ channelId: id, nonce: z.string(), messageId: id, at: z.number() });
const commands = z.array(z.looseObject({ id, name: z.string() }));
const user = z.looseObject({ id, name: z.string(), isAdmin: z.boolean(), isBot: z.boolean() });
const guild = z.looseObject({
  id,
  name: z.string(),
  ownerId: id,
  memberIds: z.array(id),
  roles: z.array(z.looseObject({ id, name: z.string() })).optional(),
});
const world = z
  .looseObject({
    lastId: id,
    botId: id,
    applicationId: id,
    guilds: z.array(guild).min(1),
    users: z.array(user),
    channels: z.array(channel),
    nonces: z.array(nonce),
    commands,
    messages: z.record(z.string(), z.array(message)).optional(),
  })
  .refine(({ users, botId }) => users.some((each) => each.id === botId))
  .refine(({ users }) => users.some(({ isAdmin }) => isAdmin))
  .refine(({ users }) => users.some(({ isAdmin, isBot }) => !isAdmin && !isBot));
const change = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('message'), message }),
  z.looseObject({ kind: z.literal('deleted'), channelId: z.string(), messageId: z.string() }),
  z.looseObject({ kind: z.literal('nonce'), nonce }),
  z.looseObject({ kind: z.literal('channel'), channel }),
  z.looseObject({ kind: z.literal('forgotten'), channelId: z.string() }),
  z.looseObject({ kind: z.literal('commands'), commands }),
]);
const isWorld = (value: unknown): value is Kept => world.safeParse(value).success;
const isChange = (value: unknown): value is Change => change.safeParse(value).success;

const PIECE_BYTES = 1024 * 1024;
/** More than the file ever holds, and than a line of it does (bytes; UTF-16 units). */
const MOST_BYTES = 1024 ** 3;
const MOST_LINE = 64 * 1024 * 1024;

/** Lines without their ends, empty ones left out; the last one also where nothing ends it, null for one that is too long. */
function* linesOf(descriptor: number): Iterable<string | null> {
  const decoder = new StringDecoder('utf8');
  const piece = Buffer.alloc(PIECE_BYTES);
  let parts: string[] = [];
  let length = 0;
  const line = (): string | null => {
    const text = length > MOST_LINE ? null : parts.join('');
    parts = [];
    length = 0;
    return text;
  };
  for (let size = readSync(descriptor, piece); size > 0; size = readSync(descriptor, piece)) {
    const [rest = '', ...more] = decoder.write(piece.subarray(0, size)).split('\n');
    for (const [index, part] of [rest, ...more].entries()) {
      if (index > 0) yield line();
      length += part.length;
      if (length <= MOST_LINE) parts.push(part);
    }
  }
  yield line();
}

function parsed(line: string | null): unknown {
  try {
    return line === null ? null : (JSON.parse(line) as unknown);
  } catch {
    return null;
  }
}

export interface KeptWorld {
  readonly kept: Kept;
  readonly later: readonly Change[];
}

function read(descriptor: number, file: string): KeptWorld & { readonly wrong: number } {
  const { size } = fstatSync(descriptor);
  if (size > MOST_BYTES) throw new StateFileError(file, 'it is larger than 1 GB, as it never is');
  let kept: Kept | null = null;
  const later: Change[] = [];
  let wrong = 0;
  let isLastWrong = false;
  for (const line of linesOf(descriptor)) {
    if (line === '') continue;
    const value = parsed(line);
    isLastWrong = false;
    if (kept === null) {
      if (!isWorld(value)) throw new StateFileError(file, 'its first line does not hold them whole');
      kept = value;
    } else if (isChange(value)) later.push(value);
    else {
      wrong += 1;
      isLastWrong = true;
    }
  }
  if (kept === null) throw new StateFileError(file, 'it is empty');
  // A kill can cut the last line off.
  return { kept, later, wrong: wrong - (isLastWrong ? 1 : 0) };
}

const MOST_DAMAGED = 3;

/** Keeps a copy of a file with lines that cannot be used beside it, and the newest of those before; answers its path. */
function keepDamaged(file: string, at: Date): string {
  const start = `${basename(file)}.damaged-`;
  const copy = join(dirname(file), `${start}${at.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`);
  copyFileSync(file, copy);
  const older = readdirSync(dirname(file)).filter((name) => name.startsWith(start) && name !== basename(copy));
  for (const name of older.sort().slice(0, 1 - MOST_DAMAGED)) rmSync(join(dirname(file), name));
  return copy;
}

/**
 * Reads the file; null where there is none. Lines after the first that cannot be used are left out: then the log says so,
 * and a copy of the file stays beside it. Throws StateFileError.
 */
export function readWorld(file: string, { now, log }: { now: () => Date; log: Log }): KeptWorld | null {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new StateFileError(file, error instanceof Error ? error.message : String(error), { cause: error });
  }
  try {
    const { wrong, ...found } = read(descriptor, file);
    if (wrong > 0) {
      const copy = keepDamaged(file, now());
      log.warn(
        { lines: wrong, copy },
        "lines of the sandbox's state cannot be read and are left out; the file was kept",
      );
    }
    return found;
  } catch (error) {
    if (error instanceof StateFileError) throw error;
    throw new StateFileError(file, error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    closeSync(descriptor);
  }
}
