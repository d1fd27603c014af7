// The demo as a person starts it, without a token, and a browser to look at it.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.js';
import { complaints } from './oracle.js';
import { control } from './control.js';
import { spawnProgram } from './process.js';
import type { Environment } from './program.js';
import { temporaryFolder } from './stores.js';

export interface Demo {
  readonly url: string;
  readonly browser: Browser;
  /** Ends it as an operator would: its exit code, and what the oracle finds wrong with its requests. */
  close(): Promise<{ code: number | null; complaints: string[] }>;
}

/** `more`: settings besides those of every demo. */
export async function openDemo(more: Environment = {}): Promise<Demo> {
  const folder = temporaryFolder();
  const own = { DATABASE_PATH: join(folder.path, 'a.db'), INBOX_DIR: join(folder.path, 'inbox'), SANDBOX_PORT: '0' };
  const env = { ...own, ...more };
  const bot = await spawnProgram(['start'], env);
  const browser = await openBrowser();
  return {
    url: bot.ready,
    browser,
    async close() {
      const found = complaints(await control(bot.ready).requests());
      await browser.close();
      const { code } = await bot.stop('SIGTERM');
      folder.remove();
      return { code, complaints: found };
    },
  };
}
