// Constructs: commands of formulas that take arguments, such as fractions, roots and accents.
import { isSingle, layOut, type Atom } from './layout.js';
import { accented, FONT_COMMANDS, MATH_ACCENTS, type Font } from './letters.js';
import { scriptOf } from './scripts.js';
import { UNITS } from './units.js';

/** What a construct reads its arguments from; null where an argument is missing or cannot be said. */
export interface Arguments {
  /** One argument: a group, a command or a sign. `font` is the one around it when none is given. */
  next(font?: Font): readonly Atom[] | null;
  /** The text in brackets right here; null where there are none. */
  option(): string | null;
  /** A group as running text. */
  text(): string | null;
  /** A group as written; null where there is none. */
  raw(): string | null;
}

type Construct = (args: Arguments) => Omit<Atom, 'isSpaced'> | null;

function ordinary(text: string, more: Partial<Atom> = {}): Omit<Atom, 'isSpaced'> {
  return { text, kind: 'ord', base: text, ...more };
}

function bracketed(atoms: readonly Atom[], isPlain: boolean): string {
  const text = layOut(atoms);
  return isPlain || isSingle(atoms) ? text : `(${text})`;
}

/** A root that ends where its sign tells. */
const ROOT = /^√(?:[\p{L}\p{N}.]+|\([^()]*\))$/u;

/** `a/b`, with parentheses around what is more than letters and digits. */
export function fraction(top: readonly Atom[], bottom: readonly Atom[]): Omit<Atom, 'isSpaced'> {
  const word = /^[\p{L}\p{N}.]+$/u;
  const upper = bracketed(top, word.test(layOut(top)));
  const isClosed = bottom.length === 1 && (word.test(layOut(bottom)) || ROOT.test(layOut(bottom)));
  const lower = bracketed(bottom, isClosed);
  return ordinary(`${upper}/${lower}`, { isCompound: true });
}

export function binomial(top: readonly Atom[], bottom: readonly Atom[]): Omit<Atom, 'isSpaced'> {
  return ordinary(`(${layOut(top)} choose ${layOut(bottom)})`);
}

/** Of two arguments the second is read where the first can be said: else each command of a row would read all that follow. */
function pairOf(make: (first: readonly Atom[], second: readonly Atom[]) => ReturnType<Construct>): Construct {
  return (args) => {
    const first = args.next();
    const second = first === null ? null : args.next();
    return first === null || second === null ? null : make(first, second);
  };
}

const ROOTS: ReadonlyMap<string, string> = new Map([
  ['2', '√'],
  ['3', '∛'],
  ['4', '∜'],
]);

const root: Construct = (args) => {
  const degree = args.option();
  const inner = args.next();
  if (inner === null) return null;
  const raised =
    degree === null
      ? '√'
      : (ROOTS.get(degree) ?? (/^[\da-z]+$/.test(degree) ? `${scriptOf('^', degree).text}√` : null));
  return raised === null ? null : ordinary(raised + bracketed(inner, false), { isOpen: true });
};

const LETTERS = /^[\p{L}\p{N}]{2,6}$/u;
const BAR = '\u0304';
const OVERLINE = '\u0305';

/** A mark over one letter; over several, where it is wide, each of them gets it. Scripts of the letters stay behind. */
function accent({ mark, isWide }: { readonly mark: string; readonly isWide: boolean }): Construct {
  return (args) => {
    const atoms = args.next();
    const [only] = atoms ?? [];
    if (atoms === null || only === undefined) return null;
    if (isSingle(atoms)) return { ...only, text: accented(only.text, mark), base: accented(only.base, mark) };
    const { text, base } = asOne(atoms);
    if (!isWide || !LETTERS.test(base) || !text.startsWith(base)) return null;
    const marked = [...base]
      .map((letter) => letter + (mark === BAR ? OVERLINE : mark))
      .join('')
      .normalize('NFC');
    return ordinary(marked + text.slice(base.length));
  };
}

const negated: Construct = (args) => {
  const [first, ...rest] = args.next() ?? [];
  return first === undefined || rest.length > 0 || first.text === ''
    ? null
    : { ...first, text: accented(first.text, '\u0338') };
};

function one(change: (atoms: readonly Atom[]) => Omit<Atom, 'isSpaced'>, font?: Font): Construct {
  return (args) => {
    const atoms = args.next(font);
    return atoms === null ? null : change(atoms);
  };
}

/** The same atom where there is one, else their text as one. */
export function asOne(atoms: readonly Atom[]): Omit<Atom, 'isSpaced'> {
  const [only] = atoms;
  return atoms.length === 1 && only !== undefined ? only : ordinary(layOut(atoms));
}

/** Two signs one above the other for which Unicode has one. */
const STACKED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '<∼': '≲',
    '∼<': '≲',
    '>∼': '≳',
    '∼>': '≳',
    '<≈': '⪅',
    '>≈': '⪆',
    'def=': '≝',
    '?=': '≟',
    '△=': '≜',
    'Δ=': '≜',
    '∘=': '≗',
    '.=': '≐',
    '·=': '≐',
    '∼→': '⥲',
    '∼⟶': '⥲',
  }),
);

/** Only signs that Unicode has; a script of nothing makes its sign smaller. */
const stacked = pairOf((top, bottom) => {
  const sign = STACKED.get(`${layOut(top)}${layOut(bottom)}`.replace(/[_^]/g, ''));
  return sign === undefined ? null : { text: sign, kind: 'rel', base: sign };
});

/** The argument under an operator is its limit. */
const under = pairOf((below, over) => {
  const sign = STACKED.get(layOut(over) + layOut(below));
  if (sign !== undefined) return { text: sign, kind: 'rel', base: sign };
  const last = over.at(-1);
  if (last === undefined || !over.every(({ kind }) => kind === 'function' || kind === 'big' || kind === 'space'))
    return null;
  const text = `${layOut(over)}${scriptOf('_', layOut(below)).text}`;
  return { text, kind: last.kind, base: layOut(over) };
});

const words: Construct = (args) => {
  const text = args.text();
  return text === null ? null : ordinary(text);
};

const invisible: Construct = (args) => (args.raw() !== null ? ordinary('') : null);
const gap: Construct = (args) => (args.raw() !== null ? { text: ' ', kind: 'space', base: ' ' } : null);

const named: Construct = (args) => {
  const atoms = args.next('plain');
  return atoms === null ? null : { text: layOut(atoms), kind: 'function', base: layOut(atoms) };
};

const coloured: Construct = (args) => {
  const atoms = args.raw() === null ? null : args.next();
  return atoms === null ? null : asOne(atoms);
};

function each(names: string, construct: Construct): [string, Construct][] {
  return names.split(' ').map((name) => [name, construct]);
}

/** Constructs by the name of their command. */
export const CONSTRUCTS: ReadonlyMap<string, Construct> = new Map<string, Construct>([
  ...each('frac dfrac tfrac cfrac sfrac nicefrac', pairOf(fraction)),
  ...each('binom dbinom tbinom', pairOf(binomial)),
  ...[...MATH_ACCENTS].map(([name, mark]): [string, Construct] => [name, accent(mark)]),
  ...[...FONT_COMMANDS].map(([name, font]): [string, Construct] => [name, one(asOne, font)]),
  ...each('text mbox hbox textrm textbf textit textsf texttt textsc textup textmd emph fbox', words),
  ...each('operatorname mathop', named),
  ...each('mathbin mathrel mathinner mathord mathpunct ensuremath boxed smash', one(asOne)),
  ...each('phantom vphantom hphantom label color', invisible),
  ...each('hspace vspace', gap),
  ['textcolor', coloured],
  ['ket', one((atoms) => ordinary(`|${layOut(atoms)}⟩`))],
  ['bra', one((atoms) => ordinary(`⟨${layOut(atoms)}|`))],
  ['braket', one((atoms) => ordinary(`⟨${layOut(atoms)}⟩`))],
  ['ion', pairOf((element, stage) => ordinary(`${layOut(element)} ${layOut(stage).toUpperCase()}`))],
  ...each('stackrel overset', stacked),
  ['underset', under],
  ...UNITS.map(({ name, groups, say }): [string, Construct] => [
    name,
    (args) => {
      const note = args.option();
      const parts = Array.from({ length: groups }, () => args.raw());
      const said = say(
        parts.filter((part) => part !== null),
        note,
      );
      return said === null || parts.includes(null) ? null : ordinary(said);
    },
  ]),
  ['sqrt', root],
  ['not', negated],
  ['pmod', one((atoms) => ({ text: `(mod ${layOut(atoms)})`, kind: 'function', base: '' }))],
  ['textsuperscript', one((atoms) => ordinary(scriptOf('^', layOut(atoms)).text))],
  ['textsubscript', one((atoms) => ordinary(scriptOf('_', layOut(atoms)).text))],
]);
