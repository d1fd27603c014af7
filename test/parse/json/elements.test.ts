// Arrays with a broken element: it costs itself, whatever is broken in it, and the others go in.
import { describe, expect, it } from 'vitest';
import { formatOf, parseAll, read } from '../../helpers/parsing.js';

const daily = (id: string): string =>
  JSON.stringify({
    title: `Papers "[, {" of ${id}`,
    paper: { id, title: `T\\ ${id}`, authors: [{ name: 'Ann Lee' }, { name: 'Bo, {Chen' }], upvotes: 3 },
    submittedOnDailyAt: '2026-06-12T00:00:00.000Z',
  });
const line = (id: string): string =>
  JSON.stringify({
    id,
    title: `T ${id}`,
    authors: 'Ann Lee',
    abstract: 'We {learn}, (1).',
    categories: 'cs.LG',
    versions: [
      { version: 'v1', created: 'Tue, 1 Apr 2025 10:00:00 GMT' },
      { version: 'v2', created: 'Thu, 1 May 2025 10:00:00 GMT' },
    ],
    update_date: '2025-05-02',
  });

const FAULTS: [string, (element: string) => string][] = [
  ['a comma too few', (text) => text.replace('",', '" ')],
  ['a comma too many', (text) => text.replace(/\}$/, ',}')],
  ['a name without quotes', (text) => text.replace('"title"', 'title')],
  ['a word for a value', (text) => text.replace(/"title":"[^,]*/, '"title":undefined')],
  ['a quote inside a text', (text) => text.replace(' of ', ' "of" ').replace('learn', '"learn"')],
  ['a bracket too many', (text) => text.replace(/\}$/, ']}')],
  ['a wrong bracket', (text) => text.replace(']', '}')],
  ['a bracket too few', (text) => text.replace(']', '')],
  ['no end', (text) => text.slice(0, -1)],
  ['half of it lost', (text) => text.slice(0, text.length / 2)],
  ['a lost quote', (text) => text.replace('",', ',')],
  ['an escape that is none', (text) => text.replace('T ', '\\x').replace('T\\\\ ', '\\x')],
];

describe.each([
  ['hf-daily', daily],
  ['snapshot', line],
] as const)('an array of %s', (name, element) => {
  const ids = ['2501.00001', '2501.00002', '2501.00003', '2501.00004'];
  const elements = ids.map(element);
  const seen = (text: string) =>
    read(text).map((item) => (item.kind === 'record' ? item.value.arxivId : [item.kind, item.record]));

  it('is read whole', () => {
    const text = `[${elements.join(',')}]`;
    expect(formatOf(text).format).toBe(name);
    expect(seen(text)).toEqual(ids);
    expect(seen(`[\n ${elements.join(' ,\n\n')},\n]\n`)).toEqual(ids);
  });

  it.each(FAULTS)('loses only the element that has %s', (_fault, spoil) => {
    for (const place of [1, 3]) {
      const spoilt = elements.with(place, spoil(elements[place]!));
      expect(spoilt[place]).not.toBe(elements[place]);
      const expected = [...ids].map((id, index) => (index === place ? ['rejection', place + 1] : id));
      expect(seen(`[${spoilt.join(',')}]`)).toEqual(expected);
      expect(seen(`[\n${spoilt.join(',\n')}\n]`)).toEqual(expected);
    }
  });

  it('that is cut off gives what came before the cut, and says so', () => {
    const text = `[${elements.join(',')}]`;
    expect(seen(text.slice(0, -20))).toEqual([...ids.slice(0, 3), ['rejection', 4]]);
    if (name !== 'hf-daily') return;
    expect(seen(text.slice(0, -1))).toEqual([...ids, ['rejection', 5]]);
  });

  it('of many lost quotes takes time that grows as its length', () => {
    const many = Array.from({ length: 3_000 }, () => element('2501.00001').replace('",', ',')).join(',');
    expect(parseAll(formatOf(`[${elements.join(',')}]`), `[${many}]`)).toHaveLength(3_000);
  });
});
