// Errors that carry what happened, what was kept and what to do next, and the exit code that they mean.

/** Exit codes: 1 it could not be done, 2 wrong usage or configuration. */
export type ExitCode = 1 | 2;

/** What went wrong, by a name that stays when the sentence changes: for logs, tests and whoever looks it up. */
export type UserErrorCode =
  | 'already-running'
  | 'archive-bomb'
  | 'archive-damaged'
  | 'archive-empty'
  | 'archive-unreadable'
  | 'backup-exists'
  | 'backup-not-sound'
  | 'backup-not-written'
  | 'bad-calendar'
  | 'bad-configuration'
  | 'bad-query'
  | 'bad-record'
  | 'bad-usage'
  | 'binary-file'
  | 'connection-refused'
  | 'damaged-database'
  | 'empty-file'
  | 'few-open-files'
  | 'file-with-hole'
  | 'foreign-database'
  | 'foreign-log'
  | 'lock-unusable'
  | 'newer-database'
  | 'no-data-file'
  | 'no-database'
  | 'no-folder'
  | 'no-sound-backup'
  | 'no-sqlite-driver'
  | 'no-token'
  | 'not-registered'
  | 'nothing-followed'
  | 'other-application'
  | 'other-schema'
  | 'port-taken'
  | 'rescued-database'
  | 'restore-interrupted'
  | 'sqlite-error'
  | 'token-refused'
  | 'too-large'
  | 'translator-off'
  | 'unknown-encoding'
  | 'unknown-format'
  | 'unknown-paper'
  | 'unknown-source'
  | 'unusable-database'
  | 'unusable-state';

/** An error whose message is a whole sentence for a person; exit code 1 unless another is given. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: ExitCode;
  constructor(
    readonly code: UserErrorCode,
    message: string,
    options: ErrorOptions & { readonly exitCode?: ExitCode } = {},
  ) {
    super(message, options);
    this.exitCode = options.exitCode ?? 1;
  }
}

/** A transient failure, over by itself or by an operator's hand (a full disk, another program's lock): the same work can be done later. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** The gateway has not told of a server yet, as in the first seconds of a session: nobody can say what a member may do in it. */
export class ServerUnknownError extends TransientError {
  constructor(guildId: string) {
    super(`Discord has not told of the server ${guildId} yet`);
  }
}

/** OpenSSL's report of what failed, between a number of its thread and a line of its source; what the socket was doing may stand before it. */
const OPENSSL_REPORT = /^(?:(?:read|write) EPROTO )?[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]+):/;

/** Text of anything that was thrown. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const tlsReason = OPENSSL_REPORT.exec(text)?.[1];
  return tlsReason === undefined ? text : `no encrypted connection (TLS) with that server: ${tlsReason}`;
}
