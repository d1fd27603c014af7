// The words that people read, against the table of docs/words.md: one term for one thing, and marks as they are written.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.js';
import { alarmNotice } from '../../src/cards/alarm-notice.js';
import { english } from '../../src/cards/wording-en.js';
import { japanese } from '../../src/cards/wording-ja.js';
import { listsEnglish } from '../../src/cards/wording/lists-en.js';
import { listsJapanese } from '../../src/cards/wording/lists-ja.js';
import { DISCORD_REASONS } from '../../src/cards/wording/discord-reasons.js';
import { rulesEnglish } from '../../src/cards/wording/rules-en.js';
import { rulesJapanese } from '../../src/cards/wording/rules-ja.js';
import { TRANSLATION_REASONS } from '../../src/cards/wording/translation-reasons.js';
import { directEnglish, whereaboutsEnglish } from '../../src/cards/wording/whereabouts-en.js';
import { directJapanese, whereaboutsJapanese } from '../../src/cards/wording/whereabouts-ja.js';
import { own } from '../../src/text/markdown.js';
import { wordsOf } from '../../src/sandbox/page/client/words.js';
import { root } from '../helpers/root.js';

interface Said {
  readonly name: string;
  readonly text: string;
}

/** Every sentence of a wording; what is put into one is a sign that no rule is about, a number where it counts. */
function sentencesIn(words: object, name = ''): Said[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): Said[] => {
    const path = name === '' ? key : `${name}.${key}`;
    if (typeof value === 'string') return [{ name: path, text: value }];
    if (typeof value === 'function') return spoken(value as (...given: unknown[]) => unknown, path);
    return typeof value === 'object' && value !== null ? sentencesIn(value, path) : [];
  });
}

/** What a function says of none, of one and of several, whatever it is given. */
function spoken(say: (...given: unknown[]) => unknown, name: string): Said[] {
  return ([0, 1, 7] as const).flatMap((count) =>
    [`‹${count}›`, count, [`‹${count}›`], true, 'absent'].flatMap((given) => {
      try {
        const text = say(given, given, given, given);
        return typeof text === 'string' ? [{ name: `${name}(${JSON.stringify(given)})`, text }] : [];
      } catch {
        return [];
      }
    }),
  );
}

type Localized = { name?: string; description?: string; options?: unknown; choices?: unknown } & Record<
  string,
  unknown
>;
/** Names and descriptions of commands, options and choices in a language. */
function inDefinition(item: Localized, locale: 'ja' | 'en-US', path: string): Said[] {
  const maps = [item['description_localizations'], item['name_localizations']] as (
    Record<string, string> | undefined
  )[];
  const own = maps.flatMap((map) => (map?.[locale] === undefined ? [] : [{ name: path, text: map[locale] }]));
  const inner = [item.options, item.choices].flatMap((list) => (Array.isArray(list) ? (list as Localized[]) : []));
  return [...own, ...inner.flatMap((each) => inDefinition(each, locale, `${path}.${each.name}`))];
}
const defined = (locale: 'ja' | 'en-US'): Said[] =>
  commands.flatMap(({ definition }) => inDefinition({ ...definition }, locale, `/${definition.name}`));

/** Sentences that are no part of a wording: notices of alarms, and reasons that are kept in English. */
function elsewhere(language: 'ja' | 'en'): Said[] {
  const notices = (['failing', 'stale', 'late', 'hole'] as const).flatMap((kind) =>
    (['begun', 'mended', 'given-up'] as const).flatMap((stage) =>
      [true, false].map((isHarvesting) => {
        const notice = { kind, subject: '‹cs.LG›', text: '‹text›', isHarvesting };
        return { name: `alarm ${kind} ${stage}`, text: alarmNotice(notice, stage, language).content ?? '' };
      }),
    ),
  );
  const reasons = [...DISCORD_REASONS, ...TRANSLATION_REASONS].flatMap((reason) => {
    const text = reason[language];
    return text === undefined ? [] : [{ name: `reason ${reason.pattern.source}`, text: text.replace(/\$\d/g, '‹7›') }];
  });
  return [...notices, ...reasons];
}

const all = {
  ja: [
    ...[japanese, rulesJapanese, listsJapanese, whereaboutsJapanese, directJapanese, wordsOf('ja')].flatMap((words) =>
      sentencesIn(words),
    ),
    ...defined('ja'),
    ...elsewhere('ja'),
  ],
  en: [
    ...[english, rulesEnglish, listsEnglish, whereaboutsEnglish, directEnglish, wordsOf('en-US')].flatMap((words) =>
      sentencesIn(words),
    ),
    ...defined('en-US'),
    ...elsewhere('en'),
  ],
};

const table = readFileSync(join(root, 'docs/words.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| thing') && !line.startsWith('| ---'))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const avoided = (column: number, separator: string): string[] =>
  table
    .flatMap((cells) => (cells[column] ?? '').split(separator).map((word) => word.trim()))
    .filter((word) => word !== '');

/** Sentences where a number stands in these tests for a name. */
const NAMES_A_THING = /^(?:languageChanged|ofCategory)\(/;
const countedIn = (said: readonly Said[]): Said[] => said.filter(({ name }) => !NAMES_A_THING.test(name));

const found = (said: readonly Said[], pattern: RegExp): string[] =>
  said.filter(({ text }) => pattern.test(text)).map(({ name, text }) => `${name}: ${text}`);

describe('the table of words', () => {
  it('has terms to avoid in both languages', () => {
    expect(avoided(3, '、')).toContain('カテゴリー');
    expect(avoided(5, ',')).toContain('dump');
  });
});

describe('Japanese wordings', () => {
  // A number of books is 本, which also stands in 本文 and 日本語.
  const counted = ['本', '枚', '個'];
  it.each(avoided(3, '、').filter((word) => !counted.includes(word)))('do not say %s', (word) => {
    expect(found(all.ja, new RegExp(word))).toEqual([]);
  });
  it('count by 件', () => expect(found(all.ja, /[\d›] ?(?:本|枚|個)(?!目のボタン)/)).toEqual([]));
  it('have no space after 」 or ）', () => expect(found(all.ja, /[」）] /)).toEqual([]));
  it('have a space between digits and Japanese', () =>
    expect(found(countedIn(all.ja), /\d(?=[件日時回通名])(?!日（)|[ぁ-んァ-ン一-龠]\d(?!\d*[-:月日])/)).toEqual([]));
  it('have full-width marks in Japanese sentences', () => expect(found(all.ja, /[ぁ-ん][,.!?]/)).toEqual([]));
  it('close what they open', () =>
    expect(
      all.ja.filter(({ text }) => text.split('「').length !== text.split('」').length).map(({ name }) => name),
    ).toEqual([]));
});

describe('English wordings', () => {
  it.each(avoided(5, ','))('do not say %s', (word) => {
    expect(found(all.en, new RegExp(`\\b${word}\\b`, 'i'))).toEqual([]);
  });
  it('agree with their number', () =>
    expect(
      found(
        countedIn(all.en),
        /\b1 (?:\w+ )?(?:papers|cards|subscriptions|others|days|hours)\b|\b(?:0|7) (?:paper|card|subscription|other)\b/,
      ),
    ).toEqual([]));
  it('have typographic apostrophes', () => expect(found(all.en, /[a-z]'[a-z]/)).toEqual([]));
});

describe('both languages', () => {
  it('say the same things', () => {
    for (const [left, right] of [
      [english, japanese],
      [rulesEnglish, rulesJapanese],
      [listsEnglish, listsJapanese],
      [whereaboutsEnglish, whereaboutsJapanese],
    ] as const)
      expect(Object.keys(right).sort()).toEqual(Object.keys(left).sort());
  });

  it('group the figures of what they count', () => {
    for (const [words, whereabouts] of [
      [english, whereaboutsEnglish],
      [japanese, whereaboutsJapanese],
    ] as const)
      for (const text of [
        words.withOthers(own`Ann Smith`, 1_234),
        words.moreAuthors(1_234),
        whereabouts.dayComplete('cs.LG', 1_234),
      ])
        expect(text).toContain('1,234');
  });
});

it('says that a paper cannot be fetched, and not why: arXiv may also have refused the request', () => {
  const why = [english, japanese].map((words) => words.notFetched(own`2504.06704`, 'failed', own`LINK`));
  expect(why).toEqual([
    expect.stringContaining('can’t be fetched from arXiv right now'),
    expect.stringContaining('現在 arXiv から取得できません'),
  ]);
});
