// Identity: which records are one paper, and which only look like it.
import { describe, expect, it } from 'vitest';
import { agree } from '../../src/domain/agreement.js';
import { groupRecords } from '../../src/domain/identity.js';
import { recordOf } from '../../src/domain/paper.js';
import { parseRecord } from '../../src/domain/record.js';
import { toCandidate } from '../../src/store/papers/record-rows.js';

const told = (title: string, ...authors: string[]) => ({ title, authors });

describe('records of one title', () => {
  it.each([
    [
      ['Yu Wang', 'Bob Sample'],
      ['Y. Wang', 'B. Sample'],
    ],
    [['John Robert Roe'], ['J. R. Roe']],
    [['Robert Roe'], ['J. Robert Roe']],
    [['Xiao Ming Li', 'Ann Lee'], ['Xiaoming Li']],
    [['Roe'], ['Ann Roe', 'Bo Chen']],
    [
      ['Ann Roe', 'Bo Chen', 'Al Poe'],
      ['Ann Roe', 'Al Poe'],
    ],
    [['AB Roe'], ['Ann B. Roe']],
    [['Dmitry Orlov'], ['Dmitriy Orlov']],
    [['Naoki Itoh'], ['N. Ito']],
    [['Karl Schroeder', 'Ann Lee'], ['Karl Schröder']],
    [['The Widget Collaboration'], ['Widget Collaboration']],
  ])('agree by %j and %j', (a, b) => expect(agree(told('Widgets', ...a), told('Widgets', ...b))).toBe(true));

  it.each([
    [
      ['Yu Wang', 'Bob Sample'],
      ['Lei Wang', 'Bob Sample'],
    ],
    [['Y. Wang'], ['Lei Wang']],
    [['John Robert Roe'], ['John Richard Roe']],
    [
      ['Ann Roe', 'Bo Chen'],
      ['Ann Roe', 'Cy Mustermann'],
    ],
    [
      ['Ann Roe', 'Bo Chen'],
      ['Ann Roe', 'Di Chen'],
    ],
    [['Yu Wang'], ['Yue Wang']],
    [['J. Wang'], ['Yu Wang']],
  ])('contradict by %j and %j', (a, b) => expect(agree(told('Widgets', ...a), told('Widgets', ...b))).toBe(false));

  it.each([
    ['Decays of $D^+$ mesons', 'Decays of $D^-$ mesons'],
    ['Learning C', 'Learning C++'],
    ['Typing C#', 'Typing C'],
    ['Galaxies at z>4', 'Galaxies at z<4'],
    ['Spin -1/2 chains', 'Spin 1/2 chains'],
    ['On $A^*$ search', 'On A search'],
    ['Ranks with $k \\le 3$', 'Ranks with $k < 3$'],
    ['Chains $A \\subset B$', 'Chains $A \\supset B$'],
    ['Unions $A \\cup B$', 'Unions $A \\cap B$'],
    ['Rings with $p \\neq q$', 'Rings with $p = q$'],
    ['Decays of $\\bar{D}^0$', 'Decays of $D^0$'],
    ["The $\\eta'$ at rest", 'The $\\eta$ at rest'],
  ])('are two by their signs: %s, %s', (a, b) => expect(agree(told(a, 'Ann Roe'), told(b, 'Ann Roe'))).toBe(false));

  it.each([
    ['Decays of $D^+$ mesons', 'Decays of D⁺ mesons'],
    ['State-of-the-art widgets', 'State of the art widgets'],
    ['Widgets - a survey', 'Widgets: a survey'],
    ['On $A^*$ search', 'On A* search'],
    ['Ranks with $k \\le 3$', 'Ranks with k<=3'],
    ["The $\\eta'$ at rest", "The η' at rest"],
    ["Roe's “widgets”", 'Roe’s ‘widgets’'],
  ])('are one in other spellings: %s, %s', (a, b) => expect(agree(told(a, 'Ann Roe'), told(b, 'Ann Roe'))).toBe(true));
});

describe('grouping', () => {
  const candidate = (title: string, authors: readonly string[], arxivId: string | null = null) => {
    return toCandidate(parseRecord(recordOf(title, { arxivId, authors })));
  };
  const groups = (...records: ReturnType<typeof candidate>[]): string[] =>
    groupRecords(records)
      .map(({ arxivId, members }) => `${arxivId ?? ''}:${members.join()}`)
      .toSorted();

  it('joins what agrees, and parts what contradicts', () => {
    const yu = candidate('Widgets', ['Yu Wang', 'Bob Sample']);
    const short = candidate('Widgets', ['Y. Wang', 'B. Sample']);
    const lei = candidate('Widgets', ['Lei Wang', 'Cat Mustermann']);
    expect(groups(yu, short, lei)).toEqual([':0,1', ':2']);
    expect(groups(lei, short, yu)).toEqual([':0', ':1,2']);
  });

  it.each([
    ['R\\\'enyi and Schr\\"odinger', 'R\\’enyi and Schr\\”odinger'],
    ["N\\'ed\\' elec's {\\\"o}", 'N\\’ed\\’ elec’s {\\”o}'],
    ["On $f''+f'=0$", 'On $f”+f’=0$'],
    ['Two 3x3 matrices', 'Two 3×3 matrices'],
    ['Two $3 \\times 3$ matrices', 'Two 3×3 matrices'],
    ["Types 'A' and B", 'Types ‘A’ and B'],
  ])('joins %s with %s, as WordPress typesets it', (title, typeset) => {
    const known = candidate(title, ['Ann Roe'], '2504.00001');
    expect(groups(known, candidate(typeset, ['Ann Roe']))).toEqual(['2504.00001:0,1']);
  });

  it.each([
    ['Two 3×3 matrices', 'Two 3 3 matrices'],
    ['Types η’ and B', 'Types η and B'],
    ['On $f”$', 'On $f$'],
  ])('leaves %s apart from %s', (title, other) => {
    const known = candidate(title, ['Ann Roe'], '2504.00001');
    expect(groups(known, candidate(other, ['Ann Roe']))).toEqual(['2504.00001:0', ':1']);
  });

  it('leaves all apart that are connected only by a name that fits several', () => {
    const records = ['Yu Wang', 'Y. Wang', 'Yan Wang'].map((name) => candidate('Widgets', [name]));
    expect(groups(...records)).toEqual([':0', ':1', ':2']);
    expect(groups(...records.slice(0, 2))).toEqual([':0,1']);
  });

  it('gives a stored paper with an identifier only the record that agrees', () => {
    const known = candidate('Widgets', ['Yu Wang', 'Bob Sample'], '2504.00001');
    const other = candidate('Widgets', ['Lei Wang', 'Cat Mustermann']);
    const same = candidate('Widgets', ['Yu Wang', 'Bob Sample']);
    expect(groups(known, other, same)).toEqual(['2504.00001:0,2', ':1']);
    const plus = candidate('Widgets of $B^+$', ['Yu Wang'], '2504.00002');
    expect(groups(plus, candidate('Widgets of $B^-$', ['Yu Wang']))).toEqual(['2504.00002:0', ':1']);
  });

  it('gives neither of two that contradict each other to a paper that both fit', () => {
    const known = candidate('Widgets', ['Y. Wang'], '2504.00001');
    const records = [known, candidate('Widgets', ['Yu Wang']), candidate('Widgets', ['Yan Wang'])];
    expect(groups(...records)).toEqual(['2504.00001:0', ':1', ':2']);
    expect(groups(...records.slice(0, 2))).toEqual(['2504.00001:0,1']);
  });

  describe('of many that say different things', () => {
    /** Letters in large and small: one name in as many spellings as are asked for. */
    const spelled = (count: number): ReturnType<typeof candidate>[] =>
      Array.from({ length: count }, (_, index) => {
        const name = [...'alexandria'].map((letter, bit) => ((index >> bit) & 1 ? letter.toUpperCase() : letter));
        return candidate('Widgets', [`${name.join('')} Roe`]);
      });

    it('joins a handful', () => expect(groupRecords(spelled(60))).toHaveLength(1));

    it.each([
      ['alone', []],
      ['beside a paper with an identifier', [candidate('Widgets', ['A. Roe'], '2504.00001')]],
    ])('is sure of none %s, and compares few of them', (_, known) => {
      let reads = 0;
      const counted = spelled(400).map((each) => ({
        ...each,
        facts: new Proxy(each.facts, {
          get(facts, key) {
            reads += 1;
            return Reflect.get(facts, key) as unknown;
          },
        }),
      }));
      expect(groupRecords([...known, ...counted])).toHaveLength(known.length + 400);
      expect(reads).toBeLessThan(100 * 400);
    });
  });
});
