// What the searching commands share: the request, its answer as a page, and choices for half-typed options.
import { PAGE_SIZE } from '../src/cards/paper-line.js';
import { emptyPage, resultPage } from '../src/cards/result-page.js';
import { toUtcText } from '../src/domain/calendar.js';
import type { Caller, Completion, Context } from '../src/domain/context.js';
import type { Choice, MessageBody } from '../src/domain/message.js';
import type { SearchRequest } from '../src/domain/search.js';
import { TransientError } from '../src/errors.js';
import { comparisonForm } from '../src/text/comparison.js';
import { plain } from '../src/text/visible.js';
import { viewOf } from './shared.js';

/** Discord's limits: choices, and the letters of each. */
const CHOICES = 25;
const CHOICE_LIMIT = 100;

function newSearch(given: Partial<SearchRequest>): SearchRequest {
  return {
    text: '',
    author: null,
    category: null,
    since: null,
    until: null,
    sort: 'newest',
    limit: PAGE_SIZE,
    offset: 0,
    ...given,
  };
}

/** The same for a person who asks now, so that relative dates have a day to count from. */
export function searchBy(caller: Caller, given: Partial<SearchRequest>): SearchRequest {
  return newSearch({ at: toUtcText(caller.now), ...given });
}

/** An id under which buttons find a search again; null where nothing can be written now: the answer then has no buttons. */
async function keep(request: SearchRequest, now: Date, context: Context): Promise<string | null> {
  try {
    return await context.saveSearch(request, now);
  } catch (error) {
    if (error instanceof TransientError) return null;
    throw error;
  }
}

/** One page of a search, or what was not found and a button for the nearest that is. What buttons need is kept. */
export async function searchPage(request: SearchRequest, caller: Caller, context: Context): Promise<MessageBody> {
  const { language, now } = caller;
  const view = viewOf(caller, context);
  const result = await context.search(request);
  const { offset } = request;
  if (result.hits.length === 0 && offset > 0) {
    // Papers got other titles, or were merged, since the page before was shown: the last page that is left.
    const last = Math.max(Math.ceil(Math.min(result.total, offset) / PAGE_SIZE) - 1, 0);
    return searchPage({ ...request, offset: last * PAGE_SIZE }, caller, context);
  }
  if (result.hits.length === 0) {
    const found = result.error === null ? await context.loosen(request) : null;
    const id = found === null ? null : await keep(found.request, now, context);
    const looser = found === null || id === null ? null : { found, id };
    return emptyPage({ request, result, looser }, view);
  }
  const papers = result.hits.map((hit) => hit.paper);
  const id = result.total > 1 ? await keep({ ...request, offset: 0 }, now, context) : null;
  const highlights = await context.highlight(request, papers, language);
  return resultPage({ request, result, highlights, id }, view);
}

export async function authorChoices(typed: string, context: Context): Promise<Choice[]> {
  const names = await context.suggestAuthors(typed, CHOICES);
  const shown = names.map((name) => plain(name, CHOICE_LIMIT)).filter((name) => name !== '');
  return [...new Set(shown)].map((name) => ({ name, value: name }));
}

const DATES = {
  since: [
    ['7d', '7 日前から', '7 days back'],
    ['今日', '今日', 'today'],
    ['先週', '先週から', 'last week'],
    ['30d', '30 日前から', '30 days back'],
    ['今月', '今月', 'this month'],
    ['先月', '先月から', 'last month'],
    ['今年', '今年', 'this year'],
    ['1y', '1 年前から', 'one year back'],
  ],
  until: [
    ['昨日', '昨日まで', 'yesterday'],
    ['先週', '先週まで', 'last week'],
    ['先月', '先月まで', 'last month'],
    ['1y', '1 年前まで', 'one year back'],
  ],
} as const;

/** Dates in words, and the last ten years. */
export function dateChoices(completion: Completion): Choice[] {
  const { value, language, now } = completion;
  const side = completion.focused === 'until' ? 'until' : 'since';
  const words = DATES[side].map(([date, ja, en]) => ({
    name: plain(language === 'ja' ? ja : en, CHOICE_LIMIT),
    value: date as string,
  }));
  const years = Array.from({ length: 10 }, (_, index) => String(now.getUTCFullYear() - index));
  const all = [...words, ...years.map((year) => ({ name: plain(year, CHOICE_LIMIT), value: year }))];
  const typed = comparisonForm(value).trim().toLowerCase();
  return all.filter((choice) => choice.value.startsWith(typed) || choice.name.includes(typed)).slice(0, CHOICES);
}
