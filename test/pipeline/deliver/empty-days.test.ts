// Days without papers: a digest that asks for it says so at its hour, once, with arXiv's holiday where that is the reason.
import Database from 'better-sqlite3';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPost, type ForumTag, type SendOutcome, type Sender } from '../../../src/domain/delivery.js';
import { NO_OPTIONS } from '../../../src/domain/subscription.js';
import { createEmptyDayNotices } from '../../../src/pipeline/deliver/empty-days.js';
import { TransientError } from '../../../src/errors.js';
import { markAsOfThePast } from '../../../src/store/database/past.js';
import { ownPort } from '../../../src/store/port.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { calendar } from '../../helpers/fetching.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, taxonomy, type TestStore } from '../../helpers/stores.js';

const ASKED = { ...NO_OPTIONS, tellsEmptyDays: true };
const MADE = '2026-06-01T00:00:00Z';
let now: Date;
let store: TestStore;
let told: string[];
let warned: unknown[];
let outcome: SendOutcome;
let beforeSend: () => Promise<void> | void;
let published: string[];
let publishing: SendOutcome;
let errors: unknown[];
let closed: string | null;
let nonces: string[];
let unread: string[];
let looks: number;
let outageMs: number;
let probes: number;
let tagsOf: () => ForumTag[];
let isStopping: boolean;

const sender: Pick<Sender, 'send' | 'tell' | 'publish'> = {
  publish(channelId, messageId) {
    published.push(`${channelId}/${messageId}`);
    return Promise.resolve(publishing);
  },
  async send(destination, body) {
    await beforeSend();
    const post = isPost(body) ? `post ${body.name} #${body.applied_tags?.join() ?? ''}: ` : '';
    told.push(`${destination}: ${post}${String((isPost(body) ? body.message : body).content)}`);
    nonces.push('nonce' in body ? body.nonce : '');
    return outcome;
  },
  tell(userId, body) {
    told.push(`person ${userId}: ${String(body.content)}`);
    return Promise.resolve(outcome);
  },
};
/** One run of the bot looks as often as it is called. */
const begin = () =>
  createEmptyDayNotices({
    reader: store.reader,
    writer: ownPort(store.writer),
    sender,
    destinations: {
      kindOf: (id) => (id === '15' ? 'forum' : id === '16' ? 'announcement' : 'channel'),
      tagsOf: () => tagsOf(),
      canPost: (id) => (id === '77' ? null : id !== closed),
    },
    outage: { waitMs: () => outageMs, probe: () => void (probes += 1) },
    isStopping: () => isStopping,
    calendar,
    taxonomy,
    unread() {
      looks += 1;
      return Promise.resolve(unread);
    },
    zone: 'UTC',
    now: () => now,
    monotonic: () => now.getTime(),
    log: { warn: (facts: unknown) => void warned.push(facts), error: (facts: unknown) => void errors.push(facts) },
    pause: () => setImmediate(),
  });
/** One look, of a bot that has just started unless another is given. */
async function look(at: string, notices = begin()): Promise<void> {
  now = new Date(at);
  await notices();
}
function follow(
  destination: string,
  more: Partial<ReturnType<typeof ruleFor>> = {},
  language: 'ja' | 'en' = 'en',
): void {
  const rule = ruleFor(destination, 'cs.LG');
  store.writer.addSubscription(
    { ...rule, mode: 'digest', hour: 8, createdAt: MADE, options: ASKED, ...more },
    { ...PLACE, language },
  );
}
async function ingestOne(): Promise<void> {
  await store.ingest(dumpText(generateEntries(3, 1).map((entry) => ({ ...entry, categories: ['cs.LG'] }))));
}
beforeEach(() => {
  store = openTestStore(() => now);
  now = new Date(MADE);
  told = [];
  warned = [];
  [nonces, unread, looks, outageMs, probes, isStopping] = [[], [], 0, 0, 0, false];
  tagsOf = () => [{ id: '5', name: 'CS.LG' }];
  outcome = { kind: 'sent', messageId: '1', channelId: '10' };
  [published, errors, closed, publishing] = [[], [], null, outcome];
  beforeSend = () => undefined;
});
afterEach(() => store.close());

describe('a day without papers', () => {
  it('is told once, at the hour of the digest, also after a restart', async () => {
    follow('10');
    await look('2026-06-17T08:05:00Z');
    expect(told).toEqual([]);
    await look('2026-06-17T08:11:00Z');
    await look('2026-06-17T08:12:00Z');
    expect(told).toEqual(['10: **cs.LG**: no new papers, Wed, Jun 17, 2026. `/status` shows what has arrived today.']);
    await look('2026-06-18T08:11:00Z');
    expect(told).toHaveLength(2);
  });

  it('is told in the other channels, too, where an edit by hand gave a digest the hour 24, which is midnight', async () => {
    follow('10');
    follow('13', { hour: 24 });
    await look('2026-06-17T00:11:00Z');
    await look('2026-06-17T08:11:00Z');
    expect(told.map((line) => line.slice(0, 3))).toEqual(['13:', '10:']);
  });

  it('names the holiday, in the language of the channel', async () => {
    follow('10', {}, 'ja');
    // Juneteenth on a Friday: its freeze is skipped, so that Monday has no announcement.
    await look('2026-06-22T08:11:00Z');
    expect(told).toEqual([
      expect.stringMatching(/^10: \*\*cs\.LG\*\*: 6月22日（月）の新着はありません（arXiv の休日: .+）。$/),
    ]);
  });

  it('is not told on weekends, nor to whom did not ask, nor of the day before the rule, nor hours late', async () => {
    follow('10');
    follow('12', { options: NO_OPTIONS });
    follow('13', { createdAt: '2026-06-17T01:00:00Z' });
    await look('2026-06-21T08:11:00Z');
    expect(told).toEqual([]);
    await look('2026-06-17T15:00:00Z');
    expect(told).toEqual([]);
    await look('2026-06-17T08:11:00Z');
    expect(told.map((line) => line.slice(0, 3))).toEqual(['10:']);
  });

  it.each([
    ['its digest was posted', true],
    ['its line was posted', false],
  ])(
    'is not told in a channel to which the rule was moved that day, after %s where it was',
    async (_what, hasPapers) => {
      follow('10');
      now = new Date('2026-06-17T07:00:00Z');
      if (hasPapers) await ingestOne();
      const message = { messageId: '1', channelId: '10', body: '{}', isToPublish: false };
      if (hasPapers)
        store.writer.markSent(
          store.reader.nextDelivery('10', '2027-01-01T00:00:00Z')!.id,
          message,
          '2026-06-17T08:01:00Z',
        );
      await look('2026-06-17T08:11:00Z');
      expect(told).toHaveLength(hasPapers ? 0 : 1);
      store.writer.moveSubscription(1, { destination: '12', place: PLACE }, '2026-06-17T09:00:00Z');
      await look('2026-06-17T09:01:00Z');
      await look('2026-06-18T08:11:00Z');
      expect(told).toHaveLength(hasPapers ? 0 : 1);
      await look('2026-06-19T08:11:00Z');
      expect(told.at(-1)).toMatch(/^12: .*6月19日/);
    },
  );

  it('is none on the day of a change of what the rule takes: papers of that morning that it takes now it did not get', async () => {
    const options = { ...ASKED, excludedCategories: ['cs.LG'] };
    follow('10', { options });
    now = new Date('2026-06-17T06:00:00Z');
    await ingestOne();
    store.writer.changeSubscription(1, { options: ASKED }, '2026-06-17T07:00:00Z');
    await look('2026-06-17T08:11:00Z');
    expect(told).toEqual([]);
    store.writer.changeSubscription(1, { options: { ...ASKED, isSilent: true } }, '2026-06-18T07:00:00Z');
    await look('2026-06-18T08:11:00Z');
    expect(told).toHaveLength(1);
  });

  it('is none where Discord refused the papers of the day', async () => {
    follow('10');
    now = new Date('2026-06-17T07:00:00Z');
    await ingestOne();
    store.writer.reject(store.reader.nextDelivery('10', '2027-01-01T00:00:00Z')!.id, '400', '2026-06-17T08:01:00Z');
    await look('2026-06-17T08:11:00Z');
    expect(told).toEqual([]);
    await look('2026-06-18T08:11:00Z');
    expect(told).toHaveLength(1);
  });

  it('is none where a paper waits or came since the last digest', async () => {
    follow('10');
    now = new Date('2026-06-17T07:00:00Z');
    await ingestOne();
    await look('2026-06-17T08:11:00Z');
    expect(told).toEqual([]);
  });

  it.each([
    ['is told on the day after a digest, which left minutes after its hour', '2026-06-16T08:02:00Z', 1],
    ['is none where the digest of the day before could leave only today', '2026-06-17T01:00:00Z', 0],
  ])('%s', async (_what, leftAt, lines) => {
    follow('10');
    now = new Date('2026-06-16T07:00:00Z');
    await ingestOne();
    const { id } = store.reader.nextDelivery('10', '2027-01-01T00:00:00Z')!;
    const message = { messageId: '1', channelId: '10', body: '{}', isToPublish: false };
    store.writer.markSent(id, message, new Date(leftAt).toISOString());
    await look('2026-06-17T08:11:00Z');
    expect(told).toHaveLength(lines);
  });

  it('is none for a person whose papers of the day all stood in a channel that they read', async () => {
    follow('77', { guildId: null });
    now = new Date('2026-06-17T07:00:00Z');
    await ingestOne();
    const { id } = store.reader.nextDelivery('77', '2027-01-01T00:00:00Z')!;
    store.writer.withholdShown(id, now.toISOString());
    await look('2026-06-17T08:11:00Z');
    expect(told).toEqual([]);
    await look('2026-06-18T08:11:00Z');
    expect(told).toHaveLength(1);
  });

  it('is told also where a card of an earlier day is held, whose message nobody could look for', async () => {
    follow('10');
    now = new Date('2026-06-15T07:00:00Z');
    await ingestOne();
    store.writer.holdUnknown(store.reader.nextDelivery('10', '2027-01-01T00:00:00Z')!.id, now.toISOString());
    await look('2026-06-15T08:11:00Z');
    expect(told).toEqual([]);
    await look('2026-06-17T08:11:00Z');
    expect(told).toHaveLength(1);
  });

  it('is told to people in their direct messages', async () => {
    follow('77', { guildId: null });
    await look('2026-06-17T08:11:00Z');
    expect(told[0]).toMatch(/^person 77: /);
  });

  it('is not told again after a kill between sending and noting it', async () => {
    follow('10');
    let isSending = false;
    beforeSend = () => {
      isSending = true;
      return new Promise(() => undefined);
    };
    void look('2026-06-17T08:11:00Z');
    while (!isSending) await setImmediate();
    beforeSend = () => undefined;
    await look('2026-06-17T08:12:00Z');
    expect(told).toEqual([]);
  });

  it('is not claimed, nor taken for the test of whether an outage is over, before its request is made', async () => {
    follow('15');
    const given = tagsOf;
    tagsOf = () => {
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR');
    };
    await expect(look('2026-06-17T08:11:00Z')).rejects.toThrow('disk I/O error');
    expect(probes).toBe(0);
    tagsOf = given;
    await look('2026-06-17T08:12:00Z');
    expect(told).toHaveLength(1);
    expect(probes).toBe(1);
  });

  it('is told in the other places where it fails in one, which is logged once', async () => {
    follow('10');
    follow('12');
    const notices = begin();
    beforeSend = () => {
      beforeSend = () => undefined;
      throw new Error('an error of the program');
    };
    await look('2026-06-17T08:11:00Z', notices);
    await look('2026-06-17T08:11:15Z', notices);
    expect(told.map((line) => line.slice(0, 3))).toEqual(['12:']);
    expect(errors).toEqual([expect.objectContaining({ destination: '10', day: '2026-06-17' })]);
  });

  it('waits, without a request, for the right to post, and is told once that is back on the same day', async () => {
    follow('10');
    const notices = begin();
    closed = '10';
    await look('2026-06-17T08:11:00Z', notices);
    expect([told, warned]).toEqual([[], []]);
    closed = null;
    await look('2026-06-17T11:00:00Z', notices);
    expect(told).toHaveLength(1);
  });

  it('is published in announcement channels, once', async () => {
    follow('10');
    follow('16');
    await look('2026-06-17T08:11:00Z');
    expect(published).toEqual(['16/1']);
    publishing = { kind: 'retry', maybeAccepted: false, afterMs: 60_000, reason: '429' };
    const notices = begin();
    await look('2026-06-18T08:11:00Z', notices);
    await look('2026-06-18T08:12:00Z', notices);
    expect(published).toHaveLength(2);
    expect(warned).toEqual([{ destination: '16', day: '2026-06-18', reason: '429' }]);
  });

  it('lets other work of the thread go on, however many places there are', async () => {
    for (let place = 100; place < 400; place += 1) follow(String(place));
    let turns = 0;
    let isOver = false;
    const watch = (async () => {
      while (!isOver) {
        turns += 1;
        await setImmediate();
      }
    })();
    outageMs = 1_000;
    await look('2026-06-17T08:11:00Z');
    isOver = true;
    await watch;
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  it('is still to be told after an answer that stops everything', async () => {
    follow('10');
    outcome = { kind: 'stop', reason: '401: token' };
    await look('2026-06-17T08:11:00Z');
    await look('2026-06-17T08:12:00Z');
    expect(told).toHaveLength(2);
  });

  const LOST: SendOutcome = { kind: 'retry', maybeAccepted: true, afterMs: null, reason: 'no answer' };

  it('is tried again where Discord certainly did not take it', async () => {
    follow('10');
    outcome = { kind: 'retry', maybeAccepted: false, afterMs: null, reason: 'no connection' };
    await look('2026-06-17T08:11:00Z');
    await look('2026-06-17T08:12:00Z');
    expect(told).toHaveLength(2);
  });

  it('is tried again also where that cannot be written, as on a full disk', async () => {
    follow('10');
    const notices = begin();
    outcome = { kind: 'retry', maybeAccepted: false, afterMs: null, reason: 'no connection' };
    store.writer.forgetEmptyDay = () => {
      throw new TransientError('the disk is full');
    };
    await expect(look('2026-06-17T08:11:00Z', notices)).rejects.toThrow('the disk is full');
    outcome = { kind: 'sent', messageId: '1', channelId: '10' };
    await look('2026-06-17T08:11:15Z', notices);
    await look('2026-06-17T08:11:30Z', notices);
    expect(told).toHaveLength(2);
  });

  it('is sent again under its nonce after an answer that was lost, as long as that cannot make a second one', async () => {
    follow('10');
    const notices = begin();
    outcome = LOST;
    await look('2026-06-17T08:11:00Z', notices);
    outcome = { kind: 'sent', messageId: '1', channelId: '10' };
    await look('2026-06-17T08:11:15Z', notices);
    await look('2026-06-17T08:11:30Z', notices);
    expect(told).toHaveLength(2);
    expect(new Set(nonces).size).toBe(1);
    expect(warned).toEqual([]);
  });

  it('is given up, which is logged once, where no answer comes while its nonce holds, and by a run that does not know of it', async () => {
    follow('10');
    const notices = begin();
    outcome = LOST;
    await look('2026-06-17T08:11:00Z', notices);
    await look('2026-06-17T08:11:15Z');
    expect(told).toHaveLength(1);
    await look('2026-06-17T08:13:00Z', notices);
    await look('2026-06-17T08:14:00Z', notices);
    expect(told).toHaveLength(1);
    expect(warned).toEqual([{ destination: '10', day: '2026-06-17', reason: 'no answer' }]);
  });

  it('is told by the same run after a clock that was a year ahead is set right', async () => {
    follow('10');
    const notices = begin();
    await look('2027-06-17T08:11:00Z', notices);
    await look('2026-06-17T08:11:00Z', notices);
    await look('2026-06-17T08:11:15Z', notices);
    await look('2026-06-18T08:11:00Z', notices);
    expect(told).toHaveLength(3);
  });

  it('is not sent any more while the bot stops', async () => {
    follow('10');
    isStopping = true;
    await look('2026-06-17T08:11:00Z');
    expect(told).toEqual([]);
    isStopping = false;
    await look('2026-06-17T08:12:00Z');
    expect(told).toHaveLength(1);
  });

  it.each([
    [
      'is not told again, nor after a digest that is forgotten, where a backup was restored since the hour',
      '2026-06-17T08:30:00Z',
      0,
    ],
    ['is told where a backup was restored before the hour', '2026-06-17T07:30:00Z', 1],
    ['is told where a backup was restored by a clock that was ahead', '2027-06-17T07:30:00Z', 1],
  ])('%s', async (_what, restored, lines) => {
    follow('10');
    const db = new Database(store.path);
    markAsOfThePast(db, new Date('2026-06-17T03:00:00Z'), new Date(restored));
    db.close();
    await look('2026-06-17T08:35:00Z');
    expect(told).toHaveLength(lines);
    await look('2026-06-18T08:11:00Z');
    expect(told).toHaveLength(lines + 1);
  });

  it('waits for the end of an outage', async () => {
    follow('10');
    outageMs = 1_000;
    await look('2026-06-17T08:11:00Z');
    expect(told).toEqual([]);
    outageMs = 0;
    await look('2026-06-17T09:00:00Z');
    expect(told).toHaveLength(1);
  });

  it('is not told while papers of its categories may still come, as after a night without the machine', async () => {
    follow('10');
    follow('12', { kind: 'keyword', value: 'graph', category: null });
    follow('13', { kind: 'category', value: 'math.AG', category: 'math.AG', hour: 7 });
    unread = ['cs.LG', 'cs.CL'];
    await look('2026-06-17T08:30:00Z');
    expect(told.map((line) => line.slice(0, 3))).toEqual(['13:']);
    expect(looks).toBe(1);
    unread = [];
    await look('2026-06-17T09:30:00Z');
    expect(told.map((line) => line.slice(0, 3))).toEqual(['13:', '10:', '12:']);
  });

  it('is a post of its own in a forum, with the tag of its category, since the forum may want one', async () => {
    follow('15');
    await look('2026-06-17T08:11:00Z');
    expect(told).toEqual([expect.stringMatching(/^15: post .*cs\.LG.* #5: \*\*cs\.LG\*\*: no new papers/)]);
  });

  it('waits for the end of the quiet hours that the hour lies in, also over midnight', async () => {
    follow('10');
    follow('13', { guildId: '9', hour: 23, createdAt: '2026-06-16T12:00:00Z' });
    store.writer.changeSettings('1', { quietFrom: 6, quietUntil: 10 }, MADE);
    store.writer.changeSettings('9', { quietFrom: 22, quietUntil: 7 }, MADE);
    await look('2026-06-17T08:11:00Z');
    await look('2026-06-17T23:30:00Z');
    expect(told).toEqual([]);
    await look('2026-06-17T10:11:00Z');
    await look('2026-06-18T07:11:00Z');
    expect(told.map((line) => line.slice(0, 3))).toEqual(['10:', '13:']);
    expect(told[1]).toContain('Jun 17');
  });
});
