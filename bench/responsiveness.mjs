// Measures how the bot feels while 20,000 records are taken in: delay of the event loop, time of small writes.
// Run after `npm run build`: node bench/responsiveness.mjs [records]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWriterThread } from '../dist/src/pipeline/writer-thread.js';

const count = Number(process.argv[2] ?? 20_000);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-bench-'));
const taxonomy = JSON.parse(readFileSync(new URL('../data/taxonomy.json', import.meta.url), 'utf8'));

function record(index) {
  const words =
    'model learning graph neural quantum sparse kernel policy latent token causal robust adaptive noise field'.split(
      ' ',
    );
  const text = (length, step) =>
    Array.from({ length }, (_, at) => words[(index * 7 + at * step) % words.length]).join(' ');
  const title = `On ${text(6, 3)} ${index}`;
  const ja = Array.from(
    { length: 7 },
    (_, at) =>
      `学習の模型${(index + at) % 97}を使って推論と最適化の手法を評価し、画像と言語の表現を改善することを示します。`,
  );
  const date = new Date(Date.UTC(2020, 0, 1) + index * 61_000)
    .toISOString()
    .replace('T', ' ')
    .replace('.000Z', '+00:00');
  return `${title}\n\n要約\n\n${ja.join('\n')}\n\n要約(オリジナル)\n\n${text(170, 5)}.\n\narxiv情報\n\n著者 A${index} Sato,Bruno Costa\n発行日 ${date}\narxivサイト arxiv_id(pdf)\n\n提供元, 利用サービス\n\narxiv.jp, Google\n\nカテゴリー: cs.LG, stat.ML | ${title} はコメントを受け付けていません`;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Small writes every 20 ms until `work` ends. */
async function measure(writer, work) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const writes = [];
  let isDone = false;
  void work.then(() => (isDone = true));
  delay.enable();
  const started = performance.now();
  while (!isDone) {
    const at = performance.now();
    await writer.call(
      'saveSearch',
      {
        text: String(at),
        author: null,
        category: null,
        since: null,
        until: null,
        sort: 'newest',
        limit: 10,
        offset: 0,
      },
      '2030-01-01T00:00:00Z',
    );
    writes.push(performance.now() - at);
    await sleep(20);
  }
  delay.disable();
  return {
    seconds: (performance.now() - started) / 1000,
    loop: delay.percentile(99) / 1e6,
    p50: quantile(writes, 0.5),
    p99: quantile(writes, 0.99),
    max: Math.max(...writes),
    count: writes.length,
  };
}

const file = join(folder, 'dump.txt');
writeFileSync(file, Array.from({ length: count }, (_, index) => record(index)).join('\n\n'));
const writer = await startWriterThread({ databasePath: join(folder, 'bench.db'), taxonomy }, (error) => {
  throw error;
});
const idle = await measure(writer, sleep(5_000));
let result;
const busy = await measure(
  writer,
  writer.call('ingestFile', file, new Date()).then((done) => (result = done)),
);
await writer.close();
rmSync(folder, { recursive: true, force: true });

const row = (name, each) =>
  `| ${name} | ${each.loop.toFixed(1)} | ${each.p50.toFixed(1)} | ${each.p99.toFixed(1)} | ${each.max.toFixed(1)} | ${each.count} |`;
console.log(
  `${result.records} records (${result.new} new, ${result.rejected} rejected) in ${busy.seconds.toFixed(1)} s: ${(result.records / busy.seconds).toFixed(0)} records/s`,
);
console.log('| | event loop p99 (ms) | small write p50 (ms) | p99 (ms) | max (ms) | writes |');
console.log('| --- | --- | --- | --- | --- | --- |');
console.log(row('nothing going on', idle));
console.log(row('during ingest', busy));
