// Detection of OAI-PMH answers of arXiv, whole or in parts, and of what they hold.
import type { Taxonomy } from '../../domain/category.js';
import type { Format } from '../../domain/paper.js';
import { feedRoot } from '../feed/detect-feed.js';
import { METADATA, oai } from './responses.js';
import type { DumpFormat } from '../parsed.js';

const METADATA_TAG = /<(?:[\w.-]+:)?(arXiv|arXivOld|arXivRaw|dc)(?=[\s/>])/;
const PREFIXES: ReadonlyMap<string, Format> = new Map([
  ['arXiv', 'oai-arXiv'],
  ['arXivOld', 'oai-arXivOld'],
  ['arXivRaw', 'oai-arXivRaw'],
  ['oai_dc', 'oai-dc'],
]);

/** Whether an element of that local name opens in the text. */
function opens(text: string, name: string): boolean {
  return new RegExp(`<(?:[\\w.-]+:)?${name}(?=[\\s/>])`).test(text);
}

/** The format that the metadata elements have, else the one that the request asked for. */
function metadataFormat(head: string): Format | null {
  const element = METADATA_TAG.exec(head)?.[1];
  if (element !== undefined) return METADATA.get(element) ?? null;
  const prefix = /\bmetadataPrefix(?:=["']|%3D)(\w+)/.exec(head)?.[1];
  return PREFIXES.get(prefix ?? '') ?? null;
}

/** An answer, a record, a header or a bare metadata element; null for anything else, also for arXiv's schemas. */
export function detectOai(head: string, taxonomy: Taxonomy): DumpFormat | null {
  if (!/^\s*</.test(head) || /^\s*<(?:!doctype\s+)?html\b/i.test(head) || feedRoot(head) !== null) return null;
  const isAnswer = opens(head, 'OAI-PMH');
  const hasRecords =
    opens(head, 'record') && (isAnswer || opens(head, 'metadata') || opens(head, 'header') || METADATA_TAG.test(head));
  if (hasRecords) return oai(metadataFormat(head) ?? 'oai-identifiers', ['record'], taxonomy);
  const hasHeaders = opens(head, 'header') && (isAnswer || /oai:arxiv\.org:/i.test(head));
  if (hasHeaders) return oai('oai-identifiers', ['header'], taxonomy);
  if (isAnswer) return oai(opens(head, 'error') ? 'oai-error' : 'oai-other', ['record'], taxonomy);
  const metadata = METADATA_TAG.exec(head)?.[1];
  const format = METADATA.get(metadata ?? '');
  const isArXiv = metadata !== 'dc' || /\barxiv\.org\/abs\//i.test(head);
  return metadata === undefined || format === undefined || !isArXiv ? null : oai(format, [metadata], taxonomy);
}
