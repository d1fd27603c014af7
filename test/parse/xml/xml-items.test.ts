// The XML item reader: what it makes of whole, broken, huge and nested items, wherever the text is cut.
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/domain/paper.js';
import { RAW_LIMIT, RECORD_LIMIT, type ParsedItem } from '../../../src/parse/parsed.js';
import { createItemReader } from '../../../src/parse/xml/items.js';
import { childText, parseElement, textOf, type XmlElement } from '../../../src/parse/xml/tree.js';

interface Seen {
  readonly line: number | null;
  readonly what: string;
}

const toSeen = (item: ParsedItem): Seen => ({
  line: item.line,
  what: item.kind === 'record' ? item.value.title : item.kind === 'rejection' ? item.reason : item.kind,
});

function readItems(text: string, size = text.length): Seen[] {
  const items: ParsedItem[] = [];
  const read = (element: XmlElement) => ({
    kind: 'record' as const,
    value: recordOf(childText(element, 'title') ?? '', {}),
  });
  const reader = createItemReader({ items: ['item'], read }, (item) => items.push(item));
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  reader.end();
  expect(items.map((item) => item.record)).toEqual(items.map((_, index) => index + 1));
  return items.map(toSeen);
}

const item = (title: string): string => `<item>\n<title>${title}</title>\n</item>\n`;
const whole = (title: string, line: number): Seen => ({ line, what: title });

describe('items', () => {
  it.each<[string, string, Seen[]]>([
    ['whole ones', `<x>\n${item('a')}${item('b')}</x>`, [whole('a', 2), whole('b', 5)]],
    ['none', '<x><title>channel</title></x>', []],
    ['prefixes', '<n0:item><n0:title>a</n0:title></n0:item>', [whole('a', 1)]],
    ['longer names', '<items><itemize/></items>', []],
    ['attributes', '<item a="1" b=\'2\'><title>a</title></item >', [whole('a', 1)]],
    ['entities', item('a &lt;b&gt; &amp;amp; &#233; &#x41; &nbsp;'), [whole('a <b> &amp; é A &nbsp;', 1)]],
    ['a CDATA section', item('<![CDATA[a < b & c]]>'), [whole('a < b & c', 1)]],
    ['comments inside', item('a<!-- </title> -->b'), [whole('ab', 1)]],
    ['inner elements', item('H<sub>2</sub>O'), [whole('H2O', 1)]],
    ['Windows line ends', `<x>\r\n${item('a\nb').replaceAll('\n', '\r\n')}</x>`, [whole('a\nb', 2)]],
    ['an empty one', `<item/>${item('b')}`, [whole('', 1), whole('b', 1)]],
    [
      'an end tag that is lost',
      `<item><title>a</title>\n${item('b')}`,
      [whole('another <item> begins before this record ends', 1), whole('b', 2)],
    ],
    [
      'a start tag that is broken',
      `<it em><title>a</title>\n</item>\n${item('b')}`,
      [whole('the start of this <item> is missing', 2), whole('b', 3)],
    ],
    [
      'the end inside one',
      `${item('a')}<item><title>b</ti`,
      [whole('a', 1), whole('the dump ends inside this record', 4)],
    ],
    ['the end inside a tag', `${item('a')}<item`, [whole('a', 1)]],
    [
      'a child that is not closed',
      item('a').replace('</title>', ''),
      [whole('</item> stands where <title> is open', 1)],
    ],
    [
      'a child that does not open',
      item('a').replace('<title>', ''),
      [whole('</title> stands where <item> is open', 1)],
    ],
    [
      'a broken quote',
      `<item a="b><title>c</title></item>${item('b')}`,
      [whole('it holds no element', 1), whole('b', 1)],
    ],
    [
      'a broken comment',
      `<item><!-- <title>c</title></item>${item('b')}`,
      [whole('<item> is not closed', 1), whole('b', 1)],
    ],
  ])('%s', (_, text, expected) => {
    for (const size of [1, 7, text.length]) expect(readItems(text, size)).toEqual(expected);
  });

  it('that are too long are rejected and not kept', () => {
    const filler = 'word \n'.repeat(20_000);
    const items: ParsedItem[] = [];
    const reader = createItemReader({ items: ['item'], read: () => null }, (each) => items.push(each));
    reader.push('<x>\n<item><title>');
    for (let pushed = 0; pushed <= RECORD_LIMIT; pushed += filler.length) reader.push(filler);
    reader.push(`</title></item>\n<item>`);
    reader.end();
    expect(items.map(toSeen)).toEqual([
      { line: 2, what: 'the record is longer than 8 MiB' },
      {
        line: 2 + Math.ceil((RECORD_LIMIT + 1) / filler.length) * 20_000 + 1,
        what: 'the dump ends inside this record',
      },
    ]);
    const [first] = items;
    expect(first?.kind === 'rejection' && first.text.length).toBeLessThanOrEqual(RAW_LIMIT);
  });

  it('are not slowed down by what is nested, unclosed or outside', () => {
    expect(readItems(`<item>${'<a>'.repeat(1_000_000)}</item>`)[0]?.what).toBe('its elements are nested too deeply');
    expect(readItems('<a>'.repeat(2_000_000), 64 * 1024)).toEqual([]);
    expect(readItems('x'.repeat(8_000_000), 64 * 1024)).toEqual([]);
    expect(readItems('<'.repeat(2_000_000), 64 * 1024)).toEqual([]);
    expect(readItems('<item'.repeat(200_000), 64 * 1024)).toEqual([]);
    expect(readItems('<item>'.repeat(50_000), 64 * 1024)).toHaveLength(50_000);
  });
});

describe('a tree', () => {
  it('has local names, attributes and text in order', () => {
    const root = parseElement('<n:a x:y="1 &amp; 2" z=\'3\'>t<b/>u<c>v</c></n:a>');
    if (typeof root === 'string') throw new Error(root);
    expect([root.name, ...root.attributes]).toEqual(['a', ['y', '1 & 2'], ['z', '3']]);
    expect(textOf(root)).toBe('tuv');
  });
});
