// Steps that Discord takes and does not answer hold up no others.
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { MessageUpdate, SendOutcome, Sender } from '../../../src/domain/delivery.js';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';
import { createMessageUpdater, type MessageUpdaterOptions } from '../../../src/pipeline/deliver/message-updates.js';
import { own } from '../../../src/text/markdown.js';
import { NO_OUTAGE } from '../../helpers/no-outage.js';
import { until } from '../../helpers/control.js';

const DEAD = 'dead';
const SENT: SendOutcome = { kind: 'sent', messageId: 'm', channelId: 'c' };
const UNANSWERED: SendOutcome = {
  kind: 'retry',
  maybeAccepted: true,
  afterMs: null,
  isUnreachable: true,
  reason: 'Discord gave no answer in time',
};
const dead = (count: number): string[] => Array.from({ length: count }, (_, index) => `${DEAD} ${index}`);

/** Rounds in which what is asked of places whose names begin with "dead" is answered only when that is told. */
function stage(
  kind: MessageUpdate['kind'],
  steps: readonly string[],
  {
    days = [],
    destinationOf = (channel: string) => channel,
  }: { days?: readonly string[]; destinationOf?: (channel: string) => string } = {},
) {
  const asked: string[] = [];
  const written: unknown[][] = [];
  const unanswered: (() => void)[] = [];
  const cooldowns = createCooldowns(
    () => 0,
    () => 1,
  );
  function ask(place: string): Promise<SendOutcome> {
    asked.push(place);
    if (!place.startsWith(DEAD)) return Promise.resolve(SENT);
    return new Promise((resolve) => unanswered.push(() => resolve(UNANSWERED)));
  }
  const all = steps.map((place, id) => ({
    id,
    kind,
    wanted: 1,
    attempts: 0,
    deliveryId: steps.length - id,
    paperKey: 'p',
    destination: destinationOf(place),
    language: 'ja' as const,
    leaderId: null,
    form: 'card' as const,
    channelId: place,
    messageId: 'm',
    body: '{"content":"old"}',
  }));
  const updater = createMessageUpdater({
    reader: {
      dueUpdates: () => ({ steps: all, next: null }),
      messageUpdate: (id: number) => all[id] ?? null,
      listNotices: () =>
        steps.length > 0 ? [] : [{ destination: 'c', since: '2030', attempts: 0, createdBy: DEAD, language: 'ja' }],
      unknownDeliveries: () => ({ count: 0, first: [] }),
      unpublishedDays: () => days.map((destination) => ({ destination, day: 'd', messageId: 'm', attempts: 0 })),
    } as unknown as MessageUpdaterOptions['reader'],
    writer: {
      call: (...call: unknown[]) => Promise.resolve(void written.push(call)),
    } as unknown as MessageUpdaterOptions['writer'],
    sender: { edit: ask, publish: ask, tell: ask } as unknown as Sender,
    destinations: { isSilenced: () => false, canPost: () => true, kindOf: () => 'announcement' },
    refresh: () => ({ body: { embeds: [{ title: own`new` }] }, lines: [] }),
    cooldowns,
    outage: NO_OUTAGE,
    now: () => new Date(0),
    random: () => 1,
    log: pino({ level: 'silent' }),
    roundMs: 1,
    patienceMs: 20,

    onStop: () => undefined,
  });
  updater.wake();
  const times = (place: string): number => asked.filter((each) => each === place).length;
  return {
    updater,
    asked,
    written,
    cooldowns,
    times,
    seen: (what: string, look: () => boolean) => until(what, () => (look() ? true : null)),
    async end() {
      const stopped = updater.stop();
      for (const answer of unanswered) answer();
      await stopped;
    },
  };
}

describe('what Discord takes and does not answer', () => {
  it.each([
    ['an edit', 'edit', [DEAD, 'a'], []],
    ['a publishing', 'publish', [DEAD, 'a'], []],
    ['the publishing of a day', 'edit', ['a'], [DEAD]],
    ['a notice', 'edit', [], ['a']],
  ] as const)(
    '%s: others go on round after round, and it is not asked again beside itself',
    async (_, kind, steps, days) => {
      const { updater, times, seen, end } = stage(kind, steps, { days });
      await seen('rounds', () => times('a') >= 5);
      expect([times(DEAD), updater.isIdle(0)]).toEqual([1, false]);
      await end();
    },
  );

  it('in many threads of one destination is one at a time', async () => {
    const { times, asked, seen, end } = stage('edit', [...dead(5), 'a'], {
      destinationOf: (channel) => (channel.startsWith(DEAD) ? DEAD : channel),
    });
    await seen('rounds', () => times('a') >= 5);
    expect(asked.filter((place) => place.startsWith(DEAD))).toHaveLength(1);
    await end();
  });

  it('rests by itself once that is known', async () => {
    const { written, cooldowns, times, seen, end } = stage('edit', [DEAD]);
    await seen('the edit', () => times(DEAD) === 1);
    await end();
    expect(written).toEqual([['retryUpdate', expect.objectContaining({ id: 0, next: '1970-01-01T00:00:01.000Z' })]]);
    expect(cooldowns.waitMs(`edit ${DEAD}`)).toBe(1000);
  });

  it('is waited for at a stop', async () => {
    const { updater, written, times, seen, end } = stage('edit', [DEAD, 'a']);
    await seen('rounds', () => times('a') >= 2);
    let isOver = false;
    const stopped = updater.stop().then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isOver).toBe(false);
    await end();
    await stopped;
    expect(written.at(-1)?.[0]).toBe('retryUpdate');
  });

  it('in very many channels has a limit', async () => {
    const { asked, times, seen, end } = stage('edit', [...dead(19), 'a', ...dead(30)]);
    await seen('rounds', () => times('a') >= 1 && asked.length >= 21);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked.filter((place) => place.startsWith(DEAD))).toHaveLength(20);
    await end();
  });
});
