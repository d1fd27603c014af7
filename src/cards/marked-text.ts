// Marked text: a title or passage with what matched in bold, everything from outside inert.
import type { MarkedText } from '../domain/search.js';
import { inertWithBold, own, type Markdown } from '../text/markdown.js';
import { countPoints, cutPoints } from '../text/points.js';

/** At most `max` code points of the text itself (marks and escapes come on top); `…` where something is missing. */
export function boldMatches(parts: readonly MarkedText[], max: number): Markdown {
  const shown: { text: string; isBold: boolean }[] = [];
  let left = max;
  let isWhole = true;
  for (const { text, isMatch } of parts) {
    const fitting = cutPoints(text, left);
    left -= countPoints(fitting);
    if (fitting !== '') shown.push({ text: fitting, isBold: isMatch });
    isWhole = fitting === text;
    if (!isWhole) break;
  }
  if (isWhole) return inertWithBold(shown);
  const last = shown.pop();
  return own`${inertWithBold([...shown, ...(last === undefined ? [] : [{ ...last, text: last.text.trimEnd() }])])}…`;
}
