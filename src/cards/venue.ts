// The venue: where a paper appeared or will appear, found by rule in its journal reference, else in its comments.
import { cutPoints, countPoints } from '../text/points.js';
import { visibleLine } from '../text/visible.js';

const VENUE_POINTS = 40;
const READ_POINTS = 1_000;
const YEAR = String.raw`(?:19|20)\d\d`;
/** Words in capitals before a year that name no venue. */
const NO_VENUE =
  /^(?:IEEE|ACM|MSC|PACS|PhD|MSc|BSc|REVTeX|RevTeX\d*|LaTeX\d*|TeX|PDF|LNCS|LNAI|USA|UK|EU|CERN|NASA|ESA|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC|arXiv|DOI|ISBN|ISSN|CC|BY|SA|GB|IN|ON|AT|THE|OF|AND|SP|DR|COVID|OEIS|AMS|BibTeX|REPORT|VERSION|TODAY)$/i;
/**
 * `ICML 2025`, `ACM MM 2018`, `ICLP'10`, `WWW2017`: a name with two capitals at least, and the year. The counts keep a text of
 * nothing but such names from being read from each of them to its end.
 */
const MEETING = new RegExp(
  String.raw`\b((?:(?:IEEE|ACM|IFIP|USENIX|SIAM|AAAI|IJCAI|ACL)[ /-](?:/ ?)?){0,4})([A-Z][A-Za-z]{0,40}[A-Z][A-Za-z]{0,40}(?:[&/+-][A-Za-z]{1,40}){0,4})[ ,]{0,2}(?:[-’']?(${YEAR})|[’'](\d\d))(?!\d)`,
  'g',
);
const ACCEPTED =
  /\b(?:(?:accepted|camera[- ]ready)\b[^.,;:()]{0,40}?\b(?:to|at|in|by|for)|(?:to appear|appears?|appeared|appearing|forthcoming|published|to be published|presented|in press)(?: \([^)]*\))?[:,]? ?(?:in|at|on|by)(?: the (?:journal|magazine))?)\b[,:]?\s+/gi;
const NOT_YET =
  /\b(?:submitt?ed|submission|submit|under review|in review|under consideration|rejected|in preparation|copyright)\b/gi;
/** Words that say that another version of the text appeared there. */
const OTHER_TEXT =
  /\b(?:short(?:er)?|preliminary|abridged|earlier|extended|conference|previous|condensed|abbreviated|part)\s+(?:\w+\s+)?(?:version|abstract|paper)\b[^.;]*$/i;

/** Where the last of the words of a pattern begins; -1 where there is none. */
const lastOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].at(-1)?.index ?? -1;

/** Whether the text before a name says that the paper is only offered there. */
function isOffered(before: string): boolean {
  const last = before.lastIndexOf('.') + 1;
  const sentence = before.slice(Math.max(before.length - last < 7 ? 0 : last, before.lastIndexOf(';') + 1));
  return lastOf(sentence, NOT_YET) > lastOf(sentence, ACCEPTED) || OTHER_TEXT.test(sentence);
}

function meetingIn(text: string): string | null {
  for (const { 0: whole, 1: society = '', 2: name = '', 3: year, 4: short, index } of text.matchAll(MEETING)) {
    if (NO_VENUE.test(name) || isOffered(text.slice(0, index))) continue;
    const rest = /^[^.;]{0,60}/.exec(text.slice(index + whole.length))?.[0] ?? '';
    const full = year ?? `${Number(short) > 50 ? 19 : 20}${short ?? ''}`;
    const kind = /\bworkshops?\b/i.test(rest) && !/[;,]\s*(?:workshop)/i.test(rest) ? ' Workshop' : '';
    return `${society.replace(/[ -]+$/, ' ')}${name} ${full}${kind}`;
  }
  return null;
}

/** Where a name ends: punctuation, a word that begins a clause, or the full stop of a whole word. */
const NAME_END =
  /[,;:()[\]"“”]|\.(?=\s*$)|(?<=[a-z]{7,})\.\s|\.\s(?=\p{Lu}\p{Ll}+ (?:\p{Ll}+|\d+) |v\d|\d+ p)|\s(?:as|with|under|where|which|after|doi|at http\S*|arXiv|and will|on (?:\p{Lu}\p{Ll}+\s+)?\d)|https?:/u;
const BEFORE_NAME =
  /^(?:(?:[Pp]ublication|[Pp]resentation|inclusion|oral|poster|be|published|presented|a|an|the|in|at|on|by|to|into|journal(?! of\b)|proceedings of|conference proceedings of|special issue of|volume)\s+|\d{4}\s+)+/;
const OPENING_MARKS = /^["“‘'`<]+/;
const CLOSING_MARKS = /["”’'>.\s-]+$/;
const NO_NAME =
  /^(?:Proceedings|Conference|Journal|Press|Chapter|Book|January|February|March|April|May|June|July|August|September|October|November|December)$/;

/** The name behind `accepted in`: `Math. Proc. Cambridge Philos. Soc`. */
function namedIn(text: string): string | null {
  for (const found of text.matchAll(ACCEPTED)) {
    if (isOffered(text.slice(0, found.index))) continue;
    const rest = text
      .slice(found.index + found[0].length)
      .replace(BEFORE_NAME, '')
      .replace(/^Proceedings of (?:the )?/, '')
      .replace(OPENING_MARKS, '');
    const name = rest.slice(0, NAME_END.exec(rest)?.index ?? rest.length).replace(CLOSING_MARKS, '');
    if (/^\p{Lu}/u.test(name) && /\p{L}{2}/u.test(name) && !NO_NAME.test(name)) return name;
  }
  return null;
}

/** `Phys.Rev.D76:013009,2007` is `Phys.Rev.D 2007`; what has no such form stays as it is. */
function journalIn(reference: string): string {
  const [first = ''] = reference.split(/;\s/);
  const year = [...first.matchAll(new RegExp(String.raw`(?<!\d)${YEAR}(?!\d)`, 'g'))].at(-1)?.[0];
  const name = /^[^\d]{0,200}/
    .exec(first)?.[0]
    .replace(
      /(?:\b(?:vol(?:ume)?s?|v|nos?|num|number|issue|pp?|art(?:icle)?))?(?:[\s,.:([–-]+(?:vol(?:ume)?s?|v|nos?|num|number|issue|pp?|art(?:icle)?))*[\s,.:([–-]*$/i,
      (tail) => (tail.startsWith('.') ? '.' : ''),
    );
  const isName = name !== undefined && /\p{L}{2}/u.test(name) && !/\b(?:of|the|in|on|and|for|proc)\.?$/i.test(name);
  return year !== undefined && isName && countPoints(name) <= VENUE_POINTS - 5 ? `${name} ${year}` : first;
}

/**
 * At most 40 code points; null where nothing is said. A meeting by its short name and year stands before the journal's
 * name; what is only submitted, or appeared in another form, does not count.
 */
export function venueOf(comments: string | null, journalRef: string | null): string | null {
  const read = (text: string | null): string => visibleLine(cutPoints(text ?? '', READ_POINTS).replace(/\s+/g, ' '));
  const said = read(comments);
  const reference = read(journalRef);
  const venue = reference === '' ? (meetingIn(said) ?? namedIn(said)) : (meetingIn(reference) ?? journalIn(reference));
  if (venue === null) return null;
  return countPoints(venue) <= VENUE_POINTS ? venue : `${cutPoints(venue, VENUE_POINTS - 1).trimEnd()}…`;
}
