// Writes papers as people would have them: the untranslated as a metadata snapshot, the rest as arxiv.jp text.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { readable } from '../../dist/src/text/readable.js';
import { papersFor } from '../real-papers.mjs';

function snapshotLine(paper) {
  const { arxivId, title, abstract, authors, authorLine, categories, comments, journalRef, doi, submittedAt } = paper;
  const parts = authors.map((name) => name.split(' '));
  return `${JSON.stringify({
    id: arxivId,
    submitter: null,
    authors: authorLine ?? authors.join(', '),
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
    // The corpus has none: author lines are read as they were typed.
    authors_parsed:
      authorLine === undefined ? parts.map((names) => [names.at(-1), names.slice(0, -1).join(' '), '']) : null,
  })}\n`;
}

function textEntry({ title, abstract, abstractJa, authors, categories, submittedAt }) {
  const date = submittedAt.slice(0, 19).replace('T', ' ');
  return `${title}\n\n要約\n\n${abstractJa}\n\n要約(オリジナル)\n\n${abstract}\n\narxiv情報\n\n著者 ${authors.join(',')}\n発行日 ${date}+00:00\narxivサイト arxiv_id(pdf)\n\n提供元, 利用サービス\n\narxiv.jp, Google\n\nカテゴリー: ${categories.toSorted().join(', ')} | ${title} はコメントを受け付けていません\n\n`;
}

function writer(path) {
  const file = createWriteStream(path);
  return {
    async write(text) {
      if (!file.write(text)) await once(file, 'drain');
    },
    async end() {
      file.end();
      await once(file, 'finish');
    },
  };
}

/** On one line, as pages have them, and with TeX as what it says. */
const oneLine = (text) => text.replace(/\s+/g, ' ').trim();
const withoutTex = (paper) => ({
  ...paper,
  title: readable(oneLine(paper.title)),
  abstract: readable(oneLine(paper.abstract)),
});

/**
 * Files of `count` papers in a folder: an archive of the two dumps (tar), the same packed with gzip, the two dumps with
 * their TeX as Unicode, and the same papers once more as JSON lines.
 */
export async function writeArchive(folder, count) {
  const path = (name) => join(folder, name);
  const names = ['snapshot.jsonl', 'pages.txt'];
  const plainNames = names.map((name) => `plain-${name}`);
  const files = [...names, ...plainNames, 'papers.jsonl'].map((name) => writer(path(name)));
  const [snapshot, pages, plainSnapshot, plainPages, lines] = files;
  for (const paper of papersFor(count)) {
    const flat = { ...paper, title: oneLine(paper.title), abstract: oneLine(paper.abstract) };
    const plain = withoutTex(paper);
    if (paper.abstractJa === null) {
      await snapshot.write(snapshotLine(flat));
      await plainSnapshot.write(snapshotLine(plain));
    } else {
      await pages.write(textEntry(flat));
      await plainPages.write(textEntry(plain));
    }
    await lines.write(`${JSON.stringify(flat)}\n`);
  }
  await Promise.all(files.map((file) => file.end()));
  execFileSync('tar', ['-C', folder, '-cf', path('plain.tar'), ...plainNames]);
  execFileSync('tar', ['-C', folder, '-cf', path('archive.tar'), ...names]);
  await pipeline(createReadStream(path('archive.tar')), createGzip(), createWriteStream(path('archive.tar.gz')));
  return {
    archive: path('archive.tar'),
    packed: path('archive.tar.gz'),
    plain: path('plain.tar'),
    lines: path('papers.jsonl'),
  };
}
