// /why and /status in words: what stayed in the original and why, and how a day stands with arXiv's own list of it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dayThreadName, subjectList } from '../../src/cards/day-thread.js';
import type { Language } from '../../src/domain/language.js';
import { statusMessage, whyMessage } from '../../src/cards/whereabouts-text.js';
import { silentReason } from '../../src/domain/announcement.js';
import type { CategoryDay } from '../../src/domain/category-day.js';
import { parseRecord } from '../../src/domain/record.js';
import { FORMATS, recordOf, type Paper } from '../../src/domain/paper.js';
import type { PaperDelivery, PaperHere, PlaceRest } from '../../src/domain/posted.js';
import type { HttpAnswer } from '../../src/http/answer.js';
import { classifyAzure } from '../../src/translate/providers/azure.js';
import { classifyDeepl } from '../../src/translate/providers/deepl.js';
import { classifyGoogle } from '../../src/translate/providers/google.js';
import { classifyLibretranslate } from '../../src/translate/providers/libretranslate.js';
import { classifyOpenai } from '../../src/translate/providers/openai.js';
import { root } from '../helpers/root.js';
import { taxonomy } from '../helpers/stores.js';

const LANGUAGES = ['ja', 'en'] as const;
const paper: Paper = {
  ...parseRecord(recordOf('Learning the graph', { arxivId: '3006.00001', categories: ['cs.LG'] })),
  withdrawn: false,
  key: 's-0000000001',
  readable: {},
  date: null,
};
const today = { rest: null, now: new Date('2026-11-27T12:00:00Z') } as const;
const here: PaperHere = {
  delivery: null,
  matched: [],
  announcedAt: null,
  silentReason: null,
  rules: [],
  untranslated: null,
};
const said = (message: { embeds?: readonly { description?: string }[] }): string =>
  message.embeds?.[0]?.description ?? '';

describe('/why', () => {
  it.each(LANGUAGES)('says what stayed in the original, and the reason (%s)', (language) => {
    const why = (untranslated: PaperHere['untranslated']): string =>
      said(
        whyMessage({
          paper,
          here: { ...here, untranslated },
          found: new Map(),
          guildId: null,
          ...today,
          language,
          taxonomy,
        }),
      );
    const refused = why({ state: 'refused', reason: 'it is the original again' });
    expect(refused).toContain(language === 'ja' ? '原文のままです' : 'it is the original again');
    expect(refused).toMatch(language === 'ja' ? /検査に通らなかった/ : /pass our checks/);
    expect(why({ state: 'dropped', reason: 'the budget is spent' })).toContain('the budget is spent');
    expect(why(null)).not.toMatch(/原文で表示|in the original/);
  });

  it('shows the query of a rule as it was typed', () => {
    const rule = { kind: 'keyword', value: 'flow_matching -[x]', createdAt: '2030', isRemoved: false, isPaused: false };
    const known = {
      ...here,
      announcedAt: '2030-01-02T00:00:00Z',
      rules: [{ ...rule, createdAt: '2030-01-01' }],
    } as PaperHere;
    const asked = {
      paper,
      here: known,
      found: new Map<string, string[]>(),
      guildId: null,
      ...today,
      language: 'en',
      taxonomy,
    } as const;
    expect(said(whyMessage(asked))).toContain('`flow_matching -[x]`');
  });
});

describe('what waits', () => {
  const { now } = today;
  const later = (minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();
  const limited = '429/0: You are being rate limited.';
  const time = (at: string): string => `<t:${Math.floor(Date.parse(at) / 1000)}:f>`;
  /** One card of four was refused; a digest is for tomorrow. */
  const waiting = [
    { state: 'pending', mode: 'cards', reason: null, count: 3, nextAttemptAt: later(-10) },
    { state: 'pending', mode: 'cards', reason: limited, count: 1, nextAttemptAt: later(-5) },
    { state: 'pending', mode: 'digest', reason: null, count: 9, nextAttemptAt: later(600) },
  ] as const;
  const status = (language: Language, rest: PlaceRest | null): string[] =>
    said(
      statusMessage({
        place: { waiting, posted: 0, rules: [] },
        rest,
        days: [],
        nextFeedAt: null,
        lastIngestAt: null,
        now,
        asked: { language, isPersonal: false },
      }),
    ).split('\n');
  const why = (language: Language, rest: PlaceRest | null, nextAttemptAt: string): string => {
    const delivery = { state: 'pending', reason: null, mode: 'cards', nextAttemptAt } as PaperDelivery;
    const known = { ...here, delivery };
    return said(whyMessage({ paper, here: known, found: new Map(), guildId: '5', rest, now, language, taxonomy }));
  };
  const words = {
    ja: {
      after: (at: string) => `${time(at)} 以降に`,
      waits: (at: string) => `${time(at)} 以降に、カードで届きます`,
      at: (at: string) => `${time(at)} に、ダイジェストで届きます`,
      reason: '現在、Discord がここへの投稿を受け付けていません（',
      queued: (count: number) => `投稿待ちの論文 ${count} 件: `,
      soon: 'まもなく',
      untold: 'まだ投稿していません。カードで届きます。',
    },
    en: {
      after: (at: string) => `after ${time(at)}`,
      waits: (at: string) => `as cards, after ${time(at)}`,
      at: (at: string) => `in a digest, ${time(at)}`,
      reason: 'Discord isn’t accepting messages here right now (',
      queued: (count: number) => `${count} queued papers: `,
      soon: 'shortly',
      untold: 'Not posted yet. It will be posted as a card.',
    },
  } as const;

  it.each(LANGUAGES)('for the end of a wait that Discord asked for is told with that time and why (%s)', (language) => {
    const { after, waits, at, reason, queued } = words[language];
    const rest = { until: later(50), reason: limited };
    const lines = status(language, rest).filter((line) => line.startsWith('- '));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`${queued(4)}${waits(rest.until)} · ${reason}`);
    expect(lines[1]).toBe(`- ${queued(9)}${at(later(600))}`);
    expect(status(language, rest).join('\n')).toContain(`: ${time(rest.until)}\n- `);
    const text = why(language, rest, later(-10));
    expect(text).toContain(after(rest.until));
    expect(text).toContain(reason);
    // What comes later than that anyway has its own time, and nothing against it.
    const own = why(language, rest, later(600));
    expect(own).toContain(time(later(600)));
    expect(own).not.toContain(reason);
  });

  it.each(LANGUAGES)('in an outage, or for a few seconds, is told with the reason and no time (%s)', (language) => {
    const { reason, queued, soon, untold } = words[language];
    for (const until of [now.toISOString(), later(0.5)]) {
      const lines = status(language, { until, reason: '503' }).filter((line) => line.startsWith('- '));
      expect(lines[0]).toMatch(new RegExp(`^- ${queued(4)}(カードで届きます|as cards) · `));
      const text = why(language, { until, reason: '503' }, later(-10));
      expect(text.split('\n')[0]).toBe(untold);
      expect(text).toContain(reason);
      expect([...lines, text].join('\n')).not.toContain(soon);
    }
  });

  it.each(LANGUAGES)('and is due is told without a time that is past (%s)', (language) => {
    const text = why(language, null, later(-10));
    expect(text).toContain(words[language].soon);
    expect(text).not.toContain('<t:');
  });
});

describe('a reason of ours', () => {
  it.each([
    ['shown in a channel that the person reads', /読めるチャンネル/, /a channel you can read/],
    ['the channel was deleted', /チャンネルが削除/, /channel was deleted/],
    ['the bot was out of the server for 30 days', /30 日/, /30 days/],
    ['moved to another channel', /ほかのチャンネル/, /another channel/],
    ['a time-out keeps the bot from posting there', /タイムアウト/, /in a time-out/],
  ])('is told as such, not as one of Discord (%s)', (reason, japanese, english) => {
    const delivery = { state: 'withheld', reason, mode: 'digest', form: 'card', matchedAt: '2030' } as const;
    for (const language of LANGUAGES) {
      const known = { ...here, delivery: { ...delivery, nextAttemptAt: '2030' } } as unknown as PaperHere;
      const asked = {
        paper,
        here: known,
        found: new Map<string, string[]>(),
        guildId: null,
        ...today,
        language,
        taxonomy,
      };
      const text = said(whyMessage(asked));
      expect(text).toMatch(language === 'ja' ? japanese : english);
      expect(text).not.toContain('Discord');
    }
  });
});

describe('a rule', () => {
  it.each([
    ['ja', 'cs.LG（一時停止中）'],
    ['en', 'cs.LG (paused)'],
  ] as const)('has its state in brackets of the language (%s)', (language, shown) => {
    const rule = { kind: 'category', value: 'cs.LG', createdAt: '2029', isRemoved: false, isPaused: true } as const;
    const known = { ...here, announcedAt: '2030-01-02T00:00:00Z', rules: [rule] };
    expect(
      said(whyMessage({ paper, here: known, found: new Map(), guildId: null, ...today, language, taxonomy })),
    ).toContain(shown);
  });
});

describe('a reason kept in English', () => {
  const why = (known: Partial<PaperHere>, language: 'ja' | 'en'): string =>
    said(
      whyMessage({ paper, here: { ...here, ...known }, found: new Map(), guildId: null, ...today, language, taxonomy }),
    );
  /** What every check of a translation may answer, as its source has it, with numbers for what is filled in. */
  const judgements = ['checks', 'masking'].flatMap((folder) =>
    readdirSync(join(root, 'src/translate', folder)).flatMap((file) =>
      [
        ...readFileSync(join(root, 'src/translate', folder, file), 'utf8').matchAll(
          /(['`])((?:it|the|a|most)(?: [\w,:%-]+| \$\{[^}]+\})+|\$\{[^}]+\} [^'`]+)\1/g,
        ),
      ].map(([, , text = '']) => text.replaceAll(/\$\{[^}]+\}/g, '7')),
    ),
  );

  it('is told in Japanese to Japanese readers when a check refused a translation', () => {
    expect(judgements.length).toBeGreaterThan(30);
    for (const reason of judgements)
      expect(why({ untranslated: { state: 'refused', reason } }, 'ja'), reason).not.toContain(reason);
  });

  it('calls a translator that shuts out for too many requests busy, not one that refuses the key', () => {
    const reason = 'HTTP 403: Too many request limits violations';
    expect(why({ untranslated: { state: 'dropped', reason } }, 'en')).toContain('is busy');
  });

  it('is told in each language when a dump was only stored', () => {
    const dump = { isListing: false, isBulk: false, mode: 'auto', origin: { kind: 'given' } } as const;
    const fetched = {
      kind: 'fetched',
      isFirstSight: true,
      pages: [],
      freshDays: 14,
      category: null,
      holes: [],
    } as const;
    const reasons = [
      ...FORMATS.map((format) => silentReason({ ...dump, format })),
      silentReason({ ...dump, format: 'mailing', isListing: true }),
      silentReason({ ...dump, format: 'mailing', isBulk: true }),
      silentReason({ ...dump, format: 'mailing', mode: 'never' }),
      silentReason({ ...dump, format: 'mailing', origin: fetched }),
    ].filter((reason) => reason !== null);
    expect(new Set(reasons).size).toBeGreaterThan(8);
    for (const reason of reasons)
      for (const language of LANGUAGES)
        expect(why({ silentReason: reason }, language), reason).not.toMatch(/stored, not posted|only store/);
  });

  it('stays as it was kept, in brackets, where it is not known', () => {
    expect(why({ silentReason: 'something new' }, 'ja')).toContain('（something new）');
  });

  it.each([
    ['an error of this program: no such column', /ボットの不具合/, /fault in the bot \(no such column\)/],
    ['an error of this program: gone; its message may stand', /分かりません/, /may or may not have appeared/],
    ['given up after 30 attempts: 500: no', /30 回試しました/, /in 30 attempts/],
    ['400/50035: Invalid Form Body', /Discord に受け付けられなかった/, /Discord refused it/],
  ])('says who failed when a delivery was given up (%s)', (reason, japanese, english) => {
    const times = { matchedAt: '2030', settledAt: '2030', nextAttemptAt: '2030' };
    const place = { line: null, count: null, messageId: null, channelId: '1' };
    const delivery = { state: 'rejected', reason, mode: 'cards', form: 'card', ...times, ...place } as const;
    expect(why({ delivery }, 'ja')).toMatch(japanese);
    expect(why({ delivery }, 'en')).toMatch(english);
  });
});

describe('a reason of others', () => {
  const why = (known: Partial<PaperHere>, language: 'ja' | 'en'): string =>
    said(
      whyMessage({ paper, here: { ...here, ...known }, found: new Map(), guildId: null, ...today, language, taxonomy }),
    );
  const answer = (status: number): HttpAnswer => ({
    kind: 'response',
    url: 'http://127.0.0.1/',
    status,
    headers: { etag: null, lastModified: null, contentType: null, retryAfterMs: null },
    bytes: new TextEncoder().encode('{"error":{"message":"Wrong key sk-abc"}}'),
  });
  const told = (outcome: { kind: string; reason?: string }): string => outcome.reason ?? outcome.kind;
  const refused = (answered: HttpAnswer): string[] => [
    `DeepL: ${told(classifyDeepl(answered, 1))}`,
    `Google: ${told(classifyGoogle(answered, 1))}`,
    `Azure: ${told(classifyAzure(answered, 1))}`,
    `given up after 40 attempts: ${told(classifyLibretranslate(answered, 1))}`,
    `the translator did not take it: ${told(classifyOpenai(answered))}`,
  ];
  const REASONS = [
    ...[302, 400, 401, 403, 404, 408, 413, 418, 429, 456, 500, 503, 529].flatMap((status) => refused(answer(status))),
    ...refused(answer(200)).filter((reason) => !reason.endsWith(': ok')),
    ...refused({ kind: 'failure', lasts: 'passing', reason: 'The server sent no headers within 30 seconds.' }),
    ...refused({ kind: 'failure', lasts: 'passing', reason: 'a.b could not be reached, or broke off: ECONNRESET.' }),
    ...refused({ kind: 'failure', lasts: 'passing', reason: 'a.b broke off its answer (HTTP 200): ECONNRESET.' }),
    ...refused({ kind: 'failure', lasts: 'passing', reason: 'The answer (HTTP 200) is damaged: no gzip.' }),
    ...refused({
      kind: 'failure',
      lasts: 'lasting',
      reason: 'a.b redirects to https://in.corp/x; that is not followed.',
    }),
    'the translator did not take it: 2 texts came back for 3',
    'it is longer than 10000 characters',
    'the translator broke off',
  ];

  it('is told in the reader’s language when a translation service gave none, without its own words', () => {
    expect(REASONS.length).toBeGreaterThan(70);
    for (const reason of REASONS) {
      const state = reason.startsWith('the translator') ? 'refused' : 'dropped';
      const japanese = why({ untranslated: { state, reason } }, 'ja');
      expect(japanese.replace(/HTTP/g, ''), reason).not.toMatch(/[A-Za-z]{4}/);
      // Nothing came that a check could have refused.
      expect(japanese).not.toContain('検査');
      const english = why({ untranslated: { state, reason } }, 'en');
      for (const text of [japanese, english]) {
        expect(text, reason).not.toMatch(/sk-abc|ECONN|in\.corp|given up/);
        expect(text).toContain(/HTTP \d+/.exec(reason)?.[0] ?? '');
      }
    }
  });

  it.each([
    ['Google: HTTP 403: User Rate Limit Exceeded', /混み合っています（HTTP 403）/, /is busy \(HTTP 403\)/],
    [
      'gpt: HTTP 403: Terminated for a violation of our policies',
      /認証キー.*（HTTP 403）/,
      /refused .* key \(HTTP 403\)/,
    ],
    ['gpt: HTTP 429: insufficient_quota', /利用上限に達しました（HTTP 429）/, /quota .* is used up \(HTTP 429\)/],
    ['gpt: HTTP 429: slow down', /混み合っています（HTTP 429）/, /is busy \(HTTP 429\)/],
    ['DeepL: DeepL: the quota is spent (HTTP 456)', /利用上限に達しました（HTTP 456）/, /used up \(HTTP 456\)/],
    ['Azure: HTTP 403: Out of call volume quota', /利用上限に達しました（HTTP 403）/, /used up \(HTTP 403\)/],
    ['Azure: HTTP 401: no', /認証キー/, /refused the operator’s key/],
    ['given up after 40 attempts: HTTP 503', /問題が起きています（HTTP 503）。40 回試しました/, /tried 40 times/],
  ])('tells a rate, a quota and a key apart (%s)', (reason, japanese, english) => {
    expect(why({ untranslated: { state: 'dropped', reason } }, 'ja')).toMatch(japanese);
    expect(why({ untranslated: { state: 'dropped', reason } }, 'en')).toMatch(english);
  });

  it.each([
    '403/50013: Missing Permissions',
    '404/10003: Unknown Channel',
    '400/50035: Invalid Form Body',
    '400/160006: Maximum number of active threads reached',
    '429: You are being rate limited.',
    '503: Service Unavailable',
    '403: Forbidden',
    '403: not from Discord: an answer of status 403 without a reason',
    'ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:8080',
  ])('is told in the reader’s language when Discord took no message (%s)', (reason) => {
    const times = { matchedAt: '2030', settledAt: '2030', nextAttemptAt: '2030' };
    const place = { line: null, count: null, messageId: null, channelId: '1' };
    for (const [state, kept] of [
      ['held', reason],
      ['rejected', reason],
      ['rejected', `given up after 30 attempts: ${reason}`],
    ] as const) {
      const delivery = { state, reason: kept, mode: 'cards', form: 'card', ...times, ...place } as const;
      expect(why({ delivery }, 'ja').replaceAll('Discord', '')).not.toMatch(/[A-Za-z]{4}/);
      expect(why({ delivery }, 'en')).not.toMatch(/ECONN|\/\d{5}/);
    }
  });
});

describe('the name of a day’s thread', () => {
  it('shows what is escaped elsewhere as it is, since names of threads are no markup', () => {
    const subject = subjectList([{ kind: 'keyword', value: 'flow_matching -[x]' }], 'en');
    expect(dayThreadName(subject, '2026-11-26', 'en')).toBe('Thu, Nov 26, 2026 “flow_matching -[x]”');
  });

  it('has no space after a full-width bracket in the Japanese name of a thread', () => {
    const subject = subjectList([{ kind: 'category', value: 'cs.RO' }], 'ja');
    expect(dayThreadName(subject, '2026-11-27', 'ja')).toBe('11月27日（金）cs.RO');
  });
});

describe('/status', () => {
  const day = (state: CategoryDay['state'], more: Partial<CategoryDay> = {}): CategoryDay => ({
    category: 'cs.LG',
    day: '2026-11-27',
    state,
    papers: null,
    reason: null,
    ...more,
  });
  const holiday = { date: '2026-11-26', name: 'Thanksgiving', nameJa: '感謝祭' };
  it.each(LANGUAGES)('says how each category stands, with arXiv’s list of the day (%s)', (language) => {
    const days = [
      day('complete', { papers: 12 }),
      day('partial', { papers: 5 }),
      day('waiting'),
      day('waiting', { reason: { kind: 'not-read' } }),
      day('waiting', { reason: { kind: 'failing', since: '2026-11-27T05:10:00Z' } }),
      day('stale'),
      day('none', { reason: { kind: 'holiday', holiday, isGuess: false } }),
    ];
    const place = { waiting: [], posted: 0, rules: [] };
    const now = new Date('2026-11-27T12:00:00Z');
    const lines = said(
      statusMessage({
        place,
        rest: null,
        days,
        nextFeedAt: null,
        lastIngestAt: null,
        now,
        asked: { language, isPersonal: false },
      }),
    ).split('\n');
    const own = lines.filter((line) => line.startsWith('- '));
    expect(own).toHaveLength(days.length);
    expect(own.every((line) => line.includes('https://arxiv.org/catchup/cs.LG/2026-11-27'))).toBe(true);
    expect(own.at(-1)).toContain(language === 'ja' ? '感謝祭' : 'Thanksgiving');
    expect(new Set(own.map((line) => line.replace(/https.*/, ''))).size).toBe(days.length);
  });

  it.each(LANGUAGES)(
    'cuts no link apart and loses no queue where a hundred categories are followed (%s)',
    (language) => {
      const days = Array.from({ length: 150 }, (_, index) => ({
        ...day('complete', { papers: 12 }),
        category: `cs.A${index}`,
      }));
      const waiting = [
        { state: 'pending', mode: 'digest', reason: null, count: 7, nextAttemptAt: '2026-11-28T00:00:00Z' },
      ] as const;
      const rule = { kind: 'category', createdAt: '2026', isRemoved: false, isPaused: false } as const;
      const rules = days.slice(0, 50).map(({ category: value }) => ({ ...rule, value }));
      const now = new Date('2026-11-27T12:00:00Z');
      const known = {
        place: { waiting, posted: 3, rules },
        rest: null,
        days,
        nextFeedAt: null,
        lastIngestAt: null,
        now,
        asked: { language, isPersonal: false },
      };
      const text = said(statusMessage(known));
      expect([...text].length).toBeLessThanOrEqual(4_096);
      const lines = text.split('\n');
      const links = lines.filter((line) => line.includes('https://'));
      expect(links.every((line) => /\(https:\/\/arxiv\.org\/catchup\/cs\.A\d+\/2026-11-27\)$/.test(line))).toBe(true);
      const left = 150 - links.length;
      expect(text).toContain(language === 'ja' ? `ほか ${left} 分野` : `and ${left} more`);
      expect(text).toMatch(language === 'ja' ? /投稿待ちの論文 7 件/ : /7 queued papers/);
      expect(text).toContain('`/subscriptions`');
    },
  );
});

describe('asked about somebody’s own messages, wherever that is', () => {
  const place = { waiting: [], posted: 3, rules: [] };
  const status = (language: Language, isPersonal: boolean): string =>
    said(
      statusMessage({
        place,
        rest: null,
        days: [],
        nextFeedAt: null,
        lastIngestAt: null,
        now: new Date(0),
        asked: { language, isPersonal },
      }),
    );
  const why = (language: Language, guildId: string | null): string =>
    said(
      whyMessage({
        paper,
        here: { ...here, announcedAt: '2030' },
        found: new Map(),
        guildId,
        ...today,
        language,
        taxonomy,
      }),
    );

  it('names them, and not the place', () => {
    for (const text of [status('ja', true), why('ja', null)]) {
      expect(text).toContain('ダイレクトメッセージへの配信はまだありません');
      expect(text).not.toContain('ここへの');
    }
    for (const text of [status('en', true), why('en', null)]) {
      expect(text).toContain('no subscriptions in your direct messages yet');
      expect(text).not.toMatch(/\bhere\b/);
    }
    expect(status('ja', false)).toContain('ここへの配信');
    expect(why('en', '5')).toContain('no subscriptions here yet');
  });
});
