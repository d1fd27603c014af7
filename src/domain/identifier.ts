// Identifiers: arXiv's names of papers, in all their spellings, to one canonical form.

export interface Identifier {
  readonly arxivId: string;
  readonly version: number | null;
}

/** New form since April 2007: four digits up to 1412, five from 1501 (info.arxiv.org/help/arxiv_identifier). */
const NEW = /^(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v([1-9]\d*))?$/i;
/** Old form, 9107 to 0703; a subject class after the archive is not part of the identifier. */
const OLD = /^([a-z]+(?:-[a-z]+)?)(?:\.[a-z-]{2,})?\/(\d{2})(0[1-9]|1[0-2])(\d{3})(?:v([1-9]\d*))?$/i;

const PREFIXES = [
  /^(?:https?:\/\/)?(?:www\.|export\.|cn\.|browse\.)?arxiv\.org\/(?:abs|pdf|html|format|ps|src|e-print|list)\//i,
  /^(?:https?:\/\/)?(?:dx\.)?(?:doi\.org\/)?10\.48550\/arxiv\./i,
  /^oai:arxiv\.org:/i,
  /^arxiv:\s*/i,
];

/** No spelling of an identifier is longer, with any address around it; longer texts are not searched. */
const LONGEST = 500;

function bare(text: string): string {
  const trimmed = text.normalize('NFKC').trim();
  const withoutPrefix = PREFIXES.reduce((rest, prefix) => rest.replace(prefix, ''), trimmed);
  return withoutPrefix
    .replace(/[?#].*$/, '')
    .replace(/\.pdf$/i, '')
    .replace(/\/$/, '');
}

/** An identifier with or without version, prefix or address around it; null when the text is anything else. */
export function parseIdentifier(text: string): Identifier | null {
  if (text.length > LONGEST) return null;
  const name = bare(text);
  const recent = NEW.exec(name);
  if (recent !== null) {
    const [, year = '', month = '', number = '', version] = recent;
    const isAfter2014 = Number(year) >= 15 && Number(year) < 91;
    if (number.length !== (isAfter2014 ? 5 : 4) || Number(year + month) < 704) return null;
    return { arxivId: `${year}${month}.${number}`, version: version === undefined ? null : Number(version) };
  }
  const old = OLD.exec(name);
  if (old === null) return null;
  const [, archive = '', year = '', month = '', number = '', version] = old;
  const isBefore2007 = Number(year) >= 91 || Number(year + month) <= 703;
  if (!isBefore2007 || (year === '91' && Number(month) < 7)) return null;
  return {
    arxivId: `${archive.toLowerCase()}/${year}${month}${number}`,
    version: version === undefined ? null : Number(version),
  };
}
