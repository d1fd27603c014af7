// Configuration: environment and .env to a checked Config; the only reader of process.env.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { isZone } from './domain/local-time.js';
import { PROVIDERS } from './domain/translation.js';
import { translatorSettings, type TranslatorSettings } from './domain/translator-settings.js';
import { parseEnvFile } from './env-file.js';
import { UserError } from './errors.js';
import { isAllowed, parseAllowed, type AllowedHost } from './http/allow.js';
import { feedsProblem, parseFeeds, type FeedSettings } from './http/feed-settings.js';
import { isPlainUrl, withoutSecrets } from './http/plain-url.js';

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  return findRoot(dirname(folder));
}

/** The folder with package.json; relative paths of the configuration start here. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

const httpUrl = z.string().refine(isPlainUrl, 'an http or https address without a user name and password');

/** The pace that arXiv asks for, in milliseconds, and the least that is taken for its own hosts. */
export const ARXIV_PACE_MS = 3_000;
/** With a longer one the feeds of a day are not read within the day. */
const LONGEST_PACE_MS = 600_000;

function wholeNumber(most: number, otherwise: number) {
  const meant = `a whole number from 0 to ${most}`;
  const digits = z.string().regex(/^\d{1,9}$/, meant);
  return digits
    .transform(Number)
    .refine((value) => value <= most, meant)
    .default(otherwise);
}

const path = z
  .string()
  .refine((text) => !/^(?:~|\$)|\0/.test(text), 'a path as it is: nothing but a shell replaces ~ and $')
  .transform((text) => resolve(projectRoot, text));
/** `isCronExpression` is the scheduler's own judgement, so that what passes here also runs. */
const schemaWith = (isCronExpression: (text: string) => boolean) =>
  z.object({
    DISCORD_TOKEN: z.string().optional(),
    DISCORD_API_URL: httpUrl.transform((url) => url.replace(/\/+$/, '')).default('https://discord.com/api'),
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
    FEEDS: z
      .string()
      .superRefine((text, { addIssue }) => {
        const message = feedsProblem(text);
        if (message !== null) addIssue({ code: 'custom', message });
      })
      .optional(),
    FETCH_CRON: z.string().refine(isCronExpression, 'a cron expression of five or six fields').default('*/10 * * * *'),
    HARVEST: z.enum(['auto', 'off'], 'auto or off').optional(),
    ARXIV_FEED_URL: httpUrl.default('https://rss.arxiv.org/rss/'),
    ARXIV_API_URL: httpUrl.default('https://export.arxiv.org/api/query'),
    ARXIV_OAI_URL: httpUrl.default('https://oaipmh.arxiv.org/oai'),
    SOURCE_ALLOW: z
      .string()
      .refine((text) => parseAllowed(text) !== null, 'a list of host or host:port, separated by commas')
      .default(''),
    SOURCE_PACE_MS: wholeNumber(LONGEST_PACE_MS, ARXIV_PACE_MS),
    CONTACT: z.string().optional(),
    TRANSLATOR: z.enum(['off', ...PROVIDERS], `one of off, ${PROVIDERS.join(', ')}`).default('off'),
    TRANSLATOR_URL: httpUrl.optional(),
    TRANSLATOR_REGION: z.string().trim().optional(),
    TRANSLATOR_KEY: z.string().trim().optional(),
    TRANSLATOR_MODEL: z.string().trim().optional(),
    TRANSLATOR_DAILY_CHARACTERS: wholeNumber(999_999_999, 15_000),
    TRANSLATOR_WAIT_MINUTES: wholeNumber(1_440, 10),
    CARDS_PER_HOUR: wholeNumber(999_999, 30),
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

/** Where papers are fetched from, and how politely. */
export interface SourceSettings {
  readonly feeds: FeedSettings;
  readonly fetchCron: string;
  /** Whether followed archives are harvested daily. */
  readonly isHarvesting: boolean;
  /** A category is appended to it. */
  readonly feedUrl: string;
  readonly apiUrl: string;
  readonly oaiUrl: string;
  readonly allowed: readonly AllowedHost[];
  /** Milliseconds between the end of one request to arXiv and the start of the next. */
  readonly paceMs: number;
  readonly contact: string | null;
}

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
  readonly sources: SourceSettings;
  readonly translator: TranslatorSettings;
  /** Most single cards of a destination in an hour; 0: no limit. */
  readonly cardsPerHour: number;
  readonly backupDir: string;
  /** Null when no backups are made by themselves. */
  readonly backupCron: string | null;
  readonly backupKeep: number;
}

type Values = z.output<ReturnType<typeof schemaWith>>;

const isArxiv = (url: string): boolean => /(?:^|\.)arxiv\.org\.?$/i.test(new URL(url).hostname);

function sourceSettings(values: Values, hasToken: boolean): SourceSettings {
  const fallback = hasToken ? 'auto' : 'off';
  const addresses = [values.ARXIV_FEED_URL, values.ARXIV_API_URL, values.ARXIV_OAI_URL];
  const allowed = parseAllowed(values.SOURCE_ALLOW) ?? [];
  const isOwn = addresses.every((url) => isAllowed(allowed, new URL(url)) && !isArxiv(url));
  if (values.SOURCE_PACE_MS < ARXIV_PACE_MS && !isOwn) {
    throw new UserError(
      'bad-configuration',
      `SOURCE_PACE_MS is "${values.SOURCE_PACE_MS}", but it must be at least ${ARXIV_PACE_MS}: less is possible only when the hosts of ` +
        'ARXIV_FEED_URL, ARXIV_API_URL and ARXIV_OAI_URL are your own and named in SOURCE_ALLOW.',
      { exitCode: 2 },
    );
  }
  return {
    feeds: parseFeeds(values.FEEDS ?? fallback),
    fetchCron: values.FETCH_CRON,
    isHarvesting: (values.HARVEST ?? fallback) === 'auto',
    feedUrl: values.ARXIV_FEED_URL,
    apiUrl: values.ARXIV_API_URL,
    oaiUrl: values.ARXIV_OAI_URL,
    allowed,
    paceMs: values.SOURCE_PACE_MS,
    contact: values.CONTACT ?? null,
  };
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
    throw new UserError(
      'bad-configuration',
      `${name} is "${withoutSecrets(given[name] ?? '')}", but it must be ${issue?.message ?? 'valid'}.`,
      { exitCode: 2 },
    );
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
    sources: sourceSettings(values, token !== null),
    translator: translatorSettings(values),
    cardsPerHour: values.CARDS_PER_HOUR,
    backupDir: values.BACKUP_DIR ?? join(dirname(databasePath), 'backups'),
    backupCron: values.BACKUP_CRON === 'off' ? null : values.BACKUP_CRON,
    backupKeep: values.BACKUP_KEEP,
  };
}

/** What must not stand in a log. */
export function secretsOf({ token, translator }: Config): string[] {
  return [token, translator.choice?.key ?? null].filter((secret) => secret !== null);
}

/** Reads `.env` of the project's root and the environment, which wins. */
export function readConfig(isCronExpression: (text: string) => boolean): Config {
  const file = join(projectRoot, '.env');
  const fromFile = existsSync(file)
    ? parseEnvFile(readFileSync(file), new Set(Object.keys(schemaWith(isCronExpression).shape)))
    : {};
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([, value]) => (value ?? '').trim() !== ''),
  );
  return parseConfig({ ...fromFile, ...environment }, isCronExpression);
}

/** The folder from which npm was called: relative path arguments start here. Throws what Node throws when it was deleted. */
export function callerFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

/** Makes this process, and threads begun later, run in UTC: node-cron spins for an hour in a zone whose clocks are set back. */
export function forgetMachineZone(): void {
  process.env['TZ'] = 'UTC';
}
