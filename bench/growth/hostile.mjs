// What one bad paper, one long query and many records of one paper cost: the longest turn of the gateway's thread, the whole verb.
// Run after `npm run build`: node bench/growth/hostile.mjs; BENCH_PROGRAM names another program.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStage } from './stage.mjs';
import { program } from './store.mjs';

const RECORDS = 500;
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-hostile-'));
mkdirSync(join(folder, 'inbox'));
const path = join(folder, 'bot.db');

const paper = (number, known) =>
  JSON.stringify({
    id: `2401.${String(number).padStart(5, '0')}`,
    authors: 'Ada Lovelace',
    title: `On bounds ${number}`,
    categories: 'cs.LG',
    abstract: 'Short.',
    versions: [{ version: 'v1', created: 'Mon, 1 Jan 2024 10:00:00 GMT' }],
    update_date: '2024-01-02',
    ...known,
  });

/** Seconds that the verb `ingest` takes for some records. */
function ingest(name, lines, databasePath = path) {
  const file = join(folder, name);
  writeFileSync(file, lines.join('\n'));
  const began = performance.now();
  const { stderr, status } = spawnSync(process.execPath, [join(program, 'dist/src/main.js'), 'ingest', file], {
    cwd: program,
    env: { PATH: process.env.PATH, DATABASE_PATH: databasePath, LOG_LEVEL: 'error' },
  });
  if (status !== 0) throw new Error(String(stderr));
  return (performance.now() - began) / 1_000;
}

console.log(program);
const empty = ingest('one.jsonl', [paper(1)], join(folder, 'one.db'));
const many = Array.from({ length: RECORDS }, (_, index) =>
  paper(1, { abstract: `Text ${index}. ${'word '.repeat(300)}` }),
);
const whole = ingest('many.jsonl', many, join(folder, 'many.db'));
console.log(`${RECORDS} records of one paper: ${(whole - empty).toFixed(1)} s beyond the ${empty.toFixed(1)} s of one`);

ingest('bad.jsonl', [
  paper(2, { abstract: '$\\frac{\\sqrt{x_{1}^{2}}}{y}$ and $\\mathbf{A}_{i,j}$ '.repeat(330) }),
  paper(3, { abstract: 'unbroken words of a text that does not end '.repeat(24_000) }),
]);
const stage = await openStage(folder);
const bot = await stage.startBot(path, join(folder, 'inbox'));
const { adminId, channels } = await stage.state();
await sleep(2_000);
await bot.stalls();
const common = { userId: adminId, locale: 'ja', channelId: channels.lobby };
const command = (name, options) => ({ ...common, kind: 'command', command: name, subcommand: null, options });

async function measure(name, ask) {
  const outcome = await ask();
  const { max, cpu } = await bot.stalls();
  console.log(`${name}: ${cpu} ms of processor time in one turn, ${max} ms by the clock (${outcome})`);
}
for (const [name, number] of [
  ['16 KB of formulas', 2],
  ['an abstract of 1 MB', 3],
]) {
  let buttons = [];
  let message = null;
  await measure(`the card of ${name}`, async () => {
    const { outcome, messages } = await stage.call(
      'POST',
      'interactions',
      command('paper', { reference: `2401.0000${number}` }),
    );
    message = messages[0] ?? null;
    buttons = (message?.components ?? []).flatMap(({ components }) => components);
    return outcome;
  });
  const whole = buttons.find(({ custom_id: id }) => id !== undefined);
  if (whole === undefined) continue;
  await measure(`the whole text of ${name}`, async () => {
    const press = { ...common, kind: 'component', messageId: message.id, customId: whole.custom_id };
    return (await stage.call('POST', 'interactions', press)).outcome;
  });
}
const word = (index) => `zq${String.fromCharCode(97 + (index % 26))}xw${'kvj'[index % 3]}${index % 7}qy`;
const queries = {
  '60 unknown words': Array.from({ length: 60 }, (_, index) => word(index)).join(' '),
  'fifty times $x_1$': '$x_1$ '.repeat(50).trim(),
  'one word of 1,900 letters': 'a'.repeat(1_900),
};
for (const [name, query] of Object.entries(queries))
  await measure(`a search for ${name}`, async () => {
    const began = performance.now();
    const { outcome } = await stage.call('POST', 'interactions', command('search', { query }));
    return `${outcome} after ${Math.round(performance.now() - began)} ms`;
  });
await bot.stop();
await stage.close();
rmSync(folder, { recursive: true, force: true });
