// Runs a TypeScript file of the bench or of the tests' helpers: node bench/run.mjs FILE.ts [arguments]
import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const [file = '', ...rest] = process.argv.slice(2);
const output = join(folder, `.run-${process.pid}.mjs`);
await build({
  entryPoints: [resolve(folder, file)],
  outfile: output,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  define: { 'import.meta.url': JSON.stringify(pathToFileURL(join(folder, 'search', 'x.mjs')).href) },
  logLevel: 'error',
});
process.argv = [process.argv[0] ?? 'node', output, ...rest];
try {
  await import(pathToFileURL(output).href);
} finally {
  rmSync(output, { force: true });
}
