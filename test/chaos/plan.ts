// The plan of a chaos run: what happens next, drawn from the seed, and what every destination has to hold in the end.
import { dumpText, generateEntries, type Entry } from '../helpers/dump-generator.js';
import type { Fault } from '../helpers/arxiv-server.js';
import type { Source } from './source.js';
import type { Stage } from './stage.js';

export interface World {
  readonly random: () => number;
  readonly stage: Stage;
  readonly source: Source;
  readonly seed: number;
  readonly adminId: string;
  /** Subscribed from the beginning to the end: they hold every paper once. */
  readonly steady: readonly { readonly name: string; readonly id: string; readonly type: number }[];
  /** Subscribed and unsubscribed as it comes: they hold nothing twice, and what the ledger says. */
  readonly changing: readonly string[];
  readonly entries: Entry[];
  /** The last time that a dump named as the date of an update, as a number of minutes. */
  updates: number;
  dumps: number;
  /** Statements of the next start before which it dies, when something is wanted there. */
  nextKill: number | null;
  /** How far each clock is off: the bot's from arXiv's, the sandbox's from the machine's. */
  clocks: { bot: number; sandbox: number };
  readonly done: Map<string, number>;
}

type Action = (world: World) => Promise<void>;

export const MODES = ['cards', 'compact', 'digest', 'thread'] as const;

export const pick = <T>({ random }: Pick<World, 'random'>, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)]!;
const between = ({ random }: World, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));
const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const POST_CARD = 'POST /channels/:id/messages';
const ROUTES = [
  POST_CARD,
  POST_CARD,
  POST_CARD,
  'POST /channels/:id/threads',
  'GET /channels/:id/messages',
  'PATCH /channels/:id/messages/:message',
];
const KINDS = [
  'hang-after-accept',
  'reset-after-accept',
  'reset-after-accept',
  'reset-before',
  '429',
  '500',
  '502',
  '403',
  '404',
  'html-403',
  '401',
];
const SOURCE_FAULTS: readonly Fault[] = [
  ...(['cut-off', 'wrong-length', 'wrong-charset', 'redirect-loop', 'redirect-inward'] as const),
  ...(['reset', 'html', '403', '429', '503'] as const),
];
const TAKEN = ['SEND_MESSAGES', 'READ_MESSAGE_HISTORY', 'VIEW_CHANNEL', 'EMBED_LINKS'];

/** How often a start is given a statement before which it dies. */
export function killPoint(world: World): number | null {
  const wanted = world.nextKill;
  world.nextKill = null;
  return wanted ?? (world.random() < 0.4 ? between(world, 5, 250) : null);
}

/** New papers, old ones again, and now and then a new version of an old one. */
async function dropDump(world: World): Promise<void> {
  const { entries, stage, seed } = world;
  world.dumps += 1;
  const fresh = generateEntries(seed * 1_000 + world.dumps, between(world, 1, 6));
  const again = entries.length === 0 ? [] : [pick(world, entries)];
  const updated =
    entries.length === 0 || world.random() < 0.6 ? [] : [pick(world, entries)].map((entry) => update(world, entry));
  entries.push(...fresh);
  stage.drop(`${world.dumps}.txt`, dumpText([...again, ...fresh, ...updated]));
}

function update(world: World, entry: Entry): Entry {
  world.updates += 1;
  const date = new Date(Date.UTC(2026, 0, 1) + world.updates * 60_000)
    .toISOString()
    .replace('T', ' ')
    .replace('.000Z', '+00:00');
  return { ...entry, date, en: `${entry.en} Version ${world.updates}.` };
}

async function planFault(world: World): Promise<void> {
  const kind = pick(world, KINDS);
  const code = kind === '404' ? 10003 : pick(world, [50013, 50001]);
  const retryAfter = between(world, 1, 4);
  const isGlobal = world.random() < 0.2;
  await world.stage.sandbox.fault({
    route: pick(world, ROUTES),
    kind,
    code,
    retryAfter,
    isGlobal,
    times: between(world, 1, 2),
  });
}

/** While the bot is away, Discord forgets nonces and clocks do as they like. */
async function whileAway(world: World): Promise<void> {
  if (world.random() < 0.6) {
    world.clocks.sandbox += between(world, 185_000, 400_000);
    await world.stage.setSandboxClock(world.clocks.sandbox);
  }
  if (world.random() < 0.4) await jumpClock(world);
  if (world.random() < 0.5) await later(between(world, 100, 1_500));
}

async function kill(world: World): Promise<void> {
  await world.stage.killBot();
  await whileAway(world);
}

/** The next start finds dumps in its inbox, and dies while it takes them in. */
async function killInIngest(world: World): Promise<void> {
  await world.stage.killBot();
  await dropDump(world);
  await dropDump(world);
  world.nextKill = between(world, 8, 140);
}

/** Kills the bot when a card was accepted and its answer is still awaited. */
async function killUnheard(world: World): Promise<void> {
  const { sandbox } = world.stage;
  const route = world.random() < 0.5 ? POST_CARD : 'POST /channels/:id/threads';
  const pattern = route === POST_CARD ? /^\/channels\/\d+\/messages$/ : /^\/channels\/\d+\/threads$/;
  const seen = async (): Promise<number> =>
    (await sandbox.requests()).filter(
      ({ method, path, status }) => method === 'POST' && pattern.test(path) && status !== null && status < 300,
    ).length;
  const before = await seen();
  await sandbox.fault({ route, kind: 'hang-after-accept', times: 1 });
  await dropDump(world);
  for (let tries = 0; tries < 60 && (await seen()) === before; tries += 1) await later(100);
  await kill(world);
}

/** Lets the answers to some accepted cards get lost while the bot lives on: it has to ask again. */
async function loseAnswers(world: World): Promise<void> {
  const route = world.random() < 0.7 ? POST_CARD : 'POST /channels/:id/threads';
  await world.stage.sandbox.fault({ route, kind: 'reset-after-accept', times: between(world, 1, 3) });
  await dropDump(world);
  await later(between(world, 2_500, 6_000));
}

/** The bot's clock is arXiv's, give or take what it is off. */
export function tellTime({ stage, source, clocks }: World): void {
  stage.setBotClock(source.ahead() + clocks.bot);
}

async function jumpClock(world: World): Promise<void> {
  world.clocks.bot = between(world, -7_200_000, 7_200_000);
  tellTime(world);
}

/** A new announcement, often with the bot away, or on top of one that it has not read whole. */
async function nextDay(world: World): Promise<void> {
  const isAway = world.random() < 0.3;
  if (isAway) await world.stage.killBot();
  world.source.nextDay();
  tellTime(world);
  if (!isAway) await later(between(world, 0, 2_500));
}

/** The day goes on: a feed is read again, a harvest is due. */
async function passTime(world: World): Promise<void> {
  world.source.pass(between(world, 900_000, 10_800_000));
  tellTime(world);
  await later(between(world, 0, 2_500));
}

async function failSource(world: World): Promise<void> {
  world.source.fail(pick(world, SOURCE_FAULTS), between(world, 1, 4));
  if (world.random() < 0.3) world.source.lag(pick(world, ['stale', 'late'] as const));
}

async function togglePermissions(world: World): Promise<void> {
  const channel = pick(world, [...world.steady.map(({ id }) => id), ...world.changing]);
  const lacks = world.random() < 0.5 ? [] : [pick(world, TAKEN)];
  await world.stage.sandbox.permissions(channel, lacks);
}

async function changeSubscription(world: World): Promise<void> {
  const isNew = world.random() < 0.6;
  await ask(world, pick(world, world.changing), {
    command: isNew ? 'subscribe' : 'unsubscribe',
    subcommand: isNew ? 'category' : null,
    options: isNew
      ? { category: pick(world, ['cs', 'stat.ML', 'cs.CL']), mode: pick(world, MODES) }
      : { subscription: pick(world, ['cs', 'stat.ML', 'cs.CL']) },
  });
}

/** Another rule over papers that come anyway: those that it finds go by the soonest of both modes from now on. */
async function dropMode(world: World): Promise<void> {
  const query = pick(world, ['number', 'learning', 'graph OR quantum', 'kernel']);
  const options = { query, category: 'cs.LG', mode: pick(world, MODES) };
  await ask(world, pick(world, world.steady).id, { command: 'subscribe', subcommand: 'keyword', options });
}

/** Answers that everybody sees hold cards too: none of them may be taken for a delivered one. */
async function useCommands(world: World): Promise<void> {
  const { id } = pick(world, world.steady);
  const cards = await world.stage.sandbox.messages(id);
  const card = cards.length === 0 ? null : (pick(world, cards) as { embeds: { footer?: { text?: string } }[] });
  const reference = card?.embeds[0]?.footer?.text?.split(' · ')[0] ?? 's-0000000000';
  await ask(world, id, { command: 'paper', subcommand: null, options: { reference, share: true } });
  const query = pick(world, ['学習', 'quantum', 'graph']);
  await ask(world, id, { command: 'search', subcommand: null, options: { query } });
}

export async function ask(
  world: Pick<World, 'adminId' | 'stage'>,
  channelId: string,
  asked: { command: string; subcommand: string | null; options: Record<string, unknown> },
): Promise<string> {
  const command = { kind: 'command', userId: world.adminId, locale: 'ja', channelId, ...asked };
  return (await world.stage.sandbox.interact(command)).outcome;
}

const ACTIONS: readonly (readonly [string, number, Action])[] = [
  ['dump', 6, dropDump],
  ['fault', 5, planFault],
  ['answers lost', 3, loseAnswers],
  ['kill', 2, kill],
  ['kill unheard', 2, killUnheard],
  ['kill in ingest', 3, killInIngest],
  ['permissions', 2, togglePermissions],
  ['subscriptions', 2, changeSubscription],
  ['modes', 1, dropMode],
  ['commands', 2, useCommands],
  ['clock', 1, jumpClock],
  ['arXiv day', 4, nextDay],
  ['arXiv hours', 4, passTime],
  ['arXiv fault', 3, failSource],
  ['gateway', 1, ({ stage }) => stage.sandbox.dropGateway(4000).then(() => undefined)],
  ['sandbox restart', 1, ({ stage }) => stage.restartSandbox()],
  ['rate limit', 1, (world) => world.stage.sandbox.rateLimit(pick(world, [null, 2, 5])).then(() => undefined)],
];

/** Does the next thing, and lets some time pass. */
export async function next(world: World): Promise<void> {
  const total = ACTIONS.reduce((sum, [, weight]) => sum + weight, 0);
  let ticket = world.random() * total;
  const [name, , act] = ACTIONS.find(([, weight]) => (ticket -= weight) < 0) ?? ACTIONS[0]!;
  world.done.set(name, (world.done.get(name) ?? 0) + 1);
  await act(world);
  await later(between(world, 50, 1_200));
}
