// Crowded evidence: a title or time that too many papers share tells none of them apart, and is no evidence any more.
import { titleValues, versionValues, type Candidate } from './identity.js';

/** Papers that may share a piece of evidence. arXiv's most frequent pair of title and first author stands on fewer. */
export const MOST_SHARING = 16;

function note(owners: Map<bigint, Set<string>>, value: bigint, owner: string): void {
  owners.set(value, (owners.get(value) ?? new Set()).add(owner));
}

/**
 * The same records without their crowded evidence: what more than so many papers with an identifier have, or so many lists
 * of people (of a title: so many titles and lists) without one. `isKnown` tells what is crowded by papers that are not among the records.
 */
export function withoutCrowded<C extends Candidate>(
  records: readonly C[],
  isKnown: (value: bigint) => boolean = () => false,
): C[] {
  const papers = new Map<bigint, Set<string>>();
  const open = new Map<bigint, Set<string>>();
  for (const record of records) {
    const { arxivId, title, authors } = record.facts;
    const owners = arxivId === null ? open : papers;
    for (const value of titleValues(record)) note(owners, value, arxivId ?? JSON.stringify([title, authors]));
    for (const value of versionValues(record)) note(owners, value, arxivId ?? JSON.stringify(authors));
  }
  const isCrowded = (value: bigint): boolean =>
    isKnown(value) || [papers, open].some((owners) => (owners.get(value)?.size ?? 0) > MOST_SHARING);
  return records.map((record) => {
    const isTitleCrowded = record.title !== null && isCrowded(record.title);
    const versions = record.versions.filter((value) => !isCrowded(value));
    if (!isTitleCrowded && versions.length === record.versions.length) return record;
    return { ...record, title: isTitleCrowded ? null : record.title, versions };
  });
}
