// Speed and size on one store of papers (real ones where the corpus is there): npm run build && node bench/search/speed.mjs COUNT [FOLDER]
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createTaxonomy } from '../../dist/src/domain/category.js';
import { createTermBook } from '../../dist/src/search/terms.js';
import { openReader } from '../../dist/src/store/reader.js';
import { LISTS, MIX, requestOf, summary, table, timesOf } from './measure.mjs';
import { buildStore } from './store.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8'));

/** Two common words that rarely meet, and a rare phrase of common pairs of letters. */
const WORST = [
  {
    kind: 'common words that rarely meet',
    queries: [
      'ti:quantum cat:quant-ph',
      'cat:cs -the',
      'ti:galaxy ti:polynomial ti:robust',
      'co:pages ti:the ti:of ti:conjecture',
    ],
  },
  {
    kind: 'rare phrase of common words',
    queries: ['"graph neural"', '"the model and of in"', '"learning of the to and"'],
  },
  { kind: 'rare phrase of common letter pairs', queries: ['習学データ手法', '学習学習データデータ'] },
];

const WARM_UP = [
  'stars',
  'optimal control',
  '"random walk"',
  '推定',
  '確率モデル',
  'ti:method -deep',
  'au:Lee',
  'au:"K. Sato"',
  'cat:hep-th',
  'energy since:2012 until:2013',
];

export function measureStore(count, folder) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${count}.db`);
  const built = buildStore(count, path);
  const before = performance.now();
  const reader = openReader(path, createTaxonomy(read('taxonomy.json')), {
    book: createTermBook(read('terms.json')),
  });
  reader.search(requestOf('learning', 'newest'));
  const first = performance.now() - before;
  // A bot runs for weeks: its code is compiled. These are other queries than the measured ones.
  for (let round = 0; round < 10; round += 1)
    for (const query of WARM_UP) for (const sort of ['newest', 'relevance']) reader.search(requestOf(query, sort));
  const rounds = 40;
  const rows = [];
  const all = { newest: { first: [], again: [] }, relevance: { first: [], again: [] } };
  let longest = 0;
  for (const [group, kinds] of [
    ['mix', MIX],
    ['list', LISTS],
    ['worst', WORST],
  ]) {
    for (const { kind, queries } of kinds) {
      const asked = group === 'worst' ? 5 : rounds;
      const newest = timesOf(reader.search, queries, { sort: 'newest', rounds: asked });
      const relevance = timesOf(reader.search, queries, { sort: 'relevance', rounds: asked });
      if (group === 'mix') {
        for (const name of ['first', 'again']) {
          all.newest[name].push(...newest[name]);
          all.relevance[name].push(...relevance[name]);
        }
      }
      for (const { first: once, again } of [newest, relevance]) longest = Math.max(longest, ...once, ...again);
      rows.push([kind, queries.join(' · '), ...summary(newest), ...summary(relevance)]);
    }
  }
  const memory = process.memoryUsage().rss / 2 ** 20;
  reader.close();
  return { built, first, rows, all, longest, memory, bytes: statSync(path).size };
}

if (process.argv[1]?.endsWith('speed.mjs')) {
  const count = Number(process.argv[2] ?? 10_000);
  const result = measureStore(count, process.argv[3] ?? 'bench/data');
  const { built, first, rows, all, longest, memory, bytes } = result;
  const head = (name) => [`${name}: p50 (ms)`, 'p99', 'first time, longest'];
  rows.push(['**the whole mix**', '', ...summary(all.newest), ...summary(all.relevance)]);
  console.log(table(['kind', 'queries', ...head('newest'), ...head('relevance')], rows));
  console.log(
    `\n${count} papers: text ${(built.textBytes / 2 ** 20).toFixed(0)} MB, database ${(bytes / 2 ** 20).toFixed(0)} MB (${(bytes / built.textBytes).toFixed(2)} times the text), ` +
      `memory ${memory.toFixed(0)} MB, ` +
      `opening and first query ${first.toFixed(0)} ms, longest query ${longest.toFixed(0)} ms, built at ${(count / built.seconds).toFixed(0)} papers/s`,
  );
}
