// Look up papers, in the context menu of any message: the papers that the message names, else what its text finds.
import { ApplicationCommandType } from 'discord-api-types/v10';
import { paperCard } from '../src/cards/paper-card.js';
import { titleLines } from '../src/cards/paper-text.js';
import { wording } from '../src/cards/wording.js';
import type { Command, TargetMessage } from '../src/domain/context.js';
import type { MessageBody } from '../src/domain/message.js';
import { doiIn, identifiersIn } from '../src/domain/identifier.js';
import type { Paper } from '../src/domain/paper.js';
import { code, joinMarkdown, type Markdown } from '../src/text/markdown.js';
import { cutPoints } from '../src/text/points.js';
import { findByTitle, findOrFetch } from './reference.js';
import { searchBy, searchPage } from './results.js';
import { text, viewOf } from './shared.js';

/** As many cards as fit one answer and its follow-ups without flooding the reader. */
const MOST_CARDS = 5;
const QUERY_LIMIT = 300;
/** So many papers a sentence names, of those without an identifier the beginning of the title; of the others it says how many they are. */
const MOST_NAMED = 15;
const NAME_LIMIT = 80;

/** Papers by key, as buttons and menus name them, and lists of older forms. */
const KEY = /(?<![\w-])s-[0-9a-z]{10}(?:-\d+)?(?![\w-])/g;

function identifiers(message: TargetMessage): string[] {
  const all = [message.content, ...message.embeds.flatMap(({ title, url, description }) => [url, title, description])];
  const named = all.flatMap((part) => identifiersIn(part).map(({ arxivId }) => arxivId));
  const keys = [...all, ...message.controls].flatMap((part) => part.match(KEY) ?? []);
  return [...new Set([...named, ...keys])];
}

/** The title of the first card, else the first line that says something; escapes, marks and links taken off. */
function queryOf(message: TargetMessage): string {
  const [title] = message.embeds.map((embed) => embed.title).filter((each) => each !== '');
  const lines = [
    title ?? '',
    ...message.content.split('\n'),
    ...message.embeds.flatMap((embed) => embed.description.split('\n')),
  ];
  const plain = lines.map((line) =>
    line
      .replace(/<[^<>]*>|https?:\/\/\S+/g, ' ')
      .replace(/\\(?=[^A-Za-z0-9\s])/g, '')
      .replace(/[*_~`|>]+/g, ' ')
      .trim(),
  );
  return cutPoints(plain.find((line) => /[\p{L}\p{N}]/u.test(line)) ?? '', QUERY_LIMIT);
}

/** A sentence about papers, and how many more there are; null where there are none. */
function saidOf(
  papers: readonly Markdown[],
  say: (shown: readonly Markdown[], more: number) => Markdown,
): Markdown | null {
  const shown = papers.slice(0, MOST_NAMED);
  return shown.length === 0 ? null : say(shown, papers.length - shown.length);
}

export const lookUpCommand: Command = {
  definition: {
    type: ApplicationCommandType.Message,
    name: 'Look up papers',
    name_localizations: { ja: 'この論文を探す', 'en-US': 'Look up papers' },
  },
  async run(invocation, context) {
    const { target, language } = invocation;
    const words = wording(language);
    if (target === undefined) return text(words.nothingToLookUp);
    const named = identifiers(target);
    const found = [];
    // One after another, and no more than are shown: each may be a question to arXiv.
    for (const [index, identifier] of named.entries()) {
      const isShown = index < MOST_CARDS;
      const paper = isShown
        ? (await findOrFetch(identifier, invocation, context)).paper
        : await context.findPaper(identifier);
      found.push({ identifier, paper });
    }
    const view = viewOf(invocation, context);
    // A paper may be named by its identifier and by its key.
    const papers = new Map(found.flatMap(({ paper }) => (paper === null ? [] : [[paper.key, paper] as const])));
    const known = [...papers.values()];
    const cards = known.slice(0, MOST_CARDS).map((paper) => paperCard(paper, view));
    const others = known
      .slice(MOST_CARDS)
      .map((paper) => (paper.arxivId === null ? titleLines(paper, language, NAME_LIMIT).title : code(paper.arxivId)));
    const unknown = found.filter(({ paper }) => paper === null).map(({ identifier }) => code(identifier));
    const said = [saidOf(others, words.alsoNamed), saidOf(unknown, words.notStored)];
    const content = joinMarkdown(said, '\n');
    const note: MessageBody[] = content === '' ? [] : [{ content }];
    const [first, ...more] = [...cards, ...note];
    if (first !== undefined) return { messages: [first, ...more] };
    const doi = doiIn(target.content);
    const onlyOne = async (words: string): Promise<Paper | null> => {
      const named = await findByTitle(words, invocation, context);
      return named === 'several' ? null : named;
    };
    const published = doi === null ? null : await onlyOne(doi);
    const query = queryOf(target);
    if (published === null && query === '') return text(words.nothingToLookUp);
    const titled = published ?? (await onlyOne(query));
    if (titled !== null) return { messages: [paperCard(titled, view)] };
    const request = searchBy(invocation, { text: query, sort: 'relevance' });
    const { hits } = await context.search(request);
    const [only] = hits.length === 1 ? hits : [];
    if (only !== undefined) return { messages: [paperCard(only.paper, view)] };
    return { messages: [await searchPage(request, invocation, context)] };
  },
};
