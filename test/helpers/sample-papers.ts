// Real papers for known-item tests, read from the sample dumps by small readers made for this purpose alone.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecord } from '../../src/domain/record.js';
import { recordOf, type PaperFacts } from '../../src/domain/paper.js';
import { arxivJpText } from '../../src/parse/arxiv-jp-text.js';

function text(xml: string, tag: string): string | null {
  const found = new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(xml)?.[1];
  if (found === undefined) return null;
  return found
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}

/** `arXiv` metadata of an OAI-PMH page. */
function readHarvest(xml: string): PaperFacts[] {
  return [...xml.matchAll(/<arXiv xmlns[\s\S]*?<\/arXiv>/g)].map(([record]) =>
    parseRecord(
      recordOf((text(record, 'title') ?? '').replace(/\s+/g, ' '), {
        arxivId: text(record, 'id'),
        abstract: text(record, 'abstract'),
        authors: [...record.matchAll(/<author>[\s\S]*?<\/author>/g)].map(([author]) =>
          [text(author, 'forenames'), text(author, 'keyname')].filter((part) => part !== null).join(' '),
        ),
        categories: (text(record, 'categories') ?? '').split(' '),
        comments: text(record, 'comments'),
        submittedAt: `${text(record, 'created') ?? '2016-01-01'}T00:00:00Z`,
      }),
    ),
  );
}

interface SnapshotLine {
  readonly id: string;
  readonly title: string;
  readonly abstract: string;
  readonly categories: string;
  readonly authors_parsed: readonly (readonly string[])[];
  readonly update_date: string;
}

function readSnapshot(lines: string): PaperFacts[] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const { id, title, abstract, categories, authors_parsed, update_date } = JSON.parse(line) as SnapshotLine;
      const authors = authors_parsed.map(([family = '', given = '']) => `${given} ${family}`.trim());
      const facts = {
        arxivId: id,
        abstract,
        authors,
        categories: categories.split(' '),
        submittedAt: `${update_date}T00:00:00Z`,
      };
      return parseRecord(recordOf(title.replace(/\s+/g, ' '), facts));
    });
}

interface DailyPaper {
  readonly paper: {
    readonly id: string;
    readonly title: string;
    readonly summary: string;
    readonly publishedAt: string;
    readonly authors: readonly { readonly name: string }[];
  };
}

function readDaily(json: string): PaperFacts[] {
  return (JSON.parse(json) as DailyPaper[]).map(({ paper }) =>
    parseRecord(
      recordOf(paper.title.replace(/\s+/g, ' '), {
        arxivId: paper.id,
        abstract: paper.summary,
        authors: paper.authors.map((author) => author.name),
        submittedAt: paper.publishedAt,
      }),
    ),
  );
}

function readJapanese(dump: string): PaperFacts[] {
  const items = [...arxivJpText.parse(dump.split('\n'))];
  return items.flatMap((item) => (item.kind === 'record' ? [parseRecord(item.value)] : []));
}

/** About 1,100 papers, ten of them with a Japanese translation; each title once. Files that are missing give none. */
export function readSamplePapers(folder: string): PaperFacts[] {
  const read = (name: string, reader: (content: string) => PaperFacts[]): PaperFacts[] =>
    existsSync(join(folder, name)) ? reader(readFileSync(join(folder, name), 'utf8')) : [];
  const papers = [
    ...read('arxiv-jp-cs.LG-2025-04-09.txt', readJapanese),
    ...read('hf-daily-papers/daily_papers-2026-06.json', readDaily),
    ...read('kaggle/arxiv-metadata-oai-snapshot-100.jsonl', readSnapshot),
    ...read('oai/arXiv/listrecords-set-cs-page1-2016-03-09.xml', readHarvest),
  ];
  return [...new Map(papers.map((paper) => [paper.title, paper])).values()];
}
