// Log: lines for the operator on stderr; secrets are masked before anything is written.
import { pino, type Logger } from 'pino';

export type Log = Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * A logger that writes one JSON object a line, to stderr unless `write` takes them. Each of `secrets` is replaced wherever it occurs,
 * also inside messages of errors that libraries throw.
 */
export function createLog(
  level: LogLevel,
  secrets: readonly string[] = [],
  write: (text: string) => void = (text) => void process.stderr.write(text),
): Log {
  const mask = (line: string): string =>
    secrets.reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '[secret]')), line);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => write(mask(line)) },
  );
}
