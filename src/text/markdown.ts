// Outside text made inert: it forms no markup, no link and no mention of its own in Discord.

const BIDI_AND_INVISIBLE =
  /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u0000-\u0008\u000B\u000C\u000E-\u001F]/gu;
/**
 * Joiners and non-joiners that are none of a word or picture: they belong behind letters of scripts that join (Persian,
 * Hindi) and between the parts of an emoji.
 */
const STRAY_JOINER =
  /(?<![\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}])(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?(?=\u200D\p{Extended_Pictographic}))[\u200C\u200D]/gu;

/**
 * Escapes Discord's markdown with backslashes, which Discord does not show: emphasis, code, spoilers, links, quotes,
 * headings, lists, timestamps and mentions; bare addresses lose their link; invisible and direction characters go, but for
 * the joiners of emoji and of scripts that join.
 */
export function inert(text: string): string {
  return text
    .replace(BIDI_AND_INVISIBLE, '')
    .replace(STRAY_JOINER, '')
    .replace(/[\\*_~|`[\]<>]/g, '\\$&')
    .replace(/^(\s*)([-+#]|-#)(?=\s|#)/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
    .replace(/(https?|ftp|mailto|discord|steam):(?=\/\/|\S)/gi, '$1\\:')
    .replace(/\b(www|discord)\.(?=\S)/gi, '$1\\.')
    .replace(/@(?=everyone|here)/gi, '@\u2060');
}
