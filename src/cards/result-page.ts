// A page of search results: ten papers a page in one embed, with buttons that page in place.
import type { APIActionRowComponent, APIButtonComponent } from 'discord-api-types/v10';
import type { Taxonomy } from '../domain/category.js';
import type { Language, MessageBody, SearchHit, SearchRequest, SearchResult } from '../domain/command.js';
import { inert } from '../text/markdown.js';
import { countPoints } from '../text/points.js';
import { cutAtSentence } from '../text/sentences.js';
import { authorsText, dateText, paperUrl, titleText } from './paper-text.js';
import { wording } from './wording.js';

export const PAGE_SIZE = 10;
const LINE_URL_LIMIT = 160;
const DESCRIPTION_LIMIT = 4_096;

/** What was searched for, as a person would say it. */
export function requestText(request: SearchRequest, language: Language, taxonomy: Taxonomy): string {
  const words = wording(language);
  const { text, author, category } = request;
  const parts = [
    ...(text.trim() === '' ? [] : [words.searchedText(inert(cutAtSentence(text.trim(), 100)))]),
    ...(author === null ? [] : [words.searchedAuthor(inert(cutAtSentence(author, 80)))]),
    ...(category === null ? [] : [words.searchedCategory(`${category} ${taxonomy.name(category, language)}`)]),
  ];
  return parts.join(' ');
}

function line(hit: SearchHit, number: number, language: Language): string {
  const { paper } = hit;
  const title = titleText(paper, 110);
  const details = [authorsText(paper, language, 2), dateText(paper), `\`${paper.arxivId ?? paper.key}\``];
  return `**${number}.** [${title}](${paperUrl(paper, LINE_URL_LIMIT)})\n${details.filter((part) => part !== null && part !== '').join(' · ')}`;
}

function pager(
  id: string,
  request: SearchRequest,
  total: number,
  language: Language,
): APIActionRowComponent<APIButtonComponent> {
  const words = wording(language);
  const previous = Math.max(request.offset - PAGE_SIZE, 0);
  const next = request.offset + PAGE_SIZE;
  return {
    type: 1,
    components: [
      {
        type: 2,
        style: 2,
        label: words.previous,
        custom_id: `page:${id}:${previous}:p`,
        disabled: request.offset === 0,
      },
      { type: 2, style: 2, label: words.next, custom_id: `page:${id}:${next}:n`, disabled: next >= total },
    ],
  };
}

/** One page of an answer. `id` names the kept search; null when everything fits this page. */
export function resultPage(
  request: SearchRequest,
  result: SearchResult,
  id: string | null,
  language: Language,
  taxonomy: Taxonomy,
): MessageBody {
  const words = wording(language);
  if (result.error !== null) return { content: words.notUnderstood(inert(result.error)) };
  const query = requestText(request, language, taxonomy);
  if (result.hits.length === 0) return { content: words.nothingFound(query) };
  const lines = result.hits.map((hit, index) => line(hit, request.offset + index + 1, language));
  while (countPoints(lines.join('\n')) > DESCRIPTION_LIMIT) lines.pop();
  const last = request.offset + result.hits.length;
  return {
    content: words.found(result.total, result.totalExact, query),
    embeds: [
      {
        description: lines.join('\n'),
        footer: { text: `${words.page(request.offset + 1, last)} · ${words.newestFirst}` },
      },
    ],
    components: id === null ? [] : [pager(id, request, result.total, language)],
  };
}
