// What changes of rules and settings, and the state of a place, take where many cards were sent long ago and nothing waits.
// Run after `npm run build`: node bench/growth/sent.mjs [papers]; each is sent to two channels of one server. BENCH_PROGRAM
// names another program.
import Database from 'better-sqlite3';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { addRule, buildStore, load, needCorpus, program, quantile, taxonomyData } from './store.mjs';

const TIMES = 9;
const AT = '2030-01-01T00:00:00.000Z';
const LONG_AGO = '2026-01-01T00:00:00.000Z';
const CHANNELS = ['100', '200'];
needCorpus();
const papers = Number(process.argv[2] ?? 100_000);
const kept = process.env.BENCH_STORE ?? join(tmpdir(), `shinchaku-growth-${papers}.db`);
await buildStore(papers, kept);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-sent-'));
const path = join(folder, 'bot.db');
copyFileSync(kept, path);
const { openWriter } = await load('store/writer.js');
const { openReader } = await load('store/reader.js');
const { createTaxonomy } = await load('domain/category.js');
const taxonomy = createTaxonomy(taxonomyData);
// Brings an older store up to date, too.
const first = openWriter(path, taxonomy);
const rules = first.batch(() => CHANNELS.map((channel) => addRule(first, channel, 'cs')));
first.close();
const db = new Database(path);
db.transaction(() => {
  const sent = db.prepare(
    `INSERT INTO deliveries (paper_id, destination, language, state, message_id, next_attempt_at, created_at, settled_at)
     VALUES (?, ?, 'en', 'sent', ?, ?, ?, ?)`,
  );
  const match = db.prepare('INSERT INTO matches VALUES (?, ?)');
  CHANNELS.forEach((channel, index) => {
    for (let paper = 1; paper <= papers; paper += 1) {
      const { lastInsertRowid: id } = sent.run(paper, channel, `${channel}${paper}`, LONG_AGO, LONG_AGO, LONG_AGO);
      match.run(id, rules[index]);
    }
  });
})();
db.close();

const writer = openWriter(path, taxonomy);
const reader = openReader(path, taxonomy, { clock: () => 0 });
const [channel] = CHANNELS;
const languages = ['ja', 'en'];
const QUESTIONS = {
  'changing the settings of the server': (time) => writer.changeSettings('1', { quietFrom: time, quietUntil: 22 }, AT),
  'changing the language of a channel': (time) =>
    writer.setCardLanguage(channel, '1', { name: null, language: languages[time % 2], fallback: 'en' }),
  'pausing a rule': () => writer.pauseSubscription(rules[0], AT),
  'the state of a channel, for /status': () => reader.placeState(channel, AT),
};
console.log(`${program}: ${papers * CHANNELS.length} cards sent to ${CHANNELS.length} channels, nothing waits`);
for (const [what, ask] of Object.entries(QUESTIONS)) {
  const times = Array.from({ length: TIMES }, (_, time) => {
    const began = performance.now();
    ask(time);
    return performance.now() - began;
  });
  console.log(`${what}: ${quantile(times, 0.5).toFixed(2)} ms, at most ${Math.max(...times).toFixed(2)} ms`);
}
reader.close();
writer.close();
rmSync(folder, { recursive: true });
