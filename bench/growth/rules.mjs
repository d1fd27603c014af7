// One paper against many rules, one paper for many destinations, and the ledger over many matches.
// Run after `npm run build`: node bench/growth/rules.mjs [rules] [matches]; BENCH_PROGRAM names another program.
import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { addRule, buildStore, freshRecords, load, needCorpus, program, quantile, taxonomyData } from './store.mjs';

needCorpus();
const rules = Number(process.argv[2] ?? 10_000);
const matches = Number(process.argv[3] ?? 100_000);
const PAPERS = 2_000;
const AT = '2030-01-01T00:00:00Z';
const kept = process.env.BENCH_STORE ?? join(tmpdir(), 'shinchaku-growth-2000.db');
await buildStore(PAPERS, kept);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-rules-'));
const { openWriter } = await load('store/writer.js');
const { createTaxonomy } = await load('domain/category.js');
const taxonomy = createTaxonomy(taxonomyData);
const codes = taxonomyData.categories.filter(({ canonical }) => canonical === null).map(({ code }) => code);
const records = (await freshRecords(60)).slice(0, 40);
/** An announcement; programs before 0008 take any truth. */
const ANNOUNCEMENT = { announcedAt: null, categories: null, isCross: false, hole: null };

/** Milliseconds that storing and announcing a new paper takes, and what storing alone takes. */
function announceAll(path, categoryOf) {
  copyFileSync(kept, path);
  const writer = openWriter(path, taxonomy);
  writer.batch(() => {
    for (let index = 0; index < rules; index += 1) addRule(writer, String(10_000 + index), categoryOf(index));
  });
  const dump = writer.batch(() =>
    writer.beginDump({ sha256: 'rules', format: 'arxiv-rss', path: 'rules', silentReason: null }, AT),
  );
  let longest = 0;
  const timed = (work) => {
    const began = performance.now();
    const isLeft = writer.batch(work);
    longest = Math.max(longest, performance.now() - began);
    return isLeft;
  };
  const take = (record, announcement) => {
    const began = performance.now();
    timed(() => void writer.storeRecord(record, announcement, { dumpId: dump.id, at: AT }));
    // Programs before 0019 made all deliveries of a paper at once.
    while (writer.fanOut !== undefined && timed(writer.fanOut));
    return performance.now() - began;
  };
  const renamed = (record, index, prefix) => ({
    ...record,
    arxivId: `${prefix}.${10_000 + index}`,
    key: `${prefix}.${10_000 + index}`,
  });
  const silent = records.map((record, index) => take(renamed(record, index, '3001'), null));
  const told = records.map((record, index) => take(renamed(record, index, '3002'), ANNOUNCEMENT));
  writer.close();
  return { silent: quantile(silent, 0.5), told: quantile(told, 0.5), most: Math.max(...told), longest };
}

const few = announceAll(join(folder, 'few.db'), (index) => codes[index % codes.length]);
console.log(`${program}: ${rules} rules over ${codes.length} categories`);
console.log(
  `a paper takes ${few.told.toFixed(2)} ms with its matches, ${few.silent.toFixed(2)} ms without (median of ${records.length})`,
);
const archive = records[0].categories[0];
const fan = announceAll(join(folder, 'fan.db'), () => archive);
console.log(
  `a paper for ${rules} destinations: ${fan.told.toFixed(0)} ms (at most ${fan.most.toFixed(0)}), longest transaction ${fan.longest.toFixed(0)} ms`,
);

const path = join(folder, 'ledger.db');
copyFileSync(kept, path);
openWriter(path, taxonomy).close();
const db = new Database(path);
db.transaction(() => {
  const owed = db.prepare(
    "INSERT INTO deliveries (paper_id, destination, language, state, body, message_id, next_attempt_at, created_at, settled_at) VALUES (?, ?, 'en', 'sent', ?, ?, ?, ?, ?)",
  );
  const body = JSON.stringify({ embeds: [{ title: 'x'.repeat(80), description: 'y'.repeat(600) }] });
  for (let index = 0; index < matches; index += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + index * 61_000).toISOString();
    owed.run(
      1 + (index % PAPERS),
      String(10_000 + Math.floor(index / PAPERS)),
      body,
      String(10 ** 18 + index),
      at,
      at,
      at,
    );
  }
})();
db.close();
const began = performance.now();
const { status } = spawnSync(process.execPath, [join(program, 'dist/src/main.js'), 'status', '--ledger', '--json'], {
  cwd: program,
  env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_PATH: path },
  maxBuffer: 1e9,
});
console.log(
  `status --ledger over ${matches} matches: ${((performance.now() - began) / 1_000).toFixed(1)} s (exit ${status})`,
);
rmSync(folder, { recursive: true, force: true });
