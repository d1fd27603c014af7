// OAI-PMH answers of arXiv: whole, bare records, several in any wrapper, or many answers one after another.
import type { Taxonomy } from '../../domain/category.js';
import { parseIdentifier } from '../../domain/identifier.js';
import type { DumpRecord, Format } from '../../domain/paper.js';
import { readArXiv, readArXivOld, readArXivRaw } from './arxiv.js';
import { readDublinCore } from './dc.js';
import { serverOfUrl, type OaiPaper, type OaiServer } from './server.js';
import type { DumpFormat } from '../parsed.js';
import { createItemReader, type XmlReading } from '../xml/items.js';
import { childOf, childText, childTexts, textOf, type XmlElement } from '../xml/tree.js';

export type MetadataFormat = Extract<Format, 'oai-arXiv' | 'oai-arXivOld' | 'oai-arXivRaw' | 'oai-dc'>;

/** The elements of a record's metadata, by local name. */
export const METADATA: ReadonlyMap<string, MetadataFormat> = new Map([
  ['arXiv', 'oai-arXiv'],
  ['arXivOld', 'oai-arXivOld'],
  ['arXivRaw', 'oai-arXivRaw'],
  ['dc', 'oai-dc'],
]);

interface Header {
  readonly identifier: string | null;
  readonly isDeleted: boolean;
  readonly datestamp: string | null;
  readonly sets: readonly string[];
}

function readHeader(header: XmlElement | null): Header {
  if (header === null) return { identifier: null, isDeleted: false, datestamp: null, sets: [] };
  return {
    identifier: childText(header, 'identifier')?.trim() ?? null,
    isDeleted: header.attributes.get('status') === 'deleted',
    datestamp: childText(header, 'datestamp')?.trim() ?? null,
    sets: childTexts(header, 'setSpec'),
  };
}

function reject(reason: string): XmlReading {
  return { kind: 'rejection', reason };
}

/** A header without metadata: of ListIdentifiers, or of a deleted record. */
function headerItem({ identifier, isDeleted, datestamp }: Header): XmlReading {
  if (identifier === null) return reject('the identifier is missing');
  const arxivId = parseIdentifier(identifier)?.arxivId;
  return arxivId === undefined
    ? reject(`"${identifier}" is not an arXiv identifier`)
    : { kind: 'header', arxivId, isDeleted, asOf: datestamp };
}

/** Of Dublin Core's identifiers the first that names an abstract page. */
function identifierOf(metadata: XmlElement): string | null {
  const own = childText(metadata, 'id')?.trim();
  return own ?? childTexts(metadata, 'identifier').find((text) => parseIdentifier(text) !== null) ?? null;
}

function facts(format: MetadataFormat, paper: OaiPaper, taxonomy: Taxonomy): DumpRecord {
  switch (format) {
    case 'oai-arXiv':
      return readArXiv(paper);
    case 'oai-arXivOld':
      return readArXivOld(paper);
    case 'oai-arXivRaw':
      return readArXivRaw(paper);
    case 'oai-dc':
      return readDublinCore(paper, taxonomy);
  }
}

interface Around {
  /** Null where the answer does not say it. */
  readonly server: OaiServer | null;
  readonly taxonomy: Taxonomy;
}

function readMetadata(metadata: XmlElement, header: Header, { server, taxonomy }: Around): XmlReading {
  const format = METADATA.get(metadata.name);
  if (format === undefined) return reject(`<${metadata.name}> is not arXiv metadata`);
  const spelled = identifierOf(metadata) ?? header.identifier;
  if (spelled === null) return reject('the identifier is missing');
  const identifier = parseIdentifier(spelled) ?? parseIdentifier(header.identifier ?? '');
  if (identifier === null) return reject(`"${spelled}" is not an arXiv identifier`);
  const title = childText(metadata, 'title');
  if (title === null) return reject('the title is missing');
  const { sets, datestamp } = header;
  const paper = { metadata, arxivId: identifier.arxivId, title, server, sets, datestamp };
  return { kind: 'record', value: facts(format, paper, taxonomy) };
}

function readRecord(record: XmlElement, around: Around): XmlReading {
  const header = readHeader(childOf(record, 'header'));
  // Bare records may come without the element `metadata` around it.
  const wrapper = childOf(record, 'metadata');
  const elements = (wrapper ?? record).nodes.filter((node) => typeof node !== 'string');
  const metadata = elements.find((element) => METADATA.has(element.name)) ?? (wrapper === null ? null : elements[0]);
  if (metadata !== undefined && metadata !== null && !header.isDeleted) return readMetadata(metadata, header, around);
  return headerItem(header);
}

/**
 * The OAI-PMH format of that name. `items` says what holds one record each: `record`, `header` in a list of
 * identifiers, or the names of the metadata elements where they come bare.
 */
export function oai(format: Format, items: readonly string[], taxonomy: Taxonomy): DumpFormat {
  return {
    format,
    open(emit) {
      /** Of the answer that is being read: a dump may hold answers of both servers. */
      let server: OaiServer | null = null;
      const read = (element: XmlElement): XmlReading => {
        if (element.name === 'record') return readRecord(element, { server, taxonomy });
        if (element.name === 'header') return headerItem(readHeader(element));
        return readMetadata(element, readHeader(null), { server, taxonomy });
      };
      let complaint: string | null = null;
      const readAside = (element: XmlElement): void => {
        if (element.name === 'request') server = serverOfUrl(textOf(element));
        else
          complaint = [element.attributes.get('code') ?? '', textOf(element)].filter((part) => part !== '').join(': ');
      };
      const reader = createItemReader({ items, asides: ['request', 'error'], read, readAside }, emit);
      return { ...reader, complaint: () => complaint };
    },
  };
}
