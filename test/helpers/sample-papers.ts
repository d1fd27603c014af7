// Real papers for known-item tests, read from the sample dumps by the parsers.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeFacts } from '../../src/domain/merge.js';
import { parseRecord } from '../../src/domain/record.js';
import type { PaperFacts } from '../../src/domain/paper.js';
import { formatOf, recordsOf } from './parsing.js';

const DUMPS = [
  'arxiv-jp-cs.LG-2025-04-09.txt',
  'hf-daily-papers/daily_papers-2026-06.json',
  'kaggle/arxiv-metadata-oai-snapshot-100.jsonl',
  'oai/arXiv/listrecords-set-cs-page1-2016-03-09.xml',
];

/** About 1,100 papers, ten of them with a Japanese translation; each title once. Files that are missing give none. */
export function readSamplePapers(folder: string): PaperFacts[] {
  const papers = DUMPS.filter((name) => existsSync(join(folder, name))).flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const { format } = formatOf(text);
    return recordsOf(text).map((record) => mergeFacts([{ format, facts: parseRecord(record) }]));
  });
  return [...new Map(papers.map((paper) => [paper.title, paper])).values()];
}
