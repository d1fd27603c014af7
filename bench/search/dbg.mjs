import { readFileSync } from 'node:fs';
import { createTaxonomy } from '../../dist/src/domain/category.js';
import { createTermBook } from '../../dist/src/search/terms.js';
import { openReader } from '../../dist/src/store/reader.js';
import { LISTS, MIX, ms, quantile, requestOf, table } from './measure.mjs';
const read = (name) => JSON.parse(readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8'));
const r = openReader(process.argv[2], createTaxonomy(read('taxonomy.json')), createTermBook(read('terms.json')));
console.log(r.counts().papers);
const WORST = [
  {
    kind: 'worst',
    queries: [
      'ti:galaxy ti:polynomial ti:robust',
      'co:pages ti:the ti:of ti:conjecture',
      '"the model and of in"',
      '"learning of the to and"',
      '習学データ手法',
      '学習学習データデータ',
    ],
  },
];
const rows = [];
for (const { kind, queries } of [...MIX, ...LISTS, ...WORST])
  for (const q of queries) {
    const row = [kind, q];
    for (const sort of ['newest', 'relevance']) {
      const t = [];
      let res;
      for (let i = 0; i < 7; i++) {
        const s = performance.now();
        res = r.search(requestOf(q, sort));
        t.push(performance.now() - s);
      }
      row.push(
        ms(Math.min(...t)),
        ms(quantile(t, 0.5)),
        ms(Math.max(...t)),
        res.total + (res.totalExact ? '' : '+') + (res.isCut ? ' CUT' : ''),
      );
    }
    rows.push(row);
  }
console.log(table(['k', 'q', 'n min', 'p50', 'max', 'tot', 'r min', 'p50', 'max', 'tot'], rows));
