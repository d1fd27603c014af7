// 200 commands at once with an ingest beside them, on a store of many real papers: how many are lost, how long the gateway's
// thread stalls. Run after `npm run build`: node bench/growth/commands.mjs [papers]; BENCH_PROGRAM names another program.
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStage } from './stage.mjs';
import { buildStore, corpusText, needCorpus, program, quantile } from './store.mjs';

const COMMANDS = 200;
needCorpus();
const count = Number(process.argv[2] ?? 200_000);
const kept = process.env.BENCH_STORE ?? join(tmpdir(), `shinchaku-growth-${count}.db`);
await buildStore(count, kept);

const folder = mkdtempSync(join(tmpdir(), 'shinchaku-commands-'));
const inbox = join(folder, 'inbox');
mkdirSync(inbox);
copyFileSync(kept, join(folder, 'bot.db'));
const lines = corpusText()
  .toString()
  .split('\n')
  .filter((line) => line !== '');
const titles = lines.map((line) =>
  JSON.parse(line)
    .title.replace(/[^A-Za-z ]+/g, ' ')
    .trim()
    .split(/\s+/),
);

function asked(index, who) {
  const words = titles[(index * 7919) % titles.length];
  const query = `${words[0]} ${words.at(-1)}`;
  const bare = {
    userId: who.adminId,
    locale: index % 2 === 0 ? 'ja' : 'en-US',
    channelId: who.channels.lobby,
    subcommand: null,
  };
  if (index % 10 === 9)
    return { ...bare, kind: 'autocomplete', command: 'author', options: { name: words[0] }, focused: 'name' };
  if (index % 10 === 8) return { ...bare, kind: 'command', command: 'help', options: {} };
  return {
    ...bare,
    kind: 'command',
    command: 'search',
    options: { query, ...(index % 3 === 0 ? { sort: 'relevance' } : {}) },
  };
}

const stage = await openStage(folder);
const bot = await stage.startBot(join(folder, 'bot.db'), inbox);
const who = await stage.state();
await stage.call('POST', 'interactions', asked(8, who));
const start = await bot.stalls();
// New identifiers: everything in it is a new paper.
const fresh = lines.map((line, index) =>
  line.replace(
    /"id": ?"[^"]*"/,
    `"id":"${2900 + Math.floor(index / 9_000)}.${String(10_000 + (index % 9_000)).slice(-5)}"`,
  ),
);
writeFileSync(join(folder, 'dump.jsonl'), `${fresh.join('\n')}\n`);
renameSync(join(folder, 'dump.jsonl'), join(inbox, 'dump.jsonl'));
await bot.stop();
const busy = await stage.startBot(join(folder, 'bot.db'), inbox);
await sleep(4_000);
await busy.stalls();
const began = performance.now();
const answers = await Promise.all(
  Array.from({ length: COMMANDS }, async (_, index) => {
    const { outcome } = await stage.call('POST', 'interactions', asked(index, who));
    return { outcome, ms: performance.now() - began };
  }),
);
const stalls = await busy.stalls();
const lost = answers.filter(({ outcome }) => outcome !== 'answered' && outcome !== 'choices').length;
const times = answers.map(({ ms }) => ms);
console.log(`${program}: ${count} papers, ${COMMANDS} commands at once beside an ingest of ${lines.length} records`);
console.log(
  `lost ${lost}; answered p50 ${quantile(times, 0.5).toFixed(0)} ms, all ${Math.max(...times).toFixed(0)} ms`,
);
console.log(
  `longest stall of the main thread ${stalls.max} ms (p99 ${stalls.p99}); at a start without work ${start.max} ms`,
);
await busy.stop();
await stage.close();
rmSync(folder, { recursive: true, force: true });
