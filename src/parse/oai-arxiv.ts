// Metadata of OAI-PMH in arXiv's own formats: arXiv, arXivOld and arXivRaw.
import { parseAuthor, parseAuthors } from '../domain/author-list.js';
import { parseIdentifier } from '../domain/identifier.js';
import { recordOf, type DumpRecord, type VersionTime } from '../domain/paper.js';
import { saysWithdrawn } from '../domain/withdrawn.js';
import { serverOf, type OaiOrigin } from './oai-server.js';
import { childOf, childrenOf, childText, type XmlElement } from './xml-tree.js';

/** What all three formats spell alike. */
function commonFields(metadata: XmlElement, id: string): Partial<DumpRecord> {
  const categories = (childText(metadata, 'categories') ?? '').split(/\s+/).filter((code) => code !== '');
  const comments = childText(metadata, 'comments');
  return {
    arxivId: id,
    abstract: childText(metadata, 'abstract'),
    categories,
    primaryCategory: categories[0] ?? null,
    comments,
    reportNo: childText(metadata, 'report-no'),
    journalRef: childText(metadata, 'journal-ref'),
    doi: childText(metadata, 'doi'),
    license: childText(metadata, 'license'),
    withdrawn: saysWithdrawn(comments),
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
function datesOf(metadata: XmlElement, id: string, origin: OaiOrigin): Pick<DumpRecord, 'submittedAt' | 'updatedAt'> {
  const created = childText(metadata, 'created')?.trim() ?? null;
  const updated = childText(metadata, 'updated')?.trim() ?? null;
  const server = serverOf(origin, id, created);
  if (server === 'old') return { submittedAt: created, updatedAt: updated ?? created };
  return { submittedAt: null, updatedAt: server === 'new' || updated === null ? created : null };
}

export function readArXiv(metadata: XmlElement, title: string, id: string, origin: OaiOrigin): DumpRecord {
  const authors = childOf(metadata, 'authors');
  return recordOf(title, {
    ...commonFields(metadata, id),
    ...datesOf(metadata, id, origin),
    authors: authors === null ? [] : childrenOf(authors, 'author').flatMap(authorNames),
    asOf: origin.datestamp,
  });
}

/** arXivOld has no dates, and authors in one string. */
export function readArXivOld(metadata: XmlElement, title: string, id: string, origin: OaiOrigin): DumpRecord {
  return recordOf(title, {
    ...commonFields(metadata, id),
    authors: parseAuthors(childText(metadata, 'authors') ?? ''),
    asOf: origin.datestamp,
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

export function readArXivRaw(metadata: XmlElement, title: string, id: string, origin: OaiOrigin): DumpRecord {
  const common = commonFields(metadata, id);
  const versions = versionsOf(metadata);
  const latest = versions.at(-1);
  return recordOf(title, {
    ...common,
    version: latest?.version ?? parseIdentifier(id)?.version ?? null,
    authors: parseAuthors(childText(metadata, 'authors') ?? ''),
    submittedAt: versions.find((each) => each.version === 1)?.at ?? null,
    updatedAt: latest?.at ?? null,
    versions: versions.map(({ version, at }) => ({ version, at })),
    withdrawn: latest?.isWithdrawn === true || common.withdrawn === true,
    asOf: origin.datestamp,
  });
}
