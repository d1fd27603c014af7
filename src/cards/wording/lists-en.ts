// English words of lists, digests and daily threads.
import { counted, grouped } from '../../text/plural.js';
import { inQuotes } from '../../text/quotation.js';

export const listsEnglish = {
  listFooter: (count: number) => counted(count, 'new paper', 'new papers'),
  digestTitle: (subject: string, day: string) => `${subject}: new papers, ${day}`,
  /** Sums up: all = shown + others. */
  digestCounts: (all: number, shown: number) =>
    all === shown
      ? `${grouped(all)} new`
      : `${grouped(all)} new = ${grouped(shown)} shown here + ${grouped(all - shown)} more`,
  digestLeftOut: (count: number) => `Left out: ${grouped(count)} already posted in channels you can read`,
  emptyDay: (subject: string, day: string) =>
    `**${subject}**: no new papers, ${day}. \`/status\` shows what has arrived today.`,
  emptyHoliday: (subject: string, day: string, holiday: string) =>
    `**${subject}**: no new papers, ${day} (arXiv holiday: ${holiday}).`,
  restButton: (count: number) => `Show the other ${grouped(count)}`,
  range: (from: number, to: number, all: number) => `${grouped(from)}–${grouped(to)} of ${grouped(all)}`,
  previous: 'Previous',
  next: 'Next',
  openPaper: 'Choose a paper to open',
  pdf: 'PDF',
  withdrawn: 'Withdrawn',
  threadHead: (subject: string, day: string) => `**${subject}**: new papers of ${day} are in this thread.`,
  threadName: (subject: string, day: string) => `${day} ${subject}`,
  statusButton: 'Today’s status',
  subjectSeparator: ', ',
  moreSubjects: (count: number) => ` and ${grouped(count)} more`,
  keyword: (query: string) => inQuotes(query, ['“', '”']),
  several: 'Subscriptions',
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  day: ({ year, month, date }: { year: number; month: number; date: number }, weekday: string) =>
    `${weekday}, ${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month - 1]} ${date}, ${year}`,
  gone: 'This list is no longer kept. You can still find its papers with `/search`.',
};

export type ListWording = typeof listsEnglish;
