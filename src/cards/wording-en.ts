// English wording.
import type { Markdown } from '../text/markdown.js';
import type { PlainText } from '../text/visible.js';

export const english = {
  // cards
  machineTranslation: (provider: Markdown): string => `Machine translation: ${provider}`,
  demoSummary: 'Summary: Shinchaku (demo)',
  noTranslation: '',
  authors: 'Authors',
  categories: 'Categories',
  updated: 'This version',
  submitted: 'Submitted',
  moreAuthors: (count: number): string => ` and ${count} more`,
  moreCategories: (count: number): string => ` and ${count} more`,
  noAbstract: 'No abstract is known yet.',
  withdrawn: 'This paper has been withdrawn.',
  journalRef: 'Published in',
  original: '原文',
  translation: '日本語',
  fullText: 'Abstract',
  translateNow: '日本語に訳す',
  translationRefused: 'The translation did not pass the checks, so it is not shown. Please read the original.',
  translationLater: 'It cannot be translated right now. Please try again later.',
  translationShareSpent: 'You have used up your share of translations for today. Please try again tomorrow.',
  listSeparator: ', ',

  // answers
  failed: (reference: Markdown): string =>
    `Something went wrong on our side, and nothing was changed. Please try again; if it goes on, tell the operator this reference: ${reference}.`,
  notNow: 'I cannot answer that at the moment. Nothing was changed; please try again in a little while.',
  unknownCommand: 'This command is not known any more. Reload Discord (Ctrl+R) and try again.',
  oldButton: 'This button is too old to work. Run the command again.',
  unknownPaper: (reference: Markdown): string =>
    `No paper is known as “${reference}”. I understand keys such as \`s-0123456789\`, identifiers such as \`2504.06704\` or \`hep-th/9901001\`, and arXiv addresses.`,
  notFetched: (identifier: Markdown, why: 'absent' | 'too-many' | 'failed'): string =>
    ({
      absent: `arXiv has no paper \`${identifier}\`. Please check the number.`,
      'too-many': `\`${identifier}\` is not stored here, and you have already had many papers fetched from arXiv within this hour. Please try again later.`,
      failed: `\`${identifier}\` is not stored here, and arXiv does not answer at the moment. Please try again later: https://arxiv.org/abs/${identifier}`,
    })[why],
  onlyInServer: 'This command works in a server channel only.',

  // deliveries of which nobody knows whether they were posted
  outcomeUnknown: (channel: Markdown, count: number): string =>
    `In ${channel} I cannot tell whether ${count === 1 ? 'one card was' : `${count} cards were`} posted: the connection broke while ${count === 1 ? 'it was' : 'they were'} being sent, and I may not read the channel's history. ${count === 1 ? 'It is' : 'They are'} held, so that nothing is posted twice. Give me the permission Read Message History there: I then look for ${count === 1 ? 'it' : 'them'} and post what is missing.`,
  showCandidates: 'Which cards?',
  candidatesTitle: (channel: Markdown, count: number): string =>
    `${count} ${count === 1 ? 'card' : 'cards'} that may or may not stand in ${channel}:`,
  sentAbout: (time: Markdown): string => `sent about ${time}`,
  moreCandidates: (count: number): string => `and ${count} more`,
  noCandidates: (channel: Markdown): string => `Nothing is held in ${channel} any more: every card is accounted for.`,

  // subscriptions
  needsManageChannels: (channel: Markdown): string =>
    `To change subscriptions of ${channel} you need the permission Manage Channels there. Nothing was changed.`,
  wrongChannelType: (channel: Markdown): string =>
    `Cards cannot be posted in ${channel} itself. Choose a text channel, an announcement channel, a thread or a forum.`,
  botLacks: (channel: Markdown, names: readonly Markdown[]): string =>
    `I cannot post in ${channel} yet. There I still need: ${names.join(', ')}. Nothing was saved; give me these permissions, then run the command again.`,
  permissionNames: {
    view: 'View Channel',
    send: 'Send Messages',
    sendInThreads: 'Send Messages in Threads',
    embed: 'Embed Links',
    history: 'Read Message History',
  },
  unknownCategory: (typed: Markdown, similar: readonly Markdown[]): string =>
    `“${typed}” is no arXiv category or archive.${similar.length > 0 ? ` Did you mean ${similar.join(', ')}?` : ' Type a code such as cs.LG or a name such as robotics.'}`,
  subscribed: (category: Markdown, channel: Markdown): string => `${category} now comes to ${channel}.`,
  alreadySubscribed: (category: Markdown, channel: Markdown): string =>
    `${category} already comes to ${channel}; nothing changed.`,
  cardLanguage: (isJapanese: boolean): string => (isJapanese ? 'Cards: Japanese first' : 'Cards: English'),
  silentStart: 'Papers announced from now on are posted, once each; earlier ones are not.',
  storedAlready: (count: number, isExact: boolean, category: Markdown): string =>
    count === 0
      ? 'No paper of it is stored yet.'
      : `${isExact ? '' : 'More than '}${count} papers of it are stored: ${category} shows them.`,
  unsubscribed: (category: Markdown, channel: Markdown, withheld: number): string =>
    `${category} no longer comes to ${channel}.${withheld > 0 ? ` ${withheld} waiting cards will not be posted.` : ''}`,
  noSuchSubscription: (existing: readonly Markdown[]): string =>
    existing.length === 0
      ? 'There is no subscription in this server. `/subscribe category` makes one.'
      : `There is no such subscription. There are: ${existing.join(', ')}.`,
  subscriptionsTitle: (count: number): string => (count === 1 ? '1 subscription' : `${count} subscriptions`),
  noSubscriptions:
    'There is no subscription here yet. Use `/subscribe category` in the channel that should get the papers.',
  allOf: (name: PlainText): string => `${name} (whole archive)`,

  // search
  found: (count: number, isExact: boolean, query: Markdown): string =>
    `${isExact ? '' : 'More than '}${count} ${count === 1 ? 'paper' : 'papers'}: ${query}`,
  nothingFound: (query: Markdown): string =>
    `No paper was found for ${query}. Try fewer words, another spelling, or the other language.`,
  notUnderstood: (reason: Markdown): string => `The search was not understood: ${reason}.`,
  searchedText: (text: PlainText): string => `“${text}”`,
  searchedAuthor: (name: PlainText): string => `author “${name}”`,
  searchedCategory: (name: PlainText): string => name,
  searchedSince: (date: PlainText): string => `since ${date}`,
  searchedUntil: (date: PlainText): string => `until ${date}`,
  everything: 'all papers',
  crossed: (terms: readonly Markdown[]): string => `Also searched: ${terms.join(', ')}`,
  cutShort:
    'This search takes long, so older papers were not looked through. A rarer word or a date (since:2024) helps.',
  looser: (query: PlainText): string => `Search ${query} instead`,
  newestFirst: 'newest first',
  bestFirst: 'best match first',
  sortNewest: 'Sort: newest',
  sortRelevance: 'Sort: best match',
  page: (from: number, to: number): string => `${from}–${to}`,
  previous: 'Previous',
  next: 'Next',
  openPaper: 'Open a paper as a card',
  similar: 'Similar',
  similarTo: (title: Markdown): string => `Papers most like “${title}”`,
  shared: (terms: readonly Markdown[]): string => `shared terms: ${terms.join(', ')}`,
  noSimilar: (title: Markdown): string => `No stored paper shares telling words with “${title}” yet.`,
  nothingToLookUp: 'There is no text in this message that I can look papers up by.',
  notStored: (identifiers: readonly Markdown[]): string => `Not stored here: ${identifiers.join(', ')}`,

  // help
  helpTitle: 'Shinchaku: new arXiv papers, once each, in Japanese and English',
  helpCommands: [
    '`/subscribe category` – papers of a category or archive come to a channel',
    '`/unsubscribe` – stop one of them',
    '`/subscriptions` – what comes where',
    '`/search` – words in titles and abstracts, Japanese or English; also `ti:` `au:` `cat:` `"phrases"` `OR` `-without` `since:7d`',
    '`/author` – papers of a person',
    '`/category` – the latest papers of a category; `/latest` – of all',
    '`/paper` – one paper by key, identifier or arXiv address; `/similar` – papers like it',
    'On any message: Apps → Look up papers',
  ],
  helpButtons: 'On a card, 原文 shows the original text to you alone, 日本語 the translation.',
  helpNumbers: (guilds: number, subscriptions: number, papers: number): string =>
    `In ${guilds} ${guilds === 1 ? 'server' : 'servers'}, ${subscriptions} ${subscriptions === 1 ? 'subscription' : 'subscriptions'}, ${papers} papers stored.`,
  nextSubscribe: 'Next: no subscription yet. Use `/subscribe category` in a channel.',
  nextDump: (inbox: Markdown): string => `Next: no dump yet. The operator puts one into ${inbox}.`,
};

/** One entry per sentence; both languages have the same ones. */
export type Wording = typeof english;
