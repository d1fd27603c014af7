// Chaos: the real program against the sandbox, killed, refused and misled at random, then asked whether all adds up.
// npm run chaos -- --seed S --minutes N [--break nonce|reconcile|transaction]; exit 0 when every card stands once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomFrom } from '../helpers/dump-generator.js';
import { until } from '../helpers/control.js';
import { breakNames, brokenProgram, type Break } from './breaks.js';
import { ask, killPoint, MODES, next, pick, tellTime, type World } from './plan.js';
import { openSource, type Source } from './source.js';
import { openStage, type Stage } from './stage.js';
import { expectedTitles, twice, violations } from './verdict.js';

/** How long the bot may take, with everything mended, to bring out what is owed (milliseconds). */
const SETTLE_MS = 240_000;
/** After so many looks at what is owed the clock is moved on by half a day. */
const LOOKS_AN_EVENING = 8;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function openWorld({ stage, source }: { stage: Stage; source: Source }, seed: number): Promise<World> {
  const { sandbox } = stage;
  const { channels, adminId } = await sandbox.state();
  const changing = [channels['lobby']!, (await sandbox.newChannel('changing', 0)).id];
  const steady = [
    { name: 'cs-lg', id: channels['cs-lg']!, type: 0 },
    { name: 'papers-en', id: channels['papers-en']!, type: 0 },
    { name: 'announcements', id: channels['announcements']!, type: 5 },
    { name: 'forum', id: channels['forum']!, type: 15 },
  ];
  stage.setBotClock(source.ahead());
  await stage.ensureBot(() => null);
  const random = randomFrom(seed);
  for (const { id, name, type } of steady) {
    // In a forum every paper has a post anyway: the bot refuses threads there.
    const mode = pick({ random }, type === 15 ? MODES.filter((each) => each !== 'thread') : MODES);
    say(`#${name}: ${mode}`);
    const options = { category: 'cs.LG', mode };
    const outcome = await ask({ adminId, stage }, id, { command: 'subscribe', subcommand: 'category', options });
    if (outcome !== 'answered') throw new Error(`/subscribe in #${name}: ${outcome}`);
  }
  const whole = { command: 'subscribe', subcommand: 'category', options: { category: 'cs' } };
  await ask({ adminId, stage }, channels['papers-en']!, whole);
  const clocks = { bot: 0, sandbox: 0 };
  return {
    random,
    stage,
    source,
    seed,
    adminId,
    steady,
    changing,
    entries: [],
    updates: 0,
    nextKill: null,
    dumps: 0,
    clocks,
    done: new Map(),
  };
}

/** arXiv answers again, and a day without a fault goes by: what was missed is found by then. */
async function readUp(world: World): Promise<string[]> {
  const { stage, source } = world;
  source.mend();
  world.clocks.bot = 0;
  const codes: (number | null)[] = [];
  source.nextDay();
  for (const minutes of [0, 50, 60, 24 * 60]) {
    source.pass(minutes * 60_000);
    tellTime(world);
    codes.push(await stage.untilIdle());
  }
  source.end();
  return codes.every((code) => code === 0) ? [] : [`--until-idle over a quiet day ended with ${codes.join(', ')}`];
}

/** Everything is mended; whatever is owed has to come out now. */
async function settle(world: World): Promise<string[]> {
  const { stage, steady, changing } = world;
  await stage.sandbox.clearFaults();
  await stage.sandbox.rateLimit(null);
  for (const id of [...steady.map((each) => each.id), ...changing]) await stage.sandbox.permissions(id, []);
  await stage.endBot();
  const read = await readUp(world);
  await stage.ensureBot(() => null);
  const end = Date.now() + SETTLE_MS;
  for (let looks = 1; ; looks += 1) {
    const { pending = 0, sending = 0, held = 0 } = await stage.outbox();
    if (pending + sending + held === 0 && Date.now() > end - SETTLE_MS + 6_000) break;
    if (Date.now() > end)
      return [...read, `after ${SETTLE_MS / 1000} s still owed: pending ${pending}, sending ${sending}, held ${held}`];
    await later(1_000);
    if (looks % LOOKS_AN_EVENING !== 0) continue;
    // What waits for the hour of a digest gets it.
    world.source.pass(12 * 3_600_000);
    tellTime(world);
  }
  const code = await stage.endBot();
  const idle = await stage.untilIdle();
  return [
    ...read,
    ...(code === 0 ? [] : [`the bot ended with ${code}`]),
    ...(idle === 0 ? [] : [`--until-idle ended with ${idle}`]),
  ];
}

async function play(world: World, minutes: number, isBroken: boolean): Promise<string[]> {
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) {
    await world.stage.ensureBot(() => killPoint(world));
    await next(world);
    if (isBroken && (await twice(world)).length > 0) return twice(world);
  }
  const owed = await settle(world);
  return [...owed, ...(await violations(world))];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Date.now() % 100_000) },
      minutes: { type: 'string', default: '2' },
      break: { type: 'string' },
    },
  });
  const seed = Number(values.seed);
  const minutes = Number(values.minutes);
  const broken = breakNames.find((name) => name === values.break) ?? null;
  if (!Number.isSafeInteger(seed) || !(minutes > 0) || (values.break !== undefined && broken === null)) {
    process.stderr.write(`usage: npm run chaos -- --seed S --minutes N [--break ${breakNames.join('|')}]\n`);
    return 2;
  }
  say(`chaos: seed ${seed}, ${minutes} minutes${broken === null ? '' : `, without the safeguard "${broken}"`}`);
  const folder = mkdtempSync(join(tmpdir(), 'shinchaku-chaos-'));
  const source = await openSource(seed);
  const entry = broken === null ? undefined : brokenProgram(broken as Break, folder);
  const stage = await openStage({ folder, entry, arxiv: source.arxiv.env });
  try {
    await until('the sandbox', async () => (await stage.sandbox.state()) && true);
    const world = await openWorld({ stage, source }, seed);
    const found = await play(world, minutes, broken !== null);
    const happened = [...world.done].map(([name, count]) => `${name} ${count}`).join(', ');
    say(`happened: ${happened}; ${JSON.stringify(stage.stops)}`);
    say(
      `papers ${world.entries.length} of dumps and ${source.announced().length} of arXiv, destinations ${world.steady.length} steady and ${world.changing.length} changing`,
    );
    for (const violation of found) say(`violated: ${violation}`);
    say(
      found.length === 0
        ? `clean: ${expectedTitles(world).size} papers × ${world.steady.length} destinations, each card once`
        : `seed ${seed}: ${found.length} sums violated`,
    );
    return found.length === 0 ? 0 : 1;
  } finally {
    await stage.close();
    await source.arxiv.close();
    if (process.env['CHAOS_KEEP'] === undefined) rmSync(folder, { recursive: true, force: true });
    else say(`kept: ${folder}`);
  }
}

process.exit(await main());
