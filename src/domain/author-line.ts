// Author lines before names are told apart: what is no name is taken out, and every separator is one of a few.
import { readable } from '../text/readable.js';

/** Notes that belong to a name in TeX. */
const NOTE =
  /\\(?:thanks|thanksref|footnote|footnotemark|footnotetext|orcid|orcidlink|email|corref|IEEEmembership)\s{0,3}(?:\[[^\][{}]{0,40}\])?\{[^{}]*\}/g;
const ORCID =
  /[([<{]?\s{0,3}(?:ORCID(?:\s?iD)?:?\s{0,3})?(?:https?:\/\/)?(?:orcid\.org\/)?(?<!\d)\d{4}-\d{4}-\d{4}-\d{3}[\dX](?!\d)\s{0,3}[)\]>}]?/gi;
const EMAIL = /<?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}>?/g;
/** Labels of affiliations as raised signs, one after another. */
const RAISED =
  /[\u00B9\u00B2\u00B3\u2070-\u2079\u2016\u00A7\u00B6]+(?:(?:\s?[,\u02D2\uFF0C]\s?|\s\s?)[\u00B9\u00B2\u00B3\u2070-\u2079]+){0,20}/g;

/** Labels of affiliations as the classes of journals have them, and superscripts outside of formulas. */
const MARKED =
  /(?:\\(?:textsuperscript|inst|affilnum|altaffilmark|fnref|fnmsep)\s?(?=\{)|(?<=[\p{L}\p{M}.}])\^(?=\{[^{}]{0,30}\}|[\da-z*](?![\p{L}\p{N}])))(\{[^{}]{0,30}\}|[^{}])/gu;
/** A middle dot between names in kanji; between kana it stands within a name. */
const BETWEEN_KANJI = /(?<=\p{Script=Han})\s?・\s?(?=\p{Script=Han})/gu;

/** `Smith, John; Doe, Jane`: where every part is a family name and given names, given names first. */
function givenFirst(line: string): string {
  const parts = line.split(';').map((part) => part.trim());
  if (parts.length < 2) return line;
  const pairs = parts.filter((part) => part !== '').map((part) => part.split(/,\s*/));
  const isPair = ([family = '', given = '', ...more]: string[]): boolean =>
    more.length === 0 && given !== '' && /^(?:\p{Ll}+ ){0,2}\p{Lu}[\p{L}\p{M}'’-]*$/u.test(readable(family));
  return pairs.every(isPair) ? pairs.map(([family, given]) => `${given} ${family}`).join(', ') : line;
}

/** On one line, without notes, addresses and numbers of people; raised labels as TeX has them. Takes linear time. */
export function cleanLine(text: string): string {
  const line = text
    .replace(NOTE, ' ')
    .replace(EMAIL, ' ')
    .replace(ORCID, ' ')
    .replace(RAISED, '$$^1$$')
    .replace(MARKED, '$$^1$$')
    .replace(/\\and(?![A-Za-z])/g, ' and ')
    .replace(/[（［]/g, ' (')
    .replace(/[）］]/g, ') ')
    .replace(BETWEEN_KANJI, ', ')
    .replace(/[、，／]/g, ', ')
    .replace(/；/g, '; ')
    .replace(/\s[·•∙|/]\s/g, ', ')
    .replace(/\s+/g, ' ');
  return line.includes(';') && line.includes(',') ? givenFirst(line) : line;
}

const INITIALS = /^(?:\p{Lu}\.(?:[\s-]?\p{Lu}\.){0,3})$/u;
const FAMILY = /^(?:\p{L}[\p{L}\p{M}'’-]+)(?: \p{L}[\p{L}\p{M}'’-]+){0,3}$/u;

/** `Li, X.-G.` reads as two names of which one is initials alone: where all do, they are one name each. */
export function familyFirst(names: string[]): string[] {
  const isFamilyFirst =
    names.length > 1 &&
    names.length % 2 === 0 &&
    names.every((name, index) => (index % 2 === 0 ? FAMILY : INITIALS).test(name));
  return isFamilyFirst
    ? names.flatMap((name, index) => (index % 2 === 0 ? [`${names[index + 1]} ${name}`] : []))
    : names;
}
