// Side by side with what a user would pick instead: npm run build && node bench/search/peers.mjs [COUNT]
// Every engine runs in a process of its own over the same papers: real ones where the corpus is there.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { papersFor } from '../real-papers.mjs';
import { ENGINES } from './engines.mjs';
import { ms, quantile, table } from './measure.mjs';

const ENGLISH = [
  'learning',
  'the',
  'model',
  'quantum',
  'galaxy',
  'quantum dynamics',
  'neural network',
  'deep learning model for data',
  'state-of-the-art',
  'manifold polynomial',
];
const JAPANESE = [
  '学習',
  '量子',
  '銀河',
  '画像',
  '言語',
  '学',
  '猫',
  '強化学習',
  '機械学習',
  'トランスフォーマー',
  'シミュレーション',
  '学習 モデル',
];
const ROUNDS = 10;

async function times(search, queries) {
  const taken = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const query of queries) {
      const started = performance.now();
      await search(query);
      taken.push(performance.now() - started);
    }
  }
  return taken;
}

async function runEngine(name, count) {
  const engine = await ENGINES[name]();
  const japanese = new Map();
  let position = 0;
  let spent = 0;
  for (const facts of papersFor(count)) {
    if (facts.abstractJa !== null) japanese.set(position, facts.abstractJa);
    const started = performance.now();
    await engine.add(facts, position);
    spent += performance.now() - started;
    position += 1;
  }
  const started = performance.now();
  await engine.finish();
  spent += performance.now() - started;
  // Every word of the query in the translation of every answer: that is an answer, anything else is none.
  const isAnswered = async (query) => {
    const found = await engine.best(query);
    return found.length > 0 && found.every((at) => query.split(' ').every((word) => japanese.get(at)?.includes(word)));
  };
  let answered = 0;
  for (const query of JAPANESE) if (await isAnswered(query)) answered += 1;
  const best = { english: await times(engine.best, ENGLISH), japanese: await times(engine.best, JAPANESE) };
  const newest = engine.newest === null ? null : await times(engine.newest, [...ENGLISH, ...JAPANESE]);
  japanese.clear();
  globalThis.gc?.();
  const memory = process.memoryUsage().rss / 2 ** 20;
  engine.close();
  const summary = (values) => (values === null ? null : { p50: quantile(values, 0.5), p99: quantile(values, 0.99) });
  return {
    seconds: spent / 1000,
    memory,
    answered,
    english: summary(best.english),
    japanese: summary(best.japanese),
    newest: summary(newest),
  };
}

const [engineName, countText] =
  process.argv[2] === '--engine' ? process.argv.slice(3) : [null, process.argv[2] ?? '60000'];
const count = Number(countText);
if (engineName !== null) console.log(JSON.stringify(await runEngine(engineName, count)));
else {
  const rows = Object.keys(ENGINES).map((name) => {
    const child = spawnSync(
      process.execPath,
      ['--expose-gc', '--max-old-space-size=12000', fileURLToPath(import.meta.url), '--engine', name, String(count)],
      { encoding: 'utf8', maxBuffer: 2 ** 26 },
    );
    if (child.status !== 0) return [name, `failed: ${child.stderr.trim().split('\n').at(-1)}`, '', '', '', '', ''];
    const { seconds, memory, answered, english, japanese, newest } = JSON.parse(child.stdout);
    const pair = (each) => (each === null ? 'none' : `${ms(each.p50)} / ${ms(each.p99)}`);
    process.stderr.write(`${name} done\n`);
    return [
      name,
      seconds.toFixed(0),
      memory.toFixed(0),
      pair(newest),
      pair(english),
      pair(japanese),
      `${answered} of ${JAPANESE.length}`,
    ];
  });
  console.log(`${count} papers`);
  console.log(
    table(
      [
        'engine',
        'taking in (s)',
        'memory (MB)',
        'ten newest, p50 / p99 (ms)',
        'ten best, English',
        'ten best, Japanese',
        'Japanese queries answered',
      ],
      rows,
    ),
  );
}
