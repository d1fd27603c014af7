// An independent reading of what acts: in Discord's markdown, in what a message shows, and on a terminal.
import fc from 'fast-check';

/** Characters that hide, reverse or control, listed by hand. */
const HIDDEN =
  /\u034F|\u17B4|\u17B5|[\u180B-\u180F]|[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFDD0-\uFDEF\uFEFF\uFFA0\uFFF9-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E00FF}]/u;

const HALF = /\p{Surrogate}/u;

/** Everything that Discord's clients act on, in the order in which they try; a backslash before a sign makes it a letter. */
const CONSTRUCTS: readonly (readonly [string, RegExp])[] = [
  ['escape', /\\[^0-9A-Za-z\s]/y],
  ['heading', /^[^\S\n]*(?:-#|#{1,3})[^\S\n]/my],
  ['list', /^[^\S\n]*(?:[-*+]|\d+[.)])[^\S\n]/my],
  ['quote', /^[^\S\n]*>{1,3}[^\S\n]/my],
  ['code', /(`+)[^`]+\1/y],
  ['time', /<t:-?\d+(?::\w)?>/y],
  ['channel', /<#\d+>/y],
  ['mention', /<@[!&]?\d+>/y],
  ['emoji', /<a?:\w+:\d+>/y],
  ['emoji by name', /:[^\s:]+:/y],
  ['command', /<\/[^>\n]+:\d+>/y],
  ['guild', /<id:\w+>/y],
  ['bracketed address', /<[a-z]+:\/?\/?[^\s>]+>/iy],
  ['link', /\]\([^\s)]+\)/y],
  ['address', /(?:https?|ftp|steam|discord):\/\/\S+|mailto:\S+|www\.\S+|discord(?:app)?\.(?:gg|com)\S*/iy],
  ['mail', /[\w.+-]+@[\w-]+\.[a-z]{2,}/iy],
  ['everybody', /@(?:everyone|here)/iy],
  ['mark', /\*\*|__|~~|\|\||[*_`]/y],
];

/** The constructs of a text, by name, in order. */
export function constructs(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length;) {
    const [name, pattern] = CONSTRUCTS.find(([, each]) => ((each.lastIndex = at), each.test(text))) ?? ['', null];
    if (name !== '' && name !== 'escape') found.push(name);
    at = pattern?.lastIndex ?? at + 1;
  }
  return found;
}

interface Shown {
  readonly content?: string;
  readonly embeds?: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly fields?: readonly { readonly name: string; readonly value: string }[];
    readonly footer?: { readonly text: string };
  }[];
  readonly components?: readonly unknown[];
}
interface Control {
  readonly label?: string;
  readonly placeholder?: string;
  readonly options?: readonly { readonly label: string; readonly description?: string }[];
}

/** The texts of a message that clients read as markdown. */
export function markdownOf({ content = '', embeds = [] }: Shown): string[] {
  const inEmbeds = embeds.flatMap(({ title, description, fields = [] }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  return [content === '' ? undefined : content, ...inEmbeds].filter((text) => text !== undefined);
}

/** The texts of a message that clients show as they are. */
export function plainOf({ embeds = [], components = [] }: Shown): string[] {
  const controls = components.flatMap((row) => (row as { components: readonly Control[] }).components);
  return [
    ...embeds.flatMap(({ footer }) => footer?.text ?? []),
    ...controls.flatMap(({ label, placeholder, options = [] }) => [
      ...[label, placeholder].filter((text) => text !== undefined),
      ...options.flatMap((option) => [option.label, option.description].filter((text) => text !== undefined)),
    ]),
  ];
}

/** What is wrong with a text in any place: characters that hide, nothing to see, an invitation or mention in its letters. */
export function problemsOfText(text: string): string[] {
  return [
    ...(HIDDEN.test(text) ? [`hidden characters in ${JSON.stringify(text)}`] : []),
    ...(!HALF.test(text) ? [] : [`half a character in ${JSON.stringify(text)}`]),
    ...(text.replace(/\s|\u2800|\u200C|\u200D|[\uFE00-\uFE0F]/gu, '') !== ''
      ? []
      : [`nothing is seen in ${JSON.stringify(text)}`]),
  ];
}

/** What is wrong with the lines of a terminal. */
export function problemsOfTerminal(output: string): string[] {
  return output
    .split('\n')
    .filter((line) => HIDDEN.test(line) || line.includes('\t') || HALF.test(line))
    .map((line) => `acts on a terminal: ${JSON.stringify(line)}`);
}

const PIECES = [
  ...['**b**', '_i_', '__u__', '~~s~~', '||p||', '`c`', '```js\ncode```', '\\', '\\\\', '*', '_', '`', '|', '~'],
  ...[
    '[t](https://evil.example)',
    '[',
    ']',
    '(',
    ')',
    '](',
    '<',
    '>',
    '<https://evil.example>',
    'https://evil.example/a',
  ],
  ...['discord.gg/evil', 'https://discord.gg/evil', 'steam://run/1', 'mailto:a@evil.example', 'a@evil.example'],
  ...['www.evil.example', 'discord.com/invite/evil', 'HTTPS://EVIL.example', 'https:', '//', '://'],
  ...['<@123456789012345678>', '<@&123456789012345678>', '<#123456789012345678>', '@everyone', '@here', '@'],
  ...[
    '<t:1700000000:R>',
    '<:e:123456789012345678>',
    '<a:e:123456789012345678>',
    ':x:',
    ':thumbs_up::skin-tone-2:',
    ':',
    '</x:123456789012345678>',
    '<id:home>',
  ],
  ...[
    '\n# h',
    '\n- l',
    '\n* l',
    '\n1. n',
    '\n> q',
    '\n>>> q',
    '\n-# s',
    '# ',
    '- ',
    '> ',
    '1. ',
    '+ ',
    '\n',
    ' ',
    '\t',
  ],
  ...[
    '\u001B[2J',
    '\u001B]52;c;ZXZpbA==\u0007',
    '\r',
    '\r\nforged',
    '\u0000',
    '\u007F',
    '\u0085',
    '\u009B2J',
    '\u2028',
  ],
  ...['\u202E', '\u2066', '\u200B', '\u200E', '\u00AD', '\u2060', '\uFEFF', '\u3164', '\u2800', '\u061C', '\u034F'],
  ...['\u{E0041}', '\u{E0001}', '\uD800', '\uDC00', '\uFFFE', '\uFDD0', '\uFE0F', '\u200D', '\u200C'],
  ...['👩\u200D🚀', 'می\u200Cروم', 'क्\u200Dष', '学習', 'word', 'cs.LG', 'Re: x', '😀', 'é', 'e\u0301'],
];

/** Text that tries everything: pieces in any order, with a letter among them. */
export const hostileText: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }), fc.nat(12))
  .map(([pieces, at]) => [...pieces.slice(0, at), 'q', ...pieces.slice(at)].join(''));

/** Text of which nothing is seen. */
export const invisibleText: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(' ', '\u200B', '\u00AD', '\u3164', '\u2800', '\uFEFF', '\uD800', '\u202E', '\u{E0041}', '\uFE0F'),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((characters) => characters.join(''));
