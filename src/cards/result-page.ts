// A page of search results in one embed, with what matched in bold, paging, sorting and opening.
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { Taxonomy } from '../domain/category.js';
import type { Highlight, Looser, SearchRequest, SearchResult } from '../domain/search.js';
import { wordsLanguage, type Language } from '../domain/language.js';
import type { LabelledButton, MessageBody, Row } from '../domain/message.js';
import { inert, inertLine, joinMarkdown, own, type Markdown } from '../text/markdown.js';
import { plain, type PlainText } from '../text/visible.js';
import { problemIn } from './query-problem.js';
import { boldMatches } from './marked-text.js';
import { fitLines, openMenu, PAGE_SIZE, paperLine, paperRef, statementLine, WIDTHS } from './paper-line.js';
import type { View } from './view.js';
import { wording } from './wording.js';

/** Discord's limit for a button's label. */
const LABEL_LIMIT = 80;
const REQUEST_POINTS = 500;
const TERM_POINTS = 60;

export interface PageParts {
  readonly request: SearchRequest;
  readonly result: SearchResult;
  readonly highlights: readonly Highlight[];
  /** Names the kept search; null when there is nothing to page or sort. */
  readonly id: string | null;
}

/** What was searched for, as a person would say it. `understood` is the query as it was read. */
function requestText(request: SearchRequest, understood: string, { language: shown, taxonomy }: View): PlainText {
  const language = wordsLanguage(shown);
  const words = wording(language);
  const { author, category, since, until } = request;
  const parts = [
    ...(understood === '' ? [] : [words.searchedText(plain(understood, 120))]),
    ...(author === null ? [] : [words.searchedAuthor(plain(author, 80))]),
    ...(category === null ? [] : [categoryText(category, language, taxonomy)]),
    ...(since === null ? [] : [words.searchedSince(plain(since, 40))]),
    ...(until === null ? [] : [words.searchedUntil(plain(until, 40))]),
  ];
  return parts.length === 0 ? words.everything : plain(parts.join(words.partSeparator), REQUEST_POINTS);
}

function categoryText(code: string, language: Language, taxonomy: Taxonomy): PlainText {
  const name = taxonomy.name(code, language);
  return name === code ? plain(code, 80) : wording(language).categoryName(plain(code, 40), plain(name, 80));
}

/** Where words were looked for the passage that has them, else what the paper did. */
function lines({ request, result, highlights }: PageParts, view: View): Markdown {
  const language = wordsLanguage(view.language);
  return fitLines(
    WIDTHS.map((width) =>
      result.hits.map(({ paper }, index) => {
        // There is one for each hit.
        const { title, passage, author } = highlights[index]!;
        const found =
          passage === null || width.passage === 0
            ? statementLine(paper, language, width.passage)
            : boldMatches(passage.parts, width.passage);
        const number = request.offset + index + 1;
        const line = { paper, number, title: boldMatches(title, width.title), passage: found, author };
        return paperLine(line, view, width);
      }),
    ),
  );
}

const button = (label: PlainText, id: string, disabled = false): LabelledButton => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label: plain(label, LABEL_LIMIT),
  custom_id: id,
  disabled,
});

/** Turning the page, and another order where words were looked for; none where there is nothing to turn or order. */
function pager(id: string, { request, result }: PageParts, language: Language): Row<LabelledButton>[] {
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
  const components = [...(isOnePage ? [] : pages), ...(request.text.trim() === '' ? [] : [sort])];
  return components.length === 0 ? [] : [{ type: ComponentType.ActionRow, components }];
}

/** The number of papers, without what a person typed. */
function foundForAll({ request, result }: PageParts, view: View): Markdown {
  const words = wording(wordsLanguage(view.language));
  const { total, totalExact } = result;
  const { category, since, until } = request;
  const isNarrowed = category !== null || since !== null || until !== null;
  const narrowed = requestText({ ...request, author: null }, '', view);
  const found = isNarrowed ? words.found(total, totalExact, inert(narrowed)) : words.foundInAll(total, totalExact);
  return joinMarkdown([found, result.isCut ? own`-# ${words.cutShort}` : null], '\n');
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

/** One page of an answer. */
export function resultPage(parts: PageParts, view: View): MessageBody {
  const { request, result, id } = parts;
  const language = wordsLanguage(view.language);
  const words = wording(language);
  const query = inert(requestText(request, result.understood, view));
  const notes = notesOf(result, language);
  const { total, totalExact, hits } = result;
  const order = request.sort === 'newest' ? words.newestFirst : words.bestFirst;
  const isWhole = totalExact && hits.length === total;
  const place = words.page({ from: request.offset + 1, to: request.offset + hits.length }, total, totalExact);
  const footer = isWhole ? order : plain(`${place} · ${order}`, 100);
  const rows: Row[] = [
    openMenu(
      hits.map((hit, index) => paperRef(hit.paper, request.offset + index + 1, language)),
      language,
    ),
    ...(id === null ? [] : pager(id, parts, language)),
  ];
  const isTyped = result.understood !== '' || request.author !== null;
  return {
    content: joinMarkdown([words.found(total, totalExact, query), ...notes], '\n'),
    ...(isTyped ? { contentForAll: foundForAll(parts, view) } : {}),
    embeds: [
      {
        description: lines(parts, view),
        ...(total > 1 ? { footer: { text: footer } } : {}),
      },
    ],
    components: rows,
  };
}

export interface EmptyParts {
  readonly request: SearchRequest;
  readonly result: SearchResult;
  /** With the id of its kept search; becomes a button. */
  readonly looser: { readonly found: Looser; readonly id: string } | null;
}

/** The answer when nothing was found or understood. */
export function emptyPage({ request, result, looser }: EmptyParts, view: View): MessageBody {
  const language = wordsLanguage(view.language);
  const words = wording(language);
  if (result.problem !== null) return { content: words.notUnderstood(problemIn(result.problem, language)) };
  const asked = inert(requestText(request, result.understood, view));
  const isWhole =
    request.text.trim() === '' && request.author === null && request.since === null && request.until === null;
  const answer = isWhole ? words.nothingStored(asked) : words.nothingFound(asked);
  const content = joinMarkdown([answer, ...notesOf(result, language)], '\n');
  if (looser === null) return { content };
  const { request: other } = looser.found;
  const asks = requestText(other, other.text, view);
  const label = asks === words.everything ? words.seeLatest : words.looser(asks);
  return {
    content,
    components: [{ type: ComponentType.ActionRow, components: [button(label, `looser:${looser.id}`)] }],
  };
}
