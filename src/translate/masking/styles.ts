// Token styles: how what must not be translated is written in a request, and found again in its answer.

/** A token is a number in a form that a provider copies. */
export interface TokenStyle {
  readonly write: (number: number) => string;
  /** Whatever is meant as a token, also where spaces, quotes or widths were changed; the number is in the first group. */
  readonly found: RegExp;
  /** What is left of a token that was broken. */
  readonly residue: RegExp;
  readonly escape: (text: string) => string;
  readonly unescape: (text: string) => string;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Once: an escaped ampersand may be followed by what looks like another entity. */
function unescapeMarkup(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
    (whole: string, ...groups: (string | undefined)[]) => {
      const [decimal, hex, name = ''] = groups;
      const point = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : null;
      if (point !== null) return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      return ENTITIES.get(name.toLowerCase()) ?? whole;
    },
  );
}

const same = (text: string): string => text;

/** `<x id="1"/>`: for tag handling of XML, which is parsed strictly. */
export const XML_TOKENS: TokenStyle = {
  write: (number) => `<x id="${number}"/>`,
  found: /<\s*x\s+id\s*=\s*(?:["“”'＂]\s*)?(\p{Nd}+)\s*(?:["“”'＂]\s*)?(?:\/\s*>|>(?:\s*<\s*\/\s*x\s*>)?)/giu,
  residue: /<\/?\s*[a-z]|(?:^|\s)id\s*=\s*["“]/i,
  escape: escapeMarkup,
  unescape: unescapeMarkup,
};

/** `<span class="notranslate">1</span>`: for HTML. */
export const HTML_TOKENS: TokenStyle = {
  write: (number) => `<span class="notranslate">${number}</span>`,
  found: /<\s*span\s+class\s*=\s*(?:["“”'＂]\s*)?notranslate\s*(?:["“”'＂]\s*)?>\s*(\p{Nd}+)\s*<\s*\/\s*span\s*>/giu,
  residue: /<\/?\s*[a-z]|notranslate/i,
  escape: escapeMarkup,
  unescape: unescapeMarkup,
};

/** `{{1}}`: for language models. */
export const BRACE_TOKENS: TokenStyle = {
  write: (number) => `{{${number}}}`,
  found: /[{｛]\s*[{｛]\s*(\p{Nd}+)\s*[}｝]\s*[}｝]/gu,
  residue: /[{｛]\s*[{｛]|[}｝]\s*[}｝]/u,
  escape: same,
  unescape: same,
};

/** `XQ1Q`, which looks like a name: for engines that break everything else. */
export const WORD_TOKENS: TokenStyle = {
  write: (number) => `XQ${number}Q`,
  found: /[XＸ]\s?[QＱ]\s?(\p{Nd}+)\s?[QＱ]/giu,
  residue: /[XＸ][QＱ]/iu,
  escape: same,
  unescape: same,
};

/** Decimal digits of any script as a number. */
export function tokenNumber(digits: string): number {
  return Number(digits.normalize('NFKC'));
}
