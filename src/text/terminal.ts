// Terminal text: lines that a terminal shows as they are, whatever from outside stands in them.
declare const terminalBrand: unique symbol;
/** Text in which no character controls the terminal; each line of what was printed begins where we began it. */
export type TerminalText = string & { readonly [terminalBrand]: true };

/** Controls, ends of lines, directions, lone surrogates, and what is not seen; not the joiners and selectors of words and emoji. */
const ACTING =
  /(?!\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}])[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\uFFF9-\uFFFB]/gu;

function escape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

/** One line, without its end. Escapes are those of JSON: a line of JSON holds the same values as before. */
export function terminalLine(text: string): TerminalText {
  return text.replace(ACTING, escape) as TerminalText;
}

/** Lines of our own making, with their ends; the content of each was put into a form that has no end of line in it. */
export function terminalText(text: string): TerminalText {
  return text.split('\n').map(terminalLine).join('\n') as TerminalText;
}

/** A sentence or a stack, with an end of line: lines after the first are set in, so that none can be taken for one of ours. */
export function terminalReport(text: string): TerminalText {
  return `${text.trimEnd().split(/\r?\n/).map(terminalLine).join('\n    ')}\n` as TerminalText;
}
