// Steps after posting: what success clears, and what an answer that stops everything leaves open.
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { MessageUpdate, SendOutcome, Sender } from '../../../src/domain/delivery.js';
import { TransientError } from '../../../src/errors.js';
import { createCooldowns } from '../../../src/pipeline/deliver/cooldown.js';
import { createKeptWrites } from '../../../src/pipeline/deliver/kept-writes.js';
import { createMessageUpdater, type MessageUpdaterOptions } from '../../../src/pipeline/deliver/message-updates.js';
import type { NoticeRow } from '../../../src/store/delivery/deliveries.js';
import type { UnpublishedDay } from '../../../src/store/delivery/day-threads.js';
import type { WriterPort } from '../../../src/store/port.js';
import { createOutage, type Outage } from '../../../src/pipeline/deliver/outage.js';
import { own } from '../../../src/text/markdown.js';
import { NO_OUTAGE } from '../../helpers/no-outage.js';
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
async function round(
  outcome: SendOutcome,
  work: {
    steps?: MessageUpdate[];
    notices?: NoticeRow[];
    days?: UnpublishedDay[];
    outage?: Outage;
    /** So many writes fail at first. */
    fullFor?: number;
    /** So many writes are waited for, with hardly a pause between rounds. */
    least?: number;
    silenced?: string[];
    open?: () => boolean | null;
    kind?: 'channel' | null;
  },
) {
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
  /** What was asked and written, in order. */
  const events: string[] = [];
  const answer = (): Promise<SendOutcome> => {
    events.push('asked');
    return Promise.resolve(outcome);
  };
  const told: string[] = [];
  const said: string[] = [];
  function tell(userId: string): Promise<SendOutcome> {
    told.push(userId);
    return answer();
  }
  const sender = { edit: answer, publish: answer, tell } as unknown as Sender;
  const messageUpdater = createMessageUpdater({
    reader: {
      dueUpdates: () => ({ steps: work.steps ?? [], next: null }),
      messageUpdate(id: number) {
        looked.push(id);
        return work.steps?.find((step) => step.id === id) ?? null;
      },
      listNotices: () => work.notices ?? [],
      unknownDeliveries: () => ({ count: 0, first: [] }),
      unpublishedDays: () => work.days ?? [],
    } as unknown as MessageUpdaterOptions['reader'],
    writer: {
      call(...call: unknown[]) {
        written.push(call);
        events.push(String(call[0]));
        const isFull = written.length <= (work.fullFor ?? 0);
        return isFull ? Promise.reject(new TransientError('the disk is full')) : Promise.resolve();
      },
    } as unknown as MessageUpdaterOptions['writer'],
    sender: work.outage?.watch(sender) ?? sender,
    destinations: {
      isSilenced: (id) => work.silenced?.includes(id) ?? false,
      canPost: () => (work.open === undefined ? true : work.open()),
      kindOf: () => (work.kind === undefined ? 'announcement' : work.kind),
    },
    refresh: () => ({ body: { embeds: [{ title: own`new` }] }, lines: [] }),
    cooldowns,
    outage: work.outage ?? NO_OUTAGE,
    now: () => new Date(0),
    random: () => 1,
    log: pino({ level: 'error' }, { write: (line: string) => void said.push(line) }),
    roundMs: work.least === undefined ? undefined : 1,
    onStop: (reason) => stopped.push(reason),
  });
  messageUpdater.wake();
  await until('what came of it', () => (written.length + stopped.length >= (work.least ?? 1) ? true : null));
  await messageUpdater.reopen();
  await messageUpdater.stop();
  return { written, looked, stopped, cooldowns, told, said, events };
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

it.each(['edit', 'publish'] as const)('what Discord asks to wait is no failure of the step: %s', async (kind) => {
  const limited = { kind: 'retry', maybeAccepted: false, afterMs: 1000, reason: '429' } as const;
  const { written } = await round(limited, { steps: [{ ...STEP, kind, attempts: 29 }] });
  expect(written).toEqual([
    ['retryUpdate', { id: 1, isCounted: false, reason: '429', next: new Date(5000).toISOString() }],
  ]);
});

it('what Discord asks to wait is no failure of publishing the message of a day', async () => {
  const limited = { kind: 'retry', maybeAccepted: false, afterMs: 1000, reason: '429' } as const;
  const day = { destination: 'd', day: '2030-01-01', messageId: 'm', attempts: 29 };
  const { written } = await round(limited, { days: [day] });
  expect(written).toEqual([['publishLater', day, new Date(1000).toISOString(), false]]);
});

describe('while the disk is full', () => {
  const sent = { kind: 'sent', messageId: 'm', channelId: 'c' } as const;
  it('nobody is told the same again and again', async () => {
    const { told, said } = await round(sent, { notices: [NOTICE], fullFor: Infinity, least: 5 });
    expect(told).toEqual(['7']);
    expect(said).toEqual([expect.stringContaining('changes of messages wait until it can')]);
  });

  it('that is said once', async () => {
    const { said } = await round(sent, { steps: [{ ...STEP, kind: 'edit' }], fullFor: 5, least: 5 });
    expect(said).toHaveLength(1);
  });

  const refused = { kind: 'reject', reason: '400' } as const;
  const later = { kind: 'retry', maybeAccepted: false, afterMs: null, reason: '429' } as const;
  const work = {
    edit: { steps: [{ ...STEP, kind: 'edit' as const }] },
    publishing: { steps: [{ ...STEP, kind: 'publish' as const }] },
    'publishing of a day': { days: [{ destination: 'd', day: '2030-01-01', messageId: 'm', attempts: 0 }] },
    notice: { notices: [NOTICE] },
  };
  it.each([
    ['edit', sent, 'markEdited'],
    ['edit', refused, 'dropUpdate'],
    ['publishing', sent, 'markUpdateDone'],
    ['publishing', refused, 'dropUpdate'],
    ['publishing of a day', sent, 'endPublishing'],
    ['publishing of a day', later, 'publishLater'],
    ['notice', sent, 'markTold'],
    ['notice', later, 'tellLater'],
  ] as const)(
    'the answer to one %s is kept and written when it can be, before anything is asked again: %#',
    async (what, outcome, write) => {
      const { events } = await round(outcome, { ...work[what], fullFor: 3, least: 4 });
      expect(events.slice(0, 5)).toEqual(['asked', write, write, write, write]);
    },
  );

  it('what comes while something is kept is written after it', async () => {
    const writer = createKeptWrites({
      call: (name: string) => (
        names.push(name),
        isFull ? Promise.reject(new TransientError('full')) : Promise.resolve()
      ),
    } as unknown as WriterPort);
    const names: string[] = [];
    let isFull = true;
    await expect(writer.call('dropUpdate', 1, 'a', 'b')).rejects.toThrow('full');
    isFull = false;
    await expect(writer.call('markTold', 'd', 'told', 'b')).rejects.toThrow(TransientError);
    expect(names).toEqual(['dropUpdate']);
    await writer.writeKept();
    expect(names.slice(1)).toEqual(['dropUpdate', 'markTold']);
    await writer.writeKept();
    expect(names).toHaveLength(3);
  });

  it('what fails for another reason is not kept', async () => {
    let asked = 0;
    const writer = createKeptWrites({
      call: () => Promise.reject((asked += 1) === 1 ? new TransientError('full') : new Error('no such row')),
    } as unknown as WriterPort);
    await expect(writer.call('dropUpdate', 1, 'a', 'b')).rejects.toThrow('full');
    await expect(writer.writeKept()).rejects.toThrow('no such row');
    await writer.writeKept();
    expect(asked).toBe(2);
  });
});

describe('publishing', () => {
  it.each([
    ['a channel of another kind', 'channel', 'markUpdateDone'],
    ['a channel of which nothing is known yet', null, 'retryUpdate'],
  ] as const)('in %s asks nothing of Discord', async (_, kind, written) => {
    const outcome = { kind: 'reject', reason: '403/50024' } as const;
    const came = await round(outcome, { steps: [{ ...STEP, kind: 'publish' }], kind });
    expect(came.written.map(([name]) => name)).toEqual([written]);
  });

  it('waits for a server that has removed the bot as long as one that forbids it: an hour at first', async () => {
    const outcome = { kind: 'reject', reason: '403/50024' } as const;
    const step = { ...STEP, kind: 'publish', attempts: 0 } as const;
    const { written } = await round(outcome, { steps: [step], kind: null, open: () => null });
    expect(written).toContainEqual(['retryUpdate', expect.objectContaining({ next: '1970-01-01T01:00:00.000Z' })]);
  });
});

describe('the message of a day in a channel of which nothing is known yet', () => {
  it('is looked at for a day, once an hour in the end, and given up', async () => {
    const outcome = { kind: 'reject', reason: '403/50024' } as const;
    const waits: number[] = [];
    for (let attempts = 0; ; attempts += 1) {
      const days = [{ destination: 'd', day: '2030-01-01', messageId: 'm', attempts }];
      const { written, events } = await round(outcome, { days, kind: null });
      expect(events).not.toContain('asked');
      if (written[0]?.[0] === 'endPublishing') break;
      waits.push(Date.parse(String(written[0]?.[2])) / 60_000);
    }
    expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(Math.round(waits.reduce((sum, minutes) => sum + minutes, 0) / 60)).toBe(24);
  });
});

describe('in a server where the bot is in a time-out', () => {
  const refused = { kind: 'hold', reason: '403', afterMs: null } as const;
  const kinds = ['publish', 'edit'] as const;
  it('nothing is asked of Discord, and what is to be done stays due', async () => {
    const steps = kinds.map((kind, id) => ({ ...STEP, id, kind, destination: 'silent' }));
    const free = { ...STEP, id: 2, kind: 'edit' as const };
    const { looked, written } = await round(refused, { steps: [...steps, free], silenced: ['silent'] });
    expect(looked).toEqual([2]);
    expect(written.map(([, step]) => step)).toEqual([expect.objectContaining({ id: 2 })]);
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
  it('an edit that failed goes behind those that did not, and the one that failed more often last', async () => {
    const steps = [2, 0, 1].map((attempts, id) => ({
      ...STEP,
      id,
      attempts,
      deliveryId: 9 - id,
      kind: 'edit' as const,
    }));
    expect(done(await round(outcome, { steps }))).toEqual([1]);
    expect(done(await round(outcome, { steps: steps.filter(({ attempts }) => attempts > 0) }))).toEqual([2]);
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

describe('in an outage, an edit that nobody would see', () => {
  const down = {
    kind: 'retry',
    maybeAccepted: false,
    afterMs: null,
    isUnreachable: true,
    isOffline: true,
    reason: 'no net',
  } as const;
  const same = JSON.stringify({ embeds: [{ title: 'new' }] });
  const steps = [same, same, STEP.body].map((body, id) => ({ ...STEP, id, kind: 'edit' as const, body }));

  async function begun(): Promise<Outage> {
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
    expect(outage.isOn()).toBe(true);
    return outage;
  }

  it('is no test of whether it is over', async () => {
    const outage = await begun();
    const { written } = await round({ kind: 'sent', messageId: 'm', channelId: 'c' }, { steps, outage });
    expect([written.length, outage.isOn()]).toEqual([3, false]);
  });
  it('is none either where the store cannot record it now', async () => {
    const outage = await begun();
    await round(down, { steps, outage, fullFor: Infinity });
    expect([outage.isOn(), outage.waitMs()]).toEqual([true, 0]);
  });
});

describe('in an outage', () => {
  const down = { kind: 'retry', maybeAccepted: true, afterMs: null, isUnreachable: true, reason: '503' } as const;
  const sent = { kind: 'sent', messageId: 'm', channelId: 'c' } as const;

  /** Rounds with a notice, a message of a day and two edits in an outage that began elsewhere, each as soon as it may ask. */
  async function rounds(parts: {
    readonly edit: (messageId: string) => SendOutcome;
    readonly publish: (messageId: string) => SendOutcome;
    readonly tell: () => SendOutcome;
    readonly isDone: (asked: readonly string[]) => boolean;
  }) {
    const clock = { ms: 0 };
    const outage = createOutage({
      monotonic: () => clock.ms,
      random: () => 1,
      log: pino({ level: 'silent' }),
      waiting: () => 0,
      onEnd: () => undefined,
    });
    const asked: string[] = [];
    const sender = outage.watch({
      edit: (_channel: string, id: string) => Promise.resolve((asked.push(`edit ${id}`), parts.edit(id))),
      publish: (_channel: string, id: string) => Promise.resolve((asked.push(`publish ${id}`), parts.publish(id))),
      tell: () => Promise.resolve((asked.push('tell'), parts.tell())),
    } as unknown as Sender);
    for (const place of ['a', 'b']) await sender.edit(place, 'm', {});
    asked.length = 0;
    clock.ms = 60_000;
    const steps = [8, 9].map((id) => ({ ...STEP, id, kind: 'edit' as const, deliveryId: id, messageId: `m${id}` }));
    const updater = createMessageUpdater({
      reader: {
        dueUpdates: () => ({ steps, next: null }),
        messageUpdate: (id: number) => steps.find((step) => step.id === id) ?? null,
        listNotices: () => [NOTICE],
        unknownDeliveries: () => ({ count: 0, first: [] }),
        unpublishedDays: () => [{ destination: 'd', day: '2030-01-01', messageId: 'day', attempts: 0 }],
      } as unknown as MessageUpdaterOptions['reader'],
      writer: { call: () => Promise.resolve() } as unknown as MessageUpdaterOptions['writer'],
      sender,
      destinations: { isSilenced: () => false, canPost: () => true, kindOf: () => 'announcement' },
      refresh: () => ({ body: { embeds: [{ title: own`new` }] }, lines: [] }),
      cooldowns: createCooldowns(
        () => clock.ms,
        () => 1,
      ),
      outage,
      now: () => new Date(0),
      random: () => 1,
      log: pino({ level: 'silent' }),
      onStop: () => undefined,
      roundMs: 1,
    });
    updater.wake();
    await until('what is looked for', () => {
      if (asked.length >= 20 || parts.isDone(asked)) return true;
      clock.ms += outage.waitMs();
      return null;
    });
    await updater.stop();
    return asked;
  }

  it('what Discord fails at each time lets everything else test whether it is over', async () => {
    const failing = (): SendOutcome => down;
    const asked = await rounds({
      edit: (id) => (id === 'm8' ? sent : down),
      publish: failing,
      tell: failing,
      isDone: (all) => all.includes('edit m8'),
    });
    expect(asked.slice(0, 4)).toEqual(['tell', 'publish day', 'edit m9', 'edit m8']);
  });
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

describe('a step that is refused as in a server that the bot left', () => {
  it.each([
    ['at once when the gateway tells that the channel is there again', [null, true], ['retryUpdate', 'recallUpdates']],
    ['not before', [null, null], ['retryUpdate']],
    ['by time alone where the gateway has called the channel open all the time', [true, true], ['retryUpdate']],
  ] as const)('is tried again %s', async (_, [then, after], calls) => {
    const answers = [then, after];
    const open = (): boolean | null => answers.shift() ?? null;
    const gone = { kind: 'hold', reason: '403/50001: Missing Access', afterMs: null } as const;
    const { written, cooldowns } = await round(gone, { steps: [{ ...STEP, kind: 'edit' }], open });
    expect(written.map(([name]) => name)).toEqual(calls);
    expect(cooldowns.waitMs('edit c') > 0).toBe(calls.length === 1);
  });

  it('is tried for four weeks, once a day in the end', async () => {
    const gone = { kind: 'hold', reason: '403/50001: Missing Access', afterMs: null } as const;
    const waits: number[] = [];
    for (let attempts = 0; ; attempts += 1) {
      const { written } = await round(gone, { steps: [{ ...STEP, kind: 'edit', attempts }] });
      if (written[0]?.[0] === 'dropUpdate') break;
      waits.push(Date.parse((written[0]?.[1] as { next?: string } | undefined)?.next ?? '') / 3_600_000);
    }
    expect(waits.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 24]);
    const days = waits.reduce((sum, hours) => sum + hours, 0) / 24;
    expect(days).toBeGreaterThan(24);
    expect(days).toBeLessThan(28);
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
