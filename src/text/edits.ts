// Edits: how many letters one short text is away from another, where neighbours that changed places count once.

/** Letters put in, left out, replaced or swapped with their neighbour; more than `most` is `most + 1`. */
export function editsBetween(left: string, right: string, most: number): number {
  const [a, b] = [[...left], [...right]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = b.map((_, index) => index);
  last.push(b.length);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      // The rows have a number for every prefix of `b`.
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      // As above.
      if (isSwapped) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  // As above.
  return Math.min(last[b.length]!, most + 1);
}
