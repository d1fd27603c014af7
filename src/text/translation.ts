// Translation: formulas that machine translation broke, replaced by the original's where the two correspond.
import { pairDollars } from './tex/dollars.js';
import { tokenize } from './tex/tokens.js';
import { readable } from './readable.js';

/** Longer formulas are not looked for. */
const LONGEST = 400;

/** What translation does to signs: forms of full width, and other case. */
const NARROW: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '、': ',',
  '＝': '=',
  '＋': '+',
  '－': '-',
  '−': '-',
};
const IGNORED = /[\s{}$]/;

function narrow(sign: string): string {
  return NARROW[sign] ?? sign.toLowerCase();
}

/** Formulas by their signs, one after the other, without what translation adds or loses: spaces, braces, dollars, case. */
interface Branch {
  readonly next: Map<string, Branch>;
  formula: string | null;
}

function branch(): Branch {
  return { next: new Map(), formula: null };
}

/** The formulas of the original between dollars, without these. */
function formulasOf(original: string): Branch {
  const source = tokenize(original);
  pairDollars(source);
  const start = branch();
  source.tokens.forEach(({ kind, mate, to }, index) => {
    if (kind !== 'dollar' || mate < index) return;
    const formula = original
      // `mate` is the index of a token.
      .slice(to, source.tokens[mate]!.from)
      .replace(/^\$|\$$/g, '')
      .trim();
    const signs = [...formula].filter((sign) => !IGNORED.test(sign)).map(narrow);
    if (signs.length === 0 || signs.length > LONGEST) return;
    let at = start;
    for (const sign of signs) {
      const next = at.next.get(sign) ?? branch();
      at.next.set(sign, next);
      at = next;
    }
    at.formula ??= formula;
  });
  return start;
}

/** A sign of a translation with its place. */
interface Sign {
  readonly sign: string;
  readonly from: number;
  readonly to: number;
}

function signsOf(text: string): Sign[] {
  const signs: Sign[] = [];
  let offset = 0;
  for (const sign of text) {
    if (!IGNORED.test(sign)) signs.push({ sign: narrow(sign), from: offset, to: offset + sign.length });
    offset += sign.length;
  }
  return signs;
}

interface Found {
  readonly formula: string;
  /** The index of its last sign. */
  readonly last: number;
}

/** The longest formula whose signs begin at `index`. */
function longestAt(signs: readonly Sign[], index: number, formulas: Branch): Found | null {
  let found: Found | null = null;
  let at: Branch | undefined = formulas;
  for (let last = index; last < signs.length; last += 1) {
    // `last` is the index of a sign.
    at = at.next.get(signs[last]!.sign);
    if (at === undefined) break;
    if (at.formula !== null) found = { formula: at.formula, last };
  }
  return found;
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}

/** Beside a dollar or a Japanese letter the spaces were added by the translation. */
const AROUND = /[$\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、]/u;
/** Spaces and braces beyond this are none of a formula. */
const NEAR = 12;

/** The stretch of a formula with the braces, dollars and spaces that belong to it. */
function widened(text: string, from: number, to: number): { from: number; to: number; hasDollar: boolean } {
  const inner = text.slice(from, to);
  const balance = count(inner, '{') - count(inner, '}');
  let [start, end] = [from, to];
  const before = /[\s{]*$/.exec(text.slice(Math.max(0, from - NEAR), from))?.[0] ?? '';
  const after = /^[\s}]*/.exec(text.slice(to, to + NEAR))?.[0] ?? '';
  if (balance > 0)
    for (let left = balance; left > 0 && after.includes('}', end - to); left -= 1)
      end = to + after.indexOf('}', end - to) + 1;
  if (balance < 0)
    for (let left = -balance; left > 0 && text.lastIndexOf('{', start - 1) >= from - before.length; left -= 1)
      start = text.lastIndexOf('{', start - 1);
  const spaceAfter = /^\s*/.exec(text.slice(end, end + NEAR))?.[0].length ?? 0;
  const spaceBefore = /\s*$/.exec(text.slice(Math.max(0, start - NEAR), start))?.[0].length ?? 0;
  const isDollarAfter = text[end + spaceAfter] === '$';
  const isDollarBefore = text[start - spaceBefore - 1] === '$';
  if (AROUND.test(text[end + spaceAfter] ?? '')) end += spaceAfter;
  if (AROUND.test(text[start - spaceBefore - 1] ?? '')) start -= spaceBefore;
  if (isDollarAfter) end += text[end + 1] === '$' ? 2 : 1;
  if (isDollarBefore) start -= text[start - 2] === '$' ? 2 : 1;
  return { from: start, to: end, hasDollar: isDollarAfter || isDollarBefore };
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /\w/.test(sign);
}

/** A command that translation tore from its backslash, with its arguments. */
const TORN = /(\\\s+[A-Za-z]+(?:\s*\{[^{}]*\})*)/;

/** What holds no formula of the original; torn commands stay as they are. */
function readableRest(text: string): string {
  const parts = text.split(TORN);
  return parts.map((part, index) => (index % 2 === 0 ? readable(part) : part)).join('');
}

/**
 * A translation made readable. Every formula of the original is looked for in it with lost dollars, added spaces and
 * changed case, in any order; what corresponds is replaced by the original's. A formula without counterpart stays as text.
 */
export function readableTranslation(translated: string, original: string | null): string {
  if (original === null || !/[\\$^_]/.test(translated)) return readableRest(translated);
  const formulas = formulasOf(original);
  const signs = signsOf(translated);
  let result = '';
  let done = 0;
  for (let index = 0; index < signs.length; index += 1) {
    const found = longestAt(signs, index, formulas);
    if (found === null) continue;
    // Both are indexes of signs.
    const [from, to] = [signs[index]!.from, signs[found.last]!.to];
    const place = widened(translated, from, to);
    const isUnmistakable = /[\\^_]/.test(found.formula);
    const isCut =
      (isWord(translated[from]) && isWord(translated[from - 1])) ||
      (isWord(translated[to - 1]) && isWord(translated[to]));
    if (!place.hasDollar && (!isUnmistakable || isCut)) continue;
    result += readableRest(translated.slice(done, Math.max(done, place.from))) + readable(`$${found.formula}$`);
    done = place.to;
    index = found.last;
  }
  return result + readableRest(translated.slice(done));
}
