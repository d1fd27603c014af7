// Mailings cut anywhere, damaged and mutated: one rejection for one bad entry, and the rest goes in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailing } from '../../../src/parse/listing/mailing.js';
import { RECORD_LIMIT, type ParsedItem } from '../../../src/parse/parsed.js';
import * as texts from '../../helpers/listing-texts.js';
import { parseAll } from '../../helpers/parsing.js';
import { seeds } from '../../helpers/seeds.js';

const parse = (text: string): ParsedItem[] => parseAll(mailing, text);
const reasons = (text: string): string[] =>
  parse(text).map((item) => (item.kind === 'rejection' ? item.reason : item.kind));

describe('a damaged entry', () => {
  const whole = texts.NEW_2023;
  it.each([
    ['a lost identifier', whole.replace('arXiv:2303.00001\n', ''), 'the identifier is missing'],
    ['a wrong identifier', whole.replace('2303.00001', '2313.00001'), '"2313.00001" is not an arXiv identifier'],
    ['a lost title', whole.replace('Title:', 'Titel:'), 'the title cannot be found'],
    ['lost authors', whole.replace('Authors:', 'Autors:'), 'the authors cannot be found'],
    ['nothing but its first line', '\\\\\narXiv:2303.00001\n', 'the line \\\\ after the fields is missing'],
    [
      'no line between fields and abstract',
      whole.replace('\\\\\n  We', 'We').replace('and follow', 'then\nand follow'),
      '3 lines stand in no field',
    ],
  ])('with %s is one rejection with its line and text', (_, text, reason) => {
    const dump = [
      'Subject: x daily',
      texts.RULE,
      texts.CROSS_2023,
      texts.RULE,
      text,
      texts.RULE,
      texts.CROSS_2023,
      texts.END,
    ].join('\n');
    const items = parse(dump);
    expect(items.map(({ kind }) => kind)).toEqual(['record', 'rejection', 'record']);
    const rejection = items[1];
    if (rejection?.kind !== 'rejection') return;
    expect(rejection.reason).toBe(reason);
    expect(rejection.text).toBe(text.trim());
    const line = dump.split('\n')[(rejection.line ?? 0) - 1];
    expect(rejection.text.split('\n')).toContain(line);
  });

  it('at the end of a dump that was cut is rejected, unless it is whole enough', () => {
    for (const end of [whole.indexOf('Title') + 9, whole.indexOf('Categories'), whole.indexOf('follow')]) {
      expect(reasons(whole.slice(0, end))).toEqual(['the dump ends inside this record']);
    }
    expect(reasons(whole.slice(0, whole.indexOf(' https')))).toEqual(['record']);
    expect(reasons(texts.LISTED_2003)).toEqual(['record']);
  });

  it('that is too long is rejected, and the rest goes in', () => {
    const long = whole.replace('We imagine', 'We imagine moon after moon\n'.repeat(RECORD_LIMIT / 26));
    const line = whole.replace('We imagine', 'x'.repeat(RECORD_LIMIT + 1));
    const dump = [long, texts.RULE, texts.CROSS_2023, texts.RULE, line, texts.RULE, texts.CROSS_2023].join('\n');
    expect(reasons(dump)).toEqual([
      'the record is longer than 8 MiB',
      'record',
      'the record is longer than 8 MiB',
      'record',
    ]);
  });
});

describe('an abstract with a line of dashes', () => {
  const abstract = (entry: string): string | null => {
    const [item] = parse(entry);
    return item?.kind === 'record' ? item.value.abstract : null;
  };
  const ruled = texts.NEW_2023.replace(
    'We imagine',
    `We tabulate\n${'-'.repeat(72)}\n  mass  radius\n${texts.RULE}\nand imagine`,
  );

  it('is kept whole, and the entries around it too', () => {
    const dump = [texts.CROSS_2023, texts.RULE, ruled, texts.RULE, texts.CROSS_2023, texts.END].join('\n');
    expect(reasons(dump)).toEqual(['record', 'record', 'record']);
    expect(abstract(ruled)).toContain('mass  radius');
    expect(abstract(ruled)).toContain('and imagine');
    const [, item] = parse(dump);
    expect(item).toMatchObject({ value: { abstract: abstract(ruled) } });
  });

  it('is kept whole in a record with a plain end', () => {
    const text = texts.NEW_1992.replace('that begins', `\n${texts.RULE}\nthat begins`);
    expect(abstract(text)).toContain('that begins without spaces');
  });

  it('ends at a rule where its own end is lost, and the next entry is read', () => {
    const lost = texts.NEW_2023.slice(0, texts.NEW_2023.lastIndexOf('\\\\'));
    const items = parse([lost.trimEnd(), texts.RULE, texts.CROSS_2023, texts.RULE].join('\n'));
    expect(items.map(({ kind }) => kind)).toEqual(['record', 'record']);
    expect(items[0]).toMatchObject({ value: { abstract: expect.not.stringContaining('---') as string } });
  });
});

const ALL = [
  texts.MAILING_2023,
  texts.MONTH_2003,
  texts.WEEK_2023,
  [texts.NEW_1992, texts.RULE, texts.NEW_2023].join('\n'),
];

describe('reading in pieces', () => {
  it.each([1, 7, 64 * 1024])('of %i characters gives the same items, with LF, CRLF and CR', (size) => {
    for (const text of ALL) {
      const items = parse(text);
      for (const end of ['\n', '\r\n', '\r'])
        expect(parseAll(mailing, text.replaceAll('\n', end), size)).toEqual(items);
    }
  });

  it('never throws on mutated texts and counts every entry that has a place of its own', () => {
    const entries = [texts.NEW_2023, texts.CROSS_2023, texts.REPLACEMENT_2023, texts.NEW_1992, texts.LISTED_2003];
    const mutation = fc.record({
      entry: fc.nat(entries.length - 1),
      at: fc.nat(),
      cut: fc.nat(40),
      insert: fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom('\\\\\n', '\n', '\r', '  ', 'Date: ', 'Title: ', '\0', '\uD800'),
      ),
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.nat(), (mutations, size) => {
        const mutated = [...entries];
        for (const { entry, at, cut, insert } of mutations) {
          const text = mutated[entry] ?? '';
          const start = at % text.length;
          mutated[entry] = text.slice(0, start) + insert + text.slice(start + cut);
        }
        const items = parseAll(mailing, mutated.join(`\n${texts.RULE}\n`), 1 + (size % 500));
        expect(items.map(({ record }) => record)).toEqual(items.map((_, index) => index + 1));
        const untouched = entries.filter((text, index) => text === mutated[index]).length;
        expect(items.length).toBeGreaterThanOrEqual(entries.length - 1);
        expect(items.filter(({ kind }) => kind === 'record').length).toBeGreaterThanOrEqual(untouched);
      }),
      { numRuns: seeds(300) },
    );
  });

  it('counts an entry that lost any single line', () => {
    for (const entry of [texts.NEW_2023, texts.CROSS_2023, texts.LISTED_2003, texts.NEW_1992]) {
      entry.split('\n').forEach((_, index, lines) => {
        const lost = lines.filter((_line, other) => other !== index).join('\n');
        const dump = [texts.CROSS_2023, texts.RULE, lost, texts.RULE, texts.CROSS_2023].join('\n');
        expect(parse(dump), lines[index]).toHaveLength(3);
      });
    }
  });
});
