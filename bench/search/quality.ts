// Known items beside the peers: npm run build && node bench/run.mjs search/quality.ts [every so manieth paper]
import { readFileSync } from 'node:fs';
import type { PaperFacts } from '../../src/domain/paper.js';
import type { TermData } from '../../src/search/terms.js';
import { knownItems, type KnownItem } from '../../test/helpers/known-items.js';
import { readSamplePapers } from '../../test/helpers/sample-papers.js';
import { samplesDir } from '../../test/helpers/samples.js';

interface Engine {
  add(facts: PaperFacts, position: number): unknown;
  finish(): unknown;
  best(query: string): readonly number[] | Promise<readonly number[]>;
  close(): void;
}

const folder = samplesDir();
if (folder === null) throw new Error('No sample papers: set SAMPLES_DIR to their folder.');
const papers = readSamplePapers(folder);
const terms = JSON.parse(readFileSync(new URL('../../data/terms.json', import.meta.url), 'utf8')) as TermData;
const classes = knownItems(papers, terms, Number(process.argv[2] ?? 4));
const enginesFile = new URL('./engines.mjs', import.meta.url).href;
const { ENGINES } = (await import(enginesFile)) as {
  ENGINES: Readonly<Record<string, () => Engine | Promise<Engine>>>;
};

async function success(engine: Engine, items: readonly KnownItem[]): Promise<string> {
  const ranks: number[] = [];
  for (const { query, title } of items) {
    try {
      ranks.push((await engine.best(query)).findIndex((at) => papers[at]?.title === title));
    } catch {
      ranks.push(-1);
    }
  }
  const within = (count: number): string =>
    (ranks.filter((rank) => rank >= 0 && rank < count).length / ranks.length).toFixed(2);
  return [1, 5, 10].map(within).join(' / ');
}

const columns: string[][] = [];
for (const [name, make] of Object.entries(ENGINES)) {
  const engine = await make();
  for (const [position, facts] of papers.entries()) await engine.add(facts, position);
  await engine.finish();
  const column = [name];
  for (const { items } of classes) column.push(await success(engine, items));
  columns.push(column);
  engine.close();
}
console.log(`${papers.length} papers; success at 1 / 5 / 10`);
console.log(`| class | n | ${columns.map(([name]) => name).join(' | ')} |`);
console.log(`| --- | --- |${' --- |'.repeat(columns.length)}`);
classes.forEach(({ name, items }, index) => {
  console.log(`| ${name} | ${items.length} | ${columns.map((column) => column[index + 1]).join(' | ')} |`);
});
