// Outside text made inert: it forms no markup, no link and no mention of its own in Discord.

const BIDI_AND_INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u0000-\u0008\u000B\u000C\u000E-\u001F]/gu;

/**
 * Escapes Discord's markdown with backslashes, which Discord does not show: emphasis, code, spoilers, links, quotes,
 * headings, lists, timestamps and mentions; bare addresses lose their link; invisible and direction characters go.
 */
export function inert(text: string): string {
  return text
    .replace(BIDI_AND_INVISIBLE, '')
    .replace(/[\\*_~|`[\]<>]/g, '\\$&')
    .replace(/^(\s*)([-+#]|-#)(?=\s|#)/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
    .replace(/(https?|ftp|mailto|discord|steam):(?=\/\/|\S)/gi, '$1\\:')
    .replace(/\b(www|discord)\.(?=\S)/gi, '$1\\.')
    .replace(/@(?=everyone|here)/gi, '@\u2060');
}
