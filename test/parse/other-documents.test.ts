// Two formats in one file: one of them is read, and the other is told, wherever it stands and however its text is cut.
import { describe, expect, it } from 'vitest';
import { openWhole } from '../../src/parse/other-documents.js';
import type { ParsedItem } from '../../src/parse/parsed.js';
import { RENDERERS } from '../helpers/formats.js';
import { formatOf } from '../helpers/parsing.js';

const both = (text: string) => ({ tex: text, plain: text });
const paper = (number: number, abstract = 'We learn.') => ({
  arxivId: `2504.0000${number}`,
  times: [`2025-04-09T09:08:0${number}Z`],
  title: both(`Title ${number}`),
  abstract,
  abstractJa: '学習します。',
  authors: [{ forenames: both('Ann'), family: both('One') }],
  categories: ['cs.LG'],
  comments: '12 pages',
  doi: '10.1000/1',
  journalRef: 'J. Tests 1 (2025) 1',
});
const FORMATS = Object.keys(RENDERERS) as (keyof typeof RENDERERS)[];
/** Formats that one reader takes together: in each, what the other holds is seen. */
const FAMILIES: readonly (readonly string[])[] = [
  ['arxiv-atom', 'arxiv-api'],
  FORMATS.filter((name) => name.startsWith('oai-')),
];
const isOneFamily = (a: string, b: string): boolean => FAMILIES.some((each) => each.includes(a) && each.includes(b));
const PAIRS = FORMATS.flatMap((first) =>
  FORMATS.flatMap((second) => (first === second ? [] : [[first, second] as const])),
);

function readWhole(text: string, size: number): ParsedItem[] {
  const items: ParsedItem[] = [];
  const reader = openWhole(formatOf(text), (item) => items.push(item));
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  reader.end();
  return items;
}

describe('a file of two formats', () => {
  it.each(PAIRS)('%s, then %s: what is not read is told', (first, second) => {
    const text = `${RENDERERS[first](paper(1))}\n${RENDERERS[second](paper(2))}\n`;
    const items = readWhole(text, 64 * 1024);
    expect(items.filter(({ kind }) => kind === 'record').length).toBe(isOneFamily(first, second) ? 2 : 1);
    if (!isOneFamily(first, second)) expect(items.at(-1)).toMatchObject({ kind: 'rejection' });
    expect(items.map(({ record }) => record)).toEqual(items.map((_, index) => index + 1));
    if (first !== 'snapshot') expect(readWhole(text, 7)).toMatchObject(items.map(({ kind, line }) => ({ kind, line })));
  });

  it.each(FORMATS)('%s alone, twice: nothing is told', (format) => {
    const abstract = 'An <rss>, a <feed> of \\\\ arXiv: or {"id": 1}, arxiv情報.';
    const text = `${RENDERERS[format](paper(1, abstract))}\n${RENDERERS[format](paper(2, abstract))}\n`;
    expect(readWhole(text, 1_000).map(({ kind }) => kind)).toEqual(['record', 'record']);
  });

  it.each([
    ['http://purl.org/rss/1.0/', ['record', 'rejection']],
    ['http://purl.org/dc/elements/1.1/', ['record']],
  ])('RDF is a feed where it says so, and none as a licence or trackback in a page: %s', (name, kinds) => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${name}"></rdf:RDF>`;
    const text = `${RENDERERS['oai-arXiv'](paper(1))}\n<!-- ${rdf} -->`;
    expect(readWhole(text, 1_000).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('says what it is, where it begins, and what to do', () => {
    const text = `${RENDERERS['arxiv-atom'](paper(1))}\n${RENDERERS['arxiv-rss'](paper(2))}`;
    const reason =
      'an Atom feed begins here, and is not read: the file is read as arxiv-rss. Each needs a file of its own';
    const told = readWhole(text, 100)[1];
    expect(told).toMatchObject({ kind: 'rejection', record: 2, line: 2, reason });
    expect(told).toMatchObject({ text: expect.stringMatching(/^<feed /) as unknown });
  });
});
