// Repair: formulas that machine translation broke, replaced by the original's where the two correspond.
import { isFormula, readableFormula, readableTex } from './tex.js';

const DOLLARS = /\$\$?([^$]+)\$\$?/g;
/** Placeholders are private-use characters, so that a finished formula is not touched again. */
const FIRST_PLACEHOLDER = 0xe000;

function formulasOf(original: string): string[] {
  const contents = [...original.matchAll(DOLLARS)].map((found) => (found[1] ?? '').trim()).filter(isFormula);
  return [...new Set(contents)].sort((a, b) => b.length - a.length);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const WIDE: Readonly<Record<string, string>> = {
  '(': '[(（]',
  ')': '[)）]',
  ',': '[,、，]',
  '=': '[=＝]',
  '+': '[+＋]',
  '-': '[-−－]',
};

/** One token of a formula as the translation may have spelled it: spaces after a backslash, other case, lost braces. */
function tokenPattern(token: string): string {
  if (token.startsWith('\\')) return `\\\\\\s*${escape(token.slice(1))}`;
  if (token === '{' || token === '}') return `${escape(token)}?`;
  return WIDE[token] ?? escape(token);
}

function patternOf(formula: string): RegExp {
  const tokens = formula.match(/\\[A-Za-z]+|\\.|[A-Za-z]+|[\d.]+|\S/g) ?? [];
  const body = tokens.map(tokenPattern).join('\\s*');
  const isUnmistakable = /[\\^_]/.test(formula);
  const start = /^[\w\d]/.test(formula) ? '(?<![\\w.])' : '';
  const end = /\w$/.test(formula) ? '(?!\\w)' : '';
  const bare = `\\$?\\s*${start}${body}${end}\\s*\\$?`;
  const marked = `\\$\\s*${body}${end}\\s*\\$?|${start}${body}\\s*\\$`;
  return new RegExp(isUnmistakable ? bare : marked, 'gi');
}

/**
 * A translation made readable. Every formula of the original is looked for in it with lost dollars, added spaces and
 * changed case, in any order; what corresponds is replaced by the original's. A formula without counterpart stays as text.
 */
export function readableTranslation(translated: string, original: string | null): string {
  const formulas = original === null || !/[\\$^_]/.test(translated) ? [] : formulasOf(original);
  const marked = formulas.reduce(
    (text, formula, index) => text.replace(patternOf(formula), String.fromCharCode(FIRST_PLACEHOLDER + index)),
    translated,
  );
  return readableTex(marked).replace(/[\ue000-\uf8ff]/g, (placeholder) => {
    const formula = formulas[placeholder.charCodeAt(0) - FIRST_PLACEHOLDER];
    return formula === undefined ? placeholder : readableFormula(formula);
  });
}
