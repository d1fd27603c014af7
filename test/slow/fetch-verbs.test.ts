// The verbs `fetch`, `harvest` and `sources` as an operator uses them: the compiled program against a local arXiv.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { progressText } from '../../src/cli/fetch.js';
import { easternDay } from '../../src/domain/arxiv-calendar.js';
import { addDays } from '../../src/domain/local-time.js';
import { startArxiv, type LocalArxiv } from '../helpers/arxiv-server.js';
import { createWorld } from '../helpers/arxiv-world.js';
import { calendar } from '../helpers/fetching.js';
import { run, type Environment } from '../helpers/program.js';
import { PLACE, ruleFor } from '../helpers/rules.js';
import { openTestStore, type TestStore } from '../helpers/stores.js';

// The verbs go by the machine's clock.
const today = easternDay(new Date());
const shown = calendar.scheduled(today).pause === null ? today : calendar.previousAnnouncement(today);
const world = createWorld({
  seed: 21,
  calendar,
  from: addDays(shown, -7),
  until: shown,
  categories: ['cs.LG'],
  perDay: 4,
});
let arxiv: LocalArxiv;
let store: TestStore;
let env: Environment;
beforeEach(async () => {
  arxiv = await startArxiv({ world, calendar, now: () => new Date(), pageRecords: 6 });
  store = openTestStore(() => new Date());
  env = {
    ...arxiv.env,
    DATABASE_PATH: store.path,
    INBOX_DIR: join(store.path, '..', 'inbox'),
    FEEDS: 'auto',
    HARVEST: 'auto',
    SOURCE_PACE_MS: '1',
  };
});
afterEach(async () => {
  store.close();
  await arxiv.close();
});
const follow = (): void =>
  void store.writer.addSubscription(ruleFor('c', 'cs.LG', { createdAt: `${addDays(shown, -5)}T00:00:00Z` }), PLACE);
const lines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const KEYS = 'path dump format records new updated duplicate rejected rejections error source status'
  .split(' ')
  .toSorted();

describe('fetch', () => {
  it('reads a category, again as unchanged or as duplicates, with every key of the contract', async () => {
    const first = await run(['fetch', 'cs.LG', '--json'], env);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    const [line] = lines(first.stdout);
    expect(Object.keys(line!).toSorted()).toEqual(KEYS);
    expect(line).toMatchObject({ source: 'cs.LG', status: 200, format: 'arxiv-rss', error: null, rejected: 0 });
    const again = await run(['fetch', 'cs.LG', '--json'], env);
    expect(lines(again.stdout)).toMatchObject([
      { source: 'cs.LG', status: 304, dump: null, format: null, error: null, records: 0 },
    ]);
    expect(again.code).toBe(0);
  });

  it('reads an archive of what is followed by its name, and what is due without one', async () => {
    follow();
    const named = await run(['fetch', 'oai:cs', '--json'], env);
    expect(named.code).toBe(0);
    expect(lines(named.stdout).every(({ source, format }) => source === 'oai:cs' && format === 'oai-arXivRaw')).toBe(
      true,
    );
    const due = await run(['fetch', '--json'], env);
    expect(new Set(lines(due.stdout).map(({ source }) => source))).toEqual(new Set(['cs.LG']));
    const { stdout } = await run(['sources', '--json'], env);
    expect(lines(stdout).map(({ name, kind, error }) => [name, kind, error])).toEqual([
      ['cs.LG', 'arxiv-feed', null],
      ['oai:cs', 'harvest', null],
    ]);
  });

  it('looks papers without identifier up at the api, where there are any', async () => {
    expect(await run(['fetch', 'api', '--json'], env)).toMatchObject({ code: 0, stdout: '' });
    const { stdout } = await run(['sources', '--json'], env);
    expect(lines(stdout)).toMatchObject([{ name: 'api', kind: 'api', lastStatus: 200 }]);
  });

  it('says to a person that nothing is due', async () => {
    follow();
    await run(['fetch'], env);
    expect((await run(['fetch'], env)).stdout).toMatch(/^Nothing is due/);
    expect((await run(['fetch', '--json'], env)).stdout).toBe('');
  });

  it('says to a person that nothing is followed, or that FEEDS is off', async () => {
    expect((await run(['fetch'], env)).stdout).toContain('no subscription follows a category');
    follow();
    const { stdout } = await run(['fetch'], { ...env, FEEDS: 'off', HARVEST: 'off' });
    expect(stdout).toContain('FEEDS is off.');
    expect(arxiv.requests).toEqual([]);
  });

  it.each(['nonsense', 'oai:math'])('says that %s is no source, and asks nobody', async (name) => {
    follow();
    const { code, stdout, stderr } = await run(['fetch', name], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`"${name}" is not a source`);
    expect(arxiv.requests).toEqual([]);
  });

  it('ends with 1 and a line that says why where nothing answers', async () => {
    await arxiv.close();
    const { code, stdout } = await run(['fetch', 'cs.LG', '--json'], env);
    expect(code).toBe(1);
    expect(lines(stdout)).toMatchObject([{ source: 'cs.LG', status: null, dump: null }]);
    expect(lines(stdout)[0]!['error']).toContain('could not be reached');
  });
});

describe('harvest', () => {
  it('prints a line a page, and goes on where it was interrupted', async () => {
    let requests = 0;
    arxiv.misbehave(() => ((requests += 1) === 2 ? 'reset' : null));
    const verb = ['harvest', '--from', addDays(shown, -7), '--set', 'cs', '--json'];
    const first = await run(verb, env);
    expect(first.code).toBe(1);
    expect(lines(first.stdout)).toMatchObject([
      { records: 6, error: null },
      { records: 0, status: null },
    ]);
    for (const line of lines(first.stdout)) expect(Object.keys(line).toSorted()).toEqual(KEYS);
    expect(first.stderr).toContain('the same command goes on from there');
    const second = await run(verb, env);
    expect(second.code).toBe(0);
    expect(arxiv.requests.slice(2).every(({ path }) => path.includes('resumptionToken'))).toBe(true);
    expect(store.reader.counts().papers).toBe(world.papers.length);
  });

  it('asks nobody for days that end before they begin', async () => {
    const { code, stderr } = await run(['harvest', '--set', 'cs', '--from', shown, '--until', addDays(shown, -1)], env);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('is before --from') });
    expect(arxiv.requests).toEqual([]);
  });

  it('needs a set where nothing is followed', async () => {
    const { code, stderr } = await run(['harvest', '--from', shown], env);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--set') });
  });
});

it('progress tells the rate, and the time left once part of the work is done', () => {
  expect(progressText(500, 10_000, 0)).toBe('500 records so far, 50 a second');
  expect(progressText(500, 10_000, 0.5)).toBe('500 records so far, 50 a second, less than a minute left');
  expect(progressText(500, 600_000, 0.25)).toBe('500 records so far, 1 a second, about 30 minutes left');
  expect(progressText(500, 3_600_000, 0.25)).toBe('500 records so far, 0 a second, about 3 hours left');
  expect(progressText(500, 10_000, 1)).toBe('500 records so far, 50 a second');
});
