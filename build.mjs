// Compiles the program into dist/ when that is missing or older than the sources, and swaps it in whole.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage } from './src/sandbox/page/client/bundle.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const output = join(root, 'dist');
const marker = join(output, '.built');

function newestChange(path) {
  const info = statSync(path);
  if (!info.isDirectory()) return info.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), info.mtimeMs);
}

function isFresh() {
  if (!existsSync(marker)) return false;
  const built = statSync(marker).mtimeMs;
  const sources = ['src', 'commands', 'package.json', 'package-lock.json', 'tsconfig.json', 'build.mjs'];
  return sources.every((name) => newestChange(join(root, name)) <= built);
}

/** A new folder with the rights of any other: whoever may read the sources may run what is made of them. */
function makeFolder() {
  try {
    const folder = mkdtempSync(join(root, '.build-'));
    chmodSync(folder, 0o777 & ~process.umask());
    return folder;
  } catch (error) {
    process.stderr.write(
      `The program cannot be compiled in ${root} (${error.message}). The last build was kept; run "npm run build" as the owner of that folder.\n`,
    );
    return process.exit(1);
  }
}

async function build() {
  const startedAt = new Date();
  const fresh = makeFolder();
  try {
    const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
    const compiled = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.json'), '--outDir', fresh], {
      stdio: ['ignore', 2, 2],
    });
    if (compiled.status !== 0) {
      process.stderr.write(
        'The program could not be compiled; the messages above say where. The last build was kept.\n',
      );
      process.exitCode = 1;
      return;
    }
    await bundlePage(join(fresh, 'src', 'sandbox', 'page'));
    writeFileSync(join(fresh, '.built'), startedAt.toISOString());
    const old = `${fresh}.old`;
    if (existsSync(output)) renameSync(output, old);
    renameSync(fresh, output);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

if (process.argv.includes('--force') || !isFresh()) await build();
