// What a verb loads: discord.js and all that hangs on it only where Discord is asked.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProcess } from '../helpers/process.js';
import { root } from '../helpers/root.js';
import { temporaryFolder } from '../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder.path, 'inbox'));
});
afterEach(() => folder.remove());

/** The packages that a verb loaded, and its exit code. */
async function loadedBy(args: readonly string[]): Promise<{ code: number | null; packages: string[] }> {
  const preload = pathToFileURL(join(root, 'test', 'helpers', 'tell-packages.mjs')).href;
  const { code, stderr } = await runProcess(args, {
    NODE_OPTIONS: `--import ${preload}`,
    DATABASE_PATH: join(folder.path, 'bot.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    DISCORD_TOKEN: 'none',
    DISCORD_API_URL: 'http://127.0.0.1:1',
  });
  return { code, packages: JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as string[] };
}

describe('discord.js', () => {
  it.each(['version', 'help', 'status', 'status --ledger', 'rejections --retry', 'export'])(
    'is not loaded by %s',
    async (verb) => {
      const { code, packages } = await loadedBy(verb.split(' '));
      expect(code).toBe(0);
      expect(packages).toContain('commander');
      expect(packages.filter((name) => /discord\.js|hono|^ws$/.test(name))).toEqual([]);
    },
  );

  it('is loaded by register, which asks Discord', async () => {
    const { code, packages } = await loadedBy(['register']);
    expect(code).toBe(1);
    expect(packages).toContain('discord.js');
  });
});
