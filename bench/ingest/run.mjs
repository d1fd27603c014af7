// Measures taking in papers: our whole path beside the bare inserts of its own rows, and beside what one would use instead.
// Run after `npm run build` and `npm ci --prefix bench`: node bench/ingest/run.mjs [papers]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeArchive } from './archive.mjs';

const count = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-bench-'));
const script = fileURLToPath(new URL('ways.mjs', import.meta.url));

function measure(way, ...given) {
  process.stderr.write(`${way} …\n`);
  // The program's own limit for our path; what the others need in memory is not held against them.
  const args = [
    `--max-old-space-size=${way === 'ours' ? 512 : 12_000}`,
    script,
    way,
    join(folder, `${way}.db`),
    ...given,
  ];
  return {
    way,
    ...JSON.parse(execFileSync(process.execPath, args, { maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'inherit'] })),
  };
}

try {
  process.stderr.write(`writing ${count} papers …\n`);
  const { dumps, lines } = await writeArchive(folder, count);
  const ours = measure('ours', ...dumps);
  const rows = [
    ours,
    measure('floor', join(folder, 'ours.db')),
    measure('trigram', lines),
    measure('minisearch', lines),
  ];
  console.log('| way | records/s | ours is | bytes a paper | peak memory (MB) |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const { way, records, seconds, bytes, peakBytes } of rows) {
    const speed = records / seconds;
    const ratio = ours.records / ours.seconds / speed;
    const size = bytes === null ? 'in memory' : Math.round(bytes / records);
    console.log(`| ${way} | ${Math.round(speed)} | ${ratio.toFixed(2)} × | ${size} | ${Math.round(peakBytes / 1e6)} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
