// Real papers for benches: the corpus, repeated under other identifiers, a quarter with Japanese as arxiv.jp translates.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { makePapers } from './search/corpus.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const file = resolve(root, process.env.CORPUS ?? '../shared/corpus/snapshot-1991-2019-16k.jsonl.gz');
/** Japanese abstracts are generated, and come again after so many papers. */
const JAPANESE_FROM = 8_000;
const DAY_SECONDS = 86_400;

export const hasCorpus = () => existsSync(file);

/** An identifier of `round` (from 1) for the paper at `index`, of a month after those of the corpus. */
function identifierOf(round, index) {
  const month = String(((round - 1) % 12) + 1).padStart(2, '0');
  return `${20 + Math.floor((round - 1) / 12)}${month}.${String(index + 1).padStart(5, '0')}`;
}

/**
 * Yields `count` papers in the shape of the generated ones, with `authorLine` as it was typed. Titles of further rounds are
 * numbered, and times moved within their day (the corpus knows only days), so that no two are one paper.
 */
export function* realPapers(count) {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean);
  const japanese = [];
  for (const { abstractJa } of makePapers(JAPANESE_FROM)) if (abstractJa !== null) japanese.push(abstractJa);
  for (let done = 0; done < count; done += 1) {
    const index = done % lines.length;
    const round = Math.floor(done / lines.length);
    const line = JSON.parse(lines[index]);
    const day = Date.parse(line.versions[0].created) / 1000;
    const at = new Date((day + ((done * 7_919) % DAY_SECONDS)) * 1000).toISOString().replace('.000', '');
    const categories = line.categories.split(' ');
    const isJapanese = done % 4 === 3;
    yield {
      arxivId: round === 0 ? line.id : identifierOf(round, index),
      version: 1,
      title: round === 0 ? line.title : `${line.title}, part ${round + 1}`,
      titleJa: null,
      abstract: line.abstract.trim(),
      abstractJa: isJapanese ? japanese[done % japanese.length] : null,
      authorLine: line.authors,
      authors: line.authors.split(/,? and |, /),
      categories,
      primaryCategory: categories[0],
      submittedAt: at,
      updatedAt: at,
      announceType: null,
      comments: line.comments,
      journalRef: line['journal-ref'],
      doi: line.doi,
      reportNo: null,
      license: null,
      withdrawn: false,
      translation: isJapanese ? { site: 'arxiv.jp', service: 'Google' } : null,
      versions: [{ version: 1, at }],
      asOf: null,
      announcedAt: null,
    };
  }
}

/** Real papers where the corpus is there, else generated ones; says which. */
export function papersFor(count) {
  if (hasCorpus()) return realPapers(count);
  process.stderr.write(`there is no corpus at ${file} (CORPUS names another one): papers are generated, without TeX\n`);
  return makePapers(count);
}
