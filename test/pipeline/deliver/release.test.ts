// Releasing what is held: by news of the gateway, by time whether it lists the destination or not, each told once.
import { beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.js';
import { createReleaser, type Releaser } from '../../../src/pipeline/deliver/release.js';

let clock: number;
let open: boolean | null;
let readable: boolean | null;
let state: string | null;
let held: string[];
let unknown: string[];
let calls: string[];
let lines: { msg: string; level: number; reason?: string; waiting?: number; cards?: number }[];
let releaser: Releaser;
const direct = new Map([['55', { channelId: '551' }]]);

const MINUTE = 60_000;
const told = () => lines.map(({ msg }) => msg);
/** What an attempt does that is refused after a release. */
const refuse = (destination = 'a', reason = '404/10003: Unknown Channel') => {
  held = [destination];
  releaser.held(destination, { reason, afterMs: null, waiting: 3 });
};

beforeEach(() => {
  state = null;
  [clock, open, readable, held, unknown, calls, lines] = [1_000_000, null, true, [], [], [], []];
  releaser = createReleaser({
    reader: {
      heldDestinations: () => held,
      unknownDestinations: () => unknown,
      directPlace: (id) => direct.get(id) ?? null,
    },
    writer: {
      call(name: string, destination: string) {
        calls.push(`${name} ${destination}`);
        held = held.filter((each) => each !== destination);
        return Promise.resolve(3);
      },
    } as never,
    destinations: {
      kindOf: () => (open === null ? null : 'channel'),
      canPost: () => open,
      stateOf: () => state,
      canReadHistory: (channelId) => Promise.resolve(direct.has(channelId) ? null : readable),
    },
    now: () => new Date(clock),
    monotonic: () => clock,
    log: createLog('info', [], { write: (line) => void lines.push(JSON.parse(line) as (typeof lines)[number]) }),
  });
});

describe('a held destination', () => {
  it('that the gateway does not list is tried after 1, 2, 4 minutes, and told only when it works again', async () => {
    refuse();
    for (const minutes of [1, 2, 4]) {
      expect(await releaser.release()).toBe(0);
      clock += minutes * MINUTE - 1;
      expect(await releaser.release()).toBe(0);
      clock += 1;
      expect(await releaser.release()).toBe(1);
      refuse();
    }
    clock += 8 * MINUTE;
    await releaser.release();
    releaser.accepted('a');
    expect(told()).toEqual(['a destination is held; its cards wait', 'a destination takes cards again']);
    expect(lines[0]).toMatchObject({ reason: '404/10003: Unknown Channel', waiting: 3 });
  });

  it('that the gateway did not list when it was refused is released at once when it is listed, as where the bot is invited again', async () => {
    refuse();
    open = true;
    expect(await releaser.release()).toBe(1);
  });

  it('that is unlisted after a restart is tried as well', async () => {
    held = ['a'];
    expect(await releaser.release()).toBe(0);
    clock += MINUTE;
    expect(await releaser.release()).toBe(1);
  });

  it('is released at once when the gateway opens it, with the number of cards', async () => {
    open = false;
    refuse('a', 'a permission to post there is missing');
    clock += 600 * MINUTE;
    expect(await releaser.release()).toBe(0);
    open = true;
    expect(await releaser.release()).toBe(1);
    expect(told()).toEqual([
      'a destination is held; its cards wait',
      'a destination is open again: what waited for it goes out',
    ]);
    expect(lines[1]?.cards).toBe(3);
  });

  it('is tried once as soon as the channel itself changes, as where a thread is unlocked or a tag need not be given', async () => {
    [open, state] = [true, 'locked'];
    refuse('a', '400/160005: Thread is locked');
    expect(await releaser.release()).toBe(0);
    state = 'unlocked';
    expect(await releaser.release()).toBe(1);
    refuse('a', '400/160005: Thread is locked');
    expect(await releaser.release()).toBe(0);
    clock += 2 * MINUTE;
    expect(await releaser.release()).toBe(1);
  });

  it.each(['rights', 'state'])(
    'waits for its rest after three changes in a row that brought nothing: %s',
    async (what) => {
      const change = async (): Promise<number> => {
        if (what === 'rights') open = false;
        await releaser.release();
        [open, state] = [true, `${state}.`];
        return releaser.release();
      };
      [open, state] = [what === 'state', ''];
      for (let times = 0; times < 3; times += 1) {
        refuse('a', '403/50013: Missing Permissions');
        expect(await change()).toBe(1);
      }
      refuse('a', '403/50013: Missing Permissions');
      expect(await change()).toBe(0);
      clock += 8 * MINUTE;
      expect(await releaser.release()).toBe(1);
      refuse('a', '403/50013: Missing Permissions');
      expect(await change()).toBe(1);
      releaser.accepted('a');
      for (let times = 0; times < 3; times += 1) {
        refuse('a', '403/50013: Missing Permissions');
        expect(await change()).toBe(1);
      }
    },
  );

  it('starts its rests again once it took a card', async () => {
    open = true;
    refuse();
    clock += MINUTE;
    await releaser.release();
    releaser.accepted('a');
    refuse();
    clock += MINUTE;
    expect(await releaser.release()).toBe(1);
  });

  it.each(['held', 'unknown'])('is looked at in slices, between which other work has its turn: %s', async (what) => {
    [open, readable] = [false, false];
    const many = Array.from({ length: 1_000 }, (_, number) => String(number));
    [held, unknown] = what === 'held' ? [many, []] : [[], many];
    let [turns, isOver] = [0, false];
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await releaser.release();
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(19);
  });

  it('is one of five when thousands are unlisted', async () => {
    held = Array.from({ length: 1_000 }, (_, number) => String(number));
    await releaser.release();
    clock += MINUTE;
    expect(await releaser.release()).toBe(5);
  });
});

describe('cards in doubt', () => {
  it('are looked up when the history can be read, and not again at once when it is refused all the same', async () => {
    open = true;
    unknown = ['a'];
    expect(await releaser.release()).toBe(1);
    expect(await releaser.release()).toBe(0);
    clock += MINUTE;
    expect(await releaser.release()).toBe(1);
    expect(calls).toEqual(['releaseUnknown a', 'releaseUnknown a']);
  });

  it("of a person's direct messages are looked up in the channel of those", async () => {
    unknown = ['55'];
    expect(await releaser.release()).toBe(1);
    expect(calls).toEqual(['releaseUnknown 55']);
  });

  it('are looked up as soon as the permission returns', async () => {
    [open, readable, unknown] = [true, false, ['a']];
    expect(await releaser.release()).toBe(0);
    readable = true;
    expect(await releaser.release()).toBe(1);
  });
});
