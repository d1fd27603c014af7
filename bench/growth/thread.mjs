// How long the gateway's thread stalls at most, on a store of many papers and rules: at start-up, and by each kind of question.
// Run after `npm run build`: node bench/growth/thread.mjs [papers] [rules]; BENCH_PROGRAM names another program.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStage } from './stage.mjs';
import { addRule, buildStore, load, needCorpus, program, taxonomyData } from './store.mjs';

const TIMES = 20;
needCorpus();
const papers = Number(process.argv[2] ?? 100_000);
const rules = Number(process.argv[3] ?? 5_000);
const kept = process.env.BENCH_STORE ?? join(tmpdir(), `shinchaku-growth-${papers}.db`);
await buildStore(papers, kept);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-thread-'));
const path = join(folder, 'bot.db');
mkdirSync(join(folder, 'inbox'));
copyFileSync(kept, path);

const stage = await openStage(folder);
const { openWriter } = await load('store/writer.js');
const { createTaxonomy } = await load('domain/category.js');
const codes = taxonomyData.categories.filter(({ canonical }) => canonical === null).map(({ code }) => code);
/** Adds as many rules as are asked for, over a writing connection of their own. */
function addRules(add) {
  const writer = openWriter(path, createTaxonomy(taxonomyData));
  writer.batch(() => {
    for (let index = 0; index < rules; index += 1) add(writer, index);
  });
  writer.close();
}
addRules((writer, index) => addRule(writer, String(10_000 + index), codes[index % codes.length]));

// What any start costs: the program's own modules.
const bare = await stage.startBot(join(folder, 'empty.db'), join(folder, 'inbox'));
await sleep(2_000);
const bareStart = await bare.stalls();
await bare.stop();
const bot = await stage.startBot(path, join(folder, 'inbox'));
const { adminId, channels, guildId } = await stage.state();
await sleep(2_000);
console.log(
  `${program}: ${papers} papers, ${rules} rules; longest turn of the gateway's thread in processor time, and longest stall by the clock`,
);
const started = await bot.stalls();
console.log(
  `start-up: ${started.cpu} and ${started.max} ms, with an empty store ${bareStart.cpu} and ${bareStart.max} ms`,
);
const common = { userId: adminId, locale: 'ja', channelId: channels.lobby, subcommand: null };
const command = (name, options = {}) => ({ ...common, kind: 'command', command: name, options });
const complete = (name, focused, typed) => ({
  ...common,
  kind: 'autocomplete',
  command: name,
  options: { [focused]: typed },
  focused,
});
const asked = {
  '/help': command('help'),
  '/search, with what matched': command('search', { query: 'quantum dynamics' }),
  '/author': command('author', { name: 'Wang' }),
  '/category': command('category', { category: 'cs.LG' }),
  '/paper': command('paper', { reference: '0704.0001' }),
  '/subscriptions': command('subscriptions'),
  '/status': command('status'),
  'names while somebody types': complete('author', 'name', 'wan'),
  'categories while somebody types': complete('category', 'category', 'cs'),
  'rules while somebody types': complete('unsubscribe', 'subscription', 'cs'),
};
async function ask(questions) {
  for (const [name, question] of Object.entries(questions)) {
    let answered = 0;
    for (let time = 0; time < TIMES; time += 1) {
      const { outcome } = await stage.call('POST', 'interactions', question);
      if (outcome === 'answered' || outcome === 'choices') answered += 1;
    }
    const { cpu, max } = await bot.stalls();
    console.log(`${name}: ${cpu} and ${max} ms (${answered} of ${TIMES} answered)`);
  }
}
await ask(asked);

console.log('as many rules for queries in one channel of the server of who asks:');
addRules((writer, index) =>
  addRule(writer, channels.lobby, { guildId, kind: 'keyword', value: `"deep learning" 学習 $x_${index}$` }),
);
await bot.stalls();
const { '/help': help, '/subscriptions': list, 'rules while somebody types': typed } = asked;
await ask({ '/help': help, '/subscriptions': list, 'rules while somebody types': typed });
await bot.stop();
await stage.close();
rmSync(folder, { recursive: true, force: true });
