// Outside text made inert: it forms no markup, no link and no mention of its own in Discord.
import { countPoints } from './points.js';
import { cutVisible, visible, visibleLine } from './visible.js';

declare const markdownBrand: unique symbol;
/** Text that Discord reads as markdown: our own markup, and outside text only as `inert` and its kin return it. */
export type Markdown = string & { readonly [markdownBrand]: true };

/**
 * What a client makes a link of without markup: `scheme:`, `host.tld/`, addresses of mail; and the names of its own emoji, as
 * in `:x:`, also where a colon of ours follows the text.
 */
const COLON = /:(?!\s)/g;
const HOST = /(?<=www|discord|discordapp)\.|\.(?=[a-z]{2,}\/)/gi;
const MARKS = /[\\*_~|`[\]<>]/g;
const LIST_OR_HEADING = /^([^\S\n]*)([-+#])(?=\s|#|$)/gm;
const NUMBERED = /^([^\S\n]*\d+)([.)])(?=\s|$)/gm;

/** A backslash before each sign that could act. Discord does not show it. */
function escaped(text: string): string {
  return (
    text
      // With mentions of everybody the server looks for the letters alone, so another sign stands for theirs.
      .replace(/@(?=everyone|here)/gi, '＠')
      .replace(MARKS, '\\$&')
      .replace(/@/g, '\\@')
      .replace(LIST_OR_HEADING, '$1\\$2')
      .replace(NUMBERED, '$1\\$2')
      .replace(COLON, '\\:')
      .replace(HOST, '\\.')
  );
}

/** Outside text of any number of lines, visible and inert; at most twice as long as it was. */
export function inert(text: string): Markdown {
  return escaped(visible(text)) as Markdown;
}

/** Outside text on one line; at most `max` code points, escapes included; `…` where something is missing; empty when nothing is seen. */
export function inertLine(text: string, max: number): Markdown {
  const line = visibleLine(text);
  const whole = escaped(line);
  if (countPoints(whole) <= max) return whole as Markdown;
  let length = Math.min(max - 1, countPoints(line));
  let shown = escaped(cutVisible(line, length));
  // A code point takes two at most: what is too much needs at least half as many to go.
  for (let excess = countPoints(shown) - max + 1; excess > 0; excess = countPoints(shown) - max + 1) {
    length -= Math.ceil(excess / 2);
    shown = escaped(cutVisible(line, length));
  }
  return `${shown}…` as Markdown;
}

/** The same without each of the sentences. */
export function without(text: Markdown, sentences: readonly Markdown[]): Markdown {
  return sentences.reduce<string>((left, sentence) => left.replace(sentence, ''), text) as Markdown;
}

/** Outside text as code on one line. Nothing is escaped within code, so another sign stands for its mark. */
export function code(text: string, max = 200): Markdown {
  const line = visibleLine(text).replaceAll('`', 'ˋ');
  return `\`${line === '' ? '?' : cutVisible(line, max)}\`` as Markdown;
}

/** Outside text of several lines as a block of code; `language` is one of the names by which Discord colours it. */
export function codeBlock(text: string, language: string): Markdown {
  return `\`\`\`${language}\n${visible(text).replaceAll('`', 'ˋ')}\n\`\`\`` as Markdown;
}

/** Marks that no visible text has. */
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';

/** Outside text in parts, some of them bold. What parts form together is inert as well. */
export function inertWithBold(parts: readonly { readonly text: string; readonly isBold: boolean }[]): Markdown {
  const marked = parts.map(({ text, isBold }) => {
    const shown = visible(text).replace(/[\t\n]+/g, ' ');
    return isBold && shown.trim() === shown && shown !== '' ? `${OPEN}${shown}${CLOSE}` : shown;
  });
  return escaped(marked.join('')).replaceAll(OPEN, '**').replaceAll(CLOSE, '**') as Markdown;
}

/** Markdown of our own around numbers and what is inert: own`**${title}**`. */
export function own(words: TemplateStringsArray, ...values: readonly (Markdown | number)[]): Markdown {
  return String.raw({ raw: words }, ...values) as Markdown;
}

/** Empty parts are left out. `between` is our own. */
export function joinMarkdown(parts: readonly (Markdown | null)[], between: string): Markdown {
  return parts.filter((part) => part !== null && part !== '').join(between) as Markdown;
}

/**
 * As many lines as fit into a number of code points, each whole, so that no link or code is cut apart; `more` says how many
 * are left out, of which its line tells at the end.
 */
export function wholeLines(lines: readonly Markdown[], limit: number, more: (left: number) => Markdown): Markdown {
  const sizes = lines.map((line) => countPoints(line) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= limit) return joinMarkdown(lines, '\n');
  let room = limit - countPoints(more(lines.length));
  const first = sizes.findIndex((size) => (room -= size) < 0);
  return joinMarkdown([...lines.slice(0, first), more(lines.length - first)], '\n');
}

/** A channel by its id, as a client shows it by its name. */
export function mention(channelId: string): Markdown {
  return `<#${channelId.replace(/\D/g, '')}>` as Markdown;
}

/** A person by their id, as a client shows them by their name. */
export function personMention(userId: string): Markdown {
  return `<@${userId.replace(/\D/g, '')}>` as Markdown;
}

/** A command of ours that can be pressed, by its name with its subcommand and its id; as code where the id is not known. */
export function commandMention(name: string, id: string | undefined): Markdown {
  return id === undefined ? code(`/${name}`) : (`</${name}:${id}>` as Markdown);
}

/** A role by its id; it is called only where `allowed_mentions` names it. */
export function roleMention(roleId: string): Markdown {
  return `<@&${roleId.replace(/\D/g, '')}>` as Markdown;
}

/** A time (UTC text) in the reader's own zone and language; `D` is a date, `f` date and time. */
export function timestamp(time: string, style: 'D' | 'f'): Markdown {
  return `<t:${Math.floor(Date.parse(time) / 1000)}:${style}>` as Markdown;
}

/** An address that we made, without a preview. Brackets and spaces are not part of one. */
export function bareLink(url: string): Markdown {
  return `<${encoded(url)}>` as Markdown;
}

/** An address that we made behind a text. */
export function link(text: Markdown, url: string): Markdown {
  return `[${text}](${encoded(url)})` as Markdown;
}

function encoded(url: string): string {
  return url.replace(/[\s<>()[\]\\`]/gu, (sign) =>
    sign === '(' ? '%28' : sign === ')' ? '%29' : encodeURIComponent(sign),
  );
}

/** What a reader sees of a line: links by their text, without signs of markup; for measuring it. */
export function shownAs(line: Markdown): string {
  return line.replace(/(?<!\\)\]\([^)]*\)/g, '').replace(/\\(.)|\*\*|~~|\[/gsu, '$1');
}
