// The sandbox and the bot as two programs, for tests of commands: the bot knows the papers of one dump.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpText, type Entry } from './dump-generator.js';
import { complaints } from './oracle.js';
import { control, type Control, type Stage } from './control.js';
import { launch, run, type Environment } from './program.js';
import { temporaryFolder } from './stores.js';

export interface Apart {
  readonly sandbox: Control;
  readonly stage: Stage;
  /** The bot's. */
  readonly env: Environment;
  restart(): Promise<void>;
  /** Ends both; answers what the oracle finds wrong with the bot's requests. */
  close(): Promise<unknown[]>;
}

export async function openApart(entries: readonly Entry[]): Promise<Apart> {
  const folder = temporaryFolder();
  const world = await launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(folder.path, 'stage.db') });
  const sandbox = control(world.ready);
  const env = {
    DISCORD_TOKEN: 't',
    DISCORD_API_URL: `${world.ready}api`,
    DATABASE_PATH: join(folder.path, 'bot.db'),
    INBOX_DIR: join(folder.path, 'inbox'),
    FEEDS: 'off',
  };
  const dump = join(folder.path, 'dump.txt');
  writeFileSync(dump, dumpText(entries));
  await run(['ingest', dump], env);
  let bot = await launch(['start'], env);
  return {
    sandbox,
    stage: await sandbox.state(),
    env,
    async restart() {
      await bot.stop();
      bot = await launch(['start'], env);
    },
    async close() {
      const found = complaints(await sandbox.requests());
      await Promise.all([bot.stop(), world.stop()]);
      folder.remove();
      return found;
    },
  };
}
