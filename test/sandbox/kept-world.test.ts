// The state file of the sandbox, cut, edited or replaced: never a failure with a stack, never overwritten in silence.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../src/log.js';
import { StateFileError } from '../../src/sandbox/discord/kept-world.js';
import { openWorld, type World } from '../../src/sandbox/discord/state.js';
import { seeds } from '../helpers/seeds.js';
import { temporaryFolder } from '../helpers/stores.js';

const log = createLog('silent');
const now = (): Date => new Date('2030-01-01T00:00:00Z');
let folder: ReturnType<typeof temporaryFolder>;
let file: string;
let good: string;
const open = (): World => openWorld({ file, now, log });

beforeEach(async () => {
  folder = temporaryFolder();
  file = join(folder.path, 'world.json');
  const world = open();
  world.acceptNonce({ channelId: '1', nonce: 'n', messageId: '1', at: 0 });
  await world.written();
  good = readFileSync(file, 'utf8');
});
afterEach(() => folder.remove());

const withFirst = (change: (first: Record<string, unknown>) => object): string =>
  `${JSON.stringify(change(JSON.parse(good.split('\n')[0]!) as Record<string, unknown>))}\n`;
const BAD: readonly (readonly [string, () => string])[] = [
  ['without its first line', () => good.slice(good.indexOf('\n') + 1)],
  ['cut off in its first line', () => good.slice(0, 500)],
  ['empty', () => ''],
  ['null', () => 'null\n'],
  ['an empty object', () => '{}\n'],
  ['with a channel that is none', () => withFirst((first) => ({ ...first, channels: [null] }))],
  ['with an id that is none', () => withFirst((first) => ({ ...first, lastId: 'abc' }))],
  ['without people', () => withFirst((first) => ({ ...first, users: [] }))],
];

it.each(BAD)('%s: is refused with a sentence and left as it is', (_, text) => {
  writeFileSync(file, text());
  expect(open).toThrow(StateFileError);
  expect(open).toThrow(/world\.json cannot be read: .*Nothing was changed\./);
  expect(readFileSync(file, 'utf8')).toBe(text());
});

it('a folder in its place: is refused with a sentence', () => {
  rmSync(file);
  mkdirSync(file);
  expect(open).toThrow(StateFileError);
});

it('with lines that cannot be read: they are left out, and the file is kept beside', async () => {
  const lines = ['{"kind":"message","message":null}', '{"kind":"message","message":{"id":"abc"}}', 'nonsense'];
  const damaged = `${good}${lines.join('\n')}\n{"kind":"forgotten","channelId":"5"}\n`;
  writeFileSync(file, damaged);
  const world = open();
  expect(world.data.nonces).toHaveLength(1);
  await world.written();
  const kept = readdirSync(folder.path).filter((name) => name.includes('.damaged-'));
  expect(kept).toHaveLength(1);
  expect(readFileSync(join(folder.path, kept[0]!), 'utf8')).toBe(damaged);
});

it('with lines that cannot be read, again and again: the newest three are kept', async () => {
  for (const day of [1, 2, 3, 4, 5]) {
    appendFileSync(file, 'nonsense\n{"kind":"forgotten","channelId":"5"}\n');
    await openWorld({ file, now: () => new Date(Date.UTC(2030, 0, day)), log }).written();
  }
  const kept = readdirSync(folder.path).filter((name) => name.includes('.damaged-'));
  expect(kept.sort()).toEqual([3, 4, 5].map((day) => `world.json.damaged-2030010${day}T000000Z`));
});

it('with a last line that a kill cut off: nothing is kept beside', async () => {
  appendFileSync(file, '{"kind":"mess');
  await open().written();
  expect(readdirSync(folder.path)).toEqual(['world.json']);
});

it.each(Array.from({ length: seeds(300) }, (_, index) => index + 1))(
  'with any bytes changed: opens or is refused (seed %i)',
  async (seed) => {
    const bytes = Buffer.from(good);
    for (let step = 1; step <= 6; step += 1) bytes[(seed * 7_919 * step) % bytes.length] = (seed * step * 31) % 256;
    writeFileSync(file, bytes);
    try {
      const world = open();
      world.demo();
      await world.written();
    } catch (error) {
      expect(error).toBeInstanceOf(StateFileError);
    }
  },
);
