// Pages of a list of rules: each rule on one of them, however long its words are.
import { expect, it } from 'vitest';
import { isMeantByTyped, optionLines, ruleChoice, rulePage, subjectText } from '../../src/cards/rule-text.js';
import { ruleWording } from '../../src/cards/rule-wording.js';
import { NO_OPTIONS, type Subscription } from '../../src/domain/subscription.js';
import { own } from '../../src/text/markdown.js';
import { ruleFor } from '../helpers/rules.js';
import { taxonomy } from '../helpers/stores.js';

/** Every third of these is about as long a query as there may be, of signs that are all escaped. */
function makeRules(length: number): Subscription[] {
  return Array.from({ length }, (_, index): Subscription => {
    const value = index % 3 === 0 ? `${'*_['.repeat(60)}${index}` : 'graph';
    const rule = ruleFor(String(900_000_000_000_000_000n + BigInt(index)), value, {
      kind: 'keyword',
      category: 'cs.LG',
    });
    return {
      ...rule,
      id: index + 1,
      madeAt: rule.createdAt,
      pausedAt: '2030-01-01T00:00:00Z',
      language: 'both',
      name: 'papers',
    };
  });
}

it.each(['ja', 'en'] as const)('show every rule once and whole (trap 9: no list is trimmed) (%s)', (language) => {
  const rules = makeRules(61);
  const { pages } = rulePage(rules, 0, { taxonomy, language });
  const all = Array.from({ length: pages }, (_, page) => rulePage(rules, page, { taxonomy, language }));
  expect(all.flatMap((page) => page.rules.map(({ id }) => id))).toEqual(rules.map(({ id }) => id));
  for (const { rules: shown, text } of all) {
    expect([...text].length).toBeLessThanOrEqual(4_000);
    expect(shown.length).toBeLessThanOrEqual(25);
    // What and where are told apart.
    for (const { id, destination } of shown)
      expect(text).toMatch(new RegExp(`^\\*\\*${id}\\*\\* (?:New |「).* → <#${destination}>$`, 'm'));
  }
});

it.each(['ja', 'en'] as const)('fit where all that can be said of a rule is as long as it may be (%s)', (language) => {
  const names = Array.from({ length: 2_000 }, () => 'name');
  const longest = makeRules(16).map((rule): Subscription => ({
    ...rule,
    id: 10_000_000 + rule.id,
    value: '*_['.repeat(100),
    category: '*_['.repeat(20),
    mode: 'digest',
    hour: 23,
    announcements: 'all',
    options: { ...NO_OPTIONS, excludedAuthors: names },
  }));
  const { text, rules: shown } = rulePage(longest, 0, { taxonomy, language });
  expect(shown).toHaveLength(15);
  expect([...text].length).toBeLessThanOrEqual(4_000);
  expect(text.match(/→ <#\d+>$/gm)).toHaveLength(15);
  // Where they fit they are not cut.
  expect(rulePage(longest.slice(0, 3), 0, { taxonomy, language }).text.length).toBeGreaterThan(3 * 200);
});

it('put only the rules of one page into words, however many there are', () => {
  const rules = makeRules(5_000);
  const asked: number[] = [];
  const watched = rules.map((rule) =>
    Object.defineProperty({ ...rule }, 'value', {
      get: () => {
        asked.push(rule.id);
        return rule.value;
      },
    }),
  );
  expect(rulePage(watched, 7, { taxonomy, language: 'ja' })).toMatchObject({ page: 7, pages: 334 });
  expect(new Set(asked).size).toBe(15);
  expect(rulePage(rules, 9_999, { taxonomy, language: 'ja' })).toMatchObject({ page: 333 });
  expect(rulePage([], 3, { taxonomy, language: 'ja' })).toEqual({ page: 0, pages: 1, rules: [], text: '' });
});

it('are found by what is typed of their choices, in any case', () => {
  const [rule] = makeRules(1) as [Subscription];
  const found = (typed: string): boolean =>
    isMeantByTyped({ ...rule, value: 'Deep Learning' }, typed, { taxonomy, language: 'en' });
  expect(ruleChoice({ ...rule, value: 'Deep Learning' }, taxonomy, 'en')).toBe('1: Deep Learning (cs.LG) → #papers');
  expect(['deep', '1: d', '#PAPERS', 'cs.lg', ''].map(found)).toEqual([true, true, true, true, true]);
  expect(found('graph')).toBe(false);
});

it.each([
  ['deep learning', '「deep learning」に一致する新着', 'new papers matching “deep learning”'],
  ['"deep learning" -survey', '"deep learning" -survey に一致する新着', 'new papers matching "deep learning" -survey'],
])('put a query in quotation marks where it has none of its own (%s)', (query, japanese, english) => {
  const rule = ruleFor('1', query, { kind: 'keyword' });
  expect(subjectText(rule, taxonomy, 'ja')).toBe(japanese);
  expect(subjectText(rule, taxonomy, 'en')).toBe(english);
});

it('say how many more are left out than are named', () => {
  const options = { ...NO_OPTIONS, excludedWords: Array.from({ length: 10 }, (_, index) => `w${index}`) };
  expect(optionLines({ options }, 'ja')[0]).toMatch(/`w7` ほか 2 件$/);
  expect(optionLines({ options }, 'en')[0]).toMatch(/`w7` and 2 more$/);
});

it('set a category of which no name is known apart from Japanese', () => {
  expect(subjectText(ruleFor('1', 'zz.XX'), taxonomy, 'ja')).toBe('zz.XX の新着');
  expect(subjectText(ruleFor('1', 'cs.LG'), taxonomy, 'ja')).toBe('cs.LG（機械学習）の新着');
});

it.each(['ja', 'en'] as const)(
  'name settings in the answer to an import as the settings name them (%s)',
  (language) => {
    const { settingNames, settingLanguage, settingZone, settingMode, settingQuiet } = ruleWording(language);
    const shown = [settingLanguage(own`x`), settingZone(own`x`, own`x`), settingMode(own`x`), settingQuiet(1, 2)];
    const named = [settingNames.language, settingNames.zone, settingNames.defaultMode, settingNames.quietFrom];
    expect(shown.map((line) => line.split(':')[0]?.toLowerCase())).toEqual(named);
  },
);

it.each(['ja', 'en'] as const)('say that an import added nothing without a zero (%s)', (language) => {
  expect(ruleWording(language).imported(0, 17)).not.toMatch(/\b0\b/);
  expect(ruleWording(language).imported(2, 0)).toMatch(/\b2\b/);
});
