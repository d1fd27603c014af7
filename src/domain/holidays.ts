// Holidays of arXiv: the list as data/arxiv-holidays.json holds it, checked, and a marked guess for what is not listed yet.
import { z } from 'zod';
import { UserError } from '../errors.js';
import { addDays, weekdayOf } from './local-time.js';

export interface Holiday {
  /** The day whose 14:00 Eastern freeze is skipped; on a Sunday, the evening without an announcement. */
  readonly date: string;
  readonly name: string;
  readonly nameJa: string;
}

/** What arXiv has said of one year. */
export interface HolidayYear {
  readonly source?: string | undefined;
  /** arXiv has listed everything up to this day; what comes after it is guessed. */
  readonly listedUntil: string;
  readonly holidays: readonly Holiday[];
}

/** By year (`2026`). */
export type HolidayList = Readonly<Record<string, HolidayYear>>;

const SATURDAY = 6;
const SUNDAY = 7;
const day = z.iso.date({ error: 'a day such as 2026-11-26', abort: true });
const holiday = z.strictObject({
  date: day.refine((date) => weekdayOf(date) !== SATURDAY, 'no Saturday: arXiv announces nothing then anyway'),
  name: z.string().min(1),
  nameJa: z.string().min(1),
});
const list = z
  .record(
    z.string().regex(/^\d{4}$/, 'a year such as 2026'),
    z.strictObject({ source: z.string().optional(), listedUntil: day, holidays: z.array(holiday) }),
  )
  .check((context) => {
    for (const [year, { listedUntil, holidays }] of Object.entries(context.value)) {
      for (const date of [listedUntil, ...holidays.map((each) => each.date)]) {
        if (!date.startsWith(`${year}-`))
          context.issues.push({ code: 'custom', input: date, path: [year], message: `${date} is not in ${year}` });
      }
    }
  });

/** Reads the text of the data file. Throws UserError that names the file, the place and what is wrong there. */
export function parseHolidays(text: string, path: string): HolidayList {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UserError(
      'bad-calendar',
      `${path} is not JSON: ${(error as Error).message}. Correct the file and start again.`,
      { exitCode: 2 },
    );
  }
  const result = list.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw new UserError(
    'bad-calendar',
    `${path} cannot be used (${place}): ${issue?.message ?? 'unknown'}. Correct it and start again.`,
    { exitCode: 2 },
  );
}

/** The n-th given weekday (1 is Monday) of a month (`2026-11`). */
function nthWeekday(month: string, weekday: number, n: number): string {
  const first = `${month}-01`;
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7);
}

/** A holiday on a Saturday is kept on the Friday before it, one on a Sunday on the Monday after it. */
function observed(date: string): string {
  const weekday = weekdayOf(date);
  if (weekday === SATURDAY) return addDays(date, -1);
  return weekday === SUNDAY ? addDays(date, 1) : date;
}

/**
 * What arXiv will probably list for a year: the holidays that stood in every list from 2023 to 2026, and New Year's Day and
 * Eve where they are weekdays. The one further day between Christmas and New Year changes from year to year and is left out.
 */
export function guessHolidays(year: string): readonly Holiday[] {
  const newYear = [
    { date: `${year}-01-01`, name: "New Year's Day", nameJa: '元日' },
    { date: `${year}-12-31`, name: "New Year's Eve", nameJa: '大晦日' },
  ].filter(({ date }) => weekdayOf(date) < SATURDAY);
  return [
    ...newYear,
    { date: nthWeekday(`${year}-01`, 1, 3), name: 'Martin Luther King Jr. Day', nameJa: 'キング牧師記念日' },
    { date: observed(`${year}-06-19`), name: 'Juneteenth', nameJa: 'ジューンティーンス（奴隷解放記念日）' },
    { date: observed(`${year}-07-04`), name: 'Independence Day', nameJa: '独立記念日' },
    { date: nthWeekday(`${year}-09`, 1, 1), name: 'Labor Day', nameJa: 'レイバー・デー（労働者の日）' },
    { date: nthWeekday(`${year}-11`, 4, 4), name: 'Thanksgiving', nameJa: '感謝祭' },
    { date: observed(`${year}-12-25`), name: 'Christmas Day', nameJa: 'クリスマス' },
  ];
}
