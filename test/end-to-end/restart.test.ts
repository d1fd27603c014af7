// Restart and stop while there is work in the inbox: everything started has an end, and nothing waits for it.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { control, until } from '../helpers/control.js';
import { dumpText, generateEntries } from '../helpers/dump-generator.js';
import { launch, run, type Running } from '../helpers/program.js';
import { temporaryFolder } from '../helpers/stores.js';

let folder: ReturnType<typeof temporaryFolder>;
let running: Running | null = null;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await running?.stop();
  running = null;
  folder.remove();
});

describe('a bot that the sandbox page restarts', () => {
  it('goes on when a file of the inbox is half-written meanwhile, and takes it when it is whole', async () => {
    const inbox = join(folder.path, 'inbox');
    mkdirSync(inbox);
    const entries = generateEntries(83, 2);
    const half = join(inbox, 'dump.txt.part');
    writeFileSync(half, dumpText(entries).slice(0, 300));
    const env = { DATABASE_PATH: join(folder.path, 'bot.db'), INBOX_DIR: inbox, SANDBOX_PORT: '0' };
    running = await launch(['start'], { ...env, LOG_LEVEL: 'error', INGEST_CRON: '* * * * * *' });
    const sandbox = control(running.ready);
    await until('the demo', () => (running!.stderr().includes('in a browser') ? true : null));
    for (let times = 1; times <= 2; times += 1) {
      const restarts = () => running!.stderr().split('Restarting, as').length - 1;
      await fetch(`${running.ready}page/operator/restart`, { method: 'POST' });
      await until('the restart', () => (restarts() === times ? true : null));
      await until('the bot to be back', async () =>
        (await fetch(`${running!.ready}page/operator/status`)).ok ? true : null,
      );
    }
    writeFileSync(half, dumpText(entries));
    renameSync(half, join(inbox, 'dump.txt'));
    const { channels } = await sandbox.state();
    const titles = async () => (await sandbox.messages(channels['cs-lg']!)).map((card) => card.embeds[0]?.title ?? '');
    await until('its cards', async () => {
      const shown = await titles();
      return entries.every(({ title }) => shown.includes(title)) ? true : null;
    });
    const { code, stderr } = await running.stop();
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/not open|Error/);
  });
});

describe('a bot that is stopped while it first reads its inbox', () => {
  it('ends without reading on, and the next start reads the rest', async () => {
    const inbox = join(folder.path, 'inbox');
    mkdirSync(inbox);
    writeFileSync(join(inbox, 'large.txt'), dumpText(generateEntries(84, 3_000)));
    const env = { DATABASE_PATH: join(folder.path, 'bot.db'), INBOX_DIR: inbox, SANDBOX_PORT: '0' };
    const papers = async (): Promise<number> => {
      const { stdout } = await run(['status', '--json'], env);
      return (JSON.parse(stdout) as { database: { papers: number } }).database.papers;
    };
    running = await launch(['start'], { ...env, LOG_LEVEL: 'error' });
    await until('the demo', () => (running!.stderr().includes('in a browser') ? true : null));
    const { code, stderr } = await running.stop();
    expect(code).toBe(0);
    expect(stderr).not.toContain('"level"');
    const stored = await papers();
    expect(stored).toBeLessThan(3_000);
    running = await launch(['start'], { ...env, LOG_LEVEL: 'error' });
    await until('more of it', async () => ((await papers()) > stored ? true : null));
  });
});
