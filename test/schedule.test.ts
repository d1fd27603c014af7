// The schedule: what is due by the clock that is passed in and not yet done, however clock and machine behave.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetMachineZone } from '../src/config.js';
import { createLog } from '../src/log.js';
import { createSerial, startSchedule, type Schedule } from '../src/schedule.js';

let clockSets: number;
let schedule: Schedule;

function start(from: string): void {
  vi.useFakeTimers({ now: new Date(from) });
  clockSets = 0;
  schedule = startSchedule({
    now: () => new Date(),
    monotonic: () => performance.now(),
    log: createLog('silent'),
    onClockSet: () => (clockSets += 1),
  });
}

beforeEach(() => start('2026-10-20T00:00:30Z'));
afterEach(async () => {
  await schedule.stop();
  vi.useRealTimers();
});

/** Adds a job in Tokyo; answers at which times it ran. */
function addJob(
  expression: string,
  doneAt = '2026-10-20T00:00:00Z',
  work: () => Promise<void> = () => Promise.resolve(),
): string[] {
  const ran: string[] = [];
  const run = async (at: Date): Promise<void> => {
    ran.push(at.toISOString().slice(0, 19));
    await work();
  };
  schedule.add({ name: 'job', expression, zone: 'Asia/Tokyo', doneAt: new Date(doneAt), run });
  return ran;
}

const pass = (minutes: number): Promise<unknown> => vi.advanceTimersByTimeAsync(minutes * 60_000);

/** The clock says another time; the machine has not noticed it. */
async function setClock(to: string): Promise<void> {
  vi.setSystemTime(new Date(to));
  await vi.advanceTimersByTimeAsync(2_000);
}

describe('a job', () => {
  it('runs at each of its times, once', async () => {
    const ran = addJob('*/10 * * * *');
    await pass(30);
    expect(ran).toEqual(['2026-10-20T00:10:00', '2026-10-20T00:20:00', '2026-10-20T00:30:00']);
  });

  it('of six fields runs at its second', async () => {
    const ran = addJob('*/20 * * * * *', '2026-10-20T00:00:30Z');
    await pass(1);
    expect(ran).toEqual(['2026-10-20T00:00:40', '2026-10-20T00:01:00', '2026-10-20T00:01:20']);
  });

  it('runs once within two seconds when the clock jumps over many of its times, and then in its turn', async () => {
    const ran = addJob('*/10 * * * *');
    await setClock('2026-10-23T00:05:00Z');
    expect(ran).toEqual([expect.stringMatching(/^2026-10-23T00:05:0[0-2]$/)]);
    await pass(6);
    expect(ran[1]).toBe('2026-10-23T00:10:00');
    expect(ran).toHaveLength(2);
  });

  it('that was last done before a stop runs at once when its time has passed since', async () => {
    const missed = addJob('30 4 * * *', '2026-10-18T19:30:00Z');
    const done = addJob('30 4 * * *', '2026-10-19T19:30:02Z');
    await pass(1);
    expect([missed, done]).toEqual([['2026-10-20T00:00:30'], []]);
  });

  it('is not begun a second time while it runs', async () => {
    let finish = (): void => undefined;
    const ran = addJob('* * * * *', undefined, () => new Promise((done) => (finish = done)));
    await pass(5);
    expect(ran).toHaveLength(1);
    finish();
    await pass(0.1);
    expect(ran).toHaveLength(2);
  });

  it('that failed is tried again after ten minutes, not at every beat', async () => {
    let failures = 2;
    const ran = addJob('0 10 * * *', undefined, () =>
      failures-- > 0 ? Promise.reject(new Error('planted')) : Promise.resolve(),
    );
    await pass(90);
    expect(ran).toEqual(['2026-10-20T01:00:00', '2026-10-20T01:10:00', '2026-10-20T01:20:00']);
  });

  it('does not wait for a time that the clock has gone back from', async () => {
    const ran = addJob('*/10 * * * *');
    await pass(11);
    await setClock('2026-10-19T00:15:00Z');
    await pass(10);
    expect(ran).toEqual(['2026-10-20T00:10:00', '2026-10-19T00:20:00']);
  });

  it('is not begun after the end', async () => {
    const ran = addJob('* * * * *');
    await schedule.stop();
    await pass(3);
    expect(ran).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a clock that was set', () => {
  it('is told in both directions, and not before', async () => {
    await pass(10);
    expect(clockSets).toBe(0);
    await setClock('2026-10-20T03:00:00Z');
    expect(clockSets).toBe(1);
    await setClock('2026-10-20T02:59:00Z');
    await pass(1);
    expect(clockSets).toBe(2);
  });

  it.each([0, 1, 400, 999, 1_000])(
    'has what is due begun within two seconds, deliveries too, when it is set %d ms after a look',
    async (afterMs) => {
      const ran = addJob('30 4 * * *');
      await vi.advanceTimersByTimeAsync(5_000 + afterMs);
      vi.setSystemTime(new Date('2026-10-21T00:00:00Z'));
      await vi.advanceTimersByTimeAsync(2_000);
      expect(ran).toHaveLength(1);
      expect(clockSets).toBe(1);
    },
  );
});

describe.each(['America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe'])('on a machine in %s', (machine) => {
  const ownZone = process.env['TZ'];
  afterEach(() => {
    if (ownZone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = ownZone;
  });

  it.each(['2026-11-01T04:30:00Z', '2027-03-14T05:30:00Z', '2027-04-03T14:30:00Z'])(
    'whose zone is forgotten, a job of every five minutes runs 18 times in the 90 minutes from %s',
    async (from) => {
      await schedule.stop();
      process.env['TZ'] = machine;
      forgetMachineZone();
      start(from);
      const ran = addJob('*/5 * * * *', from);
      await pass(90);
      expect(new Set(ran).size).toBe(18);
      expect(ran).toHaveLength(18);
    },
  );
});

it('work that is asked for again while it fails is done again, and so is what is asked for later', async () => {
  let runs = 0;
  const serial = createSerial(async () => {
    runs += 1;
    await Promise.resolve();
    if (runs === 1) throw new Error('planted');
  });
  const first = serial();
  const second = serial();
  await expect(first).rejects.toThrow('planted');
  await second;
  await Promise.all([serial(), serial()]);
  expect(runs).toBe(4);
});
