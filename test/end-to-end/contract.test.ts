// What the command line promises to programs, with the real program: exit codes, streams, keys and nulls.
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { dumpText, entryText, generateEntries } from '../helpers/dump-generator.js';
import { control } from '../helpers/control.js';
import { root } from '../helpers/root.js';
import { launch, run, type Environment, type Running } from '../helpers/program.js';
import { temporaryFolder } from '../helpers/stores.js';

const entries = generateEntries(11, 4);
let folder: ReturnType<typeof temporaryFolder>;
let env: Environment;

function freshEnvironment(): Environment {
  return { DATABASE_PATH: join(folder.path, 'store', 'test.db'), INBOX_DIR: join(folder.path, 'inbox') };
}

function parseLines(text: string): Record<string, unknown>[] {
  return text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

beforeEach(() => {
  folder = temporaryFolder();
  env = freshEnvironment();
});
afterEach(() => folder.remove());

describe('configuration', () => {
  it.each([
    ['DISCORD_API_URL', 'not-a-url'],
    ['INGEST_CRON', 'every day'],
    ['TIMEZONE', 'Mars/Olympus'],
    ['BACKUP_CRON', 'every night'],
    ['BACKUP_KEEP', '0'],
    ['SANDBOX_PORT', '99999'],
    ['LOG_LEVEL', 'loud'],
    ['FEEDS', 'sometimes'],
  ])('ends with 2 and names %s when it is %j', async (name, value) => {
    const { code, stdout, stderr } = await run(['status'], { ...env, [name]: value });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(name);
    expect(stderr).toContain(value);
    expect(stderr).toMatch(/must be/);
  });

  it.each([
    ['DISCORD_API_URL', 'https://me:se,cr@et@discord.example/api'],
    ['TRANSLATOR_URL', 'http://me:secr et@127.0.0.1/'],
    ['ARXIV_FEED_URL', 'ftp://me:secret@host/'],
    ['FEEDS', 'auto https://me:secret@host/feed https://other.example/'],
  ])('refuses an address with a password in %s, and shows none of it', async (name, value) => {
    const { code, stderr } = await run(['status'], { ...env, [name]: value });
    expect(code).toBe(2);
    expect(stderr).toContain(`${name} is "`);
    expect(stderr).toContain('[secret]@');
    expect(stderr).not.toMatch(/secr(?!et\])|me:/);
  });

  it('shows no query of an address in a setting that it refuses', async () => {
    const value = 'auto https://site.example/feed/?key=SECRET htps://other.example/?key=SECRET';
    const { code, stderr } = await run(['status'], { ...env, FEEDS: value });
    expect(code).toBe(2);
    expect(stderr).toContain('FEEDS is "auto https://site.example/feed/?[secret]');
    expect(stderr).not.toContain('SECRET');
  });

  it('reads empty as unset and ignores unknown names', async () => {
    expect((await run(['status'], { ...env, TIMEZONE: '', NO_SUCH_SETTING: 'x' })).code).toBe(0);
  });

  it('and what the program writes stay out of version control', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
    for (const line of ['.env', 'data/*.db*', 'data/backups/', 'data/inbox/', 'data/*.sandbox.json'])
      expect(ignored).toContain(line);
  });

  it('lists every setting in .env.example', () => {
    const listed = [...readFileSync(join(root, '.env.example'), 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
      (found) => found[1],
    );
    expect(listed.sort()).toEqual([
      'ARXIV_API_URL',
      'ARXIV_FEED_URL',
      'ARXIV_OAI_URL',
      'BACKUP_CRON',
      'BACKUP_DIR',
      'BACKUP_KEEP',
      'CARDS_PER_HOUR',
      'CONTACT',
      'DATABASE_PATH',
      'DISCORD_API_URL',
      'DISCORD_TOKEN',
      'FEEDS',
      'FETCH_CRON',
      'HARVEST',
      'INBOX_DIR',
      'INGEST_CRON',
      'LOG_LEVEL',
      'SANDBOX_PORT',
      'SOURCE_ALLOW',
      'SOURCE_PACE_MS',
      'TIMEZONE',
      'TRANSLATOR',
      'TRANSLATOR_DAILY_CHARACTERS',
      'TRANSLATOR_KEY',
      'TRANSLATOR_MODEL',
      'TRANSLATOR_REGION',
      'TRANSLATOR_URL',
      'TRANSLATOR_WAIT_MINUTES',
    ]);
  });
});

describe('defaults', () => {
  const always = (): boolean => true;
  it('differ with and without a token as the contract says', () => {
    expect(parseConfig({}, always)).toEqual({
      token: null,
      apiUrl: 'https://discord.com/api',
      databasePath: join(root, 'data/sandbox.db'),
      inboxDir: join(root, 'data/inbox'),
      ingestCron: '*/5 * * * *',
      timezone: 'Asia/Tokyo',
      translator: { choice: null, dailyCharacters: 15_000, waitMinutes: 10 },
      cardsPerHour: 30,
      sandboxPort: null,
      logLevel: 'info',
      sources: {
        feeds: { isAuto: false, urls: [] },
        fetchCron: '*/10 * * * *',
        isHarvesting: false,
        feedUrl: 'https://rss.arxiv.org/rss/',
        apiUrl: 'https://export.arxiv.org/api/query',
        oaiUrl: 'https://oaipmh.arxiv.org/oai',
        allowed: [],
        paceMs: 3000,
        contact: null,
      },
      backupDir: join(root, 'data/backups'),
      backupCron: '30 4 * * *',
      backupKeep: 7,
    });
    expect(parseConfig({ DISCORD_TOKEN: 'x' }, always)).toMatchObject({
      databasePath: join(root, 'data/shinchaku.db'),
      sources: { feeds: { isAuto: true, urls: [] }, isHarvesting: true },
    });
    expect(parseConfig({ DATABASE_PATH: 'x/y.db', BACKUP_CRON: 'off' }, always)).toMatchObject({
      backupDir: join(root, 'x/backups'),
      backupCron: null,
    });
  });
  it('take paths of the environment from the root of the project, and a list of feeds', () => {
    const config = parseConfig(
      { DATABASE_PATH: 'x/y.db', FEEDS: 'https://a.example/rss, auto https://b.example/rss' },
      always,
    );
    expect(config).toMatchObject({
      databasePath: join(root, 'x/y.db'),
      sources: { feeds: { isAuto: true, urls: ['https://a.example/rss', 'https://b.example/rss'] } },
    });
  });

  const own = {
    ARXIV_FEED_URL: 'http://127.0.0.1:8000/rss/',
    ARXIV_API_URL: 'http://127.0.0.1:8000/api',
    ARXIV_OAI_URL: 'http://[::1]:8001/oai',
  };
  it.each([
    ['nothing is the own', {}],
    ['not all hosts are named', { ...own, SOURCE_ALLOW: '127.0.0.1' }],
    ['the port is another', { ...own, SOURCE_ALLOW: '127.0.0.1:80,[::1]:8001' }],
    [
      'one is of arXiv',
      { ...own, ARXIV_OAI_URL: 'https://oaipmh.arxiv.org/oai', SOURCE_ALLOW: '127.0.0.1,oaipmh.arxiv.org' },
    ],
  ])('refuse a pace below 3000 where %s', (_why, variables) => {
    expect(() => parseConfig({ ...variables, SOURCE_PACE_MS: '2999' }, always)).toThrow(/SOURCE_PACE_MS is "2999"/);
    expect(parseConfig({ ...variables, SOURCE_PACE_MS: '3000' }, always).sources.paceMs).toBe(3000);
  });

  it('take any pace for servers of one’s own', () => {
    const given = { ...own, SOURCE_ALLOW: '127.0.0.1:8000, [::1]', SOURCE_PACE_MS: '0' };
    expect(parseConfig(given, always).sources.paceMs).toBe(0);
  });
});

describe('usage', () => {
  it.each([
    [[]],
    [['no-such-verb']],
    [['ingest']],
    [['search', '--limit', 'many']],
    [['search', '--sort', 'best', 'x']],
    [['ingest', 'x', '--announce', '--index-only']],
    [['register']],
  ])('ends with 2 for %j', async (args) => {
    const { code, stdout, stderr } = await run(args, env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it('prints the version and the help on stdout with 0', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await run(['version'], env)).toMatchObject({ code: 0, stdout: `${version}\n` });
    const help = await run(['help'], env);
    expect(help.code).toBe(0);
    for (const verb of [
      'start',
      'sandbox',
      'ingest',
      'export',
      'search',
      'show',
      'status',
      'rejections',
      'register',
      'version',
    ]) {
      expect(help.stdout).toContain(verb);
    }
  });
});

describe('ingest', () => {
  it('answers one line a dump in order, counts that add up, and duplicates the second time', async () => {
    mkdirSync(join(folder.path, 'dumps', 'b'), { recursive: true });
    writeFileSync(join(folder.path, 'dumps', 'b', 'two.txt'), dumpText(entries.slice(2)));
    writeFileSync(join(folder.path, 'dumps', 'a.txt'), dumpText(entries.slice(0, 2)));
    const first = await run(['ingest', '--json', join(folder.path, 'dumps')], env);
    const lines = parseLines(first.stdout);
    expect(first.code).toBe(0);
    expect(lines.map((line) => line['path'])).toEqual([
      join(folder.path, 'dumps', 'a.txt'),
      join(folder.path, 'dumps', 'b', 'two.txt'),
    ]);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual([
        'path',
        'dump',
        'format',
        'records',
        'new',
        'updated',
        'duplicate',
        'rejected',
        'rejections',
        'error',
      ]);
      expect(line).toMatchObject({
        format: 'arxiv-jp-text',
        records: 2,
        new: 2,
        updated: 0,
        duplicate: 0,
        rejected: 0,
        rejections: [],
        error: null,
      });
      expect(line['dump']).toMatch(/^[0-9a-f]{64}$/);
    }
    const second = parseLines((await run(['ingest', '--json', join(folder.path, 'dumps')], env)).stdout);
    expect(second.map((line) => [line['new'], line['duplicate']])).toEqual([
      [0, 2],
      [0, 2],
    ]);
  });

  it('reads standard input, and relative paths from the folder of the caller', async () => {
    const piped = await run(['ingest', '--json', '-'], env, dumpText(entries));
    expect(parseLines(piped.stdout)[0]).toMatchObject({ path: '-', new: 4 });
    writeFileSync(join(folder.path, 'here.txt'), dumpText(entries));
    const relative = await run(['ingest', '--json', 'here.txt'], { ...env, INIT_CWD: folder.path });
    expect(parseLines(relative.stdout)[0]).toMatchObject({ path: 'here.txt', duplicate: 4 });
  });

  it('reads the rest and ends with 1 when a dump is unreadable', async () => {
    writeFileSync(join(folder.path, '1.txt'), 'nothing of the kind');
    writeFileSync(join(folder.path, '2.bin'), Buffer.from([0, 255, 254, 1, 0]));
    writeFileSync(join(folder.path, '3.txt'), dumpText(entries));
    const { code, stdout } = await run(
      [
        'ingest',
        '--json',
        join(folder.path, '1.txt'),
        join(folder.path, '2.bin'),
        join(folder.path, 'missing'),
        join(folder.path, '3.txt'),
      ],
      env,
    );
    const lines = parseLines(stdout);
    expect(code).toBe(1);
    expect(lines.map((line) => [line['format'], line['records'], typeof line['error']])).toEqual([
      [null, 0, 'string'],
      [null, 0, 'string'],
      [null, 0, 'string'],
      ['arxiv-jp-text', 4, 'object'],
    ]);
  });

  it('takes the rest of a folder that holds links to themselves, pipes and names that are not UTF-8', async () => {
    const given = join(folder.path, 'given');
    mkdirSync(given);
    writeFileSync(
      Buffer.concat([Buffer.from(`${given}/`), Buffer.from([0x93, 0xfa])]),
      dumpText(generateEntries(21, 2)),
    );
    symlinkSync(join(given, 'loop'), join(given, 'loop'));
    execFileSync('mkfifo', [join(given, 'pipe')]);
    const { code, stdout } = await run(['ingest', '--json', given], env);
    const told = parseLines(stdout).map(({ path, new: added, error }) => [path, added, error]);
    expect(told).toEqual([
      [join(given, '\\x93\\xFA'), 2, null],
      [join(given, 'loop'), 0, 'it is a link that leads to itself'],
      [join(given, 'pipe'), 0, 'it is neither a file nor a folder'],
    ]);
    expect(code).toBe(1);
  });

  it('keeps the half of a malformed dump that can be read, and lists the rest as rejections', async () => {
    const broken = entryText(entries[1]!).replace(/発行日 [^\n]*/, '');
    const text = [entryText(entries[0]!), broken, entryText(entries[2]!)].join('\n\n');
    const { code, stdout } = await run(['ingest', '--json', '-'], env, text);
    const line = text.split('\n').indexOf(entries[1]!.title) + 1;
    expect(code).toBe(0);
    expect(parseLines(stdout)[0]).toMatchObject({
      records: 3,
      new: 2,
      rejected: 1,
      rejections: [{ record: 2, line, reason: expect.stringContaining('cannot be found') as string }],
    });
    const [kept] = parseLines((await run(['rejections', '--json'], env)).stdout);
    expect(Object.keys(kept ?? {})).toEqual(['id', 'dump', 'path', 'record', 'line', 'reason', 'text', 'at']);
    expect(kept).toMatchObject({ record: 2, line });
    expect(kept?.['text']).toContain(entries[1]!.title);
  });
});

describe('rejections --retry', () => {
  it('stores what parses today, lists the rest in the same shape, and says on stderr what came of it', async () => {
    const broken = entryText(entries[1]!).replace(/発行日 [^\n]*/, '');
    const file = join(folder.path, 'dump.txt');
    writeFileSync(file, [entryText(entries[0]!), broken, entryText(entries[2]!)].join('\n\n'));
    await run(['ingest', 'dump.txt'], { ...env, INIT_CWD: folder.path });
    // A version of the program that refused the third entry too.
    const db = new Database(env['DATABASE_PATH']);
    db.exec("INSERT INTO quarantine SELECT 99, dump_id, 3, NULL, 'not understood then', '', at FROM quarantine");
    db.close();
    const before = parseLines((await run(['rejections', '--json'], env)).stdout);
    const there = { ...env, INIT_CWD: folder.path };
    const { code, stdout, stderr } = await run(['rejections', '--retry', '--json'], there);
    expect([before.map((kept) => kept['record']), code]).toEqual([[2, 3], 0]);
    expect(parseLines(stdout)).toEqual(before.slice(0, 1));
    expect(stderr).toBe('1 record of the quarantine could be read now; 1 remains in it.\n');
    const papers = parseLines((await run(['export'], env)).stdout);
    expect(papers).toHaveLength(2);
    const elsewhere = await run(['rejections', '--retry'], { ...env, INIT_CWD: root });
    expect(elsewhere.stdout).toContain('dump.txt, record 2');
    expect(elsewhere.stderr).toContain('0 records of the quarantine could be read now; 1 remains in it.');
  });

  it('creates no file where nothing was stored', async () => {
    expect(await run(['rejections', '--retry', '--json'], env)).toEqual({
      code: 0,
      stdout: '',
      stderr: '0 records of the quarantine could be read now; 0 remain in it.\n',
    });
    expect(existsSync(env['DATABASE_PATH']!)).toBe(false);
  });
});

describe('verbs before anything was stored', () => {
  it('read an empty store and create no file', async () => {
    expect(await run(['export'], env)).toMatchObject({ code: 0, stdout: '' });
    expect(await run(['rejections', '--json'], env)).toMatchObject({ code: 0, stdout: '' });
    expect(parseLines((await run(['search', '--json', '学習'], env)).stdout)[0]).toMatchObject({
      total: 0,
      error: null,
    });
    const status = await run(['status'], env);
    expect(status.stdout).toContain(`no dump yet: put one into ${env['INBOX_DIR']}`);
    expect(existsSync(env['DATABASE_PATH']!)).toBe(false);
  });
  it('refuse a database of a newer program, and say so', async () => {
    await run(['ingest', '-'], env, dumpText(entries));
    const db = new Database(env['DATABASE_PATH']!);
    db.exec("INSERT INTO migrations VALUES ('9999-from-the-future', '2030-01-01T00:00:00Z')");
    db.close();
    for (const args of [['status'], ['ingest', '-'], ['start']]) {
      const { code, stderr } = await run(args, { ...env, SANDBOX_PORT: '0' }, dumpText(entries));
      expect(code, args[0]).toBe(1);
      expect(stderr).toContain('newer version');
    }
  });
  it('refuse a file that is no database, and leave it', async () => {
    mkdirSync(join(folder.path, 'store'));
    const text = 'this is not a database, but it is long enough to be taken for one'.repeat(20);
    writeFileSync(env['DATABASE_PATH']!, text);
    const { code, stderr } = await run(['status'], env);
    expect(code).toBe(1);
    expect(stderr).toContain('is no database');
    expect(readFileSync(env['DATABASE_PATH']!, 'utf8')).toBe(text);
  });
});

describe('reading verbs', () => {
  beforeEach(async () => {
    await run(['ingest', '-'], env, dumpText(entries));
  });

  it('exports every paper ordered by key with every key of the contract', async () => {
    const papers = parseLines((await run(['export'], env)).stdout);
    expect(papers.map((paper) => paper['key'])).toEqual(papers.map((paper) => paper['key']).sort());
    expect(papers).toHaveLength(4);
    const wanted = entries.find((entry) => entry.title === papers[0]?.['title'])!;
    const { key, sources, links, ...rest } = papers[0]!;
    expect(key).toMatch(/^s-[0-9a-z]{10}$/);
    expect(rest).toEqual({
      arxivId: null,
      version: null,
      title: wanted.title,
      titleJa: null,
      abstract: wanted.en,
      abstractJa: wanted.ja.join('\n'),
      authors: wanted.authors,
      categories: wanted.categories,
      primaryCategory: null,
      submittedAt: null,
      updatedAt: wanted.date.replace(' ', 'T').replace('+00:00', 'Z'),
      announceType: null,
      comments: null,
      journalRef: null,
      doi: null,
      reportNo: null,
      license: null,
      withdrawn: false,
      translation: { site: 'arxiv.jp', service: 'Google' },
    });
    expect(links).toMatchObject({
      abs: null,
      pdf: null,
      search: expect.stringContaining('https://arxiv.org/search/') as string,
    });
    expect(sources).toEqual([
      {
        dump: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        format: 'arxiv-jp-text',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      },
    ]);
  });

  it('shows one paper by key and ends with 1 for an unknown one', async () => {
    const [paper] = parseLines((await run(['export'], env)).stdout);
    expect(parseLines((await run(['show', String(paper?.['key']), '--json'], env)).stdout)).toEqual([paper]);
    expect(await run(['show', '2504.99999', '--json'], env)).toMatchObject({ code: 1, stdout: '' });
  });

  it('answers each line of --stdin in order, blank and broken ones included', async () => {
    const queries = ['学習', '', '((("', 'number', 'zzzzqqq'];
    const answers = parseLines((await run(['search', '--stdin'], env, `${queries.join('\n')}\n`)).stdout);
    expect(answers.map((answer) => answer['query'])).toEqual(queries);
    for (const answer of answers)
      expect(Object.keys(answer)).toEqual(['query', 'total', 'totalExact', 'tookMs', 'crossed', 'results', 'error']);
    expect(answers[2]?.['error']).toEqual(expect.any(String));
    expect(answers[3]).toMatchObject({ total: 4, totalExact: true, error: null });
    expect(Object.keys((answers[3]!['results'] as object[])[0]!)).toEqual([
      'key',
      'arxivId',
      'title',
      'score',
      'updatedAt',
    ]);
    expect(answers[4]).toMatchObject({ total: 0, results: [] });
  });

  it('keeps progress and logs off both streams where results are read by programs', async () => {
    const { stdout, stderr } = await run(['ingest', '--json', '-'], env, dumpText(entries));
    expect(parseLines(stdout)).toHaveLength(1);
    expect(stderr).toBe('');
  });

  it('takes what follows -- as the query', async () => {
    expect((await run(['search', '--json', '--', '-number'], env)).stdout).toContain('"query":"-number"');
  });

  it('sorts newest first and honours limit, dates and category', async () => {
    const search = async (...args: string[]) =>
      parseLines((await run(['search', '--json', ...args], env)).stdout)[0]?.['results'] as { updatedAt: string }[];
    const dates = (await search('number')).map((result) => result.updatedAt);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(await search('number', '--limit', '2')).toHaveLength(2);
    expect(await search('--since', '2025-01-02')).toHaveLength(0);
    expect(await search('--until', '2025')).toHaveLength(4);
    expect(await search('--category', 'cs.lg')).toHaveLength(4);
    expect((await run(['search', 'x', '--since', 'soon'], env)).code).toBe(2);
  });

  it('gives status every key of the contract', async () => {
    const [status] = parseLines((await run(['status', '--json'], env)).stdout);
    expect(status).toEqual({
      version: expect.any(String) as string,
      database: { path: env['DATABASE_PATH'], bytes: expect.any(Number) as number, papers: 4, translated: 4 },
      outbox: { pending: 0, sending: 0, sent: 0, held: 0, rejected: 0, withheld: 0 },
      subscriptions: 0,
      quarantine: 0,
      inbox: [],
      lastIngestAt: expect.stringMatching(/Z$/) as string,
      sources: [],
      calendar: [],
      alarms: [],
      translation: {
        provider: null,
        queued: 0,
        translatedToday: 0,
        charactersToday: 0,
        dailyCharacters: 15_000,
        failed: 0,
        error: null,
      },
      unsure: { count: 0, pairs: [] },
    });
  });
});

describe('start', () => {
  let running: Running[] = [];
  const local = (): Environment => ({ ...env, SANDBOX_PORT: '0' });
  afterEach(async () => {
    await Promise.all(running.map((each) => each.stop()));
    running = [];
  });

  it('refuses a second start on the same database with 1, and says so', async () => {
    running.push(await launch(['start'], local()));
    const { code, stderr } = await run(['start'], local());
    expect(code).toBe(1);
    expect(stderr).toContain('Another Shinchaku already runs');
  });

  it('ends with 1 when an explicitly given port is taken', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const port = String((server.address() as AddressInfo).port);
    const { code, stderr } = await run(['start'], { ...env, SANDBOX_PORT: port });
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} is taken`);
  });

  it('ends with 1 when the database folder cannot be made', async () => {
    writeFileSync(join(folder.path, 'a-file'), '');
    const { code, stderr } = await run(['start'], { ...local(), DATABASE_PATH: join(folder.path, 'a-file', 'x.db') });
    expect(code).toBe(1);
    expect(stderr).toContain('Nothing was changed');
  });

  it('ends with 1 on a refused token without printing it, and refuses a database of another application', async () => {
    const stage = await launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(folder.path, 'one.db') });
    const other = await launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(folder.path, 'two.db') });
    running.push(stage, other);
    const refused = await run(['start'], { ...env, DISCORD_TOKEN: 'wrong', DISCORD_API_URL: `${stage.ready}api` });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('refused the token');
    const withToken = { ...env, DISCORD_TOKEN: 'secret-token-value', FEEDS: 'auto' };
    const first = await run(['start', '--until-idle'], {
      ...withToken,
      DISCORD_API_URL: `${stage.ready}api`,
      LOG_LEVEL: 'trace',
    });
    expect(first).toMatchObject({ code: 0, stdout: 'ready Shinchaku\n' });
    expect(first.stderr).not.toContain('secret-token-value');
    const foreign = await run(['start', '--until-idle'], { ...withToken, DISCORD_API_URL: `${other.ready}api` });
    expect(foreign.code).toBe(1);
    expect(foreign.stderr).toMatch(/belongs to the Discord application .*\.sandbox\.json/);
  });

  it('registers the commands only when they differ', async () => {
    const stage = await launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(folder.path, 'one.db') });
    running.push(stage);
    const bot = { ...env, DISCORD_TOKEN: 'x', DISCORD_API_URL: `${stage.ready}api`, FEEDS: 'off' };
    await run(['start', '--until-idle'], bot);
    await run(['start', '--until-idle'], bot);
    expect((await run(['register'], bot)).stdout).toMatch(/^[1-9]\d* commands unchanged\n$/);
    const puts = (await control(stage.ready).requests()).filter((each) => each.method === 'PUT');
    expect(puts).toHaveLength(1);
  });
});

describe('sandbox', () => {
  let stage: Running;
  beforeAll(async () => {
    const place = temporaryFolder();
    stage = await launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(place.path, 'x.db') });
  });
  afterAll(async () => {
    await stage.stop();
  });

  it('serves its API at /api, takes any token but wrong, and refuses other hosts', async () => {
    const ask = (path: string, headers: Record<string, string>) =>
      fetch(stage.ready + path, { headers }).then((response) => response.status);
    expect(await ask('api/v10/gateway/bot', { authorization: 'Bot anything' })).toBe(200);
    expect(await ask('api/v10/gateway/bot', { authorization: 'Bot wrong' })).toBe(401);
    expect(await ask('control/state', {})).toBe(200);
    expect(await ask('control/state', { origin: 'https://example.com' })).toBe(403);
    expect(await ask('page/state', { 'sec-fetch-site': 'cross-site' })).toBe(403);
  });
});
