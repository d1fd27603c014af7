// A page of search results: ten papers a page in one embed, with what matched in bold, paging, sorting and opening.
import type { Taxonomy } from '../domain/category.js';
import type { Highlight, Looser, SearchHit, SearchRequest, SearchResult } from '../domain/search.js';
import type { Language } from '../domain/language.js';
import type { LabelledButton, MessageBody, Row } from '../domain/message.js';
import { inert, inertLine, joinMarkdown, own, type Markdown } from '../text/markdown.js';
import { plain, type PlainText } from '../text/visible.js';
import { boldMatches } from './marked-text.js';
import { fitLines, openMenu, paperLine, paperRef } from './paper-line.js';
import { wording } from './wording.js';

export const PAGE_SIZE = 10;
/** Discord's limit for a button's label. */
const LABEL_LIMIT = 80;
const REQUEST_POINTS = 500;
const TERM_POINTS = 60;
/** Letters of title and passage on a line: as many of the first pair as fit, else of the next. */
const WIDTHS = [
  { title: 110, passage: 130 },
  { title: 90, passage: 80 },
  { title: 80, passage: 0 },
  { title: 40, passage: 0 },
] as const;

/** What was searched for, as a person would say it. `understood` is the query as it was read. */
export function requestText(
  request: SearchRequest,
  understood: string,
  language: Language,
  taxonomy: Taxonomy,
): PlainText {
  const words = wording(language);
  const { author, category, since, until } = request;
  const parts = [
    ...(understood === '' ? [] : [words.searchedText(plain(understood, 120))]),
    ...(author === null ? [] : [words.searchedAuthor(plain(author, 80))]),
    ...(category === null ? [] : [words.searchedCategory(categoryText(category, language, taxonomy))]),
    ...(since === null ? [] : [words.searchedSince(plain(since, 40))]),
    ...(until === null ? [] : [words.searchedUntil(plain(until, 40))]),
  ];
  return parts.length === 0 ? words.everything : plain(parts.join(' '), REQUEST_POINTS);
}

function categoryText(code: string, language: Language, taxonomy: Taxonomy): PlainText {
  const name = taxonomy.name(code, language);
  return plain(name === code ? code : `${code} ${name}`, 80);
}

function lines(
  hits: readonly SearchHit[],
  highlights: readonly Highlight[],
  offset: number,
  language: Language,
): Markdown {
  return fitLines(
    WIDTHS.map((width) =>
      hits.map(({ paper }, index) => {
        const { title, passage } = highlights[index]!;
        const found =
          passage === null || width.passage === 0 ? null : own`-# ${boldMatches(passage.parts, width.passage)}`;
        const line = paperLine(paper, boldMatches(title, width.title), offset + index + 1, language, width.title < 80);
        return joinMarkdown([line, found], '\n');
      }),
    ),
  );
}

const button = (label: PlainText, id: string, disabled = false): LabelledButton => ({
  type: 2,
  style: 2,
  label: plain(label, LABEL_LIMIT),
  custom_id: id,
  disabled,
});

function pager(id: string, request: SearchRequest, result: SearchResult, language: Language): Row<LabelledButton> {
  const words = wording(language);
  const previous = Math.max(request.offset - PAGE_SIZE, 0);
  const next = request.offset + PAGE_SIZE;
  const isNewest = request.sort === 'newest';
  const sort = button(
    isNewest ? words.sortRelevance : words.sortNewest,
    `sort:${id}:${isNewest ? 'relevance' : 'newest'}`,
  );
  // A total that is only a lower bound does not say where the last page is.
  const isLast = (result.totalExact && next >= result.total) || result.hits.length < PAGE_SIZE;
  const isOnePage = isLast && request.offset === 0;
  const pages = [
    button(words.previous, `page:${id}:${previous}:p`, request.offset === 0),
    button(words.next, `page:${id}:${next}:n`, isLast),
  ];
  return { type: 1, components: isOnePage ? [sort] : [...pages, sort] };
}

/** What was added from the other language, and whether time ran out. */
function notesOf(result: SearchResult, language: Language): Markdown[] {
  const words = wording(language);
  return [
    ...(result.crossed.length === 0
      ? []
      : [own`-# ${words.crossed(result.crossed.slice(0, 8).map((term) => inertLine(term, TERM_POINTS)))}`]),
    ...(result.isCut ? [own`-# ${words.cutShort}`] : []),
  ];
}

/** One page of an answer. `id` names the kept search; null when there is nothing to page or sort. */
export function resultPage(
  request: SearchRequest,
  result: SearchResult,
  highlights: readonly Highlight[],
  id: string | null,
  language: Language,
  taxonomy: Taxonomy,
): MessageBody {
  const words = wording(language);
  const query = inert(requestText(request, result.understood, language, taxonomy));
  const notes = notesOf(result, language);
  const last = request.offset + result.hits.length;
  const order = request.sort === 'newest' ? words.newestFirst : words.bestFirst;
  const rows: Row[] = [
    ...(id === null ? [] : [pager(id, request, result, language)]),
    openMenu(
      result.hits.map((hit, index) => paperRef(hit.paper, request.offset + index + 1, language)),
      language,
    ),
  ];
  return {
    content: joinMarkdown([words.found(result.total, result.totalExact, query), ...notes], '\n'),
    embeds: [
      {
        description: lines(result.hits, highlights, request.offset, language),
        footer: { text: plain(`${words.page(request.offset + 1, last)} · ${order}`, 100) },
      },
    ],
    components: rows,
  };
}

/** The answer when nothing was found or understood; `looser` with the id of its kept search becomes a button. */
export function emptyPage(
  request: SearchRequest,
  result: SearchResult,
  looser: { readonly found: Looser; readonly id: string } | null,
  language: Language,
  taxonomy: Taxonomy,
): MessageBody {
  const words = wording(language);
  if (result.error !== null) return { content: words.notUnderstood(inertLine(result.error, 500)) };
  const asked = inert(requestText(request, result.understood, language, taxonomy));
  const content = joinMarkdown([words.nothingFound(asked), ...notesOf(result, language)], '\n');
  if (looser === null) return { content };
  const { request: other } = looser.found;
  const label = words.looser(requestText(other, other.text, language, taxonomy));
  return { content, components: [{ type: 1, components: [button(label, `looser:${looser.id}`)] }] };
}
