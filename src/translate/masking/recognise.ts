// Recognising: which parts of a title or abstract are words, and which go through a translation as they are.
import { readable } from '../../text/readable.js';
import { findFormulas, type FindSpans } from './formulas.js';
import { createKeeper, type Part } from './keeper.js';

const HYPERLINK = /\\(?:url|href|cite[a-z]*|ref|eqref|label|footnote)\s*(?:\[[^\]]*\]\s*)?\{[^{}]*\}/g;
const ADDRESS =
  /(?:https?|ftp):\/\/[^\s<>"\ue000-\uf8ff]+|\bwww\.[a-z0-9-]+\.[^\s<>"\ue000-\uf8ff]+|\b[a-z0-9-]{1,60}\.(?:com|org|net|edu|io|gov|ai|dev)\/[^\s<>"\ue000-\uf8ff]*/gi;
/** What ends an address is the sentence's, not the address's. */
const TRAILING = /(?<![.,;:!?)\]}'"*])[.,;:!?)\]}'"*]+$/;
const E_MAIL = /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]+)+/g;
const CODE = /(?<![`\w])`[^`'\n]{1,80}`(?!`)/g;
/** DOIs and identifiers of arXiv. */
const NAMED =
  /\b10\.\d{4,9}\/[^\s<>",;]+[^\s<>",;.)]|\barXiv:\s?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?/gi;
const ARGUMENT = String.raw`\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}`;
/** Letters, accents and text styles: what they make is words. */
const WORDY = String.raw`(?:[uvHckrdbtijoOlL]|ss|ae|AE|oe|OE|aa|AA|it|bf|em|rm|sl|sc|tt|emph|underline|mbox|text[a-z]*)(?![A-Za-z])`;
/** All other commands, with what hangs on them. */
const COMMAND = new RegExp(
  String.raw`\\(?!${WORDY})[A-Za-z]+\*?(?:\[[^\]\n]*\]|${ARGUMENT})*(?:[_^](?:${ARGUMENT}|\\?[A-Za-z0-9]+))*`,
  'g',
);
/** What is raised or lowered; a kept stretch (one private-use character) may be part of it. */
const INDEX = String.raw`[_^](?:${ARGUMENT}|[-+]?\\?[A-Za-z0-9]+|[*+\ue000-\uf8ff]|\([^()\s]{1,20}\))`;
/** Mathematics typed without dollars: 10^{-3}, H_0, O(n^2), ^{209}Bi, 256×256, 3x3, and groups of nothing but formulas. */
const BARE = new RegExp(
  [
    String.raw`(?<![A-Za-z0-9])[A-Za-z0-9.(\ue000-\uf8ff]{0,40}(?:(?<=[A-Za-z0-9)\ue000-\uf8ff])|(?<=\s|^))(?:${INDEX})+[A-Za-z]{0,2}`,
    String.raw`\b\d+(?:\.\d+)?(?:\s?×\s?\d+(?:\.\d+)?|[x*]\d+(?:\.\d+)?)+\b`,
    String.raw`\\?\{[\s,;]*[\ue000-\uf8ff][\s,;\ue000-\uf8ff]{0,40}\\?\}`,
  ].join('|'),
  'g',
);
const STYLED = /\\(?:emph|underline|mbox|text[a-z]*)\s*\{([^{}]*)\}/g;
const DEEPEST_STYLE = 8;
/** Kept stretches side by side, or with nothing but an operator between them, are one. */
const JOINED = /[\ue000-\uf8ff](?:(?:\s?[=×/^_~≤≥<>±≈+∼-]\s?|\s{0,2})[\ue000-\uf8ff])+/g;

function unstyled(text: string): string {
  let result = text;
  for (let depth = 0; depth < DEEPEST_STYLE; depth += 1) result = result.replace(STYLED, '$1');
  return result.replace(/\\[ ,;:!/]/g, ' ');
}

/** Accents become letters, and escapes their signs. Spaces at both ends, which divide words from formulas, stay. */
function readableWords(text: string): string {
  const inner = text.trim();
  if (inner === '') return text;
  const start = text.indexOf(inner);
  return text.slice(0, start) + readable(inner).trim() + text.slice(start + inner.length);
}

/**
 * Divides a raw text. Formulas, addresses and commands are taken from it as typed; accents and escapes are then read, and
 * `names` kept from the result. What looks like one of our `tokens` is kept as well.
 */
export function recognise(raw: string, names: FindSpans | null, tokens: RegExp): Part[] {
  const keeper = createKeeper(raw);
  keeper.keepPattern(HYPERLINK);
  keeper.keepPattern(ADDRESS, TRAILING);
  keeper.keepPattern(E_MAIL);
  keeper.keepPattern(CODE);
  keeper.keepSpans(findFormulas);
  keeper.change(unstyled);
  for (const pattern of [tokens, NAMED, COMMAND, BARE]) keeper.keepPattern(pattern);
  keeper.changeWords(readableWords);
  if (names !== null) keeper.keepSpans(names);
  keeper.keepPattern(JOINED);
  return keeper.parts();
}
