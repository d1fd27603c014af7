// Tokens of TeX: commands, braces, dollars, scripts, ties and the text between them, with what closes what.

export type TokenKind = 'text' | 'command' | 'open' | 'close' | 'dollar' | 'script' | 'tie';

export interface Token {
  readonly kind: TokenKind;
  /** UTF-16 offsets; `to` is the offset after the token. */
  readonly from: number;
  readonly to: number;
  /** Index of the token that closes this one, or that this one closes; -1 where there is none. */
  mate: number;
}

/** A text with its tokens. */
export interface Source {
  readonly text: string;
  readonly tokens: readonly Token[];
}

const SIGN = /[\\{}$^_~]/g;
const KINDS: Readonly<Record<string, TokenKind>> = {
  '\\': 'command',
  '{': 'open',
  '}': 'close',
  $: 'dollar',
  '^': 'script',
  _: 'script',
  '~': 'tie',
};

/** The name of a command without its backslash; empty for any other token. */
export function commandName({ text, tokens }: Source, index: number): string {
  const token = tokens[index];
  return token?.kind === 'command' ? text.slice(token.from + 1, token.to) : '';
}

/** The name of the environment that a `\begin` or `\end` at `index` is followed by; null where none follows. */
export function environmentName({ text, tokens }: Source, index: number): string | null {
  const [open, name, close] = [tokens[index + 1], tokens[index + 2], tokens[index + 3]];
  return open?.kind === 'open' && name?.kind === 'text' && close?.kind === 'close'
    ? text.slice(name.from, name.to)
    : null;
}

function pair(tokens: readonly Token[], open: number, close: number): void {
  // Both are indexes of tokens.
  tokens[open]!.mate = close;
  // As above.
  tokens[close]!.mate = open;
}

const MATH_END: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** Pairs braces, `\begin` with `\end` of the same name, `\(` with `\)` and `\[` with `\]`; each pair within one group. */
function pairTokens(source: Source): void {
  const { tokens } = source;
  const groups: { readonly open: number; readonly begun: { readonly index: number; readonly name: string }[] }[] = [
    { open: -1, begun: [] },
  ];
  tokens.forEach((token, index) => {
    if (token.kind === 'open') groups.push({ open: index, begun: [] });
    // There is more than the outermost group.
    if (token.kind === 'close' && groups.length > 1) pair(tokens, groups.pop()!.open, index);
    if (token.kind !== 'command') return;
    // The outermost group is never closed.
    const { begun } = groups.at(-1)!;
    const name = commandName(source, index);
    if (name === '(' || name === '[') begun.push({ index, name });
    if (name === 'begin') begun.push({ index, name: environmentName(source, index) ?? '' });
    const wanted = name === 'end' ? environmentName(source, index) : MATH_END[name];
    if (wanted !== undefined && wanted !== null && begun.at(-1)?.name === wanted)
      // One was begun.
      pair(tokens, begun.pop()!.index, index);
  });
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** The offset after the command whose backslash is at `from`: its letters, else one sign. */
function commandEnd(text: string, from: number): number {
  let end = from + 1;
  while (isLetter(text.charCodeAt(end))) end += 1;
  return end > from + 1 ? end : Math.min(end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1), text.length);
}

function textEnd(text: string, from: number): number {
  SIGN.lastIndex = from;
  return SIGN.test(text) ? SIGN.lastIndex - 1 : text.length;
}

/** Divides a text into tokens: every character belongs to one. Takes one step for each character. */
export function tokenize(text: string): Source {
  const tokens: Token[] = [];
  for (let from = 0; from < text.length;) {
    // `from` is below the length.
    const kind = KINDS[text[from]!] ?? 'text';
    const to = kind === 'command' ? commandEnd(text, from) : kind === 'text' ? textEnd(text, from) : from + 1;
    tokens.push({ kind, from, to, mate: -1 });
    from = to;
  }
  const source = { text, tokens };
  pairTokens(source);
  return source;
}
