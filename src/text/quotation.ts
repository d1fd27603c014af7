// Queries in sentences: in the quotation marks of the language, or as they are where they hold some of their own.

/** A query as it stands in a sentence of one language. */
export function inQuotes(query: string, [open, close]: readonly [string, string]): string {
  return query.includes('"') ? query : `${open}${query}${close}`;
}

/** In Japanese, where a space stands between letters of half width and what follows. */
export function beforeJapanese(text: string): string {
  return /[!-~]$/.test(text) ? `${text} ` : text;
}
