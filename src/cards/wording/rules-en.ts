// English wording of rules and settings.
import type { CardLanguage } from '../../domain/language.js';
import type { Announcements, Mode } from '../../domain/subscription.js';
import type { Markdown } from '../../text/markdown.js';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const count = (papers: number): string => `${papers} ${papers === 1 ? 'paper' : 'papers'}`;

export const rulesEnglish = {
  // a rule in words
  category: (code: Markdown, name: Markdown): string => `${code} (${name})`,
  archive: (code: Markdown, name: Markdown): string => `${code} (${name}, all categories)`,
  ofCategory: (category: Markdown): string => `new ${category} papers`,
  ofKeyword: (query: Markdown): string => `new papers matching “${query}”`,
  ofAuthor: (name: Markdown): string => `new papers by ${name}`,
  within: (subject: Markdown, category: Markdown): string => `${subject} in ${category}`,
  postedIn: (subject: Markdown, place: Markdown): string => `**${capital(subject)} will be posted in ${place}.**`,
  sentToYou: (subject: Markdown): string => `**${capital(subject)} will be sent to you here.**`,
  alreadyPosted: 'This is already set up. Nothing was changed.',
  changed: 'Changed.',
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
    `Everything posted there is now in ${now} (before: ${before}).`,
  excluded: (what: Markdown): string => `Left out: ${what}`,
  excludedPeople: (names: Markdown): string => `Somebody else of that name: papers with ${names} are left out`,
  mentions: (role: Markdown): string => `Mentions ${role} once per batch`,
  silent: 'Posted without a notification',
  pausedSince: (time: Markdown): string => `**Paused** since ${time}`,
  volume: (perDay: string, days: number): string => `About ${perDay} per announcement day, over the last ${days}.`,
  noVolume: 'No papers are stored yet, so the volume is unknown.',
  noneLately: (days: number): string => `Nothing matched on the last ${days} announcement days.`,
  papers: count,
  examples: 'Recent examples',
  nextDigest: (time: Markdown): string => `Next delivery: ${time}`,
  nextFeed: (time: Markdown): string => `Next delivery: after arXiv’s next announcement, around ${time}`,
  nextDump: 'Next delivery: when the next dump arrives',
  onlyDumps: 'Feeds are switched off here, so only dumps that the operator adds are searched.',
  fromNowOn: '-# Only papers announced from now on; each is posted once.',
  busy: (perDay: string): string =>
    `That is about **${perDay}** a day. A digest, one message a day, is easier to follow.`,
  withoutRepeats: '-# Papers that a channel you can read has shown are left out.',

  // buttons
  useDigest: 'Make it a digest',
  changeMode: 'Format',
  narrow: 'Narrow down',
  pause: 'Pause',
  resume: 'Resume',
  remove: 'Stop',
  sample: 'Post a sample',
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
  formAnnouncements: 'Announcements',
  formRole: 'Role to mention',
  formRoleHint: 'Once, on the first message of a batch',
  formSilent: 'Notifications',
  formSilentBox: 'Post without a notification',

  // outcomes
  paused: 'Paused. The settings are kept; papers that match meanwhile come as a list when you resume.',
  resumed: (papers: number): string =>
    papers === 0 ? 'Resumed.' : `Resumed. ${count(papers)} from the break will come as a list.`,
  removed: (subject: Markdown, place: Markdown, withheld: number): string =>
    `Stopped: ${subject} → ${place}.${withheld === 0 ? '' : ` ${withheld} queued ${withheld === 1 ? 'paper was' : 'papers were'} cancelled.`}`,
  gone: 'This subscription has ended. `/subscriptions` shows what there is.',
  notYours: (place: Markdown): string =>
    `Only people with the permission Manage Channels in ${place} can change what is posted there. To get papers yourself, use \`/subscribe\` in a direct message with me.`,
  samplePosted: 'A sample was posted.',
  sampleMark: '**Sample** · this is how a paper will look here',
  sampleFailed: 'The sample could not be posted. Check my permissions there and try again.',
  sampleNone: 'There is no stored paper that matches, so there is nothing to show yet.',
  strangersNone: 'No stored paper is by an author of that name.',
  strangersSame:
    'Those papers share all co-authors and categories with the others, so they cannot be told apart. Nothing was changed.',
  noSuchRule: (number: Markdown): string =>
    `There is no subscription ${number}. \`/subscriptions\` shows what there is.`,
  moved: (place: Markdown): string => `Moved to ${place}, with what was waiting.`,
  movedExists: (place: Markdown): string => `${place} has the same subscription already. Nothing was changed.`,

  // mistakes
  queryEmpty: 'There is nothing to look for in that query: use letters or digits. Nothing was saved.',
  queryDates:
    'A subscription is about papers to come, so dates (`since:`, `until:`) have no place in it. Nothing was saved.',
  queryError: (reason: Markdown): string => `The query was not understood: ${reason}. Nothing was saved.`,
  nameUnclear: (name: Markdown): string =>
    `“${name}” is too short for a name. Give a family name and, if you can, a given name or initial: \`Chenjie Hao\`, \`C. Hao\`. Nothing was saved.`,
  hourNeedsDigest: 'An hour goes with the mode `digest`. Nothing was saved.',
  threadsNotThere: 'A daily thread needs a text channel. Choose another format or channel. Nothing was saved.',
  modeNotThere: 'In a direct message, papers come as cards, lists or a digest. Nothing was saved.',
  unknownCategories: (codes: Markdown): string => `Not an arXiv category: ${codes}. Nothing was changed.`,

  // lists
  listTitle: (rules: number): string => `${rules} ${rules === 1 ? 'subscription' : 'subscriptions'}`,
  listEmpty:
    'Nothing is subscribed here yet. `/subscribe category` in a channel, or in a direct message with me, starts it.',
  pageOf: (page: number, pages: number): string => `Page ${page} of ${pages}`,
  previous: 'Back',
  next: 'Next',

  // settings
  settingsTitle: 'Settings of this server',
  settingsOwnTitle: 'Your settings',
  settingLanguage: (name: string): string => `Language of new destinations: ${name}`,
  settingZone: (zone: Markdown, now: string): string => `Time zone: ${zone} (now ${now})`,
  settingMode: (name: string): string => `Default format: ${name}`,
  settingQuiet: (from: number, until: number): string => `Quiet hours: ${from}:00–${until}:00`,
  settingNoQuiet: 'Quiet hours: none',
  settingNotices: (place: Markdown): string => `Notices go to ${place}`,
  settingNoticesPerson: 'Notices go to whoever made the subscription',
  byDefault: '(default)',
  byLocale: 'that of the person who subscribes',
  settingsSaved: 'Saved.',
  settingsHint:
    '-# `/settings change` changes them; `/settings export` and `/settings import` carry all subscriptions.',
  zoneUnknown: (zone: Markdown): string =>
    `“${zone}” is not a time zone. Give a name such as \`Asia/Tokyo\` or \`Europe/Berlin\`. Nothing was changed.`,
  quietUnclear: 'Quiet hours need two different hours, such as `22-7`, or `off`. Nothing was changed.',
  settingsRights: 'You need the permission Manage Server to change this. Nothing was changed.',
  exported: (rules: number): string =>
    `${rules} ${rules === 1 ? 'subscription' : 'subscriptions'} and the settings are in this file.`,
  imported: (added: number, known: number): string =>
    `${added} ${added === 1 ? 'subscription was' : 'subscriptions were'} added; ${known} ${known === 1 ? 'was' : 'were'} there already.`,
  importSkipped: (what: Markdown): string => `Left out: ${what}`,
  importBad: 'This is not a file that `/settings export` made. Nothing was changed.',
  importNoChannel: (name: Markdown): string => `${name} (no such channel here, or I cannot post there)`,

  // direct messages
  closedMessages:
    'I cannot send you direct messages: they are closed for me. The subscription is kept and paused. Open them (server → Privacy Settings → Direct Messages) and press Resume.',

  // notices
  channelGone: (name: Markdown, subjects: Markdown): string =>
    `The channel ${name} was deleted, so its subscriptions have ended: ${subjects}. To go on elsewhere, use \`/subscribe\` there.`,
  leftTooLong: (name: Markdown): string => `I was out of ${name} for 30 days, so its subscriptions have ended.`,
  listSeparator: ', ',
};

export type RuleWording = typeof rulesEnglish;
