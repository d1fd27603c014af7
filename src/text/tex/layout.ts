// Layout: the atoms of a formula side by side, with the spaces that a reader expects between them.
import type { SymbolKind } from './symbols.js';
import type { Script } from './scripts.js';

export interface Atom {
  readonly text: string;
  /** `function` is a name such as `log`; `space` a space that was asked for. */
  readonly kind: SymbolKind | 'function' | 'space';
  /** Whether the source has white space before it. */
  readonly isSpaced: boolean;
  /** The atom without its scripts. */
  readonly base: string;
  /** Whether it needs parentheses beside anything but an operator, as a fraction does. */
  readonly isCompound?: boolean;
  /** Whether it needs them where a script stands on it, as a product in braces does. */
  readonly isLoose?: boolean;
  /** Whether a letter or digit that follows needs a space before it. */
  readonly isOpen?: boolean;
}

const BINDING = new Set<Atom['kind']>(['bin', 'rel']);
const SINGLE = /^(?:[\p{N}][\p{N}.,]*|.\p{M}*)$/u;

/** The text of an atom where something stands directly beside it. */
function closedText(atom: Atom): string {
  return atom.isCompound === true ? `(${atom.text})` : atom.text;
}

export function withScript(atom: Atom, script: Script): Atom {
  const text = atom.isLoose === true ? `(${atom.text})` : closedText(atom);
  return { ...atom, text: text + script.text, isCompound: false, isLoose: false, isOpen: script.isOpen };
}

/** One sign, number or letter with its scripts; nothing more is needed to keep it together. */
export function isSingle(atoms: readonly Atom[]): boolean {
  const [only] = atoms;
  return atoms.length === 1 && only?.isCompound !== true && SINGLE.test(only?.base ?? '');
}

/** Several atoms that no brackets hold together. */
export function isLoose(atoms: readonly Atom[]): boolean {
  const [first, last] = [atoms[0], atoms.at(-1)];
  return atoms.length > 1 && !(first?.kind === 'open' && last?.kind === 'close') && !/^[|‖]/.test(first?.text ?? '');
}

function isOperand(atom: Atom | undefined): boolean {
  return atom !== undefined && !BINDING.has(atom.kind) && !['open', 'punct', 'space'].includes(atom.kind);
}

/** Whether a sign that binds two operands has both; else it is a sign of its one operand. */
function bindsTwo(atoms: readonly Atom[], index: number): boolean {
  return isOperand(atoms[index - 1]) && atoms[index + 1] !== undefined && atoms[index + 1]?.kind !== 'close';
}

function startsWord(text: string): boolean {
  return /^[\p{L}\p{N}]/u.test(text);
}

function isSpaceBetween(atoms: readonly Atom[], index: number): boolean {
  // The loop begins with the second atom.
  const [left, right] = [atoms[index - 1]!, atoms[index]!];
  if (left.kind === 'space' || right.kind === 'space') return false;
  if (BINDING.has(left.kind)) return left.isSpaced && bindsTwo(atoms, index - 1);
  if (BINDING.has(right.kind))
    return right.isSpaced && (bindsTwo(atoms, index) || (right.kind === 'rel' && isOperand(left)));
  if (right.kind === 'close' || right.kind === 'punct' || left.kind === 'open') return false;
  if (left.kind === 'punct') return right.isSpaced;
  if (left.kind === 'function') return right.kind !== 'open';
  if (right.kind === 'function') return true;
  if (left.kind === 'big') return right.isSpaced || left.text !== left.base;
  if (right.kind === 'big') return right.isSpaced;
  if (left.isOpen === true && startsWord(right.text)) return true;
  if (right.kind !== 'ord' || !right.isSpaced) return false;
  return (left.kind === 'ord' && /\p{L}\p{L}$/u.test(left.base)) || /^\p{L}\p{L}/u.test(right.base);
}

const ALONE = new Set<Atom['kind']>(['bin', 'rel', 'punct', 'space']);

/** The atoms as one text: spaces around operators as the author set them, none between letters that make a product. */
export function layOut(atoms: readonly Atom[]): string {
  let text = '';
  atoms.forEach((atom, index) => {
    if (index > 0 && isSpaceBetween(atoms, index)) text += ' ';
    const [left, right] = [atoms[index - 1], atoms[index + 1]];
    const isFree =
      (left === undefined || ALONE.has(left.kind) || left.kind === 'open') &&
      (right === undefined || ALONE.has(right.kind) || right.kind === 'close');
    text += isFree ? atom.text : closedText(atom);
  });
  return text.trim().replace(/ {2,}/g, ' ');
}
