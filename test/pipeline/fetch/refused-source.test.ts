// One source that a host refuses: the host rests for it, and every other source of the host still gets its turn.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFetcher, type Fetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { openFetching, rssFeed, type Answer, type Fetching } from '../../helpers/fetching.js';

const NAMES = 'AI AR CC CE CL CV DB HC'.split(' ');
const CATEGORIES = NAMES.map((name) => `cs.${name}`);
const REFUSED: Answer = { status: 403 };
const TOO_MANY: Answer = { status: 429, headers: { 'retry-after': '7200' } };
/** The first papers of the day are in the feeds. */
const BEGIN = Date.parse('2030-06-03T04:05:00Z');
const HOUR_MS = 3_600_000;

let f: Fetching;
let fetcher: Fetcher;
/** Categories that are refused, with the answer. */
let refused: Readonly<Record<string, Answer>>;

/** The clock of the machine goes with the one that is set. */
const begin = (random = () => 0.5): void => {
  fetcher = createFetcher({ ...f.parts, random, machineMs: () => f.now.getTime() - BEGIN }, f.ask);
};

beforeEach(async () => {
  refused = {};
  f = await openFetching();
  f.now = new Date(BEGIN);
  begin();
  CATEGORIES.forEach((category) => f.follow(category));
  f.handle = (url) => {
    const name = url.pathname.split('/').at(-1) ?? '';
    const day = f.now.toISOString().slice(0, 10);
    return (
      refused[name] ?? {
        body: rssFeed(name, day, [{ id: `3006.${10_000 + f.now.getUTCDate() * 100 + CATEGORIES.indexOf(name)}` }]),
      }
    );
  };
});
afterEach(() => f.close());

/** Looks every half hour. */
async function pass(hours: number): Promise<void> {
  const end = f.now.getTime() + hours * HOUR_MS;
  while (f.now.getTime() < end) {
    await fetcher.look();
    f.now = new Date(f.now.getTime() + HOUR_MS / 2);
  }
}
const timesAsked = (name: string): number => f.requests.filter((path) => path.endsWith(`/${name}`)).length;
/** Sources that were read since so many hours. */
const readSince = (hours: number): string[] => {
  const since = new Date(f.now.getTime() - hours * HOUR_MS).toISOString();
  return f.store.reader.sourceStates().flatMap(({ name, lastOkAt }) => ((lastOkAt ?? '') >= since ? [name] : []));
};
const all = (...but: string[]): string[] => CATEGORIES.filter((name) => !but.includes(name));

it.each([
  ['403', REFUSED, 6],
  ['429', TOO_MANY, 2],
])('holds up the others for one rest of the host (%s), and is asked once in each', async (_, answer, restHours) => {
  refused = { 'cs.AI': answer };
  await pass(restHours + 0.5);
  expect(readSince(restHours)).toEqual(all('cs.AI'));
  await pass(24);
  expect(readSince(24)).toEqual(all('cs.AI'));
  expect(timesAsked('cs.AI')).toBeLessThanOrEqual(2 + 24 / restHours);
});

it('does not hold up the others with a second and a third one that is refused', async () => {
  refused = { 'cs.AI': REFUSED, 'cs.CV': REFUSED, 'cs.HC': REFUSED };
  await pass(25);
  expect(readSince(7)).toEqual(all('cs.AI', 'cs.CV', 'cs.HC'));
  await pass(24);
  expect(readSince(24)).toEqual(all('cs.AI', 'cs.CV', 'cs.HC'));
});

it('is asked again, and read once it is no longer refused', async () => {
  refused = { 'cs.AI': REFUSED, 'cs.CV': REFUSED };
  await pass(30);
  refused = {};
  await pass(24);
  expect(readSince(24)).toEqual(CATEGORIES);
});

it('gets its turn also where a host takes only a few requests a rest', async () => {
  let left = 0;
  let restsUntil = 0;
  const answer = f.handle;
  f.handle = (...given) => {
    if (f.now.getTime() >= restsUntil) left = 2;
    restsUntil = f.now.getTime() + 2 * HOUR_MS;
    left -= 1;
    return left < 0 ? TOO_MANY : answer(...given);
  };
  await pass(22);
  expect(readSince(22)).toEqual(CATEGORIES);
});

it('holds up the others no longer where the program is started anew after each rest', async () => {
  refused = { 'cs.AI': REFUSED, 'cs.CV': REFUSED };
  let seed = 7;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let start = 0; start < 8; start += 1) {
    begin(random);
    await pass(6.5);
  }
  expect(readSince(52)).toEqual(all('cs.AI', 'cs.CV'));
});

it('is the same with silent ones, behind which the others are left', async () => {
  const answer = f.handle;
  const silent = CATEGORIES.slice(0, 3);
  f.handle = (url, request, response) => {
    if (!silent.some((name) => url.pathname.endsWith(name))) return answer(url, request, response);
    response.destroy();
    return null;
  };
  await pass(1);
  expect(readSince(1)).toEqual(all(...silent));
});

it('is the same with archives that are harvested', async () => {
  const archives = ['econ', 'math', 'stat'];
  f.follow('econ.EM');
  f.follow('math.NT');
  f.follow('stat.ML');
  const asked = new Set<string>();
  const settings = { ...f.settings, isHarvesting: true, feeds: { isAuto: false, urls: [] } };
  fetcher = createFetcher({ ...f.parts, settings }, f.ask);
  f.handle = (url) => {
    asked.add(url.searchParams.get('set') ?? '');
    return REFUSED;
  };
  await pass(24);
  expect([...asked].toSorted()).toEqual(['cs', ...archives]);
});
