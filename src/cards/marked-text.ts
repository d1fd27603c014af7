// Marked text: a title or passage with what matched in bold, everything from outside inert.
import type { MarkedText } from '../domain/search.js';
import { inertWithBold, own, type Markdown } from '../text/markdown.js';
import { cutWords } from '../text/cut-words.js';
import { countPoints } from '../text/points.js';

/** At most `max` code points of the text itself (marks and escapes come on top); `…` where something is missing. */
export function boldMatches(parts: readonly MarkedText[], max: number): Markdown {
  const whole = parts.map(({ text }) => text).join('');
  const isWhole = countPoints(whole) <= max;
  let left = isWhole ? whole.length : cutWords(whole, max).trimEnd().length;
  const shown = parts.map(({ text, isMatch }) => {
    const fitting = text.slice(0, left);
    left -= fitting.length;
    return { text: fitting, isBold: isMatch };
  });
  const marked = inertWithBold(shown.filter(({ text }) => text !== ''));
  return isWhole ? marked : own`${marked}…`;
}
