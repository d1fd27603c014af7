// Real papers to look at as a whole: every record of the sample dumps, and some of the corpus; none where they are missing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mergeFacts } from '../../src/domain/merge.js';
import type { DumpRecord, Format, Paper } from '../../src/domain/paper.js';
import { readableTexts } from '../../src/domain/readable-texts.js';
import { parseRecord } from '../../src/domain/record.js';
import { detectFormat } from '../../src/parse/detect.js';
import { HEAD, parseAll } from './parsing.js';
import { root } from './root.js';
import { samplesDir } from './samples.js';
import { taxonomy } from './stores.js';

const CORPUS = resolve(root, '../shared/corpus/snapshot-1991-2019-16k.jsonl.gz');

/** As the store keeps it when nothing else is known of it; null where the record makes no paper. */
function paperOf(format: Format, record: DumpRecord, key: string): Paper | null {
  try {
    const facts = mergeFacts([{ format, facts: parseRecord(record) }]);
    return { ...facts, key, date: null, readable: readableTexts(facts) };
  } catch {
    return null;
  }
}

function papersIn(text: string, name: string): Paper[] {
  const format = detectFormat(text.slice(0, HEAD), taxonomy);
  if (format === null) return [];
  return parseAll(format, text).flatMap((item, index) => {
    const paper = item.kind === 'record' ? paperOf(format.format, item.value, `${name}-${index}`) : null;
    return paper === null ? [] : [paper];
  });
}

/** Every paper of every sample, each title once. */
export function allSamplePapers(): Paper[] {
  const folder = samplesDir();
  if (folder === null) return [];
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const papers = files.flatMap((entry) =>
    /\.(?:txt|xml|json|jsonl|abs)$/.test(entry.name)
      ? papersIn(readFileSync(join(entry.parentPath, entry.name), 'utf8'), entry.name)
      : [],
  );
  return [...new Map(papers.map((paper) => [paper.title, paper])).values()];
}

/** `count` papers of the corpus, spread over all of it. */
export function corpusPapers(count: number): Paper[] {
  if (!existsSync(CORPUS)) return [];
  const lines = gunzipSync(readFileSync(CORPUS))
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const step = Math.floor(lines.length / count);
  return papersIn(
    lines
      .filter((_, index) => index % step === 0)
      .slice(0, count)
      .join('\n'),
    'corpus',
  );
}
