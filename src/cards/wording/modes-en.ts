// English words of lists, digests and daily threads.

export const modesEnglish = {
  listFooter: (count: number) => `${count} new ${count === 1 ? 'paper' : 'papers'}`,
  digestTitle: (subject: string, day: string) => `${subject}: new papers, ${day}`,
  /** Sums up: all = shown + others. */
  digestCounts: (all: number, shown: number) =>
    all === shown ? `${all} new` : `${all} new = ${shown} shown here + ${all - shown} more`,
  restButton: (count: number) => `Show the other ${count}`,
  restTitle: (subject: string, day: string) => `${subject}, ${day}`,
  range: (from: number, to: number, all: number) => `${from}–${to} of ${all}`,
  previous: 'Previous',
  next: 'Next',
  openPaper: 'Open a paper (only you see it)',
  pdf: 'PDF',
  withdrawn: 'withdrawn',
  threadHead: (subject: string, day: string) => `**${subject}**: the new papers of ${day} are in this thread.`,
  threadName: (subject: string, day: string) => `${day} ${subject}`,
  statusButton: 'Today’s status',
  subjectSeparator: ', ',
  moreSubjects: (count: number) => ` and ${count} more`,
  keyword: (query: string) => `“${query}”`,
  several: 'Subscriptions',
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  day: (year: number, month: number, date: number, weekday: string) =>
    `${weekday}, ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1]} ${date}, ${year}`,
  gone: 'This list is no longer kept. `/search` still finds its papers.',
};

export type ModesWording = typeof modesEnglish;
