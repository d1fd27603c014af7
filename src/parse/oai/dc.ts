// Metadata of OAI-PMH as unqualified Dublin Core (oai_dc): category names instead of codes, places by position.
import { parseAuthor } from '../../domain/author-list.js';
import type { Taxonomy } from '../../domain/category.js';
import { recordOf, type DumpRecord } from '../../domain/paper.js';
import { saysWithdrawn } from '../../domain/withdrawn.js';
import type { OaiPaper } from './server.js';
import { childrenOf, childTexts, textOf, type XmlElement } from '../xml/tree.js';

/** `Family, Given` or `Family, Given, Jr` to a display name; a name without a comma stays. */
function displayName(creator: string): string {
  const [family = '', given = '', ...suffix] = creator.split(',').map((part) => part.trim());
  return [given, family, ...suffix].filter((part) => part !== '').join(' ');
}

/** The category of a set (`math:math:NT`, `physics:nlin:CD`, `physics:hep-th`); null for one of a whole group. */
function codeOfSet(set: string): string | null {
  const [, archive, category] = set.split(':');
  if (archive === undefined) return null;
  return category === undefined ? archive : `${archive}.${category}`;
}

/**
 * Codes of the subjects in their order: the new server writes `Number Theory`, the old one `Mathematics - Number Theory`;
 * where a name is several categories', the sets decide. MSC and ACM classes among the subjects name no category.
 */
function categoriesOf(subjects: readonly string[], sets: readonly string[], taxonomy: Taxonomy): string[] {
  const inSets = sets.map(codeOfSet).filter((code) => code !== null && taxonomy.canonical(code) !== null) as string[];
  const codes: string[] = [];
  for (const subject of subjects) {
    const candidates = taxonomy.codesNamed(subject).filter((code) => !codes.includes(code));
    const ofSet = inSets.find((code) => candidates.includes(code));
    const ofName = candidates.find((code) => taxonomy.isActive(code)) ?? candidates[0];
    const code = ofSet ?? ofName;
    if (code !== undefined) codes.push(code);
  }
  return codes.length === 0 ? [...new Set(inSets)] : codes;
}

/** Identifiers: addresses of the abstract page, `doi:…`, and whatever else stands there is the journal reference. */
function referencesOf(identifiers: readonly string[]): Pick<DumpRecord, 'doi' | 'journalRef'> {
  const dois = identifiers.flatMap(
    (text) => /^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)\s*(.+)$/is.exec(text)?.[1] ?? [],
  );
  const others = identifiers.filter((text) => !/^(?:doi:|https?:\/\/)/i.test(text));
  return { doi: dois.length === 0 ? null : dois.join(' '), journalRef: others.length === 0 ? null : others.join('; ') };
}

const COMMENT = /^\s*Comment:\s*/;

/** The abstract comes first, then comments, which the old server marks with `Comment: `. */
function textsOf(metadata: XmlElement): Pick<DumpRecord, 'abstract' | 'comments'> {
  const descriptions = childrenOf(metadata, 'description').map(textOf);
  const [first = ''] = descriptions;
  const hasAbstract = first.trim() !== '' && !COMMENT.test(first);
  const comments = descriptions
    .slice(hasAbstract ? 1 : 0)
    .map((text) => text.replace(COMMENT, '').trim())
    .filter((text) => text !== '');
  return { abstract: hasAbstract ? first : null, comments: comments.length === 0 ? null : comments.join('; ') };
}

export function readDublinCore(
  { metadata, arxivId, title, sets, datestamp }: OaiPaper,
  taxonomy: Taxonomy,
): DumpRecord {
  const dates = childTexts(metadata, 'date').toSorted();
  const categories = categoriesOf(childTexts(metadata, 'subject'), sets, taxonomy);
  const texts = textsOf(metadata);
  return recordOf(title, {
    arxivId,
    ...texts,
    ...referencesOf(childTexts(metadata, 'identifier')),
    authors: childTexts(metadata, 'creator').flatMap((creator) => parseAuthor(displayName(creator))),
    categories,
    primaryCategory: categories[0] ?? null,
    // The first date is version 1's, the last one the latest version's; both servers agree.
    submittedAt: dates[0] ?? null,
    updatedAt: dates.at(-1) ?? null,
    license: childTexts(metadata, 'rights')[0] ?? null,
    withdrawn: saysWithdrawn(texts),
    asOf: datestamp,
  });
}
