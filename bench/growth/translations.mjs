// What a look at what is to be translated takes on the gateway's thread, on a store of many finished translations.
// Run after `npm run build`: node bench/growth/translations.mjs [texts]; BENCH_PROGRAM names another program.
import { mkdtempSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildStore, freshRecords, load, needCorpus, program, quantile, taxonomyData } from './store.mjs';

const TIMES = 20;
const BATCH = 1_000;
const AT = '2030-01-01T00:00:00.000Z';
needCorpus();
const count = Number(process.argv[2] ?? 200_000);
const folder = mkdtempSync(join(tmpdir(), 'shinchaku-translations-'));
const path = join(folder, 'bot.db');
await buildStore(1, path);
const { openWriter } = await load('store/writer.js');
const { openReader } = await load('store/reader.js');
const { createTaxonomy } = await load('domain/category.js');
const taxonomy = createTaxonomy(taxonomyData);
const records = (await freshRecords(16_000)).map(({ facts }) => JSON.parse(facts));
const [first] = await freshRecords(1);

/** Titles and abstracts of the corpus in turn, each made another text by its number. */
function textOf(index) {
  const { title, abstract } = records[Math.floor(index / 2) % records.length];
  const [kind, text] = index % 2 === 0 ? ['title', title] : ['abstract', abstract ?? title];
  const source = `${index} ${text}`;
  return { kind, source, hash: createHash('sha256').update(source).digest('hex'), dropped: null, isAwaited: false };
}

// All texts hang on one paper, which is of no account here: they are found by their state alone.
const writer = openWriter(path, taxonomy);
const reader = openReader(path, taxonomy, { clock: () => 0 });
const want = { urgency: 1, again: 'no', deliveries: [], holdsEdits: false, waitUntil: AT };
const done = { kind: 'done', provider: 'deepl', service: 'DeepL', day: '2029-01-01' };
for (let at = 0; at < count; at += BATCH) {
  const texts = Array.from({ length: Math.min(BATCH, count - at) }, (_, index) => textOf(at + index));
  writer.wantTranslations([{ ...want, paperKey: first.key, texts }], AT);
  const due = reader.dueTranslations({ now: AT, today: AT, urgency: 1, most: BATCH });
  writer.settleTranslations(
    due.map(({ id, source }) => ({ ...done, id, text: source })),
    AT,
  );
}
writer.close();

const looks = Array.from({ length: TIMES }, () => {
  const began = performance.now();
  reader.dueTranslations({ now: AT, today: AT, urgency: 1, most: 40 });
  return performance.now() - began;
});
reader.close();
console.log(
  `${program}, ${count} finished translations, nothing to translate: a look takes ${quantile(looks, 0.5).toFixed(2)} ms, at most ${Math.max(...looks).toFixed(2)} ms`,
);
rmSync(folder, { recursive: true });
