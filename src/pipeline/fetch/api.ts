// Questions to arXiv's API: what is asked, and the records of an answer that can be believed.
import type { Taxonomy } from '../../domain/category.js';
import type { RecordFacts } from '../../domain/paper.js';
import { parseRecord } from '../../domain/record.js';
import { errorText } from '../../errors.js';
import { foldText } from '../../text/fold.js';
import { readable } from '../../text/readable.js';
import { detectFormat } from '../../parse/detect.js';

export type ApiAnswer =
  | { readonly kind: 'records'; readonly records: readonly RecordFacts[] }
  /** A whole sentence. */
  | { readonly kind: 'refused'; readonly reason: string };

/** What the longest answer may be: twenty papers of large collaborations. It is read on the thread that also serves commands. */
export const API_LIMITS = { bytes: 4 * 1024 * 1024, decodedBytes: 4 * 1024 * 1024 } as const;
/** The same of an answer about one paper: twice that of five thousand authors. */
export const ONE_PAPER_LIMITS = { bytes: 1024 * 1024, decodedBytes: 1024 * 1024 } as const;
/** More papers than were asked for. */
const MOST_RECORDS = 200;

/** Papers by identifier (without version): at most 50. */
export function identifiersUrl(apiUrl: string, identifiers: readonly string[]): string {
  const url = new URL(apiUrl);
  url.searchParams.set('id_list', identifiers.join(','));
  url.searchParams.set('max_results', String(identifiers.length));
  return url.href;
}

const WORDS = 12;
/** How many papers with such a title are looked at. */
const MOST_CANDIDATES = 5;

/** Papers with the words of a title by an author of a family name. Null where nothing can be asked. */
export function titleUrl(apiUrl: string, title: string, familyName: string): string | null {
  // Words of plain letters only: the server refuses what it cannot take apart, and rewrites what it takes for operators.
  // Signs of formulas are no words there.
  const prose = title.replace(/\$[^$]*\$/g, ' ');
  const words =
    foldText(readable(prose))
      .match(/[a-z0-9]{2,}/g)
      ?.filter((word) => !/^(?:and|or|andnot|not)$/.test(word)) ?? [];
  const author = foldText(readable(familyName))
    .match(/[a-z]{2,}/g)
    ?.at(-1);
  if (words.length < 2 || author === undefined) return null;
  const url = new URL(apiUrl);
  const terms = [...words.slice(0, WORDS).map((word) => `ti:${word}`), `au:${author}`];
  url.searchParams.set('search_query', terms.join(' AND '));
  url.searchParams.set('max_results', String(MOST_CANDIDATES));
  return url.href;
}

/** Reads an answer; one that is no answer of the API, cut off, or an error is refused. */
export function readApiAnswer(bytes: Uint8Array, taxonomy: Taxonomy): ApiAnswer {
  const text = new TextDecoder().decode(bytes);
  const format = detectFormat(text.slice(0, 65_536), taxonomy);
  if (format?.format !== 'arxiv-api')
    return { kind: 'refused', reason: 'Something else than an answer of the API came.' };
  if (!/<\/(?:\w+:)?feed>\s*$/i.test(text)) return { kind: 'refused', reason: 'The answer of the API is cut off.' };
  if (/<id>[^<]*\/api\/errors/.test(text))
    return { kind: 'refused', reason: 'The API did not understand the question.' };
  const records: RecordFacts[] = [];
  try {
    const reader = format.open((item) => {
      if (item.record > MOST_RECORDS) throw new Error(`it holds more than ${MOST_RECORDS} papers`);
      if (item.kind === 'record') records.push(parseRecord(item.value));
    });
    reader.push(text);
    reader.end();
    return { kind: 'records', records };
  } catch (error) {
    return { kind: 'refused', reason: `The answer of the API cannot be read: ${errorText(error)}.` };
  }
}
