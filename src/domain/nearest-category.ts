// The nearest category: what somebody may have meant by a code or name that does not exist.
import { comparisonForm } from '../text/comparison.js';
import { editsBetween } from '../text/edits.js';

/** A category or archive with its names. */
export interface Named {
  readonly code: string;
  readonly name: string;
  readonly nameJa: string;
}

const normal = (text: string): string => comparisonForm(text).trim().toLowerCase();
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
  if (wanted.length < 2) return [];
  return all
    .map(({ code, name, nameJa }) => {
      const inCode = codeEdits(wanted, normal(code));
      const inName = Math.min(...[name, nameJa].map((each) => editsBetween(wanted, normal(each), MOST_IN_NAME)));
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
  const words = normal(typed).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return null;
  const wanted = ` ${words.join(' ')} `;
  const found = all.filter(({ name }) =>
    ` ${(normal(name).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `.includes(wanted),
  );
  const [only, second] = found;
  return only !== undefined && second === undefined ? only.code : null;
}
