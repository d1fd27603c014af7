// Compiles the chaos run, which is TypeScript, into dist/ and starts it with the arguments given.
import { build } from 'esbuild';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outfile = join(root, 'dist', 'chaos', 'main.mjs');
await build({
  entryPoints: [join(root, 'test', 'chaos', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
