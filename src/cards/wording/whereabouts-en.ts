// English words of /why and /status.
import type { Mode } from '../../domain/subscription.js';
import { own, type Markdown } from '../../text/markdown.js';
import { counted, grouped } from '../../text/plural.js';

/** `here`: how the place is called that the answer is about. */
const wordsAbout = (here: string) => ({
  postedCard: (link: string, time: string) => `Posted ${here} as a card on ${time}: ${link}`,
  postedLine: (link: string, time: string, { line, count }: { line: number; count: number }) =>
    `Posted ${here} on ${time} as number ${grouped(line)} of ${grouped(count)}: ${link}`,
  postedGone: (time: string) => `Posted ${here} on ${time}. The message has since been deleted.`,
  openMessage: 'open the message',
  /** `when`: one of those below; null where nobody knows. */
  pending: (when: string | null, mode: string) =>
    `Not posted yet. It will be posted ${when === null ? '' : `${when}, `}${mode}.`,
  at: (time: string) => time,
  after: (time: string) => `after ${time}`,
  soon: 'shortly',
  waitsFor: (reason: string) => `${reason}.`,
  sending: 'Being posted now. We’re checking that it reached Discord.',
  held: (reason: string) => `On hold: ${reason}.`,
  rejected: (reason: string) => `Not posted, because Discord refused it (${reason}).`,
  failed: {
    absent: (error: string) =>
      `Not posted, because of a fault in the bot (${error}). The operator’s log has the details.`,
    doubtful: (error: string) =>
      `A fault in the bot stopped this post (${error}), so it may or may not have appeared. The operator’s log has the details.`,
  },
  gaveUp: (attempts: number, reason: string) =>
    `Not posted, because Discord didn’t accept it in ${counted(attempts, 'attempt', 'attempts')} (${reason}).`,
  withheld: (reason: string) => `It matched, but isn’t posted: ${reason}.`,
  untranslated: {
    refused: (reason: string) =>
      `Part of it is shown in the original, because its translation didn’t pass our checks: ${reason}.`,
    dropped: (reason: string) => `Part of it is shown in the original, because it couldn’t be translated: ${reason}.`,
  },
  matched: (rules: string) => `Matched by ${rules}.`,
  notAnnounced: (reason: string) =>
    `This paper is in the library, but wasn’t announced as new${reason === '' ? '' : ` (${reason})`}. Only new papers are posted.`,
  noRules: `There are no subscriptions ${here} yet. Start one with \`/subscribe category\`.`,
  olderThanRules: (time: string) => `It was announced on ${time}, before the subscriptions ${here} started.`,
  noMatch: (rules: string, categories: string) =>
    `It matches none of the subscriptions ${here}: ${rules}. The paper’s categories: ${categories}.`,
  /** Null: the category stands beside it already. */
  primary: (category: string | null) =>
    category === null ? 'its primary category' : `${category}, its primary category`,
  crossListed: (category: string | null) =>
    category === null ? 'it is cross-listed there' : `${category}, where it is cross-listed`,
  byWords: (words: string) => `found: ${words}`,
  author: (name: string) => `author ${name}`,
  removed: 'since stopped',
  paused: 'paused',
  modes: {
    cards: 'as a card',
    compact: 'in a list',
    thread: 'in the day’s thread',
    digest: 'in a digest',
  } satisfies Record<Mode, string>,
  reasons: {
    unsubscribed: 'the subscription was stopped',
    paused: 'the subscription is paused',
    moved: 'the subscription moved to another channel, which gets it',
    shown: 'it was already posted in a channel you can read',
    channelDeleted: 'the channel was deleted',
    left: 'the bot was out of the server for 30 days',
    samePaper: 'the same paper was already posted',
    unknown: 'we can’t tell whether it was posted, because the Read Message History permission is missing',
    permission: `the bot is missing a permission to post ${here}`,
    silenced: 'the bot is in a time-out in this server',
    discord: (reason: string) => `Discord isn’t accepting messages ${here} right now (${reason})`,
    translation: 'it is being translated',
  },

  statusTitle: 'Today’s status',
  noFeeds: 'arXiv feeds are off. Papers come from other sources and data files that the operator adds.',
  dayComplete: (category: string, papers: number) => `${category}: all ${counted(papers, 'paper', 'papers')} received`,
  dayPartial: (category: string, papers: number) => `${category}: ${counted(papers, 'paper', 'papers')} so far`,
  dayWaiting: (category: string) => `${category}: today’s papers haven’t been announced yet`,
  dayNotRead: (category: string) => `${category}: today’s feed hasn’t been read yet`,
  dayFailing: (category: string, since: string) =>
    `${category}: arXiv’s feed can’t be read (since ${since}); the bot keeps trying`,
  dayStale: (category: string) => `${category}: arXiv still shows an earlier day`,
  dayNone: (category: string, why: string) => `${category}: nothing today (${why})`,
  why: {
    weekend: 'weekend',
    holiday: 'arXiv holiday',
    unlisted: 'nothing announced by arXiv',
    quiet: 'no paper in this category',
    other: 'no announcement',
  },
  listOfDay: 'arXiv’s list',
  holiday: (name: string, isGuess: boolean) => `arXiv holiday: ${name}${isGuess ? ', a guess' : ''}`,
  nextFeed: (time: string) => `Next arXiv announcement: ${time}`,
  lastIngest: (time: string) => `Last import: ${time}`,
  noIngest: 'No papers have been imported yet.',
  postedToday: (count: number) => `Posted ${here} in the last 24 hours: ${grouped(count)}`,
  nextDelivery: (time: string) => `Next message ${here}: ${time}`,
  nothingWaits: `Nothing is queued ${here}.`,
  waits: (count: number, mode: string, when: string | null) =>
    `${counted(count, 'queued paper', 'queued papers')}: ${mode}${when === null ? '' : `, ${when}`}`,
  waitingModes: {
    cards: 'as cards',
    compact: 'in a list',
    thread: 'in the day’s thread',
    digest: 'in a digest',
  } satisfies Record<Mode, string>,
  waitsHeld: (count: number, reason: string) => `${grouped(count)} on hold: ${reason}`,
  rulesHere: (rules: string) => `Subscriptions ${here}: ${rules}`,
  moreRules: '… (all of them: `/subscriptions`)',
  moreDays: (left: number) => `- … and ${left} more`,
  moreLines: (left: number) => `… and ${counted(left, 'more line', 'more lines')}`,
  noted: (rule: Markdown, notes: Markdown): Markdown => own`${rule} (${notes})`,
  separator: ', ',
});

export type WhereaboutsWording = ReturnType<typeof wordsAbout>;
export const whereaboutsEnglish = wordsAbout('here');
/** A person’s own messages, also where the command is used elsewhere. */
export const directEnglish = wordsAbout('in your direct messages');
