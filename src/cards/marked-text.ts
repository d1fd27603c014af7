// Marked text: a title or passage with what matched in bold, everything from outside inert.
import type { MarkedText } from '../domain/search.js';
import { inert } from '../text/markdown.js';
import { countPoints, cutPoints } from '../text/points.js';

/** At most `max` code points of the text itself (marks and escapes come on top); `…` where something is missing. */
export function boldMatches(parts: readonly MarkedText[], max: number): string {
  let left = max;
  let result = '';
  for (const { text, isMatch } of parts) {
    if (left <= 0) return `${result.trimEnd()}…`;
    const shown = cutPoints(text, left);
    left -= countPoints(shown);
    const safe = inert(shown);
    result += isMatch && safe.trim() === safe && safe !== '' ? `**${safe}**` : safe;
    if (shown !== text) return `${result.trimEnd()}…`;
  }
  return result;
}
