// Steps after posting: what success clears, and what an answer that stops everything leaves open.
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { MessageUpdate, SendOutcome, Sender } from '../../../src/domain/delivery.js';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';
import { createMessageUpdater, type MessageUpdaterOptions } from '../../../src/pipeline/deliver/message-updates.js';
import type { NoticeRow } from '../../../src/store/delivery/deliveries.js';
import { createOutage, type Outage } from '../../../src/pipeline/deliver/outage.js';
import { own } from '../../../src/text/markdown.js';
import { until } from '../../helpers/control.js';

const STEP: Omit<MessageUpdate, 'kind'> = {
  id: 1,
  wanted: 1,
  attempts: 3,
  deliveryId: 1,
  paperKey: 'p',
  destination: 'c',
  language: 'ja',
  leaderId: null,
  form: 'card',
  channelId: 'c',
  messageId: 'm',
  body: '{"content":"old"}',
};
const NOTICE: NoticeRow = { destination: 'c', since: '2030', attempts: 0, createdBy: '7', language: 'ja' };

/** One round over what is given, with every answer of Discord the same, and everything that was written. */
async function round(outcome: SendOutcome, work: { steps?: MessageUpdate[]; notices?: NoticeRow[]; outage?: Outage }) {
  const clock = { ms: 0 };
  const cooldowns = createCooldowns(
    () => clock.ms,
    () => 1,
  );
  for (let failures = 0; failures < 5; failures += 1) {
    cooldowns.pause('edit c', null);
    cooldowns.pause('publish c', null);
  }
  clock.ms = 60_000;
  const written: unknown[][] = [];
  const looked: number[] = [];
  const stopped: string[] = [];
  const answer = (): Promise<SendOutcome> => Promise.resolve(outcome);
  const sender = { edit: answer, publish: answer, tell: answer } as unknown as Sender;
  const messageUpdater = createMessageUpdater({
    reader: {
      dueUpdates: () => ({ steps: work.steps ?? [], next: null }),
      messageUpdate(id: number) {
        looked.push(id);
        return work.steps?.find((step) => step.id === id) ?? null;
      },
      listNotices: () => work.notices ?? [],
      unknownDeliveries: () => [],
      unpublishedDays: () => [],
    } as unknown as MessageUpdaterOptions['reader'],
    writer: {
      call: (...call: unknown[]) => Promise.resolve(void written.push(call)),
    } as unknown as MessageUpdaterOptions['writer'],
    sender: work.outage?.watch(sender) ?? sender,
    refresh: () => ({ body: { embeds: [{ title: own`new` }] }, lines: [] }),
    cooldowns,
    outage: work.outage ?? {
      isOn: () => false,
      isCauseOf: () => false,
      levelOf: () => 'warn',
      waitMs: () => 0,
      probe: () => undefined,
      release: () => undefined,
    },
    now: () => new Date(0),
    random: () => 1,
    log: pino({ level: 'silent' }),
    onStop: (reason) => stopped.push(reason),
  });
  messageUpdater.wake();
  await until('what came of it', () => (written.length + stopped.length > 0 ? true : null));
  await messageUpdater.stop();
  return { written, looked, stopped, cooldowns };
}

describe('a step that succeeds', () => {
  it.each(['edit', 'publish'] as const)('clears the back-off of its destination: %s', async (kind) => {
    const outcome = { kind: 'sent', messageId: 'm', channelId: 'c' } as const;
    const { cooldowns, written } = await round(outcome, { steps: [{ ...STEP, kind }] });
    expect(written.map(([name]) => name)).toEqual([kind === 'edit' ? 'markEdited' : 'markUpdateDone']);
    cooldowns.pause(`${kind} c`, null);
    expect(cooldowns.waitMs(`${kind} c`)).toBe(1000);
  });
});

describe('of a destination with many steps', () => {
  const outcome = { kind: 'sent', messageId: 'm', channelId: 'c' } as const;
  const done = ({ written }: { written: unknown[][] }): unknown[] =>
    written.map(([, step]) => (step as { id: number }).id);
  it('one edit and one publishing are done in a round', async () => {
    const steps = (['edit', 'edit', 'publish', 'publish'] as const).map((kind, id) => ({ ...STEP, id, kind }));
    expect(done(await round(outcome, { steps }))).toEqual([2, 0]);
  });
  it('the edit of the latest message goes first', async () => {
    const steps = [3, 9, 5].map((deliveryId, id) => ({ ...STEP, id, deliveryId, kind: 'edit' as const }));
    expect(done(await round(outcome, { steps }))).toEqual([1]);
  });
  it('what is to be published goes in the order in which it fell due', async () => {
    const steps = [3, 9].map((deliveryId, id) => ({ ...STEP, id, deliveryId, kind: 'publish' as const }));
    expect(done(await round(outcome, { steps }))).toEqual([0]);
  });
  it('an edit that nobody would see takes no turn', async () => {
    const same = JSON.stringify({ embeds: [{ title: 'new' }] });
    const steps = [same, same, STEP.body, STEP.body].map((body, id) => ({ ...STEP, id, kind: 'edit' as const, body }));
    expect(done(await round(outcome, { steps }))).toEqual([0, 1, 2]);
  });
});

it('in an outage, an edit that nobody would see is no test of whether it is over', async () => {
  const down = { kind: 'retry', maybeAccepted: false, afterMs: null, isUnreachable: true, reason: 'no net' } as const;
  let ms = 0;
  const outage = createOutage({
    monotonic: () => ms,
    random: () => 1,
    log: pino({ level: 'silent' }),
    waiting: () => 0,
    onEnd: () => undefined,
  });
  await outage.watch({ edit: () => Promise.resolve(down) } as unknown as Sender).edit('a', 'm', {});
  ms = outage.waitMs();
  const same = JSON.stringify({ embeds: [{ title: 'new' }] });
  const steps = [same, same, STEP.body].map((body, id) => ({ ...STEP, id, kind: 'edit' as const, body }));
  expect(outage.isOn()).toBe(true);
  const { written } = await round({ kind: 'sent', messageId: 'm', channelId: 'c' }, { steps, outage });
  expect([written.length, outage.isOn()]).toEqual([3, false]);
});

describe('a step that is refused in a thread', () => {
  it('rests with the steps of that thread, not with those of the whole channel', async () => {
    const locked = { kind: 'hold', reason: '403/160005: locked', afterMs: null } as const;
    // Of two destinations, since a round takes one step of each; the second is not even read.
    const steps = [1, 2].map((id) => ({ ...STEP, id, kind: 'edit' as const, destination: `c${id}`, channelId: 't' }));
    const { cooldowns, looked } = await round(locked, { steps });
    expect([cooldowns.waitMs('edit t'), cooldowns.waitMs('edit c')]).toEqual([3_600_000, 0]);
    expect(looked).toEqual([1]);
  });
});

describe('an answer that stops everything', () => {
  const stop = { kind: 'stop', reason: '401: token' } as const;
  it('leaves a notice untold', async () => {
    const { written, stopped } = await round(stop, { notices: [NOTICE, { ...NOTICE, destination: 'd' }] });
    expect({ written, stopped }).toEqual({ written: [], stopped: ['401: token'] });
  });
  it.each(['edit', 'publish'] as const)('leaves a step as it is: %s', async (kind) => {
    const { written, stopped } = await round(stop, { steps: [{ ...STEP, kind }] });
    expect({ written, stopped }).toEqual({ written: [], stopped: ['401: token'] });
  });
});
