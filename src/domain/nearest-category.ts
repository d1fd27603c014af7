// The nearest category: what somebody may have meant by a code or name that does not exist.
import { comparisonForm } from '../text/comparison.js';
import { editsBetween } from '../text/edits.js';

/** A category or archive with its names, and all of them in the form in which they are compared. */
export interface Named {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
  readonly form: string;
  readonly nameForms: readonly string[];
  /** The words of the English name, a space around each. */
  readonly words: string;
}

export const normal = (text: string): string => comparisonForm(text).trim().toLowerCase();

const wordsOf = (form: string): readonly string[] => form.match(/[\p{L}\p{N}]+/gu) ?? [];

/** The forms are made once: thousands of names of one settings file may be looked for. */
export function toNamed({ code, name, nameJa }: Pick<Named, 'code' | 'name' | 'nameJa'>): Named {
  const [form, english, japanese] = [normal(code), normal(name), normal(nameJa)];
  return { code, name, nameJa, form, nameForms: [english, japanese], words: ` ${wordsOf(english).join(' ')} ` };
}

/** Longer texts are no name of a category, and near none (UTF-16 units). */
const LONGEST_NAME = 120;
/** Codes differ by so few letters that two mistakes would fit many; names are longer. */
const MOST_IN_CODE = 2;
const MOST_IN_NAME = 3;
/** The distance of a code that begins or ends with what was typed: less than that of any mistake. */
const NOT_WHOLE = 0.6;

/** The distance of a subject that another archive has, `cs.ML` for stat.ML, less than that of another letter; and where that archive was mistyped. */
const OTHER_ARCHIVE = 0.9;
const MISTYPED_ARCHIVE = 0.8;

/** Letters swapped or doubled are likelier mistakes than others. */
function sameLetters(a: string, b: string): boolean {
  const letters = (text: string): string => [...new Set(text)].sort().join('');
  return letters(a) === letters(b);
}

/** Mistakes in a code count more where they change its archive than within it; signs between its parts count nothing. */
function codeEdits(typed: string, code: string): number {
  const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
  if (bare(typed) === bare(code)) return 0.5;
  if (typed.includes('.') && code.startsWith(typed)) return NOT_WHOLE;
  if (code.endsWith(`.${typed}`)) return NOT_WHOLE;
  const [archive = '', ...rest] = typed.split(/[.:/\s]+/);
  const [ownArchive = '', ...ownRest] = code.split('.');
  if (rest.length === 0 || ownRest.length === 0) return editsBetween(bare(typed), bare(code), MOST_IN_CODE);
  const within = editsBetween(rest.join('.'), ownRest.join('.'), MOST_IN_CODE);
  if (within === 0 && ownArchive !== archive)
    return editsBetween(archive, ownArchive, MOST_IN_CODE) > 1 ? OTHER_ARCHIVE : MISTYPED_ARCHIVE;
  const likelier = sameLetters(rest.join(''), ownRest.join('')) ? 0.25 : 0;
  return within - likelier + editsBetween(archive, ownArchive, MOST_IN_CODE) * 1.25;
}

/** Codes near what was typed, the nearest first; empty where nothing is near. */
export function nearestCodes(typed: string, all: readonly Named[], limit: number): string[] {
  const wanted = normal(typed);
  if (wanted.length < 2 || wanted.length > LONGEST_NAME) return [];
  return all
    .map(({ code, form, nameForms }) => {
      const inCode = codeEdits(wanted, form);
      const inName = Math.min(...nameForms.map((each) => editsBetween(wanted, each, MOST_IN_NAME)));
      const isNearCode = inCode <= Math.min(MOST_IN_CODE, Math.ceil(wanted.length / 3));
      const isNearName = inName <= Math.min(MOST_IN_NAME, Math.floor(wanted.length / 4));
      return { code, distance: Math.min(isNearCode ? inCode : Infinity, isNearName ? inName : Infinity) };
    })
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ code }) => code);
}

/** The one whose name holds what was typed as whole words; null where none does, or several. A part of a word is no match. */
export function namedByWords(typed: string, all: readonly Named[]): string | null {
  const typedWords = wordsOf(normal(typed));
  if (typedWords.length === 0) return null;
  const wanted = ` ${typedWords.join(' ')} `;
  const found = all.filter(({ words }) => words.includes(wanted));
  const [only, second] = found;
  return only !== undefined && second === undefined ? only.code : null;
}
