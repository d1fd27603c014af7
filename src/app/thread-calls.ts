// Calls between threads: a request by name, its answer, and errors that arrive as what they were.
import { errorText, TransientError, UserError, type ExitCode, type UserErrorCode } from '../errors.js';
import { isTransientSqliteError, sqliteCause, sqliteErrorOf } from '../store/database/sqlite-errors.js';

export interface CallRequest {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** The answer to a request; the one with number 0 says whether the thread could begin. */
export type CallAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly message: string;
      /** Where it was thrown, for the log. */
      readonly stack: string | null;
      /** Of a UserError. */
      readonly told: { readonly code: UserErrorCode; readonly exitCode: ExitCode } | null;
      /** A transient failure of the store. */
      readonly isTransient: boolean;
      /** SQLite's code, by which the failure is told in words of ours; null where SQLite had no part in it. */
      readonly sqliteCode: string | null;
    };

type Failure = Extract<CallAnswer, { ok: false }>;

export function failure(id: number, error: unknown): Failure {
  const told = error instanceof UserError ? { code: error.code, exitCode: error.exitCode } : null;
  const isTransient = error instanceof TransientError || isTransientSqliteError(error);
  const stack = error instanceof Error ? (error.stack ?? null) : null;
  const sqliteCode = sqliteCause(error)?.code ?? null;
  return { id, ok: false, message: errorText(error), stack, told, isTransient, sqliteCode };
}

export function toError({ message, stack, told, isTransient, sqliteCode }: Failure): Error {
  const cause = sqliteCode === null ? undefined : sqliteErrorOf(sqliteCode, message);
  if (isTransient) return new TransientError(message, { cause });
  if (told !== null) return new UserError(told.code, message, { exitCode: told.exitCode });
  const error = cause ?? new Error(message);
  if (stack !== null) error.stack = stack;
  return error;
}

/** Carries a request out with the function of its name, and answers whatever comes of it. */
export async function carryOut(functions: object, { id, name, args }: CallRequest): Promise<CallAnswer> {
  try {
    const work = (functions as Record<string, ((...values: readonly unknown[]) => unknown) | undefined>)[name];
    if (work === undefined) throw new Error(`The thread has no function ${name}`);
    return { id, ok: true, value: await work(...args) };
  } catch (error) {
    return failure(id, error);
  }
}
