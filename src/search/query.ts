// Query: what a person typed to the expression and limits that the store searches with.
import { wordPhrase } from './tokens.js';

/** An FTS5 expression, or null when every paper is meant. Dates are UTC texts: from inclusive, before exclusive. */
export interface ParsedQuery {
  readonly match: string | null;
  readonly error: string | null;
}

const TEXT_COLUMNS = '{title abstract abstract_ja comments}';

function words(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** One word of a name: itself or its initial, since sources abbreviate; an initial stands for every name it begins. */
function namePhrase(word: string): string | null {
  const phrase = wordPhrase(word, 'name');
  const initial = wordPhrase([...word][0] ?? '', 'name');
  if (phrase === null || initial === null) return phrase;
  return phrase === initial ? `${phrase.replace(/\*$/, '')}*` : `(${phrase} OR ${initial})`;
}

/** Plain words over title, both abstracts and comments, all of which must match; names over the authors. */
export function parseQuery(text: string, author: string | null): ParsedQuery {
  const inText = words(text)
    .map((word) => wordPhrase(word))
    .filter((phrase) => phrase !== null);
  const inAuthors = words((author ?? '').replaceAll(/[,.]/g, ' '))
    .map(namePhrase)
    .filter((phrase) => phrase !== null);
  const nothing = (text.trim() !== '' && inText.length === 0) || ((author ?? '') !== '' && inAuthors.length === 0);
  if (nothing) {
    return {
      match: null,
      error: `nothing in "${(text + ' ' + (author ?? '')).trim()}" can be searched for: use letters or digits`,
    };
  }
  const parts = [
    ...inText.map((phrase) => `${TEXT_COLUMNS} : (${phrase})`),
    ...inAuthors.map((phrase) => `{authors} : (${phrase})`),
  ];
  return { match: parts.length === 0 ? null : parts.join(' AND '), error: null };
}

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/**
 * First instant (UTC) of a `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and the first after it, in seconds since 1970.
 * Null when the text is no such date.
 */
export function dateRange(text: string): { from: number; before: number } | null {
  const found = DATE.exec(text);
  if (found === null) return null;
  const year = Number(found[1]);
  const month = found[2] === undefined ? null : Number(found[2]);
  const day = found[3] === undefined ? null : Number(found[3]);
  const start = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  const isReal =
    start.getUTCFullYear() === year && start.getUTCMonth() === (month ?? 1) - 1 && start.getUTCDate() === (day ?? 1);
  if (!isReal) return null;
  const end = new Date(start);
  if (day !== null) end.setUTCDate(end.getUTCDate() + 1);
  else if (month !== null) end.setUTCMonth(end.getUTCMonth() + 1);
  else end.setUTCFullYear(end.getUTCFullYear() + 1);
  return { from: start.getTime() / 1000, before: end.getTime() / 1000 };
}
