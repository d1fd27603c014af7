// Lengths in Unicode code points, the unit in which Discord counts its limits.

/** Whether a text has nothing to be folded or decomposed: most of arXiv's metadata. */
export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

export function countPoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The first `max` code points; never half of a surrogate pair. */
export function cutPoints(text: string, max: number): string {
  if (text.length <= max) return text;
  // A code point takes two units at most: what lies beyond need not be looked at.
  return [...text.slice(0, 2 * max)].slice(0, max).join('');
}
