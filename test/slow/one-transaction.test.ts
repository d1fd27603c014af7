// Storing a paper and enqueuing what it causes are one transaction: a kill between the two loses nothing, and would without.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokenProgram } from '../chaos/breaks.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { spawnProgram } from '../helpers/process.js';
import { run, type Environment } from '../helpers/program.js';
import { root } from '../helpers/root.js';
import { temporaryFolder } from '../helpers/stores.js';

const KILL_POINTS = join(root, 'test', 'chaos', 'kill-points.mjs');
/** What the first enqueued match runs. */
const FIRST_MATCH = 'INTO matches';
const entries = generateEntries(81, 6);

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(async () => {
  folder = temporaryFolder();
  // The demo server with its rules.
  await run(['start', '--until-idle'], settings('new'));
});
afterEach(() => folder.remove());

const settings = (name: string): Environment => ({
  DATABASE_PATH: join(folder.path, name, 'bot.db'),
  INBOX_DIR: join(folder.path, name, 'inbox'),
  SANDBOX_PORT: '0',
});

async function matched(env: Environment): Promise<number> {
  const { stdout } = await run(['status', '--ledger', '--json'], env);
  return (JSON.parse(stdout.trim().split('\n').at(-1)!) as { matched: number }).matched;
}

/**
 * What is matched in the end when a program takes the entries in and dies before a statement, counted from the one that
 * enqueues the first match.
 */
async function matchedAfter(name: string, killBefore: number | null, entry?: string): Promise<number> {
  cpSync(join(folder.path, 'new'), join(folder.path, name), { recursive: true });
  const env = settings(name);
  const dump = join(env['INBOX_DIR']!, 'dump.txt');
  mkdirSync(env['INBOX_DIR']!, { recursive: true });
  writeFileSync(dump, dumpText(entries));
  if (killBefore !== null) {
    const killed = { ...env, COUNT_FROM: FIRST_MATCH, KILL_BEFORE: String(killBefore) };
    const { ended, child } = await spawnProgram(['start', '--until-idle'], killed, {
      nodeArgs: ['--import', KILL_POINTS],
      entry,
    });
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
  }
  await run(['ingest', dump], env);
  return matched(env);
}

describe('a kill while papers are taken in', () => {
  it('loses no match at any statement, and would where enqueuing were a transaction of its own', async () => {
    const whole = await matchedAfter('whole', null);
    expect(whole).toBeGreaterThan((await matched(settings('new'))) + entries.length - 1);
    expect(await matchedAfter('broken', 1, brokenProgram('transaction', folder.path))).toBeLessThan(whole);
    for (const point of [1, 2, 20, 60]) expect(await matchedAfter(`sound-${point}`, point)).toBe(whole);
  });
});
