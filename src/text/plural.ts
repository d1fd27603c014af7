// Numbers in text: grouped digits, and the form of an English word that belongs to a number.

const RULES = new Intl.PluralRules('en');
const DIGITS = new Intl.NumberFormat('en');

/** `12,345`, as both English and Japanese write it. */
export const grouped = (count: number): string => DIGITS.format(count);

/** `1 paper`, `2,000 papers`. */
export function counted(count: number, one: string, other: string): string {
  return `${grouped(count)} ${formOf(count, one, other)}`;
}

/** `1 paper`, `2000 papers`: without grouping, for the terminal and the log. */
export function countedPlain(count: number, one: string, other: string): string {
  return `${count} ${formOf(count, one, other)}`;
}

/** Only the form, for words that do not stand beside their number. */
export function formOf(count: number, one: string, other: string): string {
  return RULES.select(count) === 'one' ? one : other;
}
