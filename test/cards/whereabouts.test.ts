// /why and /status in words: what stayed in the original and why, and how a day stands with arXiv's own list of it.
import { describe, expect, it } from 'vitest';
import { dayThreadName, subjectText } from '../../src/cards/day-thread.js';
import { statusMessage, whyMessage } from '../../src/cards/whereabouts-text.js';
import type { CategoryDay } from '../../src/domain/category-day.js';
import { parseRecord } from '../../src/domain/record.js';
import { recordOf, type Paper } from '../../src/domain/paper.js';
import type { PaperHere } from '../../src/domain/posted.js';
import { taxonomy } from '../helpers/stores.js';

const LANGUAGES = ['ja', 'en'] as const;
const paper: Paper = {
  ...parseRecord(recordOf('Learning the graph', { arxivId: '3006.00001', categories: ['cs.LG'] })),
  withdrawn: false,
  key: 's-0000000001',
  readable: {},
  date: null,
};
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
      said(whyMessage({ paper, here: { ...here, untranslated }, found: new Map(), guildId: null, language, taxonomy }));
    const refused = why({ state: 'refused', reason: 'it is the original again' });
    expect(refused).toContain('it is the original again');
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
      language: 'en',
      taxonomy,
    } as const;
    expect(said(whyMessage(asked))).toContain('`flow_matching -[x]`');
  });
});

describe('the name of a day’s thread', () => {
  it('shows what is escaped elsewhere as it is, since names of threads are no markup', () => {
    const subject = subjectText([{ kind: 'keyword', value: 'flow_matching -[x]' }], 'en');
    expect(dayThreadName(subject, '2026-11-26', 'en')).toBe('Thu, Nov 26, 2026 “flow_matching -[x]”');
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
      day('stale'),
      day('none', { reason: { kind: 'holiday', holiday, isGuess: false } }),
    ];
    const place = { waiting: [], posted: 0, rules: [] };
    const now = new Date('2026-11-27T12:00:00Z');
    const lines = said(statusMessage({ place, days, nextFeedAt: null, lastIngestAt: null, now, language })).split('\n');
    const own = lines.filter((line) => line.startsWith('- '));
    expect(own).toHaveLength(days.length);
    expect(own.every((line) => line.includes('https://arxiv.org/catchup/cs.LG/2026-11-27'))).toBe(true);
    expect(own.at(-1)).toContain(language === 'ja' ? '感謝祭' : 'Thanksgiving');
    expect(new Set(own.map((line) => line.replace(/https.*/, ''))).size).toBe(days.length);
  });
});
