// English words of /why and /status.

export const whereaboutsEnglish = {
  postedCard: (link: string, time: string) => `Posted here as a card on ${time}: ${link}`,
  postedLine: (link: string, time: string, line: number, count: number) =>
    `Posted here on ${time} as number ${line} of ${count}: ${link}`,
  postedGone: (time: string) => `Posted here on ${time}; somebody deleted the message since.`,
  openMessage: 'open the message',
  pending: (time: string, mode: string) => `Not posted yet. It comes ${time}, ${mode}.`,
  sending: 'It is being posted now; whether Discord took it is being checked.',
  held: (reason: string) => `It waits: ${reason}.`,
  rejected: (reason: string) => `It was not posted: Discord refused it (${reason}).`,
  withheld: (reason: string) => `It matched, and is not posted: ${reason}.`,
  untranslated: {
    refused: (reason: string) =>
      `Part of it stays in the original: its translation did not pass the checks (${reason}).`,
    dropped: (reason: string) => `Part of it stays in the original: no translation could be asked for (${reason}).`,
  },
  matched: (rules: string) => `Matched by ${rules}.`,
  notAnnounced: (reason: string) =>
    `It is stored, but was not announced${reason === '' ? '' : ` (${reason})`}: only announcements are posted.`,
  noRules: 'No subscription posts here. `/subscribe category` makes one.',
  olderThanRules: (time: string) => `It was announced on ${time}, before the subscriptions here were made.`,
  noMatch: (rules: string, categories: string) =>
    `No subscription here wants it. Here: ${rules}. The paper is filed under ${categories}.`,
  primary: (category: string) => `${category}, its primary category`,
  crossListed: (category: string) => `${category}, where it is cross-listed`,
  byWords: (words: string) => `found: ${words}`,
  author: (name: string) => `author ${name}`,
  removed: 'removed since',
  paused: 'paused',
  modes: { cards: 'as a card', compact: 'in a list', thread: 'in the day’s thread', digest: 'in a digest' },
  reasons: {
    unsubscribed: 'the subscription was removed',
    paused: 'the subscription is paused',
    moved: 'the subscription moved to another channel, which gets it',
    samePaper: 'it is another record of a paper that came already',
    unknown: 'nobody knows whether its message arrived; the permission to read the history is missing',
    permission: 'a permission to post here is missing',
    discord: (reason: string) => `Discord does not take messages here now (${reason})`,
    translation: 'its translation is under way',
  },

  statusTitle: 'Today here',
  noFeeds: 'No feed is read: papers come from the files that the operator gives.',
  dayComplete: (category: string, papers: number) => `${category}: complete, ${papers} papers`,
  dayPartial: (category: string, papers: number) => `${category}: ${papers} papers so far`,
  dayWaiting: (category: string) => `${category}: today’s announcement is not there yet`,
  dayStale: (category: string) => `${category}: arXiv still shows the announcement of an earlier day`,
  dayNone: (category: string, why: string) => `${category}: nothing today (${why})`,
  why: {
    weekend: 'weekend',
    holiday: 'arXiv holiday',
    unlisted: 'arXiv announced nothing',
    quiet: 'no paper in this category',
    other: 'no announcement',
  },
  listOfDay: 'arXiv’s list',
  holiday: (name: string, isGuess: boolean) => `arXiv holiday: ${name}${isGuess ? ', a guess' : ''}`,
  nextFeed: (time: string) => `Next announcement of arXiv: ${time}`,
  lastIngest: (time: string) => `Last papers taken in: ${time}`,
  noIngest: 'No papers were taken in yet.',
  postedToday: (count: number) => `Posted here in the last 24 hours: ${count}`,
  nextDelivery: (time: string) => `Next message here: ${time}`,
  nothingWaits: 'Nothing waits for this place.',
  waits: (count: number, mode: string, time: string) =>
    `${count} ${count === 1 ? 'paper waits' : 'papers wait'}, ${mode}, ${time}`,
  waitsHeld: (count: number, reason: string) => `${count} held: ${reason}`,
  rulesHere: (rules: string) => `Subscriptions here: ${rules}`,
  now: 'now',
  separator: ', ',
};

export type WhereaboutsWording = typeof whereaboutsEnglish;
