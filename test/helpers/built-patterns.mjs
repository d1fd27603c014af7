// Loads every module of the compiled program that only declares, and prints the regular expressions that this builds: one a line.
import { readdirSync } from 'node:fs';

const dist = new URL('../../dist/', import.meta.url);
/** They run when they are loaded. */
const RUNNING = /main\.js$|-worker\.js$|page\/assets\//;
const told = new Set();

function note(built) {
  // Below: this function and the handler. What libraries build is theirs.
  const caller = new Error().stack?.split('\n')[3] ?? '';
  if (caller.includes(dist.href)) told.add(JSON.stringify({ pattern: built.source, flags: built.flags }));
  return built;
}

globalThis.RegExp = new Proxy(RegExp, {
  construct: (target, values) => note(new target(...values)),
  apply: (target, _, values) => note(target(...values)),
});
for (const path of readdirSync(dist, { recursive: true }))
  if (path.endsWith('.js') && !RUNNING.test(path)) await import(new URL(path, dist).href);
process.stdout.write([...told].join('\n'), () => process.exit());
