// A stage for the whole path: the sandbox as a Discord of its own, a bot's settings for it, and what its people do.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { control, until, type Control } from './control.js';
import { dumpText, generateEntries } from './dump-generator.js';
import { launch, run, type Environment, type Running } from './program.js';

export interface BotStage {
  readonly world: Running;
  readonly sandbox: Control;
  /** Settings of a bot that posts there. */
  readonly env: Environment;
  /** The channel of the demo server that rules are made in. */
  readonly channel: string;
  /** What `drop` puts into the inbox. */
  readonly entries: ReturnType<typeof generateEntries>;
  subscribe(category: string): ReturnType<Control['interact']>;
  drop(name: string): void;
  outbox(): Promise<Record<string, number>>;
  /** Waits until every entry was sent. */
  allSent(): Promise<void>;
}

export async function openBotStage(folder: string): Promise<BotStage> {
  const world = await launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(folder, 'stage.db') });
  const sandbox = control(world.ready);
  await sandbox.rateLimit(null);
  const { channels, adminId } = await sandbox.state();
  const channel = channels['cs-lg']!;
  const entries = generateEntries(7, 6);
  const inbox = join(folder, 'inbox');
  mkdirSync(inbox);
  const env = {
    DISCORD_TOKEN: 'a-token',
    DISCORD_API_URL: `${world.ready}api`,
    DATABASE_PATH: join(folder, 'bot.db'),
    INBOX_DIR: inbox,
    FEEDS: 'off',
    HARVEST: 'off',
  };
  async function outbox(): Promise<Record<string, number>> {
    const { stdout } = await run(['status', '--json'], env);
    return (JSON.parse(stdout) as { outbox: Record<string, number> }).outbox;
  }
  return {
    world,
    sandbox,
    env,
    channel,
    entries,
    subscribe: (category) =>
      sandbox.interact({
        kind: 'command',
        userId: adminId,
        locale: 'ja',
        channelId: channel,
        command: 'subscribe',
        subcommand: 'category',
        options: { category },
      }),
    drop: (name) => writeFileSync(join(inbox, name), dumpText(entries)),
    outbox,
    async allSent() {
      await until('every card to be sent', async () => {
        const counts = await outbox();
        return counts['sent'] === entries.length && counts['pending'] === 0 && counts['sending'] === 0 ? true : null;
      });
    },
  };
}
