// How cost grows with the store: npm run build && node bench/search/growth.mjs [FOLDER] [COUNT …]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { measureStore } from './speed.mjs';
import { summary, table } from './measure.mjs';

const [first, ...more] = process.argv.slice(2);
if (first === '--one') {
  const { built, first: opening, all, memory, bytes } = measureStore(Number(more[1]), more[0]);
  const row = [built.count, ...summary(all.newest), ...summary(all.relevance)];
  const size = [(bytes / built.textBytes).toFixed(2), memory.toFixed(0), opening.toFixed(0)];
  console.log(JSON.stringify([...row, ...size]));
} else {
  const folder = first ?? 'bench/data';
  const counts = more.length > 0 ? more : ['10000', '100000', '1000000'];
  const rows = counts.map((count) => {
    const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--one', folder, count], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return JSON.parse(child.stdout);
  });
  const times = (name) => [`${name}: p50 (ms)`, 'p99', 'first time, longest'];
  const sizes = ['database / text', 'memory (MB)', 'first query (ms)'];
  const head = ['papers', ...times('newest'), ...times('relevance'), ...sizes];
  console.log(table(head, rows));
}
