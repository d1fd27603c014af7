// Measures taking in real papers: our whole path with and without TeX, the bare inserts of its own rows, and what one would use
// instead.
// Run after `npm run build`, and `npm ci --prefix bench` for MiniSearch: node bench/ingest/run.mjs [papers] [rounds]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeArchive } from './archive.mjs';

const count = Number(process.argv[2] ?? 100_000);
/** The ways take turns so often, since a machine is not always as fast; of each, the median counts. */
const rounds = Number(process.argv[3] ?? 3);
/** `WAYS=ours,trigram` measures these alone. */
const only = (process.env.WAYS ?? '').split(',').filter(Boolean);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-bench-'));
const script = fileURLToPath(new URL('ways.mjs', import.meta.url));

function measure({ label, way, given }) {
  process.stderr.write(`${label} …\n`);
  const database = join(folder, `${label}.db`);
  for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
  // The program's own limit for our path; what the others need in memory is not held against them.
  const limit = `--max-old-space-size=${way === 'ours' ? 512 : 12_000}`;
  const args = [limit, script, way, database, ...given];
  return JSON.parse(execFileSync(process.execPath, args, { maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'inherit'] }));
}

function median(results) {
  return results.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(results.length / 2)];
}

try {
  process.stderr.write(`writing ${count} papers …\n`);
  const { archive, packed, plain, lines } = await writeArchive(folder, count);
  const ways = [
    { label: 'ours', way: 'ours', given: [archive] },
    { label: 'ours, packed', way: 'ours', given: [packed] },
    { label: 'ours without TeX', way: 'ours', given: [plain] },
    { label: 'floor', way: 'floor', given: [join(folder, 'ours.db')] },
    { label: 'terms alone', way: 'terms', given: [join(folder, 'ours.db')] },
    { label: 'trigram', way: 'trigram', given: [lines] },
    { label: 'minisearch', way: 'minisearch', given: [lines] },
  ]
    .filter(({ label }) => only.length === 0 || only.includes(label))
    .filter(({ way }) => way !== 'minisearch' || existsSync(new URL('../node_modules/minisearch', import.meta.url)))
    .map((each) => ({ ...each, results: [] }));
  for (let round = 0; round < rounds; round += 1) for (const way of ways) way.results.push(measure(way));
  const ours = median(ways[0].results);
  console.log(
    '| way | records/s | slowest to fastest | ours is | processor s / 1,000 | bytes a paper | peak memory (MB) |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const { label, results } of ways) {
    const { records, seconds, bytes } = median(results);
    const speed = records / seconds;
    const speeds = results.map((result) => Math.round(result.records / result.seconds));
    const ratio = ours.records / ours.seconds / speed;
    const size = bytes === null ? 'in memory' : Math.round(bytes / records);
    const cpu = (Math.min(...results.map(({ cpuSeconds }) => cpuSeconds)) / records) * 1_000;
    const memory = Math.round(Math.max(...results.map((result) => result.peakBytes)) / 1e6);
    console.log(
      `| ${label} | ${Math.round(speed)} | ${Math.min(...speeds)} to ${Math.max(...speeds)} | ${ratio.toFixed(2)} × | ${cpu.toFixed(2)} | ${size} | ${memory} |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
