// Which of arXiv's two OAI-PMH servers wrote a record: `created` and `updated` mean different things on them.
import type { XmlElement } from '../xml/tree.js';

/** The server at export.arxiv.org/oai2, until March 2025, and the one at oaipmh.arxiv.org since. */
export type OaiServer = 'old' | 'new';

/** What is known of a paper before its format is: its metadata element, and the elements around it. */
export interface OaiPaper {
  readonly metadata: XmlElement;
  readonly arxivId: string;
  readonly title: string;
  /** The server that the answer's `<request>` names. */
  readonly server: OaiServer | null;
  /** Sets and datestamp of the header; none where the metadata came without it. */
  readonly sets: readonly string[];
  readonly datestamp: string | null;
}

/** The server of an address, such as the one in `<request>`. */
export function serverOfUrl(url: string): OaiServer | null {
  if (/oaipmh\.arxiv\.org/i.test(url)) return 'new';
  return /(?:export\.)?arxiv\.org\/oai2/i.test(url) ? 'old' : null;
}

function serverOfSchema(schema: string): OaiServer | null {
  if (/oaipmh\.arxiv\.org/i.test(schema)) return 'new';
  return /http:\/\/arxiv\.org\/OAI\/\w+\.xsd/i.test(schema) ? 'old' : null;
}

/** Sets in three parts (`math:math:NT`, `physics:nlin:CD`) are the new server's; `cs` or `math` alone the old one's. */
function serverOfSets(sets: readonly string[]): OaiServer | null {
  if (sets.some((set) => set.split(':').length > 2)) return 'new';
  return sets.some((set) => !set.includes(':')) ? 'old' : null;
}

/** `0812.4551` -> `2008-12`, the month in which the paper was announced first. */
function monthOf(arxivId: string): string | null {
  const digits = /^(?:[a-z-]+\/)?(\d{2})(\d{2})/.exec(arxivId);
  if (digits === null) return null;
  return `${Number(digits[1]) >= 91 ? 19 : 20}${digits[1]}-${digits[2]}`;
}

/**
 * The server that wrote a record, null when that cannot be told: by the request, the schema, the sets; a datestamp
 * after the change of March 2025; and for an earlier one by whether `created` can be the date of version 1, which is
 * never after the month in the identifier.
 */
export function serverOf(paper: OaiPaper, created: string | null): OaiServer | null {
  const { server, metadata, sets, datestamp } = paper;
  const said = server ?? serverOfSchema(metadata.attributes.get('schemaLocation') ?? '') ?? serverOfSets(sets);
  if (said !== null || datestamp === null) return said;
  if (datestamp >= '2025-04') return 'new';
  const month = monthOf(paper.arxivId);
  if (created === null || month === null) return null;
  return created.slice(0, 7) <= month ? 'old' : 'new';
}
