// Preload: tells at the end, in the last line of standard error, which packages the process loaded.
import { createRequire } from 'node:module';

const { cache } = createRequire(import.meta.url);
process.on('exit', () => {
  const names = Object.keys(cache).map((path) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1]);
  process.stderr.write(`\n${JSON.stringify([...new Set(names)])}\n`);
});
