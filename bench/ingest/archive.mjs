// Writes generated papers as people would have them: the untranslated as a metadata snapshot, the rest as arxiv.jp text.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { makePapers } from '../search/corpus.mjs';

function snapshotLine({ arxivId, title, abstract, authors, categories, comments, journalRef, doi, submittedAt }) {
  const parts = authors.map((name) => name.split(' '));
  return `${JSON.stringify({
    id: arxivId,
    submitter: null,
    authors: authors.join(', '),
    title,
    comments,
    'journal-ref': journalRef,
    doi,
    'report-no': null,
    categories: categories.join(' '),
    license: null,
    abstract: `  ${abstract}\n`,
    versions: [{ version: 'v1', created: new Date(submittedAt).toUTCString() }],
    update_date: submittedAt.slice(0, 10),
    authors_parsed: parts.map((names) => [names.at(-1), names.slice(0, -1).join(' '), '']),
  })}\n`;
}

function textEntry({ title, abstract, abstractJa, authors, categories, submittedAt }) {
  const date = submittedAt.slice(0, 19).replace('T', ' ');
  return `${title}\n\n要約\n\n${abstractJa}\n\n要約(オリジナル)\n\n${abstract}\n\narxiv情報\n\n著者 ${authors.join(',')}\n発行日 ${date}+00:00\narxivサイト arxiv_id(pdf)\n\n提供元, 利用サービス\n\narxiv.jp, Google\n\nカテゴリー: ${categories.toSorted().join(', ')} | ${title} はコメントを受け付けていません\n\n`;
}

function writer(path, through) {
  const file = createWriteStream(path);
  const first = through ?? file;
  through?.pipe(file);
  return {
    async write(text) {
      if (!first.write(text)) await once(first, 'drain');
    },
    async end() {
      first.end();
      await once(file, 'finish');
    },
  };
}

/** Files of `count` papers in a folder: the two dumps, packed, and the same papers once more as plain JSON lines. */
export async function writeArchive(folder, count) {
  const files = {
    dumps: [join(folder, 'snapshot.jsonl.gz'), join(folder, 'pages.txt.gz')],
    lines: join(folder, 'papers.jsonl'),
  };
  const [snapshot, pages] = files.dumps.map((path) => writer(path, createGzip()));
  const lines = writer(files.lines, null);
  for (const paper of makePapers(count)) {
    if (paper.abstractJa === null) await snapshot.write(snapshotLine(paper));
    else await pages.write(textEntry(paper));
    await lines.write(`${JSON.stringify(paper)}\n`);
  }
  await Promise.all([snapshot.end(), pages.end(), lines.end()]);
  return files;
}
