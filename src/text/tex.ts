// TeX to readable text: formulas as Unicode, accents as letters, markup dropped; what is unknown stays as it is.
import { replace as toUnicode } from 'unicodeit';

const ACCENTS: Readonly<Record<string, string>> = {
  "'": '\u0301',
  '`': '\u0300',
  '"': '\u0308',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  u: '\u0306',
  v: '\u030C',
  H: '\u030B',
  c: '\u0327',
  k: '\u0328',
  r: '\u030A',
  d: '\u0323',
  b: '\u0331',
};
const LETTERS: Readonly<Record<string, string>> = {
  O: 'Ø',
  o: 'ø',
  L: 'Ł',
  l: 'ł',
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  i: 'ı',
  j: 'ȷ',
};
const FUNCTIONS =
  /\\(arccos|arcsin|arctan|arg|cosh|cos|cot|deg|det|dim|exp|gcd|hom|inf|ker|liminf|limsup|lim|ln|log|max|min|mod|Pr|sec|sinh|sin|sup|tanh|tan)(?![A-Za-z])/g;
const SPACING =
  /\\(?:left|right|bigl?|bigr?|Bigl?|Bigr?|displaystyle|limits|nolimits)(?![A-Za-z])|\\[,;:! ]|\\q?quad(?![A-Za-z])/g;
const WRAPPERS =
  /\\(?:textbf|textit|textrm|textsf|texttt|textsc|text|emph|mathrm|mathsf|mathtt|mathit|mathbf|boldsymbol|bm|operatorname\*?|mbox|underline|url)\s*\{([^{}]*)\}/g;
const MATH = /\$\$([^$]+)\$\$|\$([^$\n]+)\$(?!\d)|\\\(([\s\S]+?)\\\)|\\\[([\s\S]+?)\\\]/g;

function untilStable(text: string, change: (text: string) => string): string {
  const changed = change(text);
  return changed === text ? text : untilStable(changed, change);
}

function grouped(text: string): string {
  const inner = text.trim();
  return /^[\p{L}\p{N}.]+$/u.test(inner) ? inner : `(${inner})`;
}

/** The content of a formula (without its dollars) as Unicode: `2.6 \times` -> `2.6×`, `\frac{a}{b}` -> `a/b`. */
export function readableFormula(tex: string): string {
  const flat = untilStable(
    tex
      .replace(SPACING, ' ')
      .replace(/\s*([\^_])\s*/g, '$1')
      .replace(FUNCTIONS, ' $1 '),
    (text) =>
      text
        .replace(WRAPPERS, '$1')
        .replace(
          /\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g,
          (_, top: string, bottom: string) => `${grouped(top)}/${grouped(bottom)}`,
        )
        .replace(/\\sqrt\s*\{([^{}]*)\}/g, (_, inner: string) => `√${grouped(inner)}`),
  );
  return untilStable(toUnicode(flat.replace(/\\([%&#$_])/g, '$1')), (text) =>
    text.replace(/(^|[^\\A-Za-z^_])\{([^{}]*)\}/g, '$1$2'),
  )
    .replace(/[~\s]+/g, ' ')
    .replace(/([([])\s+|\s+([)\],])/g, '$1$2')
    .replace(/^\s*([×·])\s+|(\d)\s+×\s*$/g, '$1$2×')
    .replace(/××$/, '×')
    .trim();
}

/** Whether what stands between two dollars is a formula, not the text between two prices. */
export function isFormula(content: string): boolean {
  if (/[\\^_{}=<>]/.test(content)) return true;
  return content.length <= 24 && !/^\s|\s$/.test(content) && !/\s\p{L}{2,}/u.test(content);
}

function readableText(text: string): string {
  return untilStable(text, (current) => current.replace(WRAPPERS, '$1'))
    .replace(/\{?\\(['`"^~=.])\s*\{?\\?([A-Za-z])\}?\}?/g, (_, accent: string, letter: string) =>
      (letter + (ACCENTS[accent] ?? '')).normalize('NFC'),
    )
    .replace(
      /\{?\\([uvHckrdb])(?:\s*\{\\?([A-Za-z])\}|\s+([A-Za-z]))\}?/g,
      (_, accent: string, inBraces?: string, bare?: string) =>
        ((inBraces ?? bare ?? '') + (ACCENTS[accent] ?? '')).normalize('NFC'),
    )
    .replace(
      /\{\\(OE|oe|AE|ae|AA|aa|ss|[OoLlij])\s*\}|\\(OE|oe|AE|ae|AA|aa|ss|[OoLlij])(?![A-Za-z])(?:\{\}|\s)?/g,
      (_, braced?: string, bare?: string) => LETTERS[braced ?? bare ?? ''] ?? '',
    )
    .replace(/\\(?:it|bf|em|rm|sl|sc|tt)\s+/g, '')
    .replace(/\{([^{}\\]*)\}/g, '$1')
    .replace(/``|''/g, (quotes) => (quotes === '``' ? '“' : '”'))
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/(?<=\p{L}|\p{N}|\p{P})~(?=\p{L}|\p{N}|\\)/gu, ' ')
    .replace(/\\([%&_#$])/g, '$1');
}

/** A title, abstract or name as typed for TeX, made readable. Prices in dollars and unknown commands stay as they are. */
export function readableTex(text: string): string {
  let result = '';
  let position = 0;
  for (const found of text.matchAll(MATH)) {
    const content = found[1] ?? found[2] ?? found[3] ?? found[4] ?? '';
    if (found.index < position || !isFormula(content) || text[found.index - 1] === '\\') continue;
    result += readableText(text.slice(position, found.index)) + readableFormula(content);
    position = found.index + found[0].length;
  }
  const rest = text.slice(position);
  return (
    result +
    readableText(
      /\\(?:times|alpha|beta|gamma|to|leq|geq)(?![a-z])/.test(rest) ? rest.replace(/\\[A-Za-z]+/g, toUnicode) : rest,
    )
  );
}
