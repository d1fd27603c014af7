// A look at an inbox of many files that were taken before: how long it takes, and the longest turn of the gateway's thread.
// Run after `npm run build`: node bench/growth/inbox.mjs [files]; BENCH_PROGRAM names another program.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { load, program, quantile, taxonomyData } from './store.mjs';

const LOOKS = 20;
const SAMPLE_MS = 5;
const most = Number(process.argv[2] ?? 30_000);
const AT = new Date('2030-01-01T00:00:00Z');
const { openWriter } = await load('store/writer.js');
const { openReader } = await load('store/reader.js');
const { createTaxonomy } = await load('domain/category.js');
const inbox = await load('pipeline/ingest/inbox.js');
/** Programs before the state of a run was kept. */
const lookWith = inbox.createInboxLook ?? inbox.patientInbox;
const taxonomy = createTaxonomy(taxonomyData);

/** Processor time of this thread, in milliseconds: between two turns of the loop no more passes than its longest turn takes. */
const spent = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

console.log(
  `${program}: first look, median and longest of ${LOOKS} others; longest turn in processor time, of the first and of the others (ms)`,
);
for (const count of [0, 300, most]) {
  const folder = mkdtempSync(join(tmpdir(), 'shinchaku-inbox-'));
  const dir = join(folder, 'inbox');
  mkdirSync(dir);
  const writer = openWriter(join(folder, 'bot.db'), taxonomy);
  writer.batch(() => {
    for (let index = 0; index < count; index += 1) {
      const path = join(dir, `dump-${index}.txt`);
      writeFileSync(path, 'x');
      utimesSync(path, AT, AT);
      const { size, mtimeMs, ctimeMs } = statSync(path);
      const known = { path, size, modifiedMs: mtimeMs, changedMs: ctimeMs, sha256: 'x', error: null, program: null };
      writer.rememberInboxFile(known, '2030-01-01T00:00:00Z');
    }
  });
  const reader = openReader(join(folder, 'bot.db'), taxonomy);
  const never = () => {
    throw new Error('a file that was taken before is taken again');
  };
  const look = lookWith({
    dir,
    reader,
    writer: { call: async (name, ...args) => writer[name](...args) },
    ingest: never,
    hash: never,
    version: '1',
    now: () => new Date('2030-01-02T00:00:00Z'),
    log: console,
    onDump: never,
  });
  await sleep(200);
  let [before, turn] = [spent(), 0];
  const sampling = setInterval(() => {
    const now = spent();
    turn = Math.max(turn, now - before);
    before = now;
  }, SAMPLE_MS);
  const turns = [];
  const times = [];
  for (let time = 0; time <= LOOKS; time += 1) {
    const began = performance.now();
    await look();
    times.push(performance.now() - began);
    await sleep(4 * SAMPLE_MS);
    turns.push(turn);
    turn = 0;
  }
  const [first, ...others] = times;
  const [median, longest] = [quantile(others, 0.5), Math.max(...others)];
  clearInterval(sampling);
  const [firstTurn, ...otherTurns] = turns;
  const told = [first, median, longest, firstTurn, Math.max(...otherTurns)];
  console.log(`${count} files: ${told.map((each) => each.toFixed(1)).join(', ')}`);
  reader.close();
  writer.close();
  rmSync(folder, { recursive: true });
}
