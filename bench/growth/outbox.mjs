// 100,000 deliveries waiting for 5,000 destinations: what share of Discord's 50 requests a second is used, how long /help
// takes meanwhile. Run after `npm run build`: node bench/growth/outbox.mjs [destinations] [papers]
// SYNC_MS=25 makes the disk a slow one, as an SD card.
import Database from 'better-sqlite3';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStage } from './stage.mjs';
import { addRule, buildStore, load, needCorpus, program, quantile, taxonomyData } from './store.mjs';

const SECONDS = 20;
needCorpus();
const destinations = Number(process.argv[2] ?? 5_000);
const papers = Number(process.argv[3] ?? 20);
const kept = process.env.BENCH_STORE ?? join(tmpdir(), 'shinchaku-growth-2000.db');
await buildStore(2_000, kept);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-outbox-'));
const path = join(folder, 'bot.db');
mkdirSync(join(folder, 'inbox'));
copyFileSync(kept, path);

const stage = await openStage(folder);
const channels = [];
for (let index = 0; index < destinations; index += 1)
  channels.push((await stage.call('POST', 'channels', { name: `c${index}`, type: 0 })).id);
// Brings an older store up to date, too.
const { openWriter } = await load('store/writer.js');
const { createTaxonomy } = await load('domain/category.js');
const writer = openWriter(path, createTaxonomy(taxonomyData));
const rules = writer.batch(() => channels.map((channel) => [channel, addRule(writer, channel, 'cs')]));
writer.close();
const db = new Database(path);
db.transaction(() => {
  const at = '2026-01-01T00:00:00.000Z';
  const owed = db.prepare(
    "INSERT INTO deliveries (paper_id, destination, language, state, next_attempt_at, created_at) VALUES (?, ?, 'en', 'pending', ?, ?)",
  );
  const match = db.prepare('INSERT INTO matches VALUES (?, ?)');
  for (let paper = 1; paper <= papers; paper += 1)
    for (const [channel, id] of rules) match.run(owed.run(paper, channel, at, at).lastInsertRowid, id);
})();
const sent = db.prepare("SELECT count(*) FROM deliveries WHERE state = 'sent'").pluck();
const bot = await stage.startBot(path, join(folder, 'inbox'));
const who = await stage.state();
await sleep(3_000);
await bot.stalls();
const help = {
  kind: 'command',
  command: 'help',
  options: {},
  subcommand: null,
  userId: who.adminId,
  locale: 'ja',
  channelId: who.channels.lobby,
};
const before = sent.get();
const began = performance.now();
const times = [];
while (performance.now() - began < SECONDS * 1_000) {
  const at = performance.now();
  await stage.call('POST', 'interactions', help);
  times.push(performance.now() - at);
  await sleep(100);
}
const seconds = (performance.now() - began) / 1_000;
const rate = (sent.get() - before) / seconds;
const stalls = await bot.stalls();
console.log(`${program}: ${destinations * papers} deliveries waiting for ${destinations} destinations`);
console.log(`${rate.toFixed(1)} cards a second, ${(rate / 50).toFixed(2)} of Discord's 50`);
console.log(
  `/help p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms (${times.length} times)`,
);
console.log(`longest stall of the main thread ${stalls.max} ms (p99 ${stalls.p99})`);
db.close();
await bot.stop();
await stage.close();
rmSync(folder, { recursive: true, force: true });
