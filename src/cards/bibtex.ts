// BibTeX of a paper, as reference managers take it; texts are as typed for TeX.
import { familyName } from '../domain/author.js';
import type { MessageBody } from '../domain/message.js';
import type { Paper } from '../domain/paper.js';
import { foldText } from '../text/fold.js';
import { codeBlock } from '../text/markdown.js';
import { cutPoints } from '../text/points.js';

/** Code points of each part: all together keep within Discord's 2,000 of a message. */
const TITLE_POINTS = 400;
const VALUE_POINTS = 150;
const CATEGORY_POINTS = 40;
const KEY_PART_POINTS = 40;
/** Of all names together; beyond it stands `and others`. */
const AUTHORS_POINTS = 700;
const SMALL_WORDS = /^(?:an?|the|on|of|in|for|to|and|with|from|by|is|are|how|why|what)$/;

/** Unbalanced braces would end the value early. */
function balanced(text: string): string {
  let depth = 0;
  const isSound = [...text].every((sign) => (depth += sign === '{' ? 1 : sign === '}' ? -1 : 0) >= 0);
  return isSound && depth === 0 ? text : text.replace(/[{}]/g, '');
}

function authors(names: readonly string[]): string {
  let length = 0;
  const shown = names.filter((name) => (length += name.length + 5) <= AUTHORS_POINTS);
  return [...shown.slice(0, names.length), ...(shown.length < names.length ? ['others'] : [])].join(' and ');
}

/** `pukowski2025identifying` */
function citationKey({ authors: [first = ''], title }: Paper, year: string): string {
  const letters = (text: string): string =>
    foldText(text)
      .replace(/[^a-z0-9]/g, '')
      .slice(0, KEY_PART_POINTS);
  const word = title
    .split(/\s+/)
    .map(letters)
    .find((each) => each.length > 1 && !SMALL_WORDS.test(each));
  return `${letters(familyName(first)) || 'anonymous'}${year}${word ?? ''}`;
}

function yearOf({ submittedAt, updatedAt, arxivId }: Paper): string {
  const short = /^(\d\d)\d\d\.|\/(\d\d)\d{5}$/.exec(arxivId ?? '');
  const digits = short?.[1] ?? short?.[2];
  const ofIdentifier = digits === undefined ? '' : `${Number(digits) > 90 ? 19 : 20}${digits}`;
  return (submittedAt ?? updatedAt)?.slice(0, 4) ?? ofIdentifier;
}

export function bibtexOf(paper: Paper): string {
  const { arxivId, doi, journalRef, primaryCategory } = paper;
  const year = yearOf(paper);
  const value = (text: string | null, max = VALUE_POINTS): string | null =>
    text === null ? null : balanced(cutPoints(text.replace(/\s+/g, ' '), max));
  const entries: readonly (readonly [string, string | null])[] = [
    ['title', `{${value(paper.title, TITLE_POINTS) ?? ''}}`],
    ['author', value(authors(paper.authors), AUTHORS_POINTS + 20)],
    ['year', year === '' ? null : year],
    ['eprint', arxivId],
    ['archivePrefix', arxivId === null ? null : 'arXiv'],
    ['primaryClass', arxivId === null ? null : value(primaryCategory, CATEGORY_POINTS)],
    ['doi', value(doi)],
    ['note', value(journalRef)],
    ['url', arxivId === null ? null : `https://arxiv.org/abs/${arxivId}`],
  ];
  const lines = entries.flatMap(([name, text]) =>
    text === null || text === '' ? [] : [`  ${name.padEnd(13)} = {${text}},`],
  );
  return [`@misc{${citationKey(paper, year)},`, ...lines, '}'].join('\n');
}

export function bibtexMessage(paper: Paper): MessageBody {
  return { content: codeBlock(bibtexOf(paper), 'bibtex') };
}
