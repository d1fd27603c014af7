// Rules of all kinds against new papers: what the program does, beside the plain loop that asks every rule about every paper.
// Run after `npm run build`: node bench/growth/matching.mjs [rules] [papers] [papers of the loop]
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildStore, freshRecords, load, needCorpus, quantile, taxonomyData } from './store.mjs';

needCorpus();
const count = Number(process.argv[2] ?? 100_000);
const papers = Number(process.argv[3] ?? 1_000);
const looped = Number(process.argv[4] ?? 5);
const STORED = 2_000;
const AT = '2030-01-01T00:00:00Z';
const OPTIONS = {
  excludedCategories: [],
  excludedWords: [],
  excludedAuthors: [],
  role: null,
  isSilent: false,
  withRepeats: false,
};
const PLACE = { name: null, language: null, fallback: 'en' };
const ANNOUNCEMENT = {
  announcedAt: null,
  categories: null,
  isCross: false,
  isReplacement: false,
  hole: null,
  onlyIfUnseen: false,
};

const { openWriter } = await load('store/writer.js');
const { createTaxonomy } = await load('domain/category.js');
const { createRuleBook } = await load('search/rules/rule.js');
const { createTermBook } = await load('search/terms.js');
const { paperTerms } = await load('search/rules/paper-terms.js');
const taxonomy = createTaxonomy(taxonomyData);
const codes = taxonomy.all;
const records = await freshRecords(STORED + papers);
const facts = records.map((record) => JSON.parse(record.facts));

/** Every third rule a category, a query of two words of one title, or an author: all of them as real papers have them. */
function ruleAt(index) {
  const { title, authors } = facts[(index * 7_919) % facts.length];
  const words = title.split(/[^A-Za-z]+/).filter((word) => word.length > 4);
  const common = { guildId: '1', destination: String(10_000 + index), announcements: 'cross', options: OPTIONS };
  const how = { mode: 'cards', hour: null, createdBy: '1', createdAt: AT };
  if (index % 3 === 0) {
    const value = codes[(index / 3) % codes.length];
    return { ...common, ...how, kind: 'category', value, category: value };
  }
  if (index % 3 === 1 && words.length > 1)
    return { ...common, ...how, kind: 'keyword', value: words.slice(0, 2).join(' '), category: null };
  return { ...common, ...how, kind: 'author', value: authors[0] ?? 'Nobody Known', category: null };
}

const folder = mkdtempSync(join(tmpdir(), 'shinchaku-matching-'));
const kept = process.env.BENCH_STORE ?? join(tmpdir(), `shinchaku-growth-${STORED}.db`);
await buildStore(STORED, kept);
const path = join(folder, 'matching.db');
copyFileSync(kept, path);
const writer = openWriter(path, taxonomy);
const rules = Array.from({ length: count }, (_, index) => ruleAt(index));
let began = performance.now();
writer.batch(() => rules.forEach((rule) => writer.addSubscription(rule, PLACE)));
console.log(`${count} rules made in ${((performance.now() - began) / 1000).toFixed(1)} s`);

const dump = writer.batch(() =>
  writer.beginDump({ sha256: 'matching', format: 'arxiv-rss', path: 'matching', silentReason: null }, AT),
);
const fresh = records.slice(STORED).map((record, index) => ({
  ...record,
  arxivId: `3001.${10_000 + index}`,
  key: `3001.${10_000 + index}`,
}));
/** Milliseconds on the clock, and of the processor: a machine with other work shows only in the first. */
function take(record, announcement) {
  const before = process.cpuUsage();
  began = performance.now();
  writer.batch(() => writer.storeRecord(record, announcement, { dumpId: dump.id, at: AT }));
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - began, cpu: (user + system) / 1000 };
}
const half = Math.floor(fresh.length / 2);
const silent = fresh.slice(0, half).map((record) => take(record, null));
const told = fresh.slice(half).map((record) => take(record, ANNOUNCEMENT));
writer.close();
const { openReader } = await load('store/reader.js');
const reader = openReader(path, taxonomy);
const matched = reader.outboxCounts().pending;
reader.close();
for (const kind of ['wall', 'cpu']) {
  const [with_, alone] = [told, silent].map((each) => each.map((taken) => taken[kind]));
  const cost = quantile(with_, 0.5) - quantile(alone, 0.5);
  console.log(
    `${kind}: a paper with its ${(matched / told.length).toFixed(0)} deliveries ${quantile(with_, 0.5).toFixed(2)} ms (p95 ${quantile(with_, 0.95).toFixed(2)}), ` +
      `stored alone ${quantile(alone, 0.5).toFixed(2)} ms: matching and enqueuing take ${cost.toFixed(2)} ms`,
  );
}

const book = createRuleBook(taxonomy, createTermBook({}));
const some = facts.slice(STORED + half, STORED + half + looped);
const warm = paperTerms(facts[0]);
rules.forEach((rule) => book.wants(rule, warm));
began = performance.now();
let found = 0;
for (const paper of some) {
  const terms = paperTerms(paper);
  for (const rule of rules)
    if ((rule.category === null || taxonomy.matches(paper.categories, rule.category)) && book.wants(rule, terms))
      found += 1;
}
const loop = (performance.now() - began) / some.length;
console.log(
  `the plain loop over all rules, queries read beforehand as far as they are kept: ${loop.toFixed(0)} ms a paper (${(found / some.length).toFixed(0)} matches)`,
);
rmSync(folder, { recursive: true, force: true });
