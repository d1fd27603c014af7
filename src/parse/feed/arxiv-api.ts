// Answers of arXiv's API (https://export.arxiv.org/api/query), in the layouts of before and after November 2025.
import { parseAuthor } from '../../domain/author-list.js';
import type { Taxonomy } from '../../domain/category.js';
import { parseIdentifier } from '../../domain/identifier.js';
import { recordOf, type VersionTime } from '../../domain/paper.js';
import { saysWithdrawn } from '../../domain/withdrawn.js';
import type { DumpFormat } from '../parsed.js';
import { createItemReader, type XmlReading } from '../xml/items.js';
import { childOf, childrenOf, childText, type XmlElement } from '../xml/tree.js';

/** `published` is when version 1 was submitted, `updated` when the version shown was (info.arxiv.org/help/api). */
function versionTimes(published: string | null, updated: string | null, version: number | null): VersionTime[] {
  const first = published === null ? [] : [{ version: 1, at: published }];
  return version === null || updated === null || version === 1 ? first : [...first, { version, at: updated }];
}

/** An error comes as the only entry, under an id such as http://arxiv.org/api/errors#…. */
const isError = (entry: XmlElement): boolean => childText(entry, 'id')?.includes('/api/errors') === true;

function readEntry(entry: XmlElement, taxonomy: Taxonomy): XmlReading {
  const id = childText(entry, 'id')?.trim() ?? null;
  const title = childText(entry, 'title');
  if (title === null) return { kind: 'rejection', reason: 'the title is missing' };
  const identifier = parseIdentifier(id ?? '');
  if (identifier === null) {
    return {
      kind: 'rejection',
      reason: id === null ? 'the identifier is missing' : `"${id}" is not an arXiv identifier`,
    };
  }
  const published = childText(entry, 'published');
  const updated = childText(entry, 'updated');
  const terms = childrenOf(entry, 'category').map((category) => category.attributes.get('term')?.trim() ?? '');
  const comments = childText(entry, 'comment');
  const abstract = childText(entry, 'summary');
  return {
    kind: 'record',
    value: recordOf(title, {
      ...identifier,
      abstract,
      authors: childrenOf(entry, 'author').flatMap((author) => parseAuthor(childText(author, 'name') ?? '')),
      // Until November 2025 MSC and ACM classes stood among the terms.
      categories: terms.filter((term) => taxonomy.canonical(term) !== null),
      primaryCategory: childOf(entry, 'primary_category')?.attributes.get('term') ?? null,
      submittedAt: published,
      updatedAt: updated,
      versions: versionTimes(published, updated, identifier.version),
      comments,
      journalRef: childText(entry, 'journal_ref'),
      doi: childText(entry, 'doi'),
      withdrawn: saysWithdrawn({ comments, abstract }),
    }),
  };
}

/** The API's format; `taxonomy` tells categories from other classes among the terms. */
export function arxivApi(taxonomy: Taxonomy): DumpFormat {
  return {
    format: 'arxiv-api',
    open(emit) {
      let complaint: string | null = null;
      const read = (entry: XmlElement): XmlReading => {
        if (!isError(entry)) return readEntry(entry, taxonomy);
        complaint = childText(entry, 'summary') ?? childText(entry, 'title') ?? '';
        return null;
      };
      return { ...createItemReader({ items: ['entry'], read }, emit), complaint: () => complaint };
    },
  };
}
