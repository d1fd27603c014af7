// Measures reading TeX: titles and abstracts of real papers, beside the same texts without TeX.
// Run after `npm ci`: node bench/run.mjs text/readable.ts SNAPSHOT.jsonl.gz [rounds]
import { readFileSync } from 'node:fs';
import { cpuUsage } from 'node:process';
import { gunzipSync } from 'node:zlib';
import { fold, indexText } from '../../src/search/tokens.js';
import { readable } from '../../src/text/readable.js';

const [path = '', rounds = '5'] = process.argv.slice(2);
const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n');
const papers = lines
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Record<'title' | 'abstract', string>);

/** Microseconds of processor time that a text takes, the best of the rounds. */
function microseconds(texts: readonly string[], work: (text: string) => string): number {
  const times = Array.from({ length: Number(rounds) + 1 }, () => {
    const before = cpuUsage();
    texts.forEach(work);
    return cpuUsage(before).user / texts.length;
  });
  return Math.min(...times);
}

const show = (value: number): string => value.toFixed(1).padStart(8);

console.log(`${papers.length} papers; microseconds a text, processor time, the best of ${rounds} rounds`);
console.log('texts                       number  readable()  index terms');
for (const field of ['title', 'abstract'] as const) {
  const written = papers.map((paper) => paper[field].trim()).filter((text) => readable(text) !== text);
  const plain = written.map(readable);
  const rows = [
    [`${field}s with TeX`, written],
    [`the same as Unicode`, plain],
  ] as const;
  const costs = rows.map(([name, texts]) => {
    const reading = microseconds(texts, readable);
    const terms = microseconds(texts, (text) => indexText(fold(text), new Set()));
    console.log(`${name.padEnd(26)}${String(texts.length).padStart(8)}${show(reading)}    ${show(terms)}`);
    return terms;
  });
  console.log(`index terms of ${field}s with TeX cost ${((costs[0] ?? 0) / (costs[1] ?? 1)).toFixed(2)} times as much`);
}
