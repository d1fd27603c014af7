// The grammar: every kind of query read as its writer means it, and no text that breaks it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemIn } from '../../src/cards/query-problem.js';
import { problemText } from '../../src/domain/query-problem.js';
import { resolveDate } from '../../src/search/dates.js';
import { echoQuery } from '../../src/search/echo.js';
import { parseQuery } from '../../src/search/parser.js';
import { planSearch } from '../../src/search/plan.js';
import { createTermBook } from '../../src/search/terms.js';
import type { SearchRequest } from '../../src/domain/search.js';
import { taxonomy } from '../helpers/stores.js';
import { seeds } from '../helpers/seeds.js';

const NOW = '2025-04-16T12:00:00Z';
const read = (text: string): string => echoQuery(parseQuery(text, NOW));

describe('a query', () => {
  it.each([
    ['plain words', '強化学習  world model', '強化学習 world model'],
    [
      'arXiv prefixes',
      'ti:attention au:Osmani abs:x co:pages jr:PRL doi:10.1/2 cat:cs.LG',
      'ti:attention au:Osmani abs:x co:pages jr:PRL doi:10.1/2 cat:cs.LG',
    ],
    ['an identifier among words', 'id:2504.06704 OR id:2504.06705', 'id:2504.06704 OR id:2504.06705'],
    ['a prefix in capitals and with a space', 'AU: Osmani', 'au:Osmani'],
    ['Japanese prefixes', '題名：注意 著者：Osmani', 'ti:注意 au:Osmani'],
    ['prefixes of the words that answers use', '分野：cs.LG 要旨:猫', 'cat:cs.LG abs:猫'],
    [
      'the address of a DOI',
      'https://doi.org/10.1103/PhysRevLett.71.3963 cat',
      '(doi:10.1103/PhysRevLett.71.3963 OR "10.1103/PhysRevLett.71.3963") cat',
    ],
    ['a DOI', '10.1016/S0370-2693(99)01112-8', 'doi:10.1016/S0370-2693(99)01112-8 OR "10.1016/S0370-2693(99)01112-8"'],
    ['words that every object knows', 'constructor toString __proto__', 'constructor toString __proto__'],
    ['a phrase', '"world model" agent', '"world model" agent'],
    ['a phrase in a field', 'au:"Chenjie Hao"', 'au:"Chenjie Hao"'],
    ['OR', 'cat OR dog mouse', 'cat OR (dog mouse)'],
    ['exclusion by minus and NOT', 'cat -dog NOT mouse', 'cat -dog -mouse'],
    ['exclusion in arXiv’s spelling', 'ti:cat ANDNOT abs:dog', 'ti:cat -abs:dog'],
    ['brackets', '(cat OR dog) -("big mouse" OR rat)', '(cat OR dog) -("big mouse" OR rat)'],
    ['a prefix before brackets', 'ti:(cat OR dog)', 'ti:cat OR ti:dog'],
    ['short forms', '@Osmani #cs.LG', 'au:Osmani cat:cs.LG'],
    ['full width', 'ｔｉ：ｗｏｒｌｄ　（猫　ＯＲ　犬）', 'ti:world (猫 OR 犬)'],
    ['Japanese quotation marks', '「世界モデル」『拡散』', '"世界モデル" "拡散"'],
    ['typographic quotation marks', '“world model”', '"world model"'],
    ['dates', 'cat since:2025-04 until:2025-04-09', 'cat since:2025-04 until:2025-04-09'],
    ['relative dates', 'cat since:7d', 'cat since:2025-04-09'],
    ['named dates', 'since:先週 until:先週', 'since:2025-04-07 until:2025-04-13'],
  ])('may hold %s', (_, typed, meant) => {
    expect(read(typed)).toBe(meant);
    expect(read(read(typed))).toBe(meant);
  });

  it.each([
    ['an open quotation mark', '"world model', 'world', 'model'],
    ['an open bracket', '(world model', 'world', 'model'],
    ['a closing bracket alone', 'world) model', 'world', 'model'],
    ['operators alone', 'world OR OR model AND', 'world', 'model'],
    ['an unknown prefix', 'foo:world model', 'world', 'model'],
    ['a minus alone', 'world - model -', 'world', 'model'],
  ])('with %s is read as words', (_, typed, ...words) => {
    const { problem } = parseQuery(typed, NOW);
    expect(problem).toBeNull();
    for (const word of words) expect(read(typed)).toContain(word);
  });

  it.each([
    ['au:', 'nothing stands after "au:" (at character 1)'],
    ['cat ti: OR dog', 'nothing stands after "ti:" (at character 5)'],
    ['cat since:soon', '"soon" is not a date'],
    ['until:2025-02-30', '"2025-02-30" is not a date'],
  ])('%j is answered with what was not understood and where', (typed, error) => {
    const told = problemText(parseQuery(typed, NOW).problem!);
    expect(told).toContain(error);
    expect(told).toMatch(/at character \d+/);
  });

  it('never throws, whatever was typed, and always gives a plan or an error', () => {
    const signs = fc.constantFrom(
      ...'"():-@#|（）「」　：＂',
      ' OR ',
      ' NOT ',
      'ti:',
      'au:',
      'since:',
      '7d',
      '学習',
      'β',
      '$',
      '\\',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(fc.oneof(signs, fc.string({ maxLength: 6 })), { maxLength: 40 }).map((parts) => parts.join('')),
    );
    const book = createTermBook({ cs: [['reinforcement learning', '強化学習']] });
    fc.assert(
      fc.property(text, text, (query, author) => {
        const request: SearchRequest = {
          text: query,
          author,
          category: null,
          since: null,
          until: null,
          sort: 'newest',
          limit: 10,
          offset: 0,
          at: NOW,
        };
        const plan = planSearch(request, taxonomy, book);
        return 'problem' in plan ? problemText(plan.problem).length > 0 : plan.match !== '';
      }),
      { numRuns: seeds(3_000) },
    );
  });

  it('survives thousands of brackets, words and signs', () => {
    for (const part of ['(', '-', '"', 'ti:', 'a ', 'NOT ', '( OR '])
      expect(() => parseQuery(part.repeat(20_000), NOW)).not.toThrow();
  });
});

describe('a date', () => {
  it.each([
    ['2025', '2025'],
    ['2025-4', '2025-04'],
    ['2025/04/09', '2025-04-09'],
    ['2025年4月9日', '2025-04-09'],
    ['2w', '2025-04-02'],
    ['3m', '2025-01-16'],
    ['1y', '2024-04-16'],
    ['３日前', '2025-04-13'],
    ['2週間', '2025-04-02'],
    ['今日', '2025-04-16'],
    ['昨日', '2025-04-15'],
    ['先月', '2025-03'],
    ['去年', '2024'],
    ['last week', '2025-04-07'],
    ['20250409', '2025-04-09'],
    ['2025-04-09T10:30:00Z', '2025-04-09'],
    ['3 days ago', '2025-04-13'],
    ['2weeks', '2025-04-02'],
    ['おととい', '2025-04-14'],
    ['先々週', '2025-03-31'],
    ['先々月', '2025-02'],
    ['3月', '2025-03'],
    ['12月24日', '2024-12-24'],
    ['3月前', '2025-01-16'],
    ['3か月', '2025-01-16'],
    ['soon', null],
    ['', null],
  ])('%j since 2025-04-16 is %j', (typed, date) => expect(resolveDate(typed, NOW, 'since')).toBe(date));

  it('keeps to the last day of a shorter month', () => {
    expect(resolveDate('1m', '2025-03-31T00:00:00Z', 'since')).toBe('2025-02-28');
  });
});

it('a text of which nothing is seen is not quoted by what says that nothing can be searched for', () => {
  for (const text of ['\u200b', '\u0000', ' \u2060 ']) {
    const problem = { kind: 'empty', text } as const;
    expect(problemText(problem)).toBe('it has no letters or digits');
    expect(problemIn(problem, 'ja')).toBe('文字や数字がありません');
    expect(problemIn(problem, 'en')).toBe('it has no letters or digits');
  }
  expect(problemIn({ kind: 'empty', text: '!!' }, 'ja')).toContain('「!!」');
});
