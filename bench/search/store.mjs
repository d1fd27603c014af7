// Builds a store of papers (real ones where the corpus is there) through the program's own writing code: node bench/search/store.mjs COUNT FILE
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createTaxonomy } from '../../dist/src/domain/category.js';
import { prepareRecord } from '../../dist/src/store/papers/fresh-record.js';
import { openWriter } from '../../dist/src/store/writer.js';
import { papersFor } from '../real-papers.mjs';
import { textBytes } from './corpus.mjs';

const BATCH = 2_000;
const AT = '2026-11-01T00:00:00Z';
const taxonomyFile = new URL('../../data/taxonomy.json', import.meta.url);

/** Builds the file where it does not exist yet; answers counts, bytes of text and of file, and seconds taken. */
export function buildStore(count, path) {
  const facts = `${path}.json`;
  if (existsSync(facts)) return JSON.parse(readFileSync(facts, 'utf8'));
  const writer = openWriter(path, createTaxonomy(JSON.parse(readFileSync(taxonomyFile, 'utf8'))));
  const started = performance.now();
  const { id: dump } = writer.beginDump(
    { sha256: 'bench', format: 'snapshot', path: 'bench', silentReason: 'bench' },
    AT,
  );
  let text = 0;
  let done = 0;
  const papers = papersFor(count);
  while (done < count) {
    writer.batch(() => {
      for (let index = 0; index < BATCH && done < count; index += 1, done += 1) {
        const { value } = papers.next();
        text += textBytes(value);
        writer.storeRecord(prepareRecord({ format: 'snapshot', facts: value }), null, { dumpId: dump, at: AT });
      }
    });
    if (done % 50_000 === 0)
      process.stderr.write(`${done} papers, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
  for (let isLeft = true; isLeft;) writer.batch(() => void (isLeft = writer.tidy()));
  writer.finishDump(dump, { note: null, rejected: 0 }, AT);
  writer.close();
  const seconds = (performance.now() - started) / 1000;
  const result = { count, textBytes: text, fileBytes: statSync(path).size, seconds };
  writeFileSync(facts, JSON.stringify(result));
  return result;
}

if (process.argv[1]?.endsWith('store.mjs'))
  console.log(buildStore(Number(process.argv[2] ?? 10_000), process.argv[3] ?? 'bench.db'));
