// Configuration: environment and .env to a checked Config; the only reader of process.env.
import { parse } from 'dotenv';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UserError } from './errors.js';

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return findRoot(dirname(folder));
}

/** The folder with package.json; relative paths of the configuration start here. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function isFeeds(text: string): boolean {
  return text === 'auto' || text === 'off' || text.split(/[\s,]+/).every((url) => isHttpUrl(url));
}

const path = z.string().transform((text) => resolve(projectRoot, text));
/** `isCronExpression` is the scheduler's own judgement, so that what passes here also runs. */
const schemaWith = (isCronExpression: (text: string) => boolean) =>
  z.object({
    DISCORD_TOKEN: z.string().optional(),
    DISCORD_API_URL: z
      .string()
      .refine(isHttpUrl, 'an http or https address')
      .transform((url) => url.replace(/\/+$/, ''))
      .default('https://discord.com/api'),
    DATABASE_PATH: path.optional(),
    INBOX_DIR: path.default(join(projectRoot, 'data', 'inbox')),
    INGEST_CRON: z.string().refine(isCronExpression, 'a cron expression of five or six fields').default('*/5 * * * *'),
    TIMEZONE: z.string().refine(isZone, 'an IANA time zone such as Asia/Tokyo').default('Asia/Tokyo'),
    SANDBOX_PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'a port number from 0 to 65535')
      .transform(Number)
      .refine((port) => port <= 65_535, 'a port number from 0 to 65535')
      .optional(),
    LOG_LEVEL: z.enum(LEVELS, `one of ${LEVELS.join(', ')}`).default('info'),
    FEEDS: z.string().refine(isFeeds, 'auto, off, or a list of http or https addresses').optional(),
    CONTACT: z.string().optional(),
    BACKUP_DIR: path.optional(),
    BACKUP_CRON: z
      .string()
      .refine((text) => text === 'off' || isCronExpression(text), 'off, or a cron expression of five or six fields')
      .default('30 4 * * *'),
    BACKUP_KEEP: z
      .string()
      .regex(/^[1-9]\d{0,2}$/, 'a number from 1 to 999')
      .transform(Number)
      .default(7),
  });

/** Everything that can be set. Paths are absolute; `token` and `sandboxPort` are null when unset. */
export interface Config {
  readonly token: string | null;
  readonly apiUrl: string;
  readonly databasePath: string;
  readonly inboxDir: string;
  readonly ingestCron: string;
  readonly timezone: string;
  readonly sandboxPort: number | null;
  readonly logLevel: (typeof LEVELS)[number];
  readonly feeds: string;
  readonly contact: string | null;
  readonly backupDir: string;
  /** Null when no backups are made by themselves. */
  readonly backupCron: string | null;
  readonly backupKeep: number;
}

/**
 * Checks the settings; empty means unset, unknown names are ignored.
 * Throws UserError with exit code 2 that names variable, value and what is expected (never the token's value).
 */
export function parseConfig(
  variables: Readonly<Record<string, string | undefined>>,
  isCronExpression: (text: string) => boolean,
): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => (value ?? '').trim() !== ''));
  const result = schemaWith(isCronExpression).safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0] ?? 'configuration');
    throw new UserError(`${name} is "${given[name] ?? ''}", but it must be ${issue?.message ?? 'valid'}.`, 2);
  }
  const values = result.data;
  const token = values.DISCORD_TOKEN?.trim() ?? null;
  const databasePath =
    values.DATABASE_PATH ?? join(projectRoot, 'data', token === null ? 'sandbox.db' : 'shinchaku.db');
  return {
    token,
    apiUrl: values.DISCORD_API_URL,
    databasePath,
    inboxDir: values.INBOX_DIR,
    ingestCron: values.INGEST_CRON,
    timezone: values.TIMEZONE,
    sandboxPort: values.SANDBOX_PORT ?? null,
    logLevel: values.LOG_LEVEL,
    feeds: values.FEEDS ?? (token === null ? 'off' : 'auto'),
    contact: values.CONTACT ?? null,
    backupDir: values.BACKUP_DIR ?? join(dirname(databasePath), 'backups'),
    backupCron: values.BACKUP_CRON === 'off' ? null : values.BACKUP_CRON,
    backupKeep: values.BACKUP_KEEP,
  };
}

/** Reads `.env` of the project's root and the environment, which wins. */
export function readConfig(isCronExpression: (text: string) => boolean): Config {
  const file = join(projectRoot, '.env');
  const fromFile = existsSync(file) ? parse(readFileSync(file)) : {};
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([, value]) => (value ?? '').trim() !== ''),
  );
  return parseConfig({ ...fromFile, ...environment }, isCronExpression);
}

/** The folder from which npm was called: relative path arguments start here. */
export function callerFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}
