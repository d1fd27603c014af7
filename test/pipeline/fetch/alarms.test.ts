// Alarms told: where a server wants its notices, else by direct message, once for each beginning and each end.
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pino } from 'pino';
import { alarmNotice } from '../../../src/cards/alarm-notice.js';
import type { AlarmKind } from '../../../src/domain/alarms.js';
import { TransientError } from '../../../src/errors.js';
import { snowflakeAt } from '../../../src/domain/fingerprint.js';
import { createNoticeSends } from '../../../src/pipeline/deliver/notice-sends.js';
import { createFetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { presentAlarms } from '../../../src/pipeline/fetch/standing.js';
import { calendar, openFetching, rssFeed, type Fetching } from '../../helpers/fetching.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';

let f: Fetching;
beforeEach(async () => {
  f = await openFetching();
  f.now = new Date('2030-06-03T04:00:00Z');
});
afterEach(() => {
  vi.restoreAllMocks();
  return f.close();
});

interface Rule {
  readonly guildId: string | null;
  readonly destination: string;
  readonly createdBy: string;
  readonly language?: 'ja' | 'en';
}

function rule({ language = 'en', ...more }: Rule): void {
  const createdAt = '2030-06-01T00:00:00Z';
  f.store.writer.addSubscription(ruleFor(more.destination, 'cs.CL', { ...more, createdAt }), { ...PLACE, language });
}

/** A host that does not answer for three hours of an announcement day, and then answers again. */
async function fault(): Promise<void> {
  f.handle = () => ({ status: 503 });
  for (let step = 0; step <= 18; step += 1) {
    await f.fetcher.look();
    f.now = new Date(f.now.getTime() + 600_000);
  }
  f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', []) });
  f.now = new Date(f.now.getTime() + 3_600_000);
  await f.fetcher.look();
  await f.fetcher.look();
}
const wantedNames = () => new Set(['cs.CL', 'cs.CV']);
const places = (): string[] => f.told.map(({ userId }) => userId);

describe('a lasting fault', () => {
  it('is told to whoever made the first rule of each server, and to people for their own', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    rule({ guildId: '10', destination: '12', createdBy: 'second' });
    rule({ guildId: '20', destination: '21', createdBy: 'first' });
    rule({ guildId: '30', destination: '31', createdBy: 'third' });
    rule({ guildId: null, destination: 'person', createdBy: 'person' });
    await fault();
    expect(places()).toEqual(['first', 'person', 'third', 'first', 'person', 'third']);
  });

  it('is told in the channel that a server chose, in the language that is read there', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first', language: 'ja' });
    f.store.writer.changeSettings('10', { noticesChannel: '99' }, f.now.toISOString());
    await fault();
    expect(places()).toEqual(['#99', '#99']);
    expect(f.told.map(({ content }) => content).join()).toMatch(
      /一部またはすべてを 2 時間以上取得できていません.*正常に戻りました/s,
    );
  });

  it('is told once also where the disk is full, so that this cannot be written', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    let refusals = 5;
    const call = (name: string, ...given: unknown[]): Promise<unknown> =>
      name === 'markAlarmTold' && (refusals -= 1) >= 0
        ? Promise.reject(new TransientError('the disk is full'))
        : (f.parts.writer.call as (...all: unknown[]) => Promise<unknown>)(name, ...given);
    const fetcher = createFetcher({ ...f.parts, writer: { ...f.parts.writer, call } as typeof f.parts.writer }, f.ask);
    f.handle = () => ({ status: 503 });
    for (let step = 0; step <= 24; step += 1) {
      await fetcher.look().catch(() => undefined);
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(refusals).toBeLessThan(0);
    expect(places()).toEqual(['first']);
  });

  it('is told again to a channel that was closed, when it is open', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    f.store.writer.changeSettings('10', { noticesChannel: '99' }, f.now.toISOString());
    let refusals = 2;
    const sender = {
      ...f.parts.sender!,
      send: (...given: Parameters<NonNullable<typeof f.parts.sender>['send']>) =>
        (refusals -= 1) >= 0
          ? Promise.resolve({ kind: 'hold', reason: 'closed', afterMs: null } as const)
          : f.parts.sender!.send(...given),
    };
    const fetcher = createFetcher({ ...f.parts, sender }, f.ask);
    f.handle = () => ({ status: 503 });
    for (let step = 0; step <= 24; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(places()).toEqual(['#99']);
  });

  it('is told to whoever made the first rule of a server that gave the bot a time-out, and Discord is not asked there', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    f.store.writer.changeSettings('10', { noticesChannel: '99' }, f.now.toISOString());
    const fetcher = createFetcher(
      { ...f.parts, sender: { ...f.parts.sender!, isSilenced: (id) => id === '99' } },
      f.ask,
    );
    f.handle = () => ({ status: 503 });
    for (let step = 0; step <= 120; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(places()).toEqual(['first']);
  });

  it.each([
    ['is gone', true],
    ['stays closed', false],
  ] as const)('is told to whoever made the first rule of a server whose channel for it %s', async (_, isGone) => {
    rule({ guildId: '10', destination: '11', createdBy: 'first', language: 'ja' });
    rule({ guildId: '10', destination: '12', createdBy: 'second', language: 'ja' });
    f.store.writer.changeSettings('10', { noticesChannel: '99' }, f.now.toISOString());
    let tries = 0;
    const sender = {
      ...f.parts.sender!,
      send() {
        tries += 1;
        return Promise.resolve({ kind: 'hold', reason: '404/10003: gone', afterMs: null, isGone } as const);
      },
    };
    f.handle = () => ({ status: 503 });
    const fetcher = createFetcher({ ...f.parts, sender }, f.ask);
    for (let step = 0; step <= 120; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(f.told).toEqual([
      {
        userId: 'first',
        content: expect.stringContaining('一部またはすべてを 2 時間以上取得できていません') as string,
      },
    ]);
    expect(tries).toBe(isGone ? 1 : 12);
  });

  it('is tried ever more rarely where a channel does not take it, and not sooner than it asks', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    f.store.writer.changeSettings('10', { noticesChannel: '99' }, f.now.toISOString());
    const tries: number[] = [];
    const closed = {
      ...f.parts.sender!,
      send: (_: string, body: Parameters<NonNullable<typeof f.parts.sender>['send']>[1]) => {
        if (JSON.stringify(body).includes('127.0.0.1')) tries.push(f.now.getTime());
        const afterMs = tries.length === 2 ? 10 * 3_600_000 : null;
        return Promise.resolve({ kind: 'retry', maybeAccepted: false, afterMs, reason: '503' } as const);
      },
    };
    f.handle = () => ({ status: 503 });
    const fetcher = createFetcher({ ...f.parts, sender: closed, random: () => 0.5 }, f.ask);
    for (let looks = 0; looks < 300 && tries.length < 7; looks += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    const waits = tries.slice(1).map((at, index) => (at - tries[index]!) / 60_000);
    expect(waits).toHaveLength(6);
    expect(waits[1]).toBeGreaterThanOrEqual(600);
    const own = waits.filter((_, index) => index !== 1);
    expect(own).toEqual(own.toSorted((a, b) => a - b));
    expect(own.at(-1)).toBeGreaterThan(own[0]!);
  });

  it('is told as soon as an outage of Discord is over, however long that was, and one notice that fails costs no other', async () => {
    for (const createdBy of ['bad', 'first']) rule({ guildId: createdBy, destination: createdBy, createdBy });
    let isOut = true;
    const sender = {
      ...f.parts.sender!,
      tell: (...given: Parameters<NonNullable<typeof f.parts.sender>['tell']>) => {
        if (given[0] === 'bad') return Promise.reject(new TypeError('planted'));
        const retry = { kind: 'retry', maybeAccepted: false, afterMs: null, isUnreachable: true, reason: '' } as const;
        return isOut ? Promise.resolve(retry) : f.parts.sender!.tell(...given);
      },
    };
    f.handle = () => ({ status: 503 });
    const fetcher = createFetcher({ ...f.parts, sender }, f.ask);
    for (let step = 0; step <= 100; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    await fetcher.look();
    expect(f.told).toEqual([]);
    isOut = false;
    f.store.writer.recallFailed(f.now.toISOString());
    await fetcher.look();
    expect(new Set(places())).toEqual(new Set(['first']));
  });

  it('is given up with a line in the log where nobody takes it', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    const warned: string[] = [];
    const reason = '403/50007: Cannot send messages to this user';
    const sender = {
      ...f.parts.sender!,
      tell: () => Promise.resolve({ kind: 'hold', reason, afterMs: null } as const),
    };
    f.handle = () => ({ status: 503 });
    const log = pino({ level: 'warn' }, { write: (line: string) => void warned.push(line) });
    const fetcher = createFetcher({ ...f.parts, sender, log }, f.ask);
    for (let step = 0; step <= 20; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(warned.filter((line) => line.includes('nobody takes it'))).toEqual([expect.stringContaining(reason)]);
  });

  it('is told at last where Discord asked to wait each time, however often', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    let waits = 0;
    const sender = {
      ...f.parts.sender!,
      tell: (...given: Parameters<NonNullable<typeof f.parts.sender>['tell']>) => {
        const retry = { kind: 'retry', maybeAccepted: false, afterMs: 60_000, reason: 'a limit' } as const;
        waits += 1;
        return waits <= 25 ? Promise.resolve(retry) : f.parts.sender!.tell(...given);
      },
    };
    f.handle = () => ({ status: 503 });
    const fetcher = createFetcher({ ...f.parts, sender }, f.ask);
    for (let step = 0; step <= 1_500 && f.told.length === 0; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(places()).toEqual(['first']);
  });

  it('is told also where the store could not be read for a moment while it was to be told', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    let isFailing = true;
    const sender = {
      ...f.parts.sender!,
      tell: (...given: Parameters<NonNullable<typeof f.parts.sender>['tell']>) =>
        isFailing
          ? Promise.reject(new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ'))
          : f.parts.sender!.tell(...given),
    };
    f.handle = () => ({ status: 503 });
    const fetcher = createFetcher({ ...f.parts, sender }, f.ask);
    for (let step = 0; step <= 24; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    isFailing = false;
    await fetcher.look();
    expect(places()).toEqual(['first']);
  });

  it('is sent again at once under its nonce where the answer is lost: the next look comes when Discord has forgotten that', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    const nonces: string[] = [];
    const lossy = {
      ...f.parts.sender!,
      tell: (...given: Parameters<NonNullable<typeof f.parts.sender>['tell']>) => {
        nonces.push(given[1].nonce);
        const lost = { kind: 'retry', maybeAccepted: true, afterMs: null, reason: 'no answer' } as const;
        return nonces.length === 1 ? Promise.resolve(lost) : f.parts.sender!.tell(...given);
      },
    };
    f.handle = () => ({ status: 503 });
    const fetcher = createFetcher({ ...f.parts, sender: lossy }, f.ask);
    for (let step = 0; step <= 20; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(nonces).toHaveLength(2);
    expect(new Set(nonces).size).toBe(1);
    expect(f.told).toHaveLength(1);
  });

  it('stands once where Discord takes it and answers with errors for hours', async () => {
    rule({ guildId: '10', destination: '11', createdBy: '50' });
    const posted: { readonly nonce: string; readonly content: string; readonly at: number }[] = [];
    const failed = { kind: 'retry', maybeAccepted: true, afterMs: null, isUnreachable: true, reason: '500' } as const;
    const sender = createNoticeSends({
      sender: {
        ...f.parts.sender!,
        tell(_userId, { nonce, content = '' }) {
          const at = f.now.getTime();
          // A nonce holds for some minutes.
          if (!posted.some((each) => each.nonce === nonce && at - each.at < 180_000))
            posted.push({ nonce, content, at });
          return Promise.resolve(failed);
        },
        openDirect: () => Promise.resolve({ kind: 'sent', messageId: null, channelId: '500' }),
        readHistory() {
          const messages = posted.map(({ content, at }) => {
            const id = snowflakeAt(new Date(at));
            return { id, channelId: '500', authorId: '9', isPlain: true, marks: [], content };
          });
          return Promise.resolve({ kind: 'page', messages, next: null });
        },
      },
      destinations: { kindOf: () => null, canReadHistory: () => Promise.resolve(true) },
      userId: '9',
      now: () => f.now,
      monotonic: () => f.now.getTime(),
    });
    f.handle = () => ({ status: 503 });
    const fetcher = createFetcher({ ...f.parts, sender: { ...f.parts.sender!, ...sender } }, f.ask);
    for (let step = 0; step <= 30; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(posted.filter(({ content }) => content.includes('127.0.0.1'))).toHaveLength(1);
    expect(f.store.reader.dueAlarmMessages('2031-01-01T00:00:00Z')).toEqual([]);
  });

  it('keeps no feed waiting for long while Discord does not answer: of many places few are tried in one look', async () => {
    for (let place = 1; place <= 9; place += 1)
      rule({ guildId: `${place}0`, destination: `${place}1`, createdBy: `${place}` });
    const asked: string[] = [];
    let isOut = true;
    const sender = {
      ...f.parts.sender!,
      tell: (...given: Parameters<NonNullable<typeof f.parts.sender>['tell']>) => {
        asked.push(given[0]);
        const retry = { kind: 'retry', maybeAccepted: false, afterMs: null, isUnreachable: true, reason: '' } as const;
        return isOut ? Promise.resolve(retry) : f.parts.sender!.tell(...given);
      },
    };
    f.handle = () => ({ status: 503 });
    const fetcher = createFetcher({ ...f.parts, sender }, f.ask);
    let most = 0;
    for (let step = 0; step <= 20; step += 1) {
      const before = asked.length;
      await fetcher.look();
      most = Math.max(most, asked.length - before);
      f.now = new Date(f.now.getTime() + 600_000);
    }
    // A look tells before it reads, and after feeds and harvests: two each time.
    expect(most).toBe(6);
    isOut = false;
    f.store.writer.recallFailed(f.now.toISOString());
    await fetcher.look();
    expect(new Set(places()).size).toBe(9);
  });

  it('that is mended before it could be told is not told at all', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    const deaf = {
      ...f.parts.sender!,
      tell: () => Promise.resolve({ kind: 'retry', maybeAccepted: false, afterMs: 86_400_000, reason: '' } as const),
    };
    const fetcher = createFetcher({ ...f.parts, sender: deaf }, f.ask);
    f.handle = () => ({ status: 503 });
    for (let step = 0; step <= 18; step += 1) {
      await fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    expect(f.store.reader.openAlarms()).toHaveLength(1);
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', []) });
    for (const hours of [1, 48]) {
      f.now = new Date(f.now.getTime() + hours * 3_600_000);
      await fetcher.look();
    }
    await f.fetcher.look();
    expect(f.store.reader.openAlarms().filter(({ kind }) => kind === 'failing')).toEqual([]);
    expect(f.told.filter(({ content }) => content.includes('127.0.0.1'))).toEqual([]);
  });

  it('ends when the last of its sources is read, also at the very time at which another was', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    const note = (name: string, error: string | null): void => {
      const at = f.now.toISOString();
      const nextAt = new Date(f.now.getTime() + 86_400_000).toISOString();
      f.store.writer.noteSource({ name, kind: 'arxiv-feed', url: f.url, at, nextAt, status: 200, error }, null);
    };
    for (const hours of [0, 3]) {
      f.now = new Date(Date.parse('2030-06-03T04:00:00Z') + hours * 3_600_000);
      for (const name of ['cs.CL', 'oai:cs']) note(name, 'HTTP 503');
      await f.fetcher.look();
    }
    f.now = new Date('2030-06-03T07:30:00Z');
    const answered: number[] = [];
    for (const name of ['cs.CL', 'oai:cs']) {
      note(name, null);
      await f.fetcher.look();
      answered.push(f.told.filter(({ content }) => content.includes('127.0.0.1')).length);
    }
    expect(answered).toEqual([1, 2]);
  });
});

describe('a source that failed and is not followed any more', () => {
  it('ends its alarm, and a later failure of its host is told', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    const left = ruleFor('12', 'cs.CV', { guildId: '10', createdBy: 'first', createdAt: '2030-06-01T00:00:00Z' });
    const added = f.store.writer.addSubscription(left, { ...PLACE, language: 'en' });
    let isOut = (category: string): boolean => category === 'cs.CV';
    f.handle = (url) => {
      const category = url.pathname.split('/').at(-1) ?? '';
      return isOut(category) ? { status: 503 } : { body: rssFeed(category, f.now.toISOString().slice(0, 10), []) };
    };
    const told = (): string[] =>
      f.told.filter(({ content }) => content.includes('127.0.0.1')).map(({ content }) => content);
    const run = async (hours: number): Promise<void> => {
      for (let step = 0; step < hours * 6; step += 1) {
        await f.fetcher.look();
        f.now = new Date(f.now.getTime() + 600_000);
      }
    };
    await run(3);
    expect(told()).toHaveLength(1);
    f.store.writer.removeSubscription(added.subscription.id, f.now.toISOString(), null);
    await run(48);
    expect(f.store.reader.openAlarms().filter(({ kind }) => kind === 'failing')).toEqual([]);
    isOut = () => true;
    await run(5);
    expect(told()).toHaveLength(3);
  });

  it('is not told once more as failing where it is followed again, and answers', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    const left = ruleFor('12', 'cs.CV', { guildId: '10', createdBy: 'first', createdAt: '2030-06-01T00:00:00Z' });
    const added = f.store.writer.addSubscription(left, { ...PLACE, language: 'en' });
    f.handle = (url) => {
      const category = url.pathname.split('/').at(-1) ?? '';
      return category === 'cs.CV' ? { status: 503 } : { body: rssFeed(category, f.now.toISOString().slice(0, 10), []) };
    };
    const run = async (hours: number): Promise<void> => {
      for (let step = 0; step < hours * 6; step += 1) {
        await f.fetcher.look();
        f.now = new Date(f.now.getTime() + 600_000);
      }
    };
    const failing = (): string[] =>
      f.told.filter(({ content }) => content.includes('Reading from')).map(({ content }) => content);
    await run(3);
    f.store.writer.removeSubscription(added.subscription.id, f.now.toISOString(), null);
    await run(30);
    expect(failing()).toHaveLength(1);
    f.handle = (url) => ({
      body: rssFeed(url.pathname.split('/').at(-1) ?? '', f.now.toISOString().slice(0, 10), []),
    });
    f.store.writer.addSubscription({ ...left, createdAt: f.now.toISOString() }, { ...PLACE, language: 'en' });
    await run(1);
    expect(failing()).toHaveLength(1);
  });

  it('is none only because a machine that was off for days asks others first', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first' });
    f.follow('cs.CV');
    const seen: ReturnType<typeof presentAlarms>[] = [];
    f.handle = (url) => {
      const category = url.pathname.split('/').at(-1) ?? '';
      if (category !== 'cs.CV') return { body: rssFeed(category, f.now.toISOString().slice(0, 10), []) };
      seen.push(presentAlarms({ ...f.parts, wantedNames }));
      return { status: 503 };
    };
    for (let step = 0; step <= 18; step += 1) {
      await f.fetcher.look();
      f.now = new Date(f.now.getTime() + 600_000);
    }
    f.now = new Date(f.now.getTime() + 48 * 3_600_000);
    await f.fetcher.look();
    expect(f.store.reader.sourceStates().map(({ lastAt }) => lastAt)).toEqual(
      [f.now, f.now].map((at) => at.toISOString()),
    );
    expect((await Promise.all(seen)).flat().map(({ kind }) => kind)).toContain('failing');
  });

  it('is told as that where nothing comes from its host', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first', language: 'ja' });
    const note = (name: string, url: string, error: string | null): void => {
      const [at, nextAt] = [0, 60].map((minutes) => new Date(f.now.getTime() + minutes * 60_000).toISOString());
      const times = { at: at!, nextAt: nextAt!, status: 200, error };
      f.store.writer.noteSource({ name, kind: 'feed', url, ...times }, null);
    };
    f.handle = () => ({ body: rssFeed('cs.CL', f.now.toISOString().slice(0, 10), []) });
    for (const hours of [0, 3]) {
      f.now = new Date(Date.parse('2030-06-03T04:00:00Z') + hours * 3_600_000);
      note('http://gone.example/feed', 'http://gone.example/feed', 'HTTP 503');
      await f.fetcher.look();
    }
    f.now = new Date('2030-06-05T04:00:00Z');
    await f.fetcher.look();
    await f.fetcher.look();
    const told = f.told.filter(({ content }) => content.includes('gone.example')).map(({ content }) => content);
    expect(told).toEqual([
      expect.stringMatching(/一部またはすべてを 2 時間以上取得できていません/),
      expect.stringMatching(/確認を終えました/),
    ]);
  });
});

it.each([1, 9])(
  'a hole of a day that a later reading shows whole is told %d servers as looked for, not as given up',
  async (servers) => {
    for (let server = 1; server <= servers; server += 1)
      rule({ guildId: `${server}0`, destination: `${server}1`, createdBy: `${server}` });
    f.now = new Date('2030-06-03T03:00:00Z');
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-02', []) });
    await f.fetcher.look();
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', [{ id: '3006.00001' }]) });
    // The feed shows a day until the next one is there, some minutes after midnight.
    f.now = new Date('2030-06-04T02:00:00Z');
    await f.fetcher.look();
    const reads = vi.spyOn(f.store.reader, 'feedReads');
    f.now = new Date('2030-06-04T04:01:00Z');
    await f.fetcher.look();
    // However many are told.
    expect(reads.mock.calls.length).toBeLessThan(9);
    expect(f.told.map(({ content }) => content.split('\n')[0])).toEqual([
      ...Array<unknown>(servers).fill(expect.stringMatching(/2030-06-03 was not read whole/)),
      ...Array<unknown>(servers).fill(expect.stringMatching(/2030-06-03 has been looked for/)),
    ]);
  },
);

describe('a hole where HARVEST is off', () => {
  it('is told with what fills it, and once more when it is given up', async () => {
    rule({ guildId: '10', destination: '11', createdBy: 'first', language: 'ja' });
    rule({ guildId: '20', destination: '21', createdBy: 'second' });
    f.handle = () => ({ body: rssFeed('cs.CL', '2030-06-03', [{ id: '3006.00001' }]) });
    await f.fetcher.look();
    const told = (userId: string): string[] =>
      f.told.filter((each) => each.userId === userId).map(({ content }) => content);
    for (const day of ['05', '24']) {
      f.now = new Date(`2030-06-${day}T02:00:00Z`);
      f.handle = () => ({ body: rssFeed('cs.CL', `2030-06-${day}`, []) });
      await f.fetcher.look();
    }
    expect(f.requests.filter((path) => path.startsWith('/oai'))).toEqual([]);
    expect(told('second')[0]).toMatch(/HARVEST=auto, or run fetch oai\\:ARCHIVE/);
    expect(told('first')[0]).toMatch(/自動取得は無効（HARVEST=off）/);
    expect(told('second').join()).not.toMatch(/harvest fills|has been looked for/);
    const ofHoles = told('second').filter((content) => !content.includes('The feed of'));
    expect(ofHoles.map((content) => /no longer looked for/.test(content))).toEqual([false, true, false]);
    expect(told('first').filter((content) => /取得できないまま/.test(content))).toHaveLength(1);
  });
});

describe('a quiet day of a small category', () => {
  it('is no fault, and does not become one with the days', async () => {
    f.follow('cs.CL', '2030-04-01T00:00:00Z');
    f.follow('hep-ex', '2030-04-01T00:00:00Z');
    for (const name of ['cs.CL', 'hep-ex']) {
      const times = { at: '2030-05-06T04:00:00Z', nextAt: '2031-01-01T00:00:00Z', status: 200, error: null };
      f.store.writer.noteSource({ name, kind: 'arxiv-feed', url: f.url, ...times }, null);
    }
    for (let day = 0; day < 40; day += 1)
      for (const minutes of [10, 60]) {
        const at = new Date(Date.parse('2030-05-06T04:00:00Z') + day * 86_400_000 + minutes * 60_000);
        const feedDay = at.toISOString().slice(0, 10);
        const isAnnounced = calendar.scheduled(feedDay).pause === null;
        const keep = (category: string, items: number): void => {
          const batchDay = items === 0 ? null : feedDay;
          const read = { category, at: at.toISOString(), batchDay, builtAt: at.toISOString() };
          f.store.writer.keepRead({ ...read, items, digest: `${category} ${items === 0 ? '' : feedDay}` });
        };
        keep('cs.CL', isAnnounced ? 90 : 0);
        keep('hep-ex', isAnnounced ? (day < 5 ? 2 : day % 8 === 0 ? 22 : 0) : 0);
        f.now = new Date(at.getTime() + 60_000);
        expect(minutes === 60 ? await presentAlarms({ ...f.parts, wantedNames }) : []).toEqual([]);
      }
  });
});

describe('what is told', () => {
  const SUBJECTS: readonly (readonly [AlarmKind, string])[] = [
    ['failing', 'rss.arxiv.org'],
    ['stale', 'cs.CL 2030-06-04'],
    ['late', '2030-06-04'],
    ['hole', '2030-06-04 to 2030-06-05'],
  ];
  it.each(SUBJECTS)('of %s names its subject in both languages, at its beginning and at its end', (kind, subject) => {
    for (const language of ['ja', 'en'] as const)
      for (const stage of ['begun', 'mended', 'given-up'] as const) {
        const notice = { kind, subject, text: `About ${subject}.`, isHarvesting: stage === 'mended' };
        const { content = '' } = alarmNotice(notice, stage, language);
        const spelled = language === 'ja' ? subject.replace(' to ', ' から ') : subject;
        expect(content.replaceAll('\\', '')).toContain(spelled);
        expect(content.length).toBeLessThan(2_000);
        expect(/[ぁ-ん]/.test(content)).toBe(language === 'ja');
      }
  });

  it('names no key that an alarm of an earlier version holds', () => {
    const text = 'Reading from a.example has failed (https://a.example/feed/?key=SECRET): HTTP 500.';
    const { content } = alarmNotice({ kind: 'failing', subject: 'a.example', text, isHarvesting: true }, 'begun', 'en');
    expect(content?.replaceAll('\\', '')).toBe(
      'Reading from a.example has failed (https://a.example/feed/): HTTP 500.',
    );
  });

  it('links arXiv’s own list of the day where one category is concerned', () => {
    const subject = 'cs.CL 2030-06-04';
    const notice = { kind: 'stale', subject, text: 'The feed is an old one.', isHarvesting: true } as const;
    expect(alarmNotice(notice, 'begun', 'ja').content).toContain('https://arxiv.org/catchup/cs.CL/2030-06-04');
    expect(alarmNotice(notice, 'mended', 'ja').content).not.toContain('catchup');
  });
});
