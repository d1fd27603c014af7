// Metadata of OAI-PMH in arXiv's own formats: arXiv, arXivOld and arXivRaw.
import { parseAuthor, parseAuthors } from '../../domain/author-list.js';
import { recordOf, type DumpRecord, type VersionTime } from '../../domain/paper.js';
import { saysWithdrawn } from '../../domain/withdrawn.js';
import { serverOf, type OaiPaper } from './server.js';
import { childOf, childrenOf, childText, type XmlElement } from '../xml/tree.js';

/** What all three formats spell alike. */
function commonFields({ metadata, arxivId, datestamp }: OaiPaper): Partial<DumpRecord> {
  const categories = (childText(metadata, 'categories') ?? '').split(/\s+/).filter((code) => code !== '');
  const comments = childText(metadata, 'comments');
  const abstract = childText(metadata, 'abstract');
  return {
    arxivId,
    abstract,
    categories,
    primaryCategory: categories[0] ?? null,
    comments,
    reportNo: childText(metadata, 'report-no'),
    journalRef: childText(metadata, 'journal-ref'),
    doi: childText(metadata, 'doi'),
    license: childText(metadata, 'license'),
    withdrawn: saysWithdrawn({ comments, abstract }),
    asOf: datestamp,
  };
}

/** Display name = forenames, keyname, suffix; arXiv's parser may have left a collaboration in any of them. */
function authorNames(author: XmlElement): string[] {
  const parts = ['forenames', 'keyname', 'suffix'].map((part) => childText(author, part)?.trim() ?? '');
  return parseAuthor(parts.filter((part) => part !== '').join(' '));
}

/**
 * Submission and last version, days without a time. The old server's `created` is the day of version 1 and `updated`
 * that of the latest; the new server's `created` is the day of the latest version, its `updated` no version's.
 */
function datesOf(paper: OaiPaper): Pick<DumpRecord, 'submittedAt' | 'updatedAt'> {
  const { metadata } = paper;
  const created = childText(metadata, 'created')?.trim() ?? null;
  const updated = childText(metadata, 'updated')?.trim() ?? null;
  const server = serverOf(paper, created);
  if (server === 'old') return { submittedAt: created, updatedAt: updated ?? created };
  return { submittedAt: null, updatedAt: server === 'new' || updated === null ? created : null };
}

export function readArXiv(paper: OaiPaper): DumpRecord {
  const authors = childOf(paper.metadata, 'authors');
  return recordOf(paper.title, {
    ...commonFields(paper),
    ...datesOf(paper),
    authors: authors === null ? [] : childrenOf(authors, 'author').flatMap(authorNames),
  });
}

/** arXivOld has no dates, and authors in one string. */
export function readArXivOld(paper: OaiPaper): DumpRecord {
  return recordOf(paper.title, {
    ...commonFields(paper),
    authors: parseAuthors(childText(paper.metadata, 'authors') ?? ''),
  });
}

interface RawVersion extends VersionTime {
  readonly isWithdrawn: boolean;
}

/** `<version version="v2"><date>…</date><size>0kb</size><source_type>I</source_type></version>`; I is withdrawn. */
function versionsOf(metadata: XmlElement): RawVersion[] {
  return childrenOf(metadata, 'version')
    .flatMap((element) => {
      const version = Number(/^\s*v?([1-9]\d{0,3})\s*$/.exec(element.attributes.get('version') ?? '')?.[1]);
      const at = childText(element, 'date')?.trim();
      const isWithdrawn = childText(element, 'source_type')?.includes('I') === true;
      return Number.isNaN(version) || at === undefined ? [] : [{ version, at, isWithdrawn }];
    })
    .sort((one, two) => one.version - two.version);
}

export function readArXivRaw(paper: OaiPaper): DumpRecord {
  const common = commonFields(paper);
  const versions = versionsOf(paper.metadata);
  const latest = versions.at(-1);
  return recordOf(paper.title, {
    ...common,
    version: latest?.version ?? null,
    authors: parseAuthors(childText(paper.metadata, 'authors') ?? ''),
    submittedAt: versions.find((each) => each.version === 1)?.at ?? null,
    updatedAt: latest?.at ?? null,
    versions: versions.map(({ version, at }) => ({ version, at })),
    withdrawn: latest?.isWithdrawn === true || common.withdrawn === true,
  });
}
