// The backup process: backups are made, and their folder is looked at, beside the bot. Their disk may be one of the network that
// hangs: a thread in such a call would keep the whole process from ending, and the thread that writes would stand still.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { UserError, type UserErrorCode } from '../../errors.js';
import {
  copyDatabase,
  folderProblem,
  noBackupsText,
  openFolderText,
  refusedBackupText,
  type BackupFolder,
} from './backup.js';

const LIMITS = ['--max-old-space-size=64', '--max-semi-space-size=2'];
/** How long an end waits for what is under way (milliseconds). */
const ENDING_MS = 4_000;

interface Place {
  readonly databasePath: string;
  readonly into: BackupFolder;
  readonly at: Date;
}

export interface BackupRequest extends Place {
  readonly kind: 'look' | 'make';
}

export interface MadeBackup {
  readonly path: string;
  /** See BackupFolder, onLeft. */
  readonly left: readonly string[];
  /** See BackupFolder, onNone. */
  readonly none: string | null;
  /** See refusedBackupText. */
  readonly refused: string | null;
}

/** What to say of the folder of backups; null where nothing is. */
export interface FolderLook {
  readonly problem: string | null;
  /** See noBackupsText. */
  readonly none: string | null;
}

/** An error loses its class between processes. */
export type BackupAnswer =
  | { readonly value: MadeBackup | FolderLook }
  | { readonly refused: { readonly code: UserErrorCode; readonly message: string } }
  | { readonly failed: string };

export interface Backups {
  look(into: BackupFolder, at: Date): Promise<FolderLook>;
  /** Copies the database, which may be in use, into the folder of backups. Throws UserError. */
  backUp(into: BackupFolder, at: Date): Promise<MadeBackup>;
  /**
   * To be awaited before the database is closed: a copy under way needs its log, and leaves an unfinished file. False where one
   * did not end in time; then that is given up.
   */
  end(): Promise<boolean>;
}

/** Throws UserError. */
async function make({ databasePath, into, at }: Place): Promise<MadeBackup> {
  const left: string[] = [];
  let none: string | null = null;
  const onLeft = (text: string): void => void left.push(text);
  const onNone = (text: string): void => void (none = text);
  const path = await copyDatabase(databasePath, { ...into, onLeft, onNone }, at);
  return { path, left, none, refused: refusedBackupText(path) };
}

function look({ databasePath, into: { folder }, at }: Place): FolderLook {
  const problem = folderProblem(folder);
  return problem === null
    ? { problem: openFolderText(folder), none: noBackupsText(databasePath, folder, at) }
    : { problem: `No backup can be written into ${folder}: ${problem}. The bot runs on without.`, none: null };
}

/** What the process does. */
export const inThisProcess = { make, look };

async function answerOf(child: ChildProcess, signal: AbortSignal): Promise<MadeBackup | FolderLook> {
  const silent = once(child, 'disconnect', { signal }).then(() =>
    Promise.reject(new Error('the process that makes the backup ended without a word')),
  );
  const [answer] = (await Promise.race([once(child, 'message', { signal }), silent])) as [BackupAnswer];
  if ('refused' in answer) throw new UserError(answer.refused.code, answer.refused.message);
  if ('failed' in answer) throw new Error(answer.failed);
  return answer.value;
}

/** In a call to a disk that hangs it may not even be killed yet. */
function giveUp(child: ChildProcess): void {
  child.kill('SIGKILL');
  child.unref();
  child.channel?.unref();
}

const PROGRAM = new URL('./backup-program.js', import.meta.url);

/** The backups of a running bot's database. A test gives a program that dies. */
export function createBackups(databasePath: string, program = PROGRAM): Backups {
  const underWay = new Map<ChildProcess, Promise<unknown>>();
  const over = new AbortController();
  let isEnding = false;

  async function ask(request: BackupRequest): Promise<MadeBackup | FolderLook> {
    if (isEnding) throw new Error('the program ends');
    const child = fork(program, {
      execArgv: LIMITS,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => undefined);
    if (request.kind === 'look') over.signal.addEventListener('abort', () => giveUp(child), { once: true });
    else {
      const gone = (): boolean => underWay.delete(child);
      underWay.set(child, once(child, 'exit').then(gone, gone));
    }
    const answer = answerOf(child, over.signal);
    // A process that could not begin, or has ended, says so itself.
    if (child.connected) child.send(request, () => undefined);
    return answer;
  }

  return {
    look: (into, at) => ask({ kind: 'look', databasePath, into, at }) as Promise<FolderLook>,
    backUp: (into, at) => ask({ kind: 'make', databasePath, into, at }) as Promise<MadeBackup>,
    async end() {
      isEnding = true;
      for (const child of underWay.keys()) if (child.connected) child.send('end', () => undefined);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resume) => (timer = setTimeout(resume, ENDING_MS)));
      await Promise.race([Promise.all(underWay.values()), late]);
      clearTimeout(timer);
      const isOver = underWay.size === 0;
      over.abort();
      for (const child of underWay.keys()) giveUp(child);
      return isOver;
    },
  };
}
