// How alike similar papers are: for twice 100 papers of the corpus, whether the first answer is of the same primary category, and
// whether a shown term is among the 500 commonest words. The weights were tuned on the first 100; the others judge them. Run after `npm run build`: node bench/search/similar.mjs [papers] [STORE]
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildStore, corpusText, load, needCorpus, quantile, taxonomyData } from '../growth/store.mjs';

needCorpus();
const count = Number(process.argv[2] ?? 16_383);
const path = process.argv[3] ?? join(tmpdir(), `shinchaku-growth-${count}.db`);
const ASKED = 100;
const COMMONEST = 500;

await buildStore(count, path);
const terms = JSON.parse(readFileSync(new URL('../../data/terms.json', import.meta.url), 'utf8'));
const { createTaxonomy } = await load('domain/category.js');
const { createTermBook } = await load('search/terms.js');
const { openReader } = await load('store/reader.js');
const reader = openReader(path, createTaxonomy(taxonomyData), { book: createTermBook(terms) });

const lines = corpusText()
  .toString()
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const uses = new Map();
for (const { title, abstract } of lines)
  for (const word of `${title} ${abstract}`.toLowerCase().match(/[a-z]+/g) ?? [])
    uses.set(word, (uses.get(word) ?? 0) + 1);
const commonest = new Set(
  [...uses]
    .sort((a, b) => b[1] - a[1])
    .slice(0, COMMONEST)
    .map(([word]) => word),
);

const common = new Set();
const times = [];
/** Asks for papers like every `lines.length / ASKED`th one, from a share of that step on. */
function ask(from) {
  const outcome = { same: 0, other: 0, none: 0 };
  for (let index = 0; index < ASKED; index += 1) {
    const { id } = lines[Math.floor(((index + from) * lines.length) / ASKED)];
    const paper = reader.findPaper(id);
    const began = performance.now();
    const found = reader.findSimilar(paper, 8, 'en');
    times.push(performance.now() - began);
    const [first] = found;
    outcome[first === undefined ? 'none' : first.paper.primaryCategory === paper.primaryCategory ? 'same' : 'other'] +=
      1;
    for (const { shared } of found) for (const term of shared) if (commonest.has(term)) common.add(term);
  }
  return outcome;
}
for (const [name, from] of [
  ['tuned on', 0],
  ['judged on', 0.5],
]) {
  const { same, other, none } = ask(from);
  const answered = same + other;
  console.log(
    `${name} ${ASKED} papers of ${count}: ${answered} answered, ${same} (${Math.round((100 * same) / answered)} %) first with the same primary category, ${none} with nothing similar`,
  );
}
reader.close();
console.log(
  `shown terms among the ${COMMONEST} commonest words: ${common.size === 0 ? 'none' : [...common].join(', ')}`,
);
console.log(`p50 ${quantile(times, 0.5).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`);
