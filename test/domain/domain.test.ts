// Names, categories, days and records.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { familyName, isSamePerson, isSeveral, nameTokens } from '../../src/domain/author.js';
import { dayIn } from '../../src/domain/calendar.js';
import { recordOf } from '../../src/domain/paper.js';
import { parseRecord } from '../../src/domain/record.js';
import { samplesDir } from '../helpers/samples.js';
import { taxonomy, taxonomyData } from '../helpers/stores.js';

describe('authors', () => {
  it.each([
    ['Ludwig van der Berg', 'van der berg'],
    ['Hao, Chenjie', 'hao'],
    ['Bill Gates Jr', 'gates'],
    ['Balázs Erdős', 'erdos'],
    ['Deepti', 'deepti'],
    ['IceCube Collaboration', 'icecube collaboration'],
    ['山田太郎', '山田太郎'],
  ])('knows the family name of %j', (name, family) => expect(familyName(name)).toBe(family));
  it.each([
    ['J. R. Smith Jr.', 'J. R. Smíth Jr.', ['j', 'r', 'smith']],
    ['Anne-Marie van der Berg', 'Ánne-Marie van der Berg', ['anne', 'marie', 'van', 'der', 'berg']],
    [' III  Roe ', ' III  Róe ', ['iii', 'roe']],
    ['. -', '. ’', []],
  ])('divides %j, which has nothing to be folded, as it does %j', (plain, other, words) => {
    expect(nameTokens(plain)).toEqual(words);
    expect(nameTokens(other)).toEqual(words);
  });

  it.each([
    ['Yu', 'Yujia Wang', false],
    ['C. Hao', 'Chenjie Hao', true],
    ['Chenjie Hao', 'C. Hao', true],
    ['Hao', 'Chenjie Hao', true],
    ['D. Hao', 'Chenjie Hao', false],
    ['C', 'Chenjie Hao', false],
    ['Edward Witten', 'Edward W. Tate', false],
    ['Edward Witten', 'E. Witten', true],
    ['Thomas M. Mellor', 'Thomas M. Michelitsch', false],
    ['van der Waerden', 'H. W. van der Hart', false],
    ['Bartel van der Waerden', 'B. L. van der Waerden', true],
    ['Eduardo García', 'E. García Márquez', true],
    ['Chenjie Hao', 'Hao C', true],
    ['Jean Pierre Serre', 'J.-P. Serre', true],
    ['Yoshua B.', 'Yoshua Bengio', true],
  ])('says for %j and %j: %s', (query, name, same) => expect(isSamePerson(query, name)).toBe(same));
});

describe('the taxonomy', () => {
  it('has a Japanese and an English name for everything, once each', () => {
    for (const list of [taxonomyData.categories, taxonomyData.archives]) {
      expect(new Set(list.map((each) => each.code)).size).toBe(list.length);
      expect(
        list.filter((each) => each.name === '' || !/\p{Script=Han}|\p{Script=Katakana}/u.test(each.nameJa)),
      ).toEqual([]);
    }
  });
  it.skipIf(samplesDir() === null)('has every code of arXiv', () => {
    const known = JSON.parse(readFileSync(join(samplesDir() ?? '', 'taxonomy.json'), 'utf8')) as {
      id: string;
      alias_of?: string;
      active: boolean;
    }[];
    expect(taxonomyData.categories.map(({ code, canonical, active }) => ({ code, canonical, active }))).toEqual(
      known.map(({ id, alias_of = null, active }) => ({ code: id, canonical: alias_of, active })),
    );
  });
  it.each([
    [['math.IT'], 'cs.IT', true],
    [['cs.IT'], 'math.IT', true],
    [['math.IT'], 'cs', true],
    [['cmp-lg'], 'cs.CL', true],
    [['hep-th'], 'hep-th', true],
    [['astro-ph'], 'astro-ph', true],
    [['astro-ph.GA'], 'astro-ph', true],
    [['cs.LG'], 'stat', false],
    [['stat.ML'], 'CS.lg', false],
  ])('says for %j under %j: %s', (codes, wanted, fits) => expect(taxonomy.matches(codes, wanted)).toBe(fits));
});

describe('days and records', () => {
  it('knows the day of a zone', () => {
    expect(dayIn('Asia/Tokyo', new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24');
    expect(dayIn('America/New_York', new Date('2026-11-23T03:00:00Z'))).toBe('2026-11-22');
  });

  const record = recordOf(' A\n  title ', {
    abstract: 'one\ntwo\n\nthree',
    abstractJa: ' 一 \n\n二',
    authors: ['A'],
    categories: ['cs.LG', 'cs.LG'],
    updatedAt: '2025-04-09 16:45:57+09:00',
    comments: '',
  });
  it('normalizes texts, lists and times', () => {
    expect(parseRecord(record)).toMatchObject({
      title: 'A title',
      abstract: 'one two\n\nthree',
      abstractJa: '一\n二',
      categories: ['cs.LG'],
      updatedAt: '2025-04-09T07:45:57Z',
      comments: null,
      withdrawn: null,
    });
  });
  it.each(['yesterday', '2025-02-30 00:00:00+00:00', '2025-04-09 16:45:57', '2025-13-01 00:00:00Z'])(
    'takes the time %j for unknown',
    (updatedAt) => expect(parseRecord({ ...record, updatedAt }).updatedAt).toBeNull(),
  );
});

describe('isSeveral', () => {
  it.each([
    'A. Ito and B. Abe',
    'Ann Lee & Bo Berg',
    '山田太郎、鈴木一郎',
    'Ann Lee, Bo Berg',
    'Hao, Lee, Berg',
    'Lee; Berg',
    'Hao, C., Lee, D.',
    'C. Hao, D. Lee',
    'Hao, C. et al.',
    'Ann Lee, Bo Berg (for the Atlas team)',
  ])('sees more than one person in %j', (text) => expect(isSeveral(text)).toBe(true));
  it.each([
    'Chenjie Hao',
    'Hao, Chenjie',
    'Hao, C.',
    'van der Berg, Ludwig',
    'King, Martin, Jr.',
    'Martin L. King, Jr.',
    'Anders Sandberg',
    'The LIGO, Virgo and KAGRA Collaborations',
    'The Fermi and Swift Teams',
    'Hao, Chenjie (Universities of Tokyo, Kyoto and Osaka)',
    'García Márquez, Gabriel J.',
    'García Márquez, G. J.',
    'Ou-Yang, Zhong-Can',
    'O, Kenji',
    'アンドリュー・ン',
    '山田太郎',
    '',
  ])('takes %j for one', (text) => expect(isSeveral(text)).toBe(false));
});
