// English wording of rules and settings.
import type { CardLanguage } from '../../domain/language.js';
import type { Announcements, Mode } from '../../domain/subscription.js';
import type { Markdown } from '../../text/markdown.js';
import { counted, grouped } from '../../text/plural.js';
import { inQuotes } from '../../text/quotation.js';
import type { PlainText } from '../../text/visible.js';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const count = (papers: number): string => counted(papers, 'paper', 'papers');

export const rulesEnglish = {
  // a rule in words
  category: (code: Markdown, name: Markdown): string => `${code} (${name})`,
  archive: (code: Markdown, name: Markdown): string => `${code} (${name}, all categories)`,
  ofCategory: (category: Markdown): string => `new ${category} papers`,
  ofKeyword: (query: Markdown): string => `new papers matching ${inQuotes(query, ['“', '”'])}`,
  ofAuthor: (name: Markdown): string => `new papers by ${name}`,
  within: (subject: Markdown, category: Markdown): string => `${subject} in ${category}`,
  postedIn: (subject: Markdown, place: Markdown): string => `**${capital(subject)} will be posted in ${place}.**`,
  sentToYou: (subject: Markdown): string => `**${capital(subject)} will be sent to you in direct messages.**`,
  /** A line of a list. */
  ruleAt: (subject: Markdown, place: Markdown): string => `${capital(subject)} → ${place}`,
  alreadyPosted: 'This is already set up. Nothing was changed.',
  changed: 'Changed.',
  overwritten: 'What you changed here had been changed after you opened the form. Your version has taken its place.',
  directMessages: 'your direct messages',
  announcements: { new: 'New', cross: 'New and cross-listed', all: 'New, cross-listed and replaced' } satisfies Record<
    Announcements,
    string
  >,
  modes: { cards: 'Cards', compact: 'Lists', thread: 'Daily thread', digest: 'Digest' } satisfies Record<Mode, string>,
  modeHints: {
    cards: 'One message per paper; lists when there are many',
    compact: 'Up to ten papers per message',
    thread: 'A thread per day under one message',
    digest: 'One message a day at an hour you choose',
  } satisfies Record<Mode, string>,
  digestAt: (hour: number): string => `Digest at ${hour}:00`,
  languages: { ja: 'Japanese', en: 'English', both: 'Japanese and English' } satisfies Record<CardLanguage, string>,
  language: (name: string): string => `Language: ${name}`,
  changeLanguage: '-# To change the language of everything posted there, use `/subscribe` with `language`.',
  languageChanged: (before: string, now: string): string =>
    `Everything posted there is now in ${now} (it was in ${before}).`,
  excluded: (what: Markdown): string => `Left out: ${what}`,
  excludedCount: (all: number): string => `${grouped(all)} left out`,
  more: (left: number): string => ` and ${left} more`,
  limitedTo: (category: PlainText): string => ` (${category})`,
  excludedPeople: (names: Markdown): string => `Someone else with that name is left out: papers with ${names}`,
  mentions: (role: Markdown): string => `Mentions ${role} once per batch`,
  silent: 'Posted without push notifications',
  tellsEmptyDays: 'Also says when a day had no papers',
  pausedSince: (time: Markdown): string => `**Paused** since ${time}`,
  volume: (perDay: string, days: number): string =>
    days === 1
      ? `About ${perDay} on the last announcement day.`
      : `About ${perDay} per announcement day, over the last ${days}.`,
  noVolume: 'No papers in the library yet, so the volume is unknown.',
  noneLately: (days: number): string =>
    `Nothing matched on the last ${days === 1 ? 'announcement day' : `${days} announcement days`}.`,
  papers: count,
  examples: 'Recent examples',
  nextDigest: (time: Markdown): string => `Next delivery: ${time}`,
  nextFeed: (time: Markdown): string => `Next delivery: after arXiv’s next announcement, around ${time}`,
  nextUntimed: 'Next delivery: when new papers arrive',
  withoutFeeds:
    'arXiv feeds are off here, so only papers from other sources and data files that the operator adds are posted.',
  latinNames:
    'arXiv spells almost all authors in Latin letters, so this name may never match. Use one such as `Taro Yamada`.',
  fromNowOn: '-# Only papers announced from now on are posted, each one once.',
  busy: (perDay: string): string =>
    `That is about **${perDay}** a day. A digest, one message a day, is easier to follow.`,
  withoutRepeats: '-# Papers already posted in a channel you can read are left out.',

  // buttons
  useDigest: 'Make it a digest',
  changeMode: 'Change format',
  narrow: 'Narrow down',
  pause: 'Pause',
  resume: 'Resume',
  remove: 'Stop',
  sample: 'Post a sample',
  move: 'Move',
  notThisPerson: 'Not this person',
  withRepeats: 'Include repeats',
  withoutRepeatsButton: 'Leave out repeats',
  back: 'Back',
  chooseMode: 'Choose a format',
  chooseHour: 'Choose the hour of the digest',
  chooseRule: 'Choose a subscription to change',
  chooseStrangers: 'Choose the papers by somebody else',

  // form
  formTitle: 'Narrow down',
  formWords: 'Leave out these words',
  formWordsHint: 'One per line, in the form of a search',
  formCategories: 'Leave out these categories',
  formCategoriesHint: 'Codes, separated by spaces: cs.CV stat',
  formKept: (more: number): string =>
    `${counted(more, 'more entry doesn’t', 'more entries don’t')} fit here and won’t be changed`,
  formAnnouncements: 'Announcements',
  formRole: 'Role to mention',
  formRoleHint: 'Once, on the first message of a batch',
  formManner: 'Posting',
  formSilentBox: 'Post without push notifications',
  formEmptyBox: 'Also say when a day had no papers',

  moveTitle: 'Move to another channel',
  moveChannel: 'Channel',
  moveHint: 'What waits to be posted moves along',

  // outcomes
  paused: 'Paused. Your settings are kept. When you resume, what matched in the last two weeks is listed.',
  resumed: (papers: number, isWithoutRepeats: boolean): string => {
    if (papers === 0) return 'Resumed.';
    const but = isWithoutRepeats ? ', except what a channel you read has shown' : '';
    return `Resumed. ${count(papers)} from the pause will be listed${but}.`;
  },
  removed: (subject: Markdown, place: Markdown, withheld: number): string =>
    `Stopped: ${subject} in ${place}.${withheld === 0 ? '' : ` ${counted(withheld, 'queued card was', 'queued cards were')} cancelled.`}`,
  gone: 'This subscription has ended. See `/subscriptions` for the current ones.',
  notYours: (place: Markdown): string =>
    `Only people with the Manage Channels permission in ${place} can change what is posted there. To get papers yourself, run \`/subscribe\` in a direct message with the bot.`,
  samplePosted: 'Sample posted.',
  sampleMark: '**Sample** · a paper that this subscription matches',
  sampleFailed: 'The sample couldn’t be posted. Check the bot’s permissions there and try again.',
  sampleNone: 'No papers in the library match yet, so there is nothing to show.',
  strangersNone: 'No papers in the library are by an author with that name.',
  strangersSame:
    'Those papers share all co-authors and categories with the others, so they can’t be told apart. Nothing was changed.',
  strangersFull: (most: number): string =>
    `A subscription can leave out ${counted(most, 'person', 'people')} at most. Nothing was changed. To narrow it down further, subscribe again with a category.`,
  noSuchRule: (typed: Markdown): string =>
    `There is no subscription “${typed}”. See \`/subscriptions\` for the current ones.`,
  moved: (place: Markdown): string => `Moved to ${place}, along with what was queued.`,
  alreadyThere: (place: Markdown): string => `${place} already has this subscription. Nothing was changed.`,
  languageThere: (language: string): string => `Everything posted there is in ${language}.`,
  channelUnknown: 'The bot can’t see that channel. Give it access or choose another one. Nothing was changed.',

  // mistakes
  queryEmpty: 'That query has nothing to search for. Use letters or digits. Nothing was saved.',
  queryDates: 'A subscription covers future papers only, so `since:` and `until:` can’t be used. Nothing was saved.',
  queryError: (reason: Markdown): string => `That search couldn’t be read: ${reason}. Nothing was saved.`,
  nameUnclear: (name: Markdown): string =>
    `“${name}” isn’t enough to tell who is meant. Enter a family name with a given name or an initial, such as \`Chenjie Hao\` or \`C. Hao\`. Nothing was saved.`,
  nameUnseen: 'That name has no letters. Nothing was saved.',
  nameSeveral:
    'Follow one author at a time: run `/subscribe author` with each name. Enter the name of one person without a comma, as in `Chenjie Hao`. Nothing was saved.',
  hourNeedsDigest: 'An hour can only be set for a digest. Nothing was saved.',
  threadsNotThere:
    'Daily threads only work in text and announcement channels. Choose another format or channel. Nothing was saved.',
  memberOnly:
    'The bot isn’t in this server, so it can’t post in its channels. Leave out `channel` to get the papers in direct messages. Nothing was saved.',
  modeNotThere: 'Direct messages support cards, lists and digests. Nothing was saved.',
  noticesNotThere:
    'These are the settings of your direct messages, where notices come anyway. `notices` is for servers. Nothing was saved.',
  roleEveryone: 'The bot mentions a role, never everyone. Nothing was changed. Choose another role, or none.',
  roleNotYours:
    'You can’t mention this role there yourself, so the bot won’t for you. Nothing was changed. Choose a role that everyone can mention, or ask somebody who can mention all roles.',
  tooManyRules: (most: number): string =>
    `A server or a person can have at most ${counted(most, 'subscription', 'subscriptions')}. Nothing was saved. Stop some with \`/unsubscribe\` first.`,
  tooMuchLeftOut: (most: number): string =>
    `The subscriptions of a server or a person can leave out ${counted(most, 'word, name or category', 'words, names and categories')} in total. Nothing was changed. Leave out fewer, or stop some subscriptions with \`/unsubscribe\` first.`,
  tooManyWords: (most: number): string =>
    `A subscription can leave out ${counted(most, 'word', 'words')} at most. Nothing was changed. Enter fewer lines.`,
  unknownCategories: (codes: Markdown): string => `Not an arXiv category: ${codes}. Nothing was changed.`,

  // lists
  listTitle: (rules: number): string => counted(rules, 'subscription', 'subscriptions'),
  listEmpty:
    'There are no subscriptions yet. Run `/subscribe category` in the channel where papers should be posted, or in a direct message with the bot.',
  listEmptyIn: (place: string) =>
    `There are no subscriptions in ${place}. For the others, run \`/subscriptions\` without \`channel\`.`,
  pageOf: (page: number, pages: number): string => `Page ${page} of ${pages}`,
  previous: 'Previous',
  next: 'Next',

  // settings
  settingsTitle: 'Server settings',
  settingsOwnTitle: 'Your settings',
  settingLanguage: (name: string): string => `Language of new destinations: ${name}`,
  settingZone: (zone: Markdown, now: string): string => `Time zone: ${zone} (now ${now})`,
  settingMode: (name: string): string => `Format of new subscriptions: ${name}`,
  settingQuiet: (from: number, until: number): string => `Quiet hours: ${from}:00–${until}:00`,
  settingNoQuiet: 'Quiet hours: none',
  settingNotices: (place: Markdown): string => `Notices go to ${place}`,
  settingNoticesPerson: 'Notices go to whoever made the subscription',
  byDefault: ' · default',
  byLocale: 'the language of whoever subscribes',
  byOwnLocale: 'your Discord language',
  settingsSaved: 'Saved.',
  exportAll: 'Export as a file',
  settingsHint:
    '-# To change something, give it to `/settings` as an option; `reset` puts one back to its default. `file` reads an exported file back in.',
  zoneUnknown: (zone: Markdown): string =>
    `${zone === '' ? 'That' : `“${zone}”`} is not a time zone. Enter a name such as \`Asia/Tokyo\` or \`Europe/Berlin\`. Nothing was changed.`,
  quietUnclear: 'Enter quiet hours as two different hours such as `22-7`, or `off`. Nothing was changed.',
  settingsRights: 'You need the Manage Server permission to change this. Nothing was changed.',
  exported: (rules: number, hidden: number): string =>
    `${counted(rules, 'subscription', 'subscriptions')} and the settings are in this file.${
      hidden === 0
        ? ''
        : ` ${counted(hidden, 'subscription', 'subscriptions')} of channels that you can’t see ${hidden === 1 ? 'is' : 'are'} not.`
    }`,
  imported: (added: number, known: number): string =>
    `${added === 0 ? 'No subscriptions were' : counted(added, 'subscription was', 'subscriptions were')} added.${known === 0 ? '' : ` ${counted(known, 'was', 'were')} already there and left unchanged.`}`,
  settingNames: {
    language: 'language of new destinations',
    zone: 'time zone',
    defaultMode: 'format of new subscriptions',
    quietFrom: 'quiet hours',
    noticesChannel: 'channel for notices',
  },
  importSettings: (names: Markdown): string => `Settings changed: ${names}.`,
  importSettingsSame: 'No setting was changed.',
  importLanguages: (places: number): string =>
    `${counted(places, 'destination has', 'destinations have')} another language than in the file and ${places === 1 ? 'keeps' : 'keep'} it.`,
  importSkipped: (what: Markdown): string => `Left out: ${what}`,
  importMore: (more: number): string => `… and ${counted(more, 'other', 'others')} left out.`,
  /** Left away from refusals in the answer about a file. */
  importUnchanged: [' Nothing was saved.', ' Nothing was changed.'],
  importAlone:
    'A file is read in by itself. Leave out the other options, and give them with another `/settings`. Nothing was changed.',
  importBad: 'This isn’t a file made by `/settings`. Nothing was changed.',
  importTooLarge:
    'This file is too large: it can have up to 5,000 subscriptions, and 20,000 words, names and categories to leave out in total. Nothing was changed.',
  importNotHad: (status: number): string =>
    `The file couldn’t be downloaded (HTTP ${status}). Nothing was changed. Please attach it again.`,
  importNoChannel: (name: Markdown): string => `${name} (no such channel here)`,

  // direct messages
  reached: 'The bot can send you direct messages.',
  closedMessages:
    'The bot can’t send you direct messages. Your subscription is kept and paused. Allow direct messages in the server’s Privacy Settings, then press Resume.',

  // notices
  channelGone: (name: Markdown, subjects: Markdown): string =>
    `The channel ${name} was deleted, so its subscriptions have ended: ${subjects}. To continue elsewhere, run \`/subscribe\` there.`,
  leftTooLong: (subjects: Markdown): string =>
    `The bot has been out of your server for 30 days, so the subscriptions that you made there have ended: ${subjects}. To continue, invite the bot again and run \`/subscribe\`.`,
  listSeparator: ', ',
};

export type RuleWording = typeof rulesEnglish;
