// Memoized functions with bounded memory.

/**
 * The same function with a memory of the last answers: at most twice `size`. What was asked for lately survives, so that
 * many rare texts do not push out the common ones.
 */
export function memoized<T>(answer: (text: string) => T, size: number): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    // A word cut out of a text keeps the whole text in memory as long as it lives; its copy does not.
    const own = Buffer.from(text).toString();
    const value = old.get(own) ?? answer(own);
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(own, value);
    return value;
  };
}

/**
 * The same for what asks for the same few texts several times while it works on one thing: all of at most `size` are
 * forgotten together, and none is copied.
 */
export function memoizedBriefly<T>(answer: (text: string) => T, size: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = answer(text);
    if (known.size >= size) known.clear();
    known.set(text, value);
    return value;
  };
}
