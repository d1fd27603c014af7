// The context of commands: what they may read and change, asked of the threads that read and write the store.
import { toUtcText } from '../domain/calendar.js';
import type { Taxonomy } from '../domain/category.js';
import type { Context, PaperLookup } from '../domain/context.js';
import type { PostedDesk } from '../domain/posted.js';
import type { RuleDesk } from '../domain/rule-desk.js';
import type { SearchRequest } from '../domain/search.js';
import type { ReaderPort, WriterPort } from '../store/port.js';
import { inParts } from './in-parts.js';

export interface ContextParts {
  readonly taxonomy: Taxonomy;
  readonly zone: string;
  readonly asking: ReaderPort;
  readonly writer: WriterPort;
  readonly translate: Context['translate'];
  readonly commandIds: Context['commandIds'];
  readonly lookUp: PaperLookup;
  readonly rules: RuleDesk;
  readonly posted: PostedDesk;
}

export function createContext({
  taxonomy,
  zone,
  asking,
  writer,
  translate,
  commandIds,
  lookUp,
  rules,
  posted,
}: ContextParts): Context {
  /** People type days of the zone in which they are shown days. */
  const asked = (request: SearchRequest): SearchRequest => ({ zone, ...request });
  return {
    taxonomy,
    zone,
    search: (request) => asking.call('search', asked(request)),
    loosen: (request) => asking.call('loosen', asked(request)),
    highlight: (request, papers, language) => asking.call('highlight', request, papers, language),
    findSimilar: (paper, limit, language) => asking.call('findSimilar', paper, limit, language),
    suggestAuthors: (typed, limit) => asking.call('suggestAuthors', typed, limit),
    categoryPapers: () => asking.call('categoryPapers'),
    findPaper: (reference) => asking.call('findPaper', reference),
    lookUp,
    listSubscriptions: (guildId, channelId) =>
      inParts((after) => asking.call('listSubscriptions', guildId, channelId ?? null, after)),
    rules,
    posted,
    saveSearch: (request, now) => writer.call('saveSearch', request, toUtcText(now)),
    findSearch: (id) => asking.call('findSearch', id),
    unknownDeliveries: (destination, most, userId) => asking.call('unknownDeliveries', destination, most, userId),
    translate,
    overview: () => asking.call('counts'),
    commandIds,
  };
}
