// Measures how the bot feels while 100,000 records are taken in: the event loop, small writes, answers to searches.
// Run after `npm run build`: node bench/responsiveness.mjs [records]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTaxonomy } from '../dist/src/domain/category.js';
import { startWriterThread } from '../dist/src/app/writer-thread.js';
import { openReader } from '../dist/src/store/reader.js';
import { writeArchive } from './ingest/archive.mjs';

const count = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-bench-'));
const taxonomy = JSON.parse(readFileSync(new URL('../data/taxonomy.json', import.meta.url), 'utf8'));
const REQUEST = { author: null, category: null, since: null, until: null, sort: 'newest', limit: 10, offset: 0 };

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** A search and a small write, as a person's command makes them, every 20 ms until `work` ends. */
async function measure(writer, reader, work) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const writes = [];
  const searches = [];
  let isDone = false;
  void work.then(() => (isDone = true));
  delay.enable();
  const started = performance.now();
  while (!isDone) {
    const at = performance.now();
    reader.search({ ...REQUEST, text: searches.length % 2 === 0 ? 'learning' : '学習', at: '2030-01-01T00:00:00Z' });
    searches.push(performance.now() - at);
    const asked = performance.now();
    await writer.call('saveSearch', { ...REQUEST, text: String(asked) }, '2030-01-01T00:00:00Z');
    writes.push(performance.now() - asked);
    await sleep(20);
  }
  delay.disable();
  return { seconds: (performance.now() - started) / 1000, loop: delay.percentile(99) / 1e6, writes, searches };
}

const { packed } = await writeArchive(folder, count);
const path = join(folder, 'bench.db');
const writer = await startWriterThread({ databasePath: path, taxonomy, terms: {}, zone: 'UTC' }, (error) => {
  throw error;
});
const reader = openReader(path, createTaxonomy(taxonomy));
const results = [];
async function takeAll() {
  results.push(...(await writer.call('ingestFile', packed, new Date())));
}
const idle = await measure(writer, reader, sleep(5_000));
const busy = await measure(writer, reader, takeAll());
reader.close();
await writer.close();
rmSync(folder, { recursive: true, force: true });

const records = results.reduce((sum, result) => sum + result.records, 0);
console.log(`${records} records in ${busy.seconds.toFixed(1)} s: ${(records / busy.seconds).toFixed(0)} records/s;`);
console.log(`peak memory of the whole process ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`);
const row = (name, { loop, writes, searches }) =>
  `| ${name} | ${[loop, quantile(searches, 0.5), quantile(searches, 0.99), quantile(writes, 0.5), quantile(writes, 0.99), Math.max(...writes)].map((ms) => ms.toFixed(1)).join(' | ')} | ${writes.length} |`;
console.log('| | event loop p99 (ms) | search p50 | p99 | small write p50 | p99 | max | times |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
console.log(row('nothing going on', idle));
console.log(row('during ingest', busy));
