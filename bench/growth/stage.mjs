// The sandbox and the bot as two programs, for the growth benches; what the bot's main thread stalled is told at the end.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slowDisk } from './slow-disk.mjs';
import { program } from './store.mjs';

const watch = fileURLToPath(new URL('./watch.mjs', import.meta.url));
const main = join(program, 'dist', 'src', 'main.js');

/** Starts a verb that prints `ready …`. */
function launch(args, env, nodeArgs = []) {
  const child = spawn(process.execPath, [...nodeArgs, main, ...args], {
    cwd: program,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'error', ...env },
  });
  let stderr = '';
  child.stderr.on('data', (bytes) => (stderr += bytes));
  const ended = new Promise((done) => child.on('close', () => done()));
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (bytes) => {
      text += bytes;
      const found = /^ready (.*)$/m.exec(text);
      if (found !== null)
        resolve({
          ready: found[1],
          /** Stalls of the main thread since the last time, in milliseconds. */
          async stalls() {
            const before = stderr.length;
            child.kill('SIGUSR2');
            while (!/loop \{.*\}\n/.test(stderr.slice(before))) await new Promise((again) => setTimeout(again, 20));
            return JSON.parse(/loop (\{.*\})/.exec(stderr.slice(before))[1]);
          },
          async stop() {
            child.kill('SIGTERM');
            await ended;
            return stderr;
          },
        });
    });
    void ended.then(() => reject(new Error(stderr)));
  });
}

export async function openStage(folder) {
  const sandbox = await launch(['sandbox', '--port', '0'], { DATABASE_PATH: join(folder, 'stage.db') });
  async function call(method, path, body) {
    const init =
      body === undefined
        ? { method }
        : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${sandbox.ready}control/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }
  return {
    call,
    state: () => call('GET', 'state'),
    startBot: (databasePath, inboxDir) =>
      launch(
        ['start'],
        {
          DISCORD_TOKEN: 't',
          DISCORD_API_URL: `${sandbox.ready}api`,
          DATABASE_PATH: databasePath,
          INBOX_DIR: inboxDir,
          FEEDS: 'off',
          HARVEST: 'off',
          ...slowDisk(folder),
        },
        ['--import', watch, '--max-old-space-size=512', '--max-semi-space-size=1'],
      ),
    close: () => sandbox.stop(),
  };
}
