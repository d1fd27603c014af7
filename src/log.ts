// Log: lines for the operator on stderr, JSON for programs and prose for people; secrets are masked before anything is written.
import { pino, type Logger } from 'pino';
import { prettyFactory } from 'pino-pretty';

export type Log = Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LogOutput {
  /** Takes whole lines, with their ends. Default: standard error. */
  readonly write?: (text: string) => void;
  /** Prose instead of JSON: a person reads at a terminal. */
  readonly isPretty?: boolean;
}

/** A line of JSON as a person reads it: no text in it ends a line, but for a stack, whose lines are set in. */
function createProse(): (line: string) => string {
  const prose = prettyFactory({ colorize: false, translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname' });
  const onOneLine = (name: string, value: unknown): unknown =>
    typeof value === 'string' && name !== 'stack' ? value.replace(/\r\n?|\n/g, '\\n') : value;
  return (line) => prose(JSON.parse(line, onOneLine));
}

/** As servers write it that quote an address: plain, escaped, or encoded for an address or a page. */
const SLASH = String.raw`(?:\\{0,4}\/|%2F|&#(?:47|x2F);|\\{1,4}u002f)`;
/** Addresses at Discord that whoever knows them may answer at, as they stand in its errors. */
const ANSWER_ADDRESS = new RegExp(String.raw`(${SLASH}(?:interactions|webhooks)${SLASH}\d+${SLASH})[\w.~+=-]+`, 'gi');

/** An error without the request that it was about: what a person asked and was answered, and whole files, are for them alone. */
function errorFacts(error: Error): object {
  const { requestBody: _request, ...facts } = pino.stdSerializers.err(error);
  return facts;
}

/**
 * A logger that writes one line an event. Each of `secrets` is replaced wherever it occurs, also inside messages of errors
 * that libraries throw.
 */
export function createLog(level: LogLevel, secrets: readonly string[] = [], output: LogOutput = {}): Log {
  const { write = (text) => void process.stderr.write(text), isPretty = false } = output;
  const mask = (line: string): string =>
    secrets
      .reduce((text, secret) => (secret === '' ? text : text.replaceAll(secret, '[secret]')), line)
      .replace(ANSWER_ADDRESS, '$1[secret]');
  const shown = isPretty ? createProse() : (line: string) => line;
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: errorFacts } },
    { write: (line: string) => write(shown(mask(line))) },
  );
}
