// Stores of real papers for the growth benches: the corpus, repeated with other identifiers up to the size wanted.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The compiled program that is measured: this one, or an older one for the state before. */
export const program = resolve(root, process.env.BENCH_PROGRAM ?? '.');
const corpus = resolve(root, process.env.CORPUS ?? '../shared/corpus/snapshot-1991-2019-16k.jsonl.gz');

const AT = '2030-01-01T00:00:00Z';
const BATCH = 2_000;

/** A module of the compiled program. */
export const load = (path) => import(pathToFileURL(join(program, 'dist', 'src', path)).href);

export const taxonomyData = JSON.parse(readFileSync(join(root, 'data', 'taxonomy.json'), 'utf8'));

/** Ends the bench with a sentence where the corpus is missing. */
export function needCorpus() {
  if (existsSync(corpus)) return;
  console.log(`skipped: there is no corpus at ${corpus}; CORPUS names another one (a metadata snapshot, gzip)`);
  process.exit(0);
}

/** The text of the corpus, a record a line. */
export const corpusText = () => gunzipSync(readFileSync(corpus));

/** The first records of the corpus, as the reading thread would hand them over. */
export async function freshRecords(count) {
  const text = corpusText().toString().split('\n').slice(0, count).join('\n');
  const { createTaxonomy } = await load('domain/category.js');
  const { createFileReader } = await load('pipeline/ingest/read-file.js');
  const { memoryDump } = await load('sources/files/file.js');
  const world = { now: () => new Date(AT), pause: () => Promise.resolve() };
  const read = createFileReader(createTaxonomy(taxonomyData), world);
  const records = [];
  for await (const event of read(memoryDump('corpus', Buffer.from(text))))
    if (event.kind === 'items')
      records.push(...event.lot.items.filter(({ kind }) => kind === 'facts').map(({ fresh }) => fresh));
  return records;
}

/** The same paper under another identifier. */
function copyOf(fresh, round, index) {
  if (round === 0) return fresh;
  const arxivId = `${String(2000 + round).slice(-4)}.${String(index + 1).padStart(5, '0')}`;
  const facts = JSON.stringify({ ...JSON.parse(fresh.facts), arxivId });
  return { ...fresh, arxivId, key: arxivId, facts };
}

/** Builds a store of `count` papers at `path` where there is none yet. */
export async function buildStore(count, path) {
  if (existsSync(path)) return;
  const { createTaxonomy } = await load('domain/category.js');
  const { openWriter } = await load('store/writer.js');
  const records = await freshRecords(count);
  const unfinished = `${path}.part`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${unfinished}${end}`, { force: true });
  const writer = openWriter(unfinished, createTaxonomy(taxonomyData));
  const dump = { sha256: 'growth', format: 'snapshot', path: 'growth', silentReason: 'bench' };
  const { id } = writer.batch(() => writer.beginDump(dump, AT));
  const started = performance.now();
  for (let done = 0; done < count;) {
    writer.batch(() => {
      for (let index = 0; index < BATCH && done < count; index += 1, done += 1) {
        const place = done % records.length;
        writer.storeRecord(copyOf(records[place], Math.floor(done / records.length), place), null, {
          dumpId: id,
          at: AT,
        });
      }
    });
    if (done % 20_000 === 0)
      process.stderr.write(`${done} papers, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
  for (let isLeft = true; isLeft;) writer.batch(() => void (isLeft = writer.tidy()));
  writer.batch(() => writer.finishDump(id, { note: null, rejected: 0 }, AT));
  writer.close();
  renameSync(unfinished, path);
}

/**
 * Gives a destination a rule: for a category, or with the fields that are given. Its shape is that of this program and of older
 * ones, which ignore what they do not know.
 */
export function addRule(writer, destination, wanted) {
  const own = typeof wanted === 'string' ? { kind: 'category', value: wanted, category: wanted } : wanted;
  const common = { guildId: '1', destination, category: null, language: 'en', createdBy: '1', createdAt: AT };
  const options = {
    excludedCategories: [],
    excludedWords: [],
    excludedAuthors: [],
    role: null,
    isSilent: false,
    withRepeats: false,
  };
  const rule = {
    mode: 'cards',
    hour: null,
    announcements: 'cross',
    options,
    ...own,
  };
  const place = { name: null, language: 'en', fallback: 'en' };
  return writer.addSubscription({ ...common, ...rule }, place).subscription.id;
}

export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

if (process.argv[1]?.endsWith('store.mjs')) {
  needCorpus();
  await buildStore(Number(process.argv[2] ?? 10_000), process.argv[3] ?? 'bench.db');
}
