// English texts of cards, searches, commands and help; also the type that the Japanese ones have.
import type { Markdown } from '../text/markdown.js';
import { counted, grouped, formOf } from '../text/plural.js';
import { inQuotes } from '../text/quotation.js';
import type { PlainText } from '../text/visible.js';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const english = {
  // cards
  machineTranslation: (provider: PlainText): string => `Machine translation: ${provider}`,
  machineTranslatedTitle: (provider: PlainText): string => `machine translation of the title: ${provider}`,
  demoSummary: 'Summary: Shinchaku (demo)',
  withOthers: (name: Markdown, others: number): string => `${name} and ${counted(others, 'other', 'others')}`,
  withdrawn: 'Withdrawn',
  code: 'Code',
  fullText: 'Abstract',
  searchArxiv: 'Search arXiv',
  /** In the place of an identifier that no source has told yet. */
  noIdentifier: 'arXiv ID not known yet',
  similar: 'Similar papers',

  // the whole text
  authors: 'Authors',
  categories: 'Categories',
  dates: 'Dates',
  firstVersion: 'submitted',
  latestVersion: 'updated',
  comments: 'Comments',
  journalRef: 'Journal reference',
  moreAuthors: (count: number): string => ` and ${counted(count, 'other', 'others')}`,
  moreCategories: (count: number): string => ` and ${grouped(count)} more`,
  noAbstract: 'No abstract yet.',
  withdrawnPaper: 'This paper has been withdrawn.',
  original: 'Original',
  translation: '日本語',
  readOn: 'Continue',
  translateNow: '日本語に訳す',
  translationRefused: 'The translation didn’t pass our checks, so it isn’t shown. Please read the original.',
  translationLater: 'This can’t be translated right now. Please try again later.',
  translationShareSpent: 'You’ve used your translations for today. Please try again tomorrow.',
  listSeparator: ', ',

  // answers
  failed: (reference: Markdown): string =>
    `Something went wrong on our side. Nothing was changed. Please try again. If it keeps happening, give the operator this reference: ${reference}`,
  unshown: (reference: Markdown): string =>
    `The answer couldn’t be shown. A change may have been saved; check \`/subscriptions\` or \`/settings\`. If it keeps happening, give the operator this reference: ${reference}`,
  notNow: 'This isn’t available right now. Nothing was changed. Please try again in a moment.',
  serverUnknown:
    'Discord hasn’t told the bot about this server yet. Nothing was changed. Please try again in a minute.',
  unknownCommand: 'This command is no longer available. Reload Discord (Ctrl+R) and try again.',
  oldButton: 'This button has expired. Please run the command again.',
  sharedBy: (person: Markdown): string => `Shared by ${person}`,
  unknownPaper: (reference: Markdown): string =>
    `No paper matches${reference === '' ? '' : ` “${reference}”`}. Enter an arXiv ID such as \`2504.06704\`, an arXiv link, or the paper’s title.`,
  severalPapers: (reference: Markdown): string =>
    `Several papers match “${reference}”. Find yours with \`/search\`, then enter its arXiv ID or its whole title here.`,
  notInLibrary: (link: Markdown): string => `This paper isn’t in the library. See it on arXiv: ${link}`,
  notFetched: (identifier: Markdown, why: 'absent' | 'too-many' | 'failed', link: Markdown): string =>
    ({
      absent: `arXiv has no paper with the ID ${identifier}. Please check it.`,
      'too-many': `This paper isn’t in the library, and you’ve reached this hour’s limit for fetching from arXiv. Try again later, or see it on arXiv: ${link}`,
      failed: `This paper isn’t in the library, and it can’t be fetched from arXiv right now. Try again later, or see it on arXiv: ${link}`,
    })[why],
  onlyInServer: 'This command only works in a server channel.',

  // deliveries whose outcome is unknown
  outcomeUnknown: (channel: Markdown, count: number): string =>
    `We can’t tell whether ${counted(count, 'card was', 'cards were')} posted in ${channel}: the connection was lost while sending, and the bot can’t read the channel’s history. ${formOf(count, 'It is', 'They are')} on hold so that nothing is posted twice. Give the bot the Read Message History permission there, and whatever is missing will be posted.`,
  showCandidates: 'Show the cards',
  candidatesTitle: (channel: Markdown, count: number): string =>
    `${counted(count, 'card', 'cards')} that may or may not have been posted in ${channel}:`,
  sentAbout: (time: Markdown): string => `sent around ${time}`,
  moreCandidates: (count: number): string => `and ${grouped(count)} more`,
  noCandidates: (channel: Markdown): string => `Nothing is on hold in ${channel} any more.`,

  // subscriptions
  needsManageChannels: (channel: Markdown): string =>
    `To change the subscriptions of ${channel}, you need the Manage Channels permission there. Nothing was changed.`,
  wrongChannelType: (channel: Markdown): string =>
    `Cards can’t be posted in ${channel}. Choose a text channel, an announcement channel, a thread, or a forum.`,
  botLacks: (channel: Markdown, names: readonly Markdown[]): string =>
    `The bot can’t post in ${channel} yet. It still needs ${formOf(names.length, 'this permission', 'these permissions')}: ${names.join(', ')}. Nothing was saved. Grant ${formOf(names.length, 'it', 'them')}, then run the command again.`,
  tagRequired: (channel: Markdown): string =>
    `Posts in ${channel} need a tag, but the forum has none of a category that the bot may give. Make tags named like categories, such as \`cs.LG\`, or let posts have no tag, then run the command again. Nothing was saved.`,
  permissionNames: {
    view: 'View Channel',
    send: 'Send Messages',
    sendInThreads: 'Send Messages in Threads',
    createThreads: 'Create Public Threads',
    embed: 'Embed Links',
    history: 'Read Message History',
  },
  categoryName: (code: PlainText, name: PlainText): string => `${code} (${name})`,
  unknownCategory: (typed: Markdown, similar: readonly Markdown[]): string =>
    `${typed === '' ? 'That' : `“${typed}”`} is not an arXiv category.${similar.length > 0 ? ` Did you mean ${similar.join(', ')}?` : ' Try a code such as cs.LG, or a name such as robotics.'}`,
  allOf: (name: PlainText): string => `${name}, all categories`,

  // search
  found: (count: number, isExact: boolean, query: Markdown): string =>
    `${query.replace(/^(?:author|since|until)(?= )/, capital)}: ${isExact ? '' : 'more than '}${counted(count, 'paper', 'papers')}`,
  foundInAll: (count: number, isExact: boolean): string =>
    `${isExact ? '' : 'More than '}${counted(count, 'paper', 'papers')} found`,
  nothingFound: (query: Markdown): string =>
    `No papers match ${query}. Try fewer words, another spelling, or Japanese.`,
  nothingStored: (query: Markdown): string => `${query}: no papers yet.`,
  queryProblems: {
    long: (most: number): string => `it is longer than ${most} characters`,
    words: (most: number): string => `it has more than ${most} words`,
    depth: (most: number, at: number): string => `more than ${most} brackets are inside one another (character ${at})`,
    unfinished: (mark: Markdown, at: number): string => `nothing follows “${mark}” (character ${at})`,
    date: (text: Markdown, at: number): string =>
      `“${text}” (character ${at}) is not a date; write 2025, 2025-04, 2025-04-09, 7d or lastweek`,
    option: (name: 'since' | 'until', text: Markdown): string =>
      `\`${name}\` is “${text}”, which is not a date; write 2025, 2025-04, 2025-04-09, 7d or last week`,
    empty: (text: Markdown): string => `“${text}” has no letters or digits to search for`,
    unseen: 'it has no letters or digits',
    far: (most: number): string => `results end at ${most}`,
  },
  notUnderstood: (reason: Markdown): string => `That search couldn’t be read: ${reason}.`,
  searchedText: (text: PlainText): string => inQuotes(text, ['“', '”']),
  searchedAuthor: (name: PlainText): string => `author “${name}”`,
  searchedSince: (date: PlainText): string => `since ${date}`,
  searchedUntil: (date: PlainText): string => `until ${date}`,
  everything: 'Latest papers',
  partSeparator: ', ',
  crossed: (terms: readonly Markdown[]): string => `Also searched for: ${terms.join(', ')}`,
  cutShort: 'This search took too long, so older papers were left out. Add a rarer word or a date such as since:2024.',
  looser: (query: PlainText): string => `Search for ${query}`,
  seeLatest: 'See the latest papers',
  newestFirst: 'Newest first',
  bestFirst: 'Best match first',
  sortNewest: 'Sort by date',
  sortRelevance: 'Sort by relevance',
  page: ({ from, to }: { from: number; to: number }, total: number, isExact: boolean): string =>
    `${grouped(from)}–${grouped(to)} of ${isExact ? '' : 'more than '}${grouped(total)}`,
  previous: 'Previous',
  next: 'Next',
  openPaper: 'Choose a paper to open',
  similarTo: (title: Markdown): string => `Papers similar to “${title}”`,
  shared: (terms: readonly Markdown[]): string => `In common: ${terms.join(', ')}`,
  noSimilar: (title: Markdown): string => `No papers similar to “${title}” yet.`,
  nothingToLookUp: 'This message has no text to search for.',
  alsoNamed: (papers: readonly Markdown[], more: number): string =>
    `The message also names ${papers.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}. Open one with \`/paper\`.`,
  notStored: (identifiers: readonly Markdown[], more: number): string =>
    `Not in the library: ${identifiers.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`,

  // help
  helpTitle: '新着 Shinchaku',
  helpAbout: 'New arXiv papers in your channels, in Japanese and English, each one once.',
  helpCommands: {
    search: 'find papers by words in Japanese or English',
    latest: 'the latest papers, of all or of one category',
    category: 'the latest papers of a category',
    author: 'papers by an author',
    paper: 'open a paper by its arXiv ID, link or title',
    similar: 'papers similar to one you name',
    subscriptions: 'what is posted where',
    subscribe: 'post new papers in a channel',
    unsubscribe: 'stop posting',
    settings: 'language, quiet hours and more',
    why: 'why a paper was posted, or was not',
    status: 'what was posted today, and what is queued',
    subscribeSelf: 'have new papers sent to you',
  },
  helpMessages: 'To see the papers in any message, open its menu and choose **Apps** → **Look up papers**',
  helpNumbers: (papers: number, subscriptions: number | null): string =>
    `${counted(papers, 'paper', 'papers')} in the library${subscriptions === null ? '' : ` · ${counted(subscriptions, 'subscription', 'subscriptions')}`}`,
  nextSubscribe: (command: Markdown): string => `Next: run ${command} in the channel where papers should be posted.`,
  nextSubscribeSelf: (command: Markdown): string =>
    `Next: run ${command} to have new papers sent to you in a direct message.`,
  nextSearch: (command: Markdown): string => `Next: try ${command}.`,
  helpDirect: '-# To get papers yourself, run `/subscribe` in a direct message with the bot.',
  nextPapers: 'There are no papers yet. They arrive with the first data file or feed.',
};

/** One entry per sentence; both languages have the same ones. */
export type Wording = typeof english;
