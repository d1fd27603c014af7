// Letters: TeX's accents and special letters (those of arXiv's own table among them), and the alphabets of formulas.

/** Combining marks of the accents of text; names of letters need a space or braces before what they stand on. */
export const TEXT_ACCENTS: ReadonlyMap<string, string> = new Map([
  ["'", '\u0301'],
  // As WordPress and telephones typeset both.
  ['’', '\u0301'],
  ['”', '\u0308'],
  ['`', '\u0300'],
  ['"', '\u0308'],
  ['^', '\u0302'],
  ['~', '\u0303'],
  ['=', '\u0304'],
  ['.', '\u0307'],
  ['u', '\u0306'],
  ['v', '\u030C'],
  ['H', '\u030B'],
  ['c', '\u0327'],
  ['k', '\u0328'],
  ['r', '\u030A'],
  ['d', '\u0323'],
  ['b', '\u0331'],
  ['t', '\u0361'],
  ['h', '\u0309'],
]);

/** Marks of the accents of formulas; `wide` ones stand on every letter of what they cover. */
export const MATH_ACCENTS: ReadonlyMap<string, { readonly mark: string; readonly isWide: boolean }> = new Map([
  ['Hat', { mark: '\u0302', isWide: true }],
  ['Tilde', { mark: '\u0303', isWide: true }],
  ['Bar', { mark: '\u0304', isWide: true }],
  ['Dot', { mark: '\u0307', isWide: false }],
  ['Vec', { mark: '\u20D7', isWide: false }],
  ['hat', { mark: '\u0302', isWide: true }],
  ['widehat', { mark: '\u0302', isWide: true }],
  ['tilde', { mark: '\u0303', isWide: true }],
  ['widetilde', { mark: '\u0303', isWide: true }],
  ['bar', { mark: '\u0304', isWide: true }],
  ['overline', { mark: '\u0305', isWide: true }],
  ['underline', { mark: '\u0332', isWide: true }],
  ['vec', { mark: '\u20D7', isWide: false }],
  ['overrightarrow', { mark: '\u20D7', isWide: false }],
  ['dot', { mark: '\u0307', isWide: false }],
  ['ddot', { mark: '\u0308', isWide: false }],
  ['dddot', { mark: '\u20DB', isWide: false }],
  ['check', { mark: '\u030C', isWide: true }],
  ['widecheck', { mark: '\u030C', isWide: true }],
  ['breve', { mark: '\u0306', isWide: false }],
  ['acute', { mark: '\u0301', isWide: false }],
  ['grave', { mark: '\u0300', isWide: false }],
  ['mathring', { mark: '\u030A', isWide: false }],
  ['slashed', { mark: '\u0338', isWide: false }],
  ['not', { mark: '\u0338', isWide: false }],
]);

/** Special letters of names and texts. */
export const TEXT_LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    AA: 'Å',
    aa: 'å',
    AE: 'Æ',
    ae: 'æ',
    OE: 'Œ',
    oe: 'œ',
    O: 'Ø',
    o: 'ø',
    L: 'Ł',
    l: 'ł',
    DH: 'Ð',
    dh: 'ð',
    ETH: 'Ð',
    eth: 'ð',
    DJ: 'Đ',
    dj: 'đ',
    TH: 'Þ',
    th: 'þ',
    NG: 'Ŋ',
    ng: 'ŋ',
    SS: 'ẞ',
    ss: 'ß',
    IJ: 'Ĳ',
    ij: 'ĳ',
    OHORN: 'Ơ',
    ohorn: 'ơ',
    UHORN: 'Ư',
    uhorn: 'ư',
    i: 'ı',
    j: 'ȷ',
    TeX: 'TeX',
    LaTeX: 'LaTeX',
    BibTeX: 'BibTeX',
  }),
);

const ABOVE = /[\u0300-\u0314\u20D7\u20DB]/;

/** A letter with a mark; a dotless letter gets its dot back where the composed letter has it in Unicode. */
export function accented(letter: string, mark: string): string {
  const first = String.fromCodePoint(letter.codePointAt(0) ?? 0);
  const dotted = ABOVE.test(mark) && first === 'ı' ? 'i' : first === 'ȷ' ? 'j' : first;
  return (dotted + mark + letter.slice(first.length)).normalize('NFC');
}

/** `caps`: small capitals, in which only a numeral of an ion looks another way. */
export type Font = 'plain' | 'caps' | 'double' | 'script' | 'fraktur';

/** First code points of capital letters, small letters and digits, and the letters that Unicode had before. */
const ALPHABETS: Readonly<
  Record<
    Exclude<Font, 'plain' | 'caps'>,
    { capital: number; small: number; digit: number; others: Readonly<Record<string, string>> }
  >
> = {
  double: {
    capital: 0x1d538,
    small: 0x1d552,
    digit: 0x1d7d8,
    others: { C: 'ℂ', H: 'ℍ', N: 'ℕ', P: 'ℙ', Q: 'ℚ', R: 'ℝ', Z: 'ℤ', Γ: 'ℾ', Π: 'ℿ', γ: 'ℽ', π: 'ℼ' },
  },
  script: {
    capital: 0x1d49c,
    small: 0x1d4b6,
    digit: 0,
    others: { B: 'ℬ', E: 'ℰ', F: 'ℱ', H: 'ℋ', I: 'ℐ', L: 'ℒ', M: 'ℳ', R: 'ℛ', e: 'ℯ', g: 'ℊ', o: 'ℴ' },
  },
  fraktur: {
    capital: 0x1d504,
    small: 0x1d51e,
    digit: 0,
    others: { C: 'ℭ', H: 'ℌ', I: 'ℑ', R: 'ℜ', Z: 'ℨ' },
  },
};

/** `H{\sc ii}` is H II. */
const NUMERAL = /(?<![\p{L}\p{N}])[ivx]{1,5}(?![\p{L}\p{N}])/gu;

/** A text in an alphabet of formulas; what the alphabet lacks stays as it is. */
export function inFont(text: string, font: Font): string {
  if (font === 'plain') return text;
  if (font === 'caps') return text.replace(NUMERAL, (numeral) => numeral.toUpperCase());
  const { capital, small, digit, others } = ALPHABETS[font];
  return text.replace(/[\p{Script=Greek}A-Za-z0-9]/gu, (letter) => {
    const code = letter.charCodeAt(0);
    const other = others[letter];
    if (other !== undefined) return other;
    if (code >= 65 && code <= 90) return String.fromCodePoint(capital + code - 65);
    if (code >= 97 && code <= 122) return String.fromCodePoint(small + code - 97);
    return digit > 0 && code >= 48 && code <= 57 ? String.fromCodePoint(digit + code - 48) : letter;
  });
}

/** Commands that set the alphabet of their argument. */
export const FONT_COMMANDS: ReadonlyMap<string, Font> = new Map([
  ...['mathbb', 'Bbb', 'mathds', 'mathbbm', 'mathbbmss', 'bbold'].map((name) => [name, 'double'] as const),
  ...['mathcal', 'mathscr', 'Cal', 'mathpzc', 'mathcalligra', 'EuScript'].map((name) => [name, 'script'] as const),
  ...['mathfrak', 'mathgoth', 'frak'].map((name) => [name, 'fraktur'] as const),
  ...`mathrm bbox mathbf mathsf mathtt mathit mathnormal mathup mathbfit boldsymbol bm bold pmb boldmath roman textnormal`
    .split(' ')
    .map((name) => [name, 'plain'] as const),
]);

/** Commands that set the alphabet of everything up to the end of their group. */
export const FONT_SWITCHES: ReadonlyMap<string, Font> = new Map([
  ...['cal', 'scr'].map((name) => [name, 'script'] as const),
  ['gothic', 'fraktur'],
  ...['sc', 'scshape'].map((name) => [name, 'caps'] as const),
  ...`rm bf it sf tt sl em mit bfseries itshape rmfamily sffamily ttfamily slshape upshape mdseries normalfont
tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge displaystyle textstyle scriptstyle
scriptscriptstyle boldmath unboldmath`
    .split(/\s+/)
    .map((name) => [name, 'plain'] as const),
]);
