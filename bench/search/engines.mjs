// Engines that a user would pick instead, each with the settings its own manual leads to, behind one small interface.
// `add` takes papers one by one, `best` and `newest` answer at most ten positions (null: it has no such order).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createTaxonomy } from '../../dist/src/domain/category.js';
import { createTermBook } from '../../dist/src/search/terms.js';
import { openReader } from '../../dist/src/store/reader.js';
import { prepareRecord } from '../../dist/src/store/papers/fresh-record.js';
import { openWriter } from '../../dist/src/store/writer.js';
import { requestOf } from './measure.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8'));
const AT = '2026-11-01T00:00:00Z';
const FIELDS = ['title', 'abstract', 'abstractJa', 'authors', 'comments'];
const textsOf = (facts) => [
  facts.title,
  facts.abstract ?? '',
  facts.abstractJa ?? '',
  facts.authors.join(' '),
  facts.comments ?? '',
];

function shinchaku() {
  const folder = mkdtempSync(join(tmpdir(), 'shinchaku-bench-'));
  const path = join(folder, 'bench.db');
  const taxonomy = createTaxonomy(read('taxonomy.json'));
  const writer = openWriter(path, taxonomy);
  const { id: dump } = writer.beginDump(
    { sha256: 'bench', format: 'snapshot', path: 'bench', silentReason: 'bench' },
    AT,
  );
  const positions = new Map();
  let waiting = [];
  const flush = () => {
    writer.batch(() =>
      waiting.forEach((facts) =>
        writer.storeRecord(prepareRecord({ format: 'snapshot', facts }), null, { dumpId: dump, at: AT }),
      ),
    );
    waiting = [];
  };
  let reader = null;
  const search = (sort) => (query) => {
    const request = requestOf(query, sort);
    const result = reader.search(request);
    const looser = result.total === 0 ? reader.loosen(request) : null;
    const { hits } = looser?.kind === 'spelling' ? reader.search(looser.request) : result;
    return hits.map(({ paper }) => positions.get(paper.title));
  };
  return {
    add(facts, position) {
      positions.set(facts.title, position);
      waiting.push(facts);
      if (waiting.length === 2_000) flush();
    },
    finish() {
      flush();
      for (let isLeft = true; isLeft;) writer.batch(() => void (isLeft = writer.tidy()));
      writer.finishDump(dump, { note: null, rejected: 0 }, AT);
      writer.close();
      reader = openReader(path, taxonomy, { book: createTermBook(read('terms.json')) });
    },
    best: search('relevance'),
    newest: search('newest'),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function fts5(tokenizer) {
  const folder = mkdtempSync(join(tmpdir(), 'shinchaku-bench-'));
  const db = new Database(join(folder, 'bench.db'));
  db.pragma('journal_mode = WAL');
  db.exec(
    `CREATE VIRTUAL TABLE papers USING fts5 (title, abstract, abstract_ja, authors, comments, content = '', tokenize = '${tokenizer}')`,
  );
  const insert = db.prepare(
    'INSERT INTO papers (rowid, title, abstract, abstract_ja, authors, comments) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const ordered = (order) =>
    db.prepare(`SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY ${order} LIMIT 10`).pluck();
  const [byRank, byRow] = [ordered('rank'), ordered('rowid DESC')];
  const expression = (query) =>
    query
      .replaceAll(/\b[a-z]+:/g, '')
      .split(/\s+/)
      .map((word) => `"${word.replaceAll('"', '""')}"`)
      .join(' ');
  db.exec('BEGIN');
  return {
    add: (facts, position) => void insert.run(position + 1, ...textsOf(facts)),
    finish: () => db.exec('COMMIT'),
    best: (query) => byRank.all(expression(query)).map((row) => row - 1),
    newest: (query) => byRow.all(expression(query)).map((row) => row - 1),
    close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function miniSearch() {
  const { default: MiniSearch } = await import('minisearch');
  const index = new MiniSearch({ fields: FIELDS, idField: 'position' });
  return {
    add: (facts, position) =>
      index.add({ position, ...Object.fromEntries(FIELDS.map((field, at) => [field, textsOf(facts)[at]])) }),
    finish: () => undefined,
    best: (query) =>
      index
        .search(query.replaceAll(/\b[a-z]+:/g, ''), { combineWith: 'AND', fuzzy: 0.2, boost: { title: 2 } })
        .slice(0, 10)
        .map((found) => found.id),
    newest: null,
    close: () => undefined,
  };
}

async function flexSearch() {
  const { Document } = await import('flexsearch');
  const index = new Document({ document: { id: 'position', index: FIELDS } });
  return {
    add: (facts, position) =>
      void index.add({ position, ...Object.fromEntries(FIELDS.map((field, at) => [field, textsOf(facts)[at]])) }),
    finish: () => undefined,
    best: (query) =>
      index.search(query.replaceAll(/\b[a-z]+:/g, ''), { limit: 10, merge: true }).map((found) => found.id),
    newest: null,
    close: () => undefined,
  };
}

async function orama() {
  const { create, insert, search } = await import('@orama/orama');
  const index = create({ schema: Object.fromEntries(FIELDS.map((field) => [field, 'string'])) });
  return {
    add: (facts, position) =>
      insert(index, {
        id: String(position),
        ...Object.fromEntries(FIELDS.map((field, at) => [field, textsOf(facts)[at]])),
      }),
    finish: () => undefined,
    best: async (query) => {
      const found = await search(index, {
        term: query.replaceAll(/\b[a-z]+:/g, ''),
        limit: 10,
        threshold: 0,
        tolerance: 1,
      });
      return found.hits.map((hit) => Number(hit.id));
    },
    newest: null,
    close: () => undefined,
  };
}

/** By name, in the order of the tables. */
export const ENGINES = {
  Shinchaku: shinchaku,
  'FTS5 trigram': () => fts5('trigram'),
  'FTS5 unicode61': () => fts5('unicode61'),
  MiniSearch: miniSearch,
  FlexSearch: flexSearch,
  Orama: orama,
};
