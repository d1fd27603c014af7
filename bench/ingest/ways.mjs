// The ways of taking papers in that are measured, each in a process of its own: node bench/ingest/ways.mjs WAY ARGUMENTS
import Database from 'better-sqlite3';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { createTaxonomy } from '../../dist/src/domain/category.js';
import { ingestFile, tidyUp } from '../../dist/src/pipeline/ingest/ingest.js';
import { createThreadedReader } from '../../dist/src/pipeline/ingest/reading-thread.js';
import { fileDump } from '../../dist/src/sources/files/file.js';
import { openForWriting } from '../../dist/src/store/database/open.js';
import { rowKeys } from '../../dist/src/search/keys.js';
import { indexColumns } from '../../dist/src/store/search/paper-index.js';
import { openWriter } from '../../dist/src/store/writer.js';

const BATCH = 500;
const taxonomy = JSON.parse(readFileSync(new URL('../../data/taxonomy.json', import.meta.url), 'utf8'));

/** Our whole path: unpack, read, parse, validate, dedupe, merge, index. */
async function ours(path, ...dumps) {
  const writer = openWriter(path, createTaxonomy(taxonomy));
  const pause = () => new Promise((resume) => setImmediate(resume));
  const read = createThreadedReader(taxonomy, { now: () => new Date(), pause });
  const options = {
    announce: 'auto',
    origin: { kind: 'given' },
    read,
    now: () => new Date(),
    pause,
    isAsked: () => false,
  };
  const started = performance.now();
  let records = 0;
  for (const file of dumps)
    for await (const result of ingestFile(writer, fileDump(file, file, statSync(file).size), options)) {
      if (result.error !== null || result.rejected > 0) throw new Error(JSON.stringify(result).slice(0, 500));
      records += result.records;
    }
  await tidyUp(writer, pause);
  const seconds = (performance.now() - started) / 1000;
  writer.close();
  return { records, seconds, bytes: statSync(path).size };
}

/** The rows of a paper that are inserted beside its index terms, by ranges of papers. */
const ROWS = {
  papers: 'SELECT * FROM papers WHERE id BETWEEN ? AND ?',
  records: 'SELECT * FROM records WHERE paper_id BETWEEN ? AND ?',
  sightings: 'SELECT sightings.* FROM sightings JOIN records ON records.id = record_id WHERE paper_id BETWEEN ? AND ?',
};

/** The floor: the finished rows and index terms of our store, inserted into the same tables by a bare loop. */
function floor(path, from) {
  const source = new Database(from, { readonly: true });
  const target = openForWriting(path);
  for (const row of source.prepare('SELECT * FROM dumps').all())
    insertInto({ target, source }, 'dumps').run(...Object.values(row));
  const evidence = evidenceByPaper(source);
  const tables = Object.entries(ROWS).map(([name, sql]) => {
    const rows = source.prepare(sql).safeIntegers(true);
    return { write: insertInto({ target, source }, name), read: (first, until) => rows.all(first, until) };
  });
  const { records, seconds } = insertFinished(source, target, [
    ...tables,
    { write: insertInto({ target, source }, 'evidence'), read: evidence },
  ]);
  const insertName = insertInto({ target, source }, 'name_counts');
  const names = source.prepare('SELECT * FROM name_counts').all();
  const started = performance.now();
  target.transaction(() => names.forEach((row) => insertName.run(...Object.values(row))))();
  const nameSeconds = (performance.now() - started) / 1000;
  target.close();
  return { records, seconds: seconds + nameSeconds, bytes: statSync(path).size };
}

/** Less than the floor: the index terms alone, without a row of any paper. */
function terms(path, from) {
  const source = new Database(from, { readonly: true });
  const target = openForWriting(path);
  const { records, seconds } = insertFinished(source, target, []);
  target.close();
  return { records, seconds, bytes: statSync(path).size };
}

/** A row of the index as our store writes it. */
function indexRow({ search_id: id, facts }) {
  const columns = indexColumns(JSON.parse(facts));
  return [id, ...columns.slice(0, -1), `${rowKeys(id)} ${columns.at(-1)}`];
}

/** Inserts index terms, and rows of these tables, in transactions of BATCH papers; the time is that of inserting only. */
function insertFinished(source, target, tables) {
  const insertIndex = insertInto({ target, source }, 'paper_index', true);
  const { last } = source.prepare('SELECT max(id) AS last FROM papers').get();
  const facts = source.prepare('SELECT search_id, facts FROM papers WHERE id BETWEEN ? AND ?');
  let seconds = 0;
  for (let first = 1; first <= last; first += BATCH) {
    const until = Math.min(first + BATCH - 1, last);
    const ready = tables.map(({ read, write }) => ({
      write,
      rows: read(first, until).map((row) => Object.values(row)),
    }));
    const indexed = facts.all(first, until).map(indexRow);
    const started = performance.now();
    target.transaction(() => {
      for (const { write, rows } of ready) for (const row of rows) write.run(...row);
      for (const row of indexed) insertIndex.run(...row);
    })();
    seconds += (performance.now() - started) / 1000;
  }
  return { records: last, seconds };
}

/** Evidence has no index by paper: it is read once and kept in memory. */
function evidenceByPaper(source) {
  const byPaper = new Map();
  for (const row of source.prepare('SELECT * FROM evidence').safeIntegers(true).iterate()) {
    const id = Number(row.paper_id);
    byPaper.set(id, [...(byPaper.get(id) ?? []), row]);
  }
  return (first, until) =>
    Array.from({ length: until - first + 1 }, (_, index) => byPaper.get(first + index) ?? []).flat();
}

function insertInto({ target, source }, name, hasRowId = false) {
  const columns = source
    .prepare(`SELECT name FROM pragma_table_info('${name}')`)
    .all()
    .map((row) => row.name);
  const all = hasRowId ? ['rowid', ...columns] : columns;
  return target.prepare(`INSERT INTO ${name} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`);
}

/** JSON lines into FTS5's trigram index, as a quick script would. */
async function trigram(path, lines) {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(`CREATE TABLE papers (id INTEGER PRIMARY KEY, json TEXT NOT NULL);
    CREATE VIRTUAL TABLE paper_index USING fts5 (title, abstract, abstract_ja, authors, content = '', tokenize = 'trigram')`);
  const paper = db.prepare('INSERT INTO papers (json) VALUES (?)');
  const terms = db.prepare(
    'INSERT INTO paper_index (rowid, title, abstract, abstract_ja, authors) VALUES (?, ?, ?, ?, ?)',
  );
  const take = db.transaction((texts) => {
    for (const text of texts) {
      const { title, abstract, abstractJa, authors } = JSON.parse(text);
      const { lastInsertRowid } = paper.run(text);
      terms.run(lastInsertRowid, title, abstract, abstractJa ?? '', authors.join(', '));
    }
  });
  const started = performance.now();
  const records = await eachBatch(lines, take);
  const seconds = (performance.now() - started) / 1000;
  db.close();
  return { records, seconds, bytes: statSync(path).size };
}

/** The same lines into MiniSearch, in memory, with its own tokenizer. */
async function minisearch(_path, lines) {
  const { default: MiniSearch } = await import('minisearch');
  const index = new MiniSearch({ idField: 'arxivId', fields: ['title', 'abstract', 'abstractJa', 'authors'] });
  const started = performance.now();
  const records = await eachBatch(lines, (texts) => index.addAll(texts.map((text) => JSON.parse(text))));
  return { records, seconds: (performance.now() - started) / 1000, bytes: null };
}

async function eachBatch(lines, take) {
  let batch = [];
  let records = 0;
  for await (const line of createInterface({ input: createReadStream(lines) })) {
    batch.push(line);
    records += 1;
    if (batch.length < BATCH) continue;
    take(batch);
    batch = [];
  }
  take(batch);
  return records;
}

const [way, ...given] = process.argv.slice(2);
const result = await { ours, floor, terms, trigram, minisearch }[way](...given);
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
// Of all threads, the start of the program included: on a busy machine this says more than the clock.
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ ...result, cpuSeconds, peakBytes: maxRSS * 1024 }));
