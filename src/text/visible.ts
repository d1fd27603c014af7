// Visible text: outside text without the characters that hide, reverse or control, and as plain text where nothing is markup.
import { isInvisible } from './comparison.js';
import { cutWords } from './cut-words.js';
import { countPoints } from './points.js';

declare const plainBrand: unique symbol;
/** Text for a place that shows every character as it is: menus, buttons, choices, footers, names of posts. Not blank unless empty. */
export type PlainText = string & { readonly [plainBrand]: true };

/** U+0085 and the two separators of U+2028 end a line as `\n` does. */
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/**
 * Controls, lone surrogates, noncharacters, annotation marks, and whatever is not seen by itself, which includes direction
 * marks, soft hyphens, fillers and tags; but for joiners and variation selectors, which the next pattern judges.
 */
const HIDDEN =
  /(?![\t\n]|\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\uFFF9-\uFFFB]/gu;
/**
 * Joiners, non-joiners and variation selectors that are none of a word or picture: they belong behind letters of scripts
 * that join (Persian, Hindi), between the parts of an emoji, and behind the sign whose form they choose.
 */
const STRAY_JOINER =
  /(?<![\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}])(?<!\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?=\u200D\p{Extended_Pictographic}))[\u200C\u200D]|(?<![\p{Extended_Pictographic}\p{Ideographic}\p{Sm}])(?<![0-9#*](?=\uFE0F\u20E3))[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;

/** No script puts more marks on one letter; hundreds of them, also with joiners between, would be drawn over the lines above and below. */
const TOO_MANY_MARKS = /(?<=(?:\p{M}[\u200C\u200D]?){8})[\p{M}\u200C\u200D]+/gu;

/** The text without invisible characters and piles of marks; lines end in `\n`. Joiners of emoji and of scripts that join stay. */
export function visible(text: string): string {
  return text.replace(LINE_END, '\n').replace(HIDDEN, '').replace(STRAY_JOINER, '').replace(TOO_MANY_MARKS, '');
}

/** The same on one line, without spaces around it; empty where nothing is seen. */
export function visibleLine(text: string): string {
  const line = visible(text)
    .replace(/[\t\n]+/g, ' ')
    .trim();
  return isInvisible(line) ? '' : line;
}

/** The first `max` code points of visible text, or less where a word ends, without a space or joiner at the end. */
export function cutVisible(text: string, max: number): string {
  return cutWords(text, max).replace(/(?<![\s\u200C\u200D])[\s\u200C\u200D]+$/u, '');
}

/** Outside text for a plain place, at most `max` code points with the `…` that stands for what is missing. */
export function plain(text: string, max: number): PlainText {
  const line = visibleLine(text);
  return (countPoints(line) <= max ? line : `${cutVisible(line, max - 1)}…`) as PlainText;
}
