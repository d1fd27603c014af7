// Phrases: a list of names or terms, however long, found in a text by one walk over its words.

/** Runs of letters and digits, white space, and signs one by one. */
const TOKEN = /[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu;
const WORD = /^[\p{L}\p{N}]/u;
const BLANK = ' ';

/** How words are compared. */
export type Fold = (word: string) => string;

/** Each phrase with what it stands for, and each beginning of one with null: a walk goes on while a phrase begins so. */
export type Phrases<Value> = ReadonlyMap<string, Value | null>;

export interface FoundPhrase<Value> {
  readonly start: number;
  readonly end: number;
  readonly value: Value;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isWord: boolean;
}

/** White space of every kind and length is one blank. */
function tokensOf(text: string, fold: Fold): Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({
    text: token.trim() === '' ? BLANK : fold(token),
    start: index,
    end: index + token.length,
    isWord: WORD.test(token),
  }));
}

/** Of several values for one phrase the last one counts. */
export function createPhrases<Value>(
  list: readonly (readonly [phrase: string, value: Value])[],
  fold: Fold,
): Phrases<Value> {
  const phrases = new Map<string, Value | null>();
  for (const [phrase, value] of list) {
    let begun = '';
    for (const { text } of tokensOf(phrase.trim(), fold)) {
      begun += text;
      if (text !== BLANK && !phrases.has(begun)) phrases.set(begun, null);
    }
    phrases.set(begun, value);
  }
  return phrases;
}

/**
 * The longest phrase at each place, from left to right, none within a word or within another. One of the `endings` may hang on it,
 * the first that fits. What is looked up grows with the text and with the longest phrase, not with how many there are.
 */
export function findPhrases<Value>(
  text: string,
  phrases: Phrases<Value>,
  { fold, endings }: { readonly fold: Fold; readonly endings: readonly string[] },
): FoundPhrase<Value>[] {
  const tokens = tokensOf(text, fold);

  function longestFrom(first: number): { readonly value: Value; readonly last: number } | null {
    let longest: { value: Value; last: number } | null = null;
    let before = '';
    for (let last = first; last < tokens.length; last += 1) {
      // The condition of the loop.
      const token = tokens[last]!;
      if (token.text !== BLANK) {
        for (const ending of tokens[last + 1]?.isWord === true ? [] : ['', ...endings]) {
          if (!token.text.endsWith(ending)) continue;
          const value = phrases.get(before + token.text.slice(0, token.text.length - ending.length)) ?? null;
          if (value === null) continue;
          longest = { value, last };
          break;
        }
        if (!phrases.has(before + token.text)) break;
      }
      before += token.text;
    }
    return longest;
  }

  const found: FoundPhrase<Value>[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const longest = tokens[at - 1]?.isWord === true ? null : longestFrom(at);
    if (longest === null) continue;
    // Both are tokens of this text.
    found.push({ start: tokens[at]!.start, end: tokens[longest.last]!.end, value: longest.value });
    at = longest.last;
  }
  return found;
}
