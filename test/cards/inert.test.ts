// Text from outside is inert in every message: it adds no construct to what harmless text shows in its place.
import { ruleView, type RuleView } from '../../src/cards/rule-view.js';
import { NO_OPTIONS, RULE_KINDS, type RuleKind, type Subscription } from '../../src/domain/subscription.js';
import { inert } from '../../src/text/markdown.js';
import { ruleFor } from '../helpers/rules.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpCommand } from '../../commands/help.js';
import { fullTextButton, textButton, translateButton } from '../../commands/full-text.js';
import { paperCommand } from '../../commands/paper.js';
import { findOrFetch, replyAbout } from '../../commands/reference.js';
import { authorChoices } from '../../commands/results.js';
import { unknownCategory } from '../../commands/shared.js';
import { subscriptionsCommand } from '../../commands/subscriptions.js';
import { unsubscribeCommand } from '../../commands/unsubscribe.js';
import { alarmNotice } from '../../src/cards/alarm-notice.js';
import { sentence } from '../../src/cards/apology.js';
import { bibtexMessage } from '../../src/cards/bibtex.js';
import { dayText, dayThreadMessage, dayThreadName, ruleText, subjectList } from '../../src/cards/day-thread.js';
import { emptyDayMessage } from '../../src/cards/empty-day.js';
import { fullText } from '../../src/cards/full-text.js';
import { digestMessage, listMessage, restPage } from '../../src/cards/list-message.js';
import { listedPaper } from '../../src/cards/listed-paper.js';
import { candidateList } from '../../src/cards/notice.js';
import { paperCard } from '../../src/cards/paper-card.js';
import { emptyPage, resultPage } from '../../src/cards/result-page.js';
import { ruleNotice } from '../../src/cards/rule-notice.js';
import { rulePage } from '../../src/cards/rule-text.js';
import { similarPage } from '../../src/cards/similar-page.js';
import { statusMessage, whyMessage } from '../../src/cards/whereabouts-text.js';
import type { ChannelRef, Completion, Context, Invocation, Press } from '../../src/domain/context.js';
import type { Language } from '../../src/domain/language.js';
import type { MessageBody } from '../../src/domain/message.js';
import type { Paper } from '../../src/domain/paper.js';
import type { PaperDelivery, PaperHere, RuleHere } from '../../src/domain/posted.js';
import type { SearchResult } from '../../src/domain/search.js';
import { forumPost } from '../../src/pipeline/deliver/forum-post.js';
import { messageProblems, type Json } from '../../src/sandbox/discord/validate.js';
import {
  constructs,
  hostileText,
  invisibleText,
  markdownOf,
  plainOf,
  problemsOfText,
} from '../helpers/inert-oracle.js';
import { searchFor } from '../helpers/papers.js';
import { seeds } from '../helpers/seeds.js';
import { taxonomy } from '../helpers/stores.js';

/** A paper that says `text` wherever something from outside can stand. */
const paperOf = (text: string, more: Partial<Paper> = {}): Paper => ({
  key: 's-0123456789',
  arxivId: null,
  version: null,
  title: text,
  titleJa: text,
  abstract: `${text} ${text}`,
  abstractJa: text,
  authors: [text, text, text],
  categories: [text, text],
  primaryCategory: text,
  submittedAt: null,
  updatedAt: '2025-04-09T16:45:57Z',
  announceType: null,
  comments: text,
  journalRef: text,
  doi: text,
  reportNo: text,
  license: text,
  withdrawn: true,
  translation: { site: text, service: text },
  date: null,
  readable: {},
  ...more,
});

const here: ChannelRef = { id: '123456789012345678', name: 'x', type: 0, memberPermissions: 8n, botPermissions: 8n };
const caller = (language: Language) => ({
  userId: '1',
  userName: 'x',
  isPersonal: false,
  guildId: '2',
  here,
  language,
  destinationLanguage: language,
  now: new Date(0),
  subcommand: null,
  permissionsIn: () => Promise.resolve(8n),
  mayMention: () => Promise.resolve(false),
  channelHere: () => Promise.resolve(here),
});
const subscription = (text: string, kind: RuleKind = 'category'): Subscription => ({
  ...ruleFor(here.id, text, { kind, guildId: '2', createdBy: '1' }),
  category: text,
  options: { ...NO_OPTIONS, excludedWords: [text, text], excludedCategories: [text], excludedAuthors: [text, text] },
  id: RULE_KINDS.indexOf(kind) + 1,
  madeAt: '2030-01-01T00:00:00Z',
  pausedAt: '2030-01-01T00:00:00Z',
  language: 'ja',
  name: text,
});
const contextOf = (text: string): Context =>
  ({
    zone: 'UTC',
    commandIds: () => new Map([['search', '123456789012345678']]),
    taxonomy: { ...taxonomy, suggest: () => [] },
    findPaper: () => Promise.resolve(null),
    search: () => Promise.resolve({ hits: [] }),
    suggestAuthors: () => Promise.resolve([text, `${text} x`]),
    listSubscriptions: () => Promise.resolve(RULE_KINDS.map((kind) => subscription(text, kind))),
    overview: () => Promise.resolve({ papers: 0, subscriptions: 0, lastIngestAt: null }),
  }) as unknown as Context;

const viewed = (rule: Subscription, paper: Paper): RuleView => ({
  rule,
  outlook: { days: 14, papers: 400, isExact: true, examples: [paper, paper] },
  zone: 'Asia/Tokyo',
  quiet: null,
  hasFeeds: false,
  nextFeedAt: null,
  now: new Date(0),
  lead: [],
});

const rulesOf = (text: string): RuleHere[] =>
  RULE_KINDS.map((kind) => ({ kind, value: text, createdAt: '2030', isRemoved: false, isPaused: true }));

/** What leaves by itself and holds several papers or rules: lists, digests, threads, notices. */
function severalMessages(text: string, language: Language): MessageBody[] {
  const view = { language, taxonomy, zone: 'UTC' };
  const papers = [
    paperOf(text),
    paperOf(text, { withdrawn: false }),
    paperOf(text, { abstractJa: null, titleJa: null }),
  ];
  const subject = subjectList(rulesOf(text), language);
  const reason = ruleText('keyword', text, language);
  const lines = Array.from({ length: 10 }, (_, index) =>
    listedPaper({ paper: { ...papers[index % 3]!, key: `s-000000000${index}` }, number: index + 1, view, reason }),
  );
  const several = { lines, mark: 'm'.repeat(25), view };
  const day = { rules: rulesOf(text), day: '2030-01-02', language };
  const place = { mark: several.mark, leaderId: 1, offset: 10 };
  return [
    listMessage(several),
    digestMessage({ ...several, subject, day: dayText(day.day, language), count: 30, leftOut: 2, leaderId: 1 }),
    restPage({ lines, place, count: 30, view }),
    dayThreadMessage({ subject, day: day.day, mark: several.mark, language }),
    emptyDayMessage({ ...day, holiday: { name: text, nameJa: text } }),
    ...(['left', 'channel-gone'] as const).map((kind) =>
      ruleNotice({ kind, language, name: text, rules: rulesOf(text) }),
    ),
    {
      content: rulePage(
        RULE_KINDS.map((kind) => subscription(text, kind)),
        0,
        { taxonomy, language },
      ).text,
    },
  ];
}

/** Where a paper is and how a place stands, with reasons that others gave. */
function whereabouts(text: string, language: Language): MessageBody[] {
  const rules = rulesOf(text);
  const known: PaperHere = {
    delivery: null,
    matched: rules,
    announcedAt: null,
    silentReason: text,
    rules,
    untranslated: { state: 'refused', reason: text },
  };
  const paper = paperOf(text);
  const now = new Date(0);
  const rest = { until: '2030-01-02T00:00:00Z', reason: text };
  const why = (here: PaperHere): MessageBody =>
    whyMessage({ paper, here, found: new Map([[text, [text]]]), guildId: '2', rest, now, language, taxonomy });
  const delivery = (state: 'held' | 'rejected' | 'pending', reason: string): PaperHere => ({
    ...known,
    delivery: { state, reason, mode: 'cards', nextAttemptAt: '2030' } as PaperDelivery,
  });
  const waiting = { state: 'held', mode: 'cards', reason: text, count: 2, nextAttemptAt: '2030' } as const;
  const place = { waiting: [waiting, { ...waiting, state: 'pending' } as const], posted: 1, rules };
  return [
    why(known),
    why({ ...known, announcedAt: '2030-01-02T00:00:00Z' }),
    why(delivery('held', `403/50013: ${text}`)),
    why(delivery('rejected', text)),
    why(delivery('pending', text)),
    why(delivery('rejected', `an error of this program: ${text}`)),
    why(delivery('rejected', `given up after 30 attempts: ${text}`)),
    statusMessage({
      place,
      rest,
      days: [],
      nextFeedAt: null,
      lastIngestAt: null,
      now,
      asked: { language, isPersonal: false },
    }),
  ];
}

/** Names of threads and posts, which show every character. */
const names = (text: string, language: Language): string[] => [
  dayThreadName(subjectList(rulesOf(text), language), '2030-01-02', language),
  forumPost({ name: text === '' ? '?' : text, message: { allowed_mentions: { parse: [] } }, tags: [], papers: [] })
    .name,
];

/** Every message in which `text` can stand. */
async function messages(text: string, language: Language): Promise<MessageBody[]> {
  const paper = paperOf(text);
  const parts = [
    { text, isMatch: false },
    { text: `q${text}q`, isMatch: true },
    { text, isMatch: false },
  ];
  const highlight = { title: parts, passage: { language, parts }, author: text };
  const request = searchFor(text, { author: text, category: text, since: text, until: text });
  const result: SearchResult = {
    total: 2,
    totalExact: true,
    tookMs: 1,
    crossed: [text, text],
    understood: text,
    isCut: true,
    error: null,
    problem: null,
    hits: [paper, { ...paper, key: 's-9876543210' }].map((each) => ({ paper: each, score: null })),
  };
  const none = { ...result, hits: [] };
  const looser = { found: { kind: 'less', request } as const, id: 'id' };
  const context = contextOf(text);
  const invocation: Invocation = { ...caller(language), options: { subscription: 'none' }, channels: {}, files: {} };
  const press: Press = { ...caller(language), argument: text, values: [] };
  const pressed = [
    await fullTextButton.run(press, context),
    await textButton.run({ ...press, argument: `ja:0:${text}` }, context),
    await translateButton.run(press, context),
  ];
  const view = { language, taxonomy, zone: 'UTC', followed: [text] };
  const candidate = { id: 1, destination: here.id, paperKey: text, firstAttemptAt: '2025-04-09T16:45:57Z' };
  const replies = [
    unknownCategory(text, context, language),
    await replyAbout(await findOrFetch(text, press, context), () => Promise.reject(new Error('there is none'))),
    await subscriptionsCommand.run(invocation, context),
    await unsubscribeCommand.run(invocation, context),
    await helpCommand.run(invocation, context),
    ...pressed.flatMap((result) => ('reply' in result ? [result.reply] : [])),
    await paperCommand.run({ ...invocation, options: { reference: text } }, context),
  ];
  return [
    fullText(paper, view, { textLanguage: 'en', canTranslate: true }),
    fullText(paper, view, { textLanguage: 'ja', canTranslate: true }),
    bibtexMessage(paper),
    paperCard(paper, view),
    ...RULE_KINDS.map((kind) => ruleView(viewed(subscription(text, kind), paper), taxonomy, language)),
    paperCard(paper, { ...view, language: 'both' }),
    paperCard(paperOf(text, { abstractJa: null, withdrawn: false }), view),
    resultPage({ request, result, highlights: [highlight, highlight], id: 'id' }, view),
    emptyPage({ request, result: none, looser }, view),
    emptyPage({ request, result: { ...none, problem: { kind: 'date', text, at: 1 } }, looser: null }, view),
    emptyPage({ request, result: { ...none, problem: { kind: 'unfinished', mark: text, at: 1 } }, looser: null }, view),
    similarPage(paper, [{ paper, shared: [text, text] }], view),
    similarPage(paper, [], view),
    sentence(text),
    alarmNotice({ kind: 'failing', subject: text, text, isHarvesting: true }, 'begun', language),
    alarmNotice({ kind: 'failing', subject: text, text, isHarvesting: true }, 'mended', language),
    {
      content: candidateList(
        here.id,
        { count: 2, first: [paper, null].map((each) => ({ ...candidate, paper: each })) as never },
        language,
      ),
    },
    ...replies.flatMap((reply) => reply.messages),
    ...severalMessages(text, language),
    ...whereabouts(text, language),
  ];
}

async function completions(text: string, language: Language): Promise<{ name: string; value: string }[]> {
  const completion: Completion = {
    ...caller(language),
    here: { ...here, name: text },
    focused: 'subscription',
    value: '',
    options: {},
  };
  const context = contextOf(text);
  return [
    ...(await authorChoices(text, context)),
    ...((await unsubscribeCommand.complete?.(completion, context)) ?? []),
  ];
}

const acting = (body: MessageBody): string[] => markdownOf(body).flatMap(constructs);
/** The constructs of a message beyond those of another. */
function added(body: MessageBody, harmless: MessageBody): string[] {
  const known = acting(harmless);
  return acting(body).filter((construct) => {
    const at = known.indexOf(construct);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}

const language = fc.constantFrom<Language>('ja', 'en');

describe('text from outside', () => {
  it.each([':x', 'a::x', ':thumbs_up', 'x:'])('forms nothing with what we write behind it: %s', (text) => {
    expect(constructs(`${inert(text)}:`)).toEqual([]);
  });

  it('adds no construct to any message, hides nothing, and keeps every limit', async () => {
    const harmless = { ja: await messages('q', 'ja'), en: await messages('q', 'en') };
    await fc.assert(
      fc.asyncProperty(hostileText, language, async (text, reader) => {
        for (const [index, body] of (await messages(text, reader)).entries()) {
          expect(added(body, harmless[reader][index]!)).toEqual([]);
          expect(messageProblems(body as Json)).toEqual([]);
          expect([...markdownOf(body), ...plainOf(body)].flatMap(problemsOfText)).toEqual([]);
        }
      }),
      { seed: 14, numRuns: seeds(300) },
    );
  });

  it('stands without backslashes where nothing is markup, and is not blank or too long there', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, language, async (text, reader) => {
        const typed = text.replaceAll('\\', '');
        const plain = (await messages(typed, reader)).flatMap(plainOf);
        const choices = await completions(typed, reader);
        const shown = [...plain, ...names(typed, reader), ...choices.map(({ name }) => name)];
        expect(shown.filter((each) => each.includes('\\'))).toEqual([]);
        expect(choices.flatMap(({ name }) => problemsOfText(name))).toEqual([]);
        for (const { name, value } of choices)
          expect(Math.max([...name].length, [...value].length)).toBeLessThanOrEqual(100);
      }),
      { seed: 15, numRuns: seeds(100) },
    );
  });

  it('of which nothing is seen leaves no blank title, label, field or name', async () => {
    await fc.assert(
      fc.asyncProperty(invisibleText, language, async (text, reader) => {
        for (const body of await messages(text, reader)) {
          expect(messageProblems(body as Json)).toEqual([]);
          expect([...markdownOf(body), ...plainOf(body)].flatMap(problemsOfText)).toEqual([]);
        }
        expect((await completions(text, reader)).flatMap(({ name }) => problemsOfText(name))).toEqual([]);
      }),
      { seed: 16, numRuns: seeds(100) },
    );
  });

  it.each([
    ['Japanese words without end', '長い題名'.repeat(100)],
    ['signs that are escaped', '*'.repeat(300)],
    ['emoji', '👩'.repeat(300)],
  ])('as titles of ten papers in one message keeps to its limits: %s', (_, title) => {
    for (const body of severalMessages(title, 'en')) expect(messageProblems(body as Json)).toEqual([]);
  });

  it.each([
    ['257 letters and one that is not seen', `${'a'.repeat(257)}\u200B`],
    ['256 signs that are escaped', '*'.repeat(256)],
    ['300 emoji of several parts', '👩\u200D🚀'.repeat(300)],
  ])('as a title of %s keeps to 256 code points', (_, title) => {
    const [embed] = paperCard(paperOf('q', { title }), { language: 'en', taxonomy, zone: 'UTC' }).embeds!;
    expect([...embed!.title!].length).toBeGreaterThan(200);
    expect([...embed!.title!].length).toBeLessThanOrEqual(256);
    expect(problemsOfText(embed!.title!)).toEqual([]);
  });
});
