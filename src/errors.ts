// Errors that carry what happened, what was kept and what to do next, and the exit code that they mean.

/** Exit codes of contract.md: 1 it could not be done, 2 wrong usage or configuration. */
export type ExitCode = 1 | 2;

/** An error whose message is a whole sentence for a person. */
export class UserError extends Error {
  override readonly name = 'UserError';
  constructor(
    message: string,
    readonly exitCode: ExitCode = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A trouble that passes, by itself or by an operator's hand (a full disk, another program's lock): the same work can be done later. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** Text of anything that was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
