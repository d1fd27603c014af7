// Lengths in Unicode code points, the unit in which Discord counts its limits.

export function countPoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The first `max` code points; never half of a surrogate pair. */
export function cutPoints(text: string, max: number): string {
  return text.length <= max ? text : [...text].slice(0, max).join('');
}
