// Identifiers: arXiv's names of papers, in every address, stamp and sentence, to one canonical form.
import { comparisonForm } from '../text/comparison.js';

export interface Identifier {
  readonly arxivId: string;
  readonly version: number | null;
}

/** Every archive that gave identifiers of the old form; none can be added any more. */
export const OLD_ARCHIVES: readonly string[] = (
  'acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga ' +
  'funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph ' +
  'q-alg q-bio quant-ph solv-int supr-con'
).split(' ');

/** New form since April 2007: four digits up to 1412, five from 1501 (info.arxiv.org/help/arxiv_identifier). */
const NEW_NUMBER = String.raw`(?<month>\d{2}(?:0[1-9]|1[0-2]))\.(?<number>\d{4,5})`;
const NEW = String.raw`(?<!\p{N})${NEW_NUMBER}`;
/** Old form, 9107 to 0703; a subject class after the archive is not part of the identifier. */
const ARCHIVE = `(?<archive>${OLD_ARCHIVES.toSorted((a, b) => b.length - a.length).join('|')})`;
const OLD_NUMBER = String.raw`\/(?<oldMonth>\d{2}(?:0[1-9]|1[0-2]))(?<oldNumber>\d{3})`;
const OLD = String.raw`(?<![a-z0-9])${ARCHIVE}(?:\.[a-z-]{2,12})?${OLD_NUMBER}`;
const VERSION = String.raw`(?:v(?<version>[1-9]\d{0,2}))?`;
const CANDIDATE = new RegExp(String.raw`(?:${NEW}|${OLD})${VERSION}(?!\p{N})`, 'giu');
/** As arXiv itself writes it: most of what is read is nothing else. */
const CANONICAL = new RegExp(`^(?:${NEW_NUMBER}|${ARCHIVE}${OLD_NUMBER})${VERSION}$`);

/** Sites that show papers of arXiv under its identifiers: arXiv with its mirrors, and readers of it. */
const SITES =
  /(?<![\w.-])(?:(?:[\w-]+\.)*(?:arxiv|ar5iv|alphaxiv|scirate|semanticscholar|arxiv-vanity|emergentmind)\.(?:org|com)|xxx(?:\.[\w-]+)+|(?:huggingface|hf)\.co(?:\/api)?\/papers)(?::\d+)?\/(?:[\w.~+-]*\/)*(?:[\w.-]*\?\S*=)?$/i;
/** `arXiv:`, `oai:arXiv.org:`, `10.48550/arXiv.`, `/arxiv/` of a site that is not listed, `/abs/`, `eprint=`. */
const MARK =
  /(?:(?<![a-z0-9])arxiv(?:\.org)?\s?[:/_ -]?\s?|(?:10\.48550\/|(?<![a-z0-9/]))arxiv\.|(?<![\w./])\/?(?:abs|pdf)\/|(?<![a-z0-9_])(?:id|id_list|arxiv\w{0,12}|eprint|query|q)=)$/i;
/** Another DOI, in which any number may stand. */
const OTHER_DOI = /(?<!\d)10\.(?!48550\/)\d{4,9}\/[^\s<>()[\]{}"]*$/;
/** What a part of a number, name, path or price has before it. */
const INSIDE = /(?:[a-z0-9.,/\\$€£¥%+±=@-]|\w_|\d:|(?:[$€£¥]|\b(?:USD|EUR|GBP|JPY|RMB|CNY))\s)$/i;
/** What follows a part of a number, a date, a name or a quantity. */
const GOES_ON =
  /^(?:[a-z]|_\w|[.,/:-]\d|\s?(?:[%°℃円元]|ドル|ユーロ|ウォン|(?:yen|usd|eur|gbp|jpy|dollars?|euros?|pounds?|[kmgt]?ev|[kmgt]?hz|[kmgt]b|[kcmnμ]m|[km]g|[mμn]s|[kmg]?pc)(?![a-z])))/i;
const SUFFIX = /(?:\.(?:pdf|html|e?ps|tar|t?gz))*\/?(?:[?#][^\s<>[\](){}"'「」。、，]*)?/iy;
/** What a printed stamp goes on with: `[cs.LG] 9 Apr 2025`. */
const STAMP = /(?:\s*\[[a-z-]{2,12}(?:\.[a-z-]{2,12})?\])?(?:\s+\d{1,2}\s+[a-z]{3,9}\.?\s+(?:19|20)\d{2})?/iy;

/** No address before an identifier is longer (UTF-16 units). */
const LONGEST_BEFORE = 200;
/** No spelling of one identifier is longer (UTF-16 units). */
const LONGEST = 500;
/** Texts are searched this far (UTF-16 units). */
const LONGEST_TEXT = 50_000;

interface Found extends Identifier {
  readonly from: number;
  readonly to: number;
}

function identifierOf(groups: Readonly<Record<string, string | undefined>>): Identifier | null {
  const { month = '', number = '', archive, oldMonth = '', oldNumber = '' } = groups;
  const version = groups['version'] === undefined ? null : Number(groups['version']);
  if (archive !== undefined) {
    const isOld = (oldMonth >= '9107' && oldMonth <= '9912') || oldMonth <= '0703';
    return isOld ? { arxivId: `${archive.toLowerCase()}/${oldMonth}${oldNumber}`, version } : null;
  }
  const isLong = month >= '1501';
  if (month < '0704' || month > '9012' || number.length !== (isLong ? 5 : 4)) return null;
  return { arxivId: `${month}.${number}`, version };
}

/** Hyphens of print and percent signs of addresses as they are typed. */
function plainForm(text: string): string {
  return comparisonForm(text)
    .replace(/[\u2010\u2011\u2212]/g, '-')
    .replace(/%3A/gi, ':')
    .replace(/%2F/gi, '/');
}

function lengthAt(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function findIn(text: string): Found[] {
  const found: Found[] = [];
  for (const candidate of text.matchAll(CANDIDATE)) {
    const identifier = identifierOf(candidate.groups ?? {});
    if (identifier === null) continue;
    const start = candidate.index;
    const end = start + candidate[0].length;
    const before = text.slice(Math.max(start - LONGEST_BEFORE, 0), start);
    const isListed = /[,;]$/.test(before) && found.at(-1)?.to === start - 1;
    const site = SITES.exec(before);
    if (site === null && OTHER_DOI.test(before)) continue;
    const prefix = site ?? MARK.exec(before);
    const suffixed = end + lengthAt(text, end, SUFFIX);
    const after = text.slice(suffixed, suffixed + 20);
    const isAlone = (isListed || !INSIDE.test(before)) && (/^[,;]\d{4}\./.test(after) || !GOES_ON.test(after));
    if (prefix === null && !isAlone) continue;
    found.push({
      ...identifier,
      from: start - (prefix?.[0].length ?? 0),
      to: suffixed + lengthAt(text, suffixed, STAMP),
    });
  }
  return found;
}

/**
 * Everything that a text names: bare identifiers of both forms, addresses of arXiv, its mirrors and readers, DOIs of
 * arXiv, printed stamps; each paper once, in order, with the first version that is told. Text inside longer
 * numbers, prices, quantities and other DOIs is none.
 */
export function identifiersIn(text: string): Identifier[] {
  const named = new Map<string, number | null>();
  for (const { arxivId, version } of findIn(plainForm(text.slice(0, LONGEST_TEXT))))
    named.set(arxivId, named.get(arxivId) ?? version);
  return [...named].map(([arxivId, version]) => ({ arxivId, version }));
}

/** What may stand around an identifier that is the whole of a text. */
const AROUND =
  /https?:\/\/|(?<!\p{L})(?:oai|(?:(?:dx|www)\.)?doi(?:\.org)?|arxiv|(?:e-?|pre)prints?)(?!\p{L})|[^\p{L}\p{N}]+/giu;

/** The one identifier that a text is, with or without version, address, stamp or brackets around it; null when it is anything else. */
export function parseIdentifier(text: string): Identifier | null {
  if (text.length > LONGEST) return null;
  const canonical = CANONICAL.exec(text);
  if (canonical !== null) return identifierOf(canonical.groups ?? {});
  const plain = plainForm(text);
  const [only, ...more] = findIn(plain);
  if (only === undefined || more.length > 0) return null;
  const around = `${plain.slice(0, only.from)} ${plain.slice(only.to)}`;
  return around.replace(AROUND, '') === '' ? { arxivId: only.arxivId, version: only.version } : null;
}

/** The one paper that a reference of a person names, also within other words; null when it names none, or several. */
export function referredTo(text: string): Identifier | null {
  const [only, ...more] = identifiersIn(text);
  return only === undefined || more.length > 0 ? null : only;
}

/**
 * A DOI that is not arXiv's own, alone or in an address; Japanese may stand on both sides of it without a space, and the address
 * of a link behind it. Those of the nineties have pages between angle brackets (SICI), with more of them behind.
 */
const OWN_DOI =
  /(?<![\p{Script=Latin}\p{N}.])10\.(?!48550\/)\d{4,9}\/(?:(?!\]\()[!$-;=@-~]|<[!$-;=@-~]{1,40}>(?=\d))*/iu;
/** What ends a sentence, and what the addresses of publishers have behind a DOI. */
const BEHIND_DOI = /[^\p{L}\p{N})]+$|(?:\/(?:meta|e?pdf|full|abstract)|\.pdf)$/iu;

/** The DOI of a journal that a text holds; null where it holds none. */
export function doiIn(text: string): string | null {
  let [doi = ''] = OWN_DOI.exec(plainForm(text.slice(0, LONGEST))) ?? [];
  for (let rest = ''; rest !== doi;) {
    rest = doi;
    doi = doi.replace(BEHIND_DOI, '');
    // A bracket that the DOI opens itself is closed in it.
    if (doi.endsWith(')') && doi.split(')').length > doi.split('(').length) doi = doi.slice(0, -1);
  }
  return /\/.*[\p{L}\p{N}]/u.test(doi) ? doi : null;
}

/** The month (`YYYY-MM`) in which a canonical identifier was given; null where it tells none. */
export function identifierMonth(arxivId: string): string | null {
  const digits = /(\d{2})(0[1-9]|1[0-2])(?:\.\d|\d{3}$)/.exec(arxivId);
  if (digits === null) return null;
  const year = Number(digits[1]) + (Number(digits[1]) > 90 ? 1900 : 2000);
  return `${year}-${digits[2]}`;
}
