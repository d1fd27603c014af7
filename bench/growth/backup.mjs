// How long the thread that writes stands still while a backup is made and checked, on a store of many papers.
// Run after `npm run build`: node bench/growth/backup.mjs [papers]; BENCH_PROGRAM names another program.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildStore, load, needCorpus, program, taxonomyData } from './store.mjs';

const TIMES = 3;
const PAUSE_MS = 20;
needCorpus();
const papers = Number(process.argv[2] ?? 100_000);
const kept = process.env.BENCH_STORE ?? join(tmpdir(), `shinchaku-growth-${papers}.db`);
await buildStore(papers, kept);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-backup-'));
const databasePath = join(folder, 'bot.db');
copyFileSync(kept, databasePath);
const { startWriterThread } = await load('app/writer-thread.js');
const { createBackups } = await load('store/database/backup-process.js');
const given = { databasePath, taxonomy: taxonomyData, terms: {}, zone: 'UTC' };
const writer = await startWriterThread(given, (error) => console.error(error));

console.log(`${program}, ${papers} papers: a backup, and the longest wait of a small write beside it (ms)`);
for (let time = 0; time < TIMES; time += 1) {
  const began = performance.now();
  let isOver = false;
  const backup = createBackups(databasePath)
    .backUp({ folder: join(folder, 'backups'), keep: 1 }, new Date())
    .finally(() => (isOver = true));
  let longest = 0;
  while (!isOver) {
    const asked = performance.now();
    await writer.call('saveSearch', { time, asked }, new Date().toISOString());
    longest = Math.max(longest, performance.now() - asked);
    await sleep(PAUSE_MS);
  }
  await backup;
  console.log(`${(performance.now() - began).toFixed(0)}, ${longest.toFixed(0)}`);
}
await writer.close();
rmSync(folder, { recursive: true });
