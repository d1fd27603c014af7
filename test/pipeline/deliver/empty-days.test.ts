// Days without papers: a digest that asks for it says so at its hour, once, with arXiv's holiday where that is the reason.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SendOutcome, Sender } from '../../../src/domain/delivery.js';
import { NO_OPTIONS } from '../../../src/domain/subscription.js';
import { createEmptyDayNotices } from '../../../src/pipeline/deliver/empty-days.js';
import { ownPort } from '../../../src/store/port.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { calendar } from '../../helpers/fetching.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const ASKED = { ...NO_OPTIONS, tellsEmptyDays: true };
const MADE = '2026-06-01T00:00:00Z';
let now: Date;
let store: TestStore;
let told: string[];
let warned: unknown[];
let outcome: SendOutcome;
let beforeSend: () => void;

const sender: Pick<Sender, 'send' | 'tell'> = {
  send(destination, body) {
    beforeSend();
    told.push(`${destination}: ${'content' in body ? String(body.content) : ''}`);
    return Promise.resolve(outcome);
  },
  tell(userId, body) {
    told.push(`person ${userId}: ${String(body.content)}`);
    return Promise.resolve(outcome);
  },
};
/** One look of a bot that has just started. */
async function look(at: string): Promise<void> {
  now = new Date(at);
  await createEmptyDayNotices({
    reader: store.reader,
    writer: ownPort(store.writer),
    sender,
    calendar,
    zone: 'UTC',
    now: () => now,
    log: { warn: (facts: unknown) => void warned.push(facts) },
  })();
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
beforeEach(() => {
  store = openTestStore(() => now);
  now = new Date(MADE);
  told = [];
  warned = [];
  outcome = { kind: 'sent', messageId: '1', channelId: '10' };
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

  it('is none where a paper waits or came since the last digest', async () => {
    follow('10');
    now = new Date('2026-06-17T07:00:00Z');
    await store.ingest(dumpText(generateEntries(3, 1).map((entry) => ({ ...entry, categories: ['cs.LG'] }))));
    await look('2026-06-17T08:11:00Z');
    expect(told).toEqual([]);
  });

  it('is told to people in their direct messages', async () => {
    follow('77', { guildId: null });
    await look('2026-06-17T08:11:00Z');
    expect(told[0]).toMatch(/^person 77: /);
  });

  it('is not told again after a kill between sending and noting it', async () => {
    follow('10');
    beforeSend = () => {
      throw new Error('killed');
    };
    await expect(look('2026-06-17T08:11:00Z')).rejects.toThrow('killed');
    beforeSend = () => undefined;
    await look('2026-06-17T08:12:00Z');
    expect(told).toEqual([]);
  });

  it('is still to be told after an answer that stops everything', async () => {
    follow('10');
    outcome = { kind: 'stop', reason: '401: token' };
    await look('2026-06-17T08:11:00Z');
    await look('2026-06-17T08:12:00Z');
    expect(told).toHaveLength(2);
  });

  it('is tried again where Discord certainly did not take it, and not where it may have', async () => {
    follow('10');
    outcome = { kind: 'retry', maybeAccepted: false, afterMs: null, reason: 'no connection' };
    await look('2026-06-17T08:11:00Z');
    outcome = { kind: 'retry', maybeAccepted: true, afterMs: null, reason: 'no answer' };
    await look('2026-06-17T08:12:00Z');
    await look('2026-06-17T08:13:00Z');
    expect(told).toHaveLength(2);
    expect(warned).toEqual([{ destination: '10', day: '2026-06-17', reason: 'no answer' }]);
  });
});
