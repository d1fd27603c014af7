// Open files: whether a failure came of having as many of them open as the system allows, which SQLite does not tell.
import Database from 'better-sqlite3';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { errorText } from '../../errors.js';

/** A database takes three: the file, its log, and the log's index. */
const OF_A_DATABASE = 3;

/** Whether this process has too many open, or all programs of the machine together; null where it is neither. */
function codeOf(error: unknown): 'EMFILE' | 'ENFILE' | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EMFILE' || code === 'ENFILE' ? code : null;
}

function whyNoneLeft(): 'EMFILE' | 'ENFILE' | null {
  const opened: number[] = [];
  try {
    while (opened.length < OF_A_DATABASE) opened.push(openSync(devNull, 'r'));
    return null;
  } catch (error) {
    return codeOf(error);
  } finally {
    opened.forEach((file) => closeSync(file));
  }
}

/** What happened and what to do, where so many files are open that a database could not be opened; null where it failed for another reason. */
export function tooManyOpenText(error: unknown): string | null {
  const isSqlites = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CANTOPEN');
  const code = codeOf(error) ?? (isSqlites ? whyNoneLeft() : null);
  if (code === null) return null;
  return code === 'ENFILE'
    ? `all programs of this machine together have as many files open as the system allows (${errorText(error)}); end one that opens many, or allow more ("sysctl fs.file-max"), and start again`
    : `as many files are open as the system allows (${errorText(error)}); allow more ("ulimit -n 1024", or LimitNOFILE of the service) and start again`;
}
