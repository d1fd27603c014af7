// Plurals of English: the form of a word that belongs to a number.

const RULES = new Intl.PluralRules('en');

/** `1 paper`, `2 papers`. */
export function counted(count: number, one: string, other: string): string {
  return `${count} ${formOf(count, one, other)}`;
}

/** The form alone, for words that do not stand beside their number. */
export function formOf(count: number, one: string, other: string): string {
  return RULES.select(count) === 'one' ? one : other;
}
