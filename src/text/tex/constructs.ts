// Constructs: commands of formulas that take arguments, such as fractions, roots and accents.
import { isSingle, layOut, type Atom } from './layout.js';
import { accented, FONT_COMMANDS, MATH_ACCENTS, type Font } from './letters.js';
import { scriptOf } from './scripts.js';

/** What a construct reads its arguments from; null where an argument is missing or cannot be said. */
export interface Arguments {
  /** One argument: a group, a command or a sign. `font` is the one around it when none is given. */
  next(font?: Font): readonly Atom[] | null;
  /** What stands in brackets right here; null where nothing does. */
  option(): string | null;
  /** A group as running text. */
  text(): string | null;
  /** Passes over one group unread; false where there is none. */
  skip(): boolean;
}

type Construct = (args: Arguments) => Omit<Atom, 'isSpaced'> | null;

function ordinary(text: string, more: Partial<Atom> = {}): Omit<Atom, 'isSpaced'> {
  return { text, kind: 'ord', base: text, ...more };
}

function bracketed(atoms: readonly Atom[], isPlain: boolean): string {
  const text = layOut(atoms);
  return isPlain || isSingle(atoms) ? text : `(${text})`;
}

/** `a/b`, with parentheses around what is more than letters and digits. */
export function fraction(top: readonly Atom[], bottom: readonly Atom[]): Omit<Atom, 'isSpaced'> {
  const word = /^[\p{L}\p{N}.]+$/u;
  const upper = bracketed(top, word.test(layOut(top)));
  const lower = bracketed(bottom, bottom.length === 1 && word.test(layOut(bottom)));
  return ordinary(`${upper}/${lower}`, { isCompound: true });
}

export function binomial(top: readonly Atom[], bottom: readonly Atom[]): Omit<Atom, 'isSpaced'> {
  return ordinary(`(${layOut(top)} choose ${layOut(bottom)})`);
}

function pairOf(make: typeof fraction): Construct {
  return (args) => {
    const [top, bottom] = [args.next(), args.next()];
    return top === null || bottom === null ? null : make(top, bottom);
  };
}

const ROOTS: Readonly<Record<string, string>> = { '2': '√', '3': '∛', '4': '∜' };

const root: Construct = (args) => {
  const degree = args.option();
  const inner = args.next();
  if (inner === null) return null;
  const raised =
    degree === null ? '√' : (ROOTS[degree] ?? (/^[\da-z]+$/.test(degree) ? `${scriptOf('^', degree).text}√` : null));
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

const words: Construct = (args) => {
  const text = args.text();
  return text === null ? null : ordinary(text);
};

const invisible: Construct = (args) => (args.skip() ? ordinary('') : null);
const gap: Construct = (args) => (args.skip() ? { text: ' ', kind: 'space', base: ' ' } : null);

const named: Construct = (args) => {
  const atoms = args.next('plain');
  return atoms === null ? null : { text: layOut(atoms), kind: 'function', base: layOut(atoms) };
};

const coloured: Construct = (args) => {
  const atoms = args.skip() ? args.next() : null;
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
  ['sqrt', root],
  ['not', negated],
  ['pmod', one((atoms) => ({ text: `(mod ${layOut(atoms)})`, kind: 'function', base: '' }))],
  ['textsuperscript', one((atoms) => ordinary(scriptOf('^', layOut(atoms)).text))],
  ['textsubscript', one((atoms) => ordinary(scriptOf('_', layOut(atoms)).text))],
]);
