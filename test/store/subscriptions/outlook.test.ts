// Outlook: how many papers an announcement a rule would have had, over arXiv's own announcement days.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createArxivCalendar, lastWindows } from '../../../src/domain/arxiv-calendar.js';
import { toUtcText } from '../../../src/domain/calendar.js';
import { parseHolidays } from '../../../src/domain/holidays.js';
import { dumpText, generateEntries } from '../../helpers/dump-generator.js';
import { ruleFor } from '../../helpers/rules.js';
import { openTestStore, type TestStore } from '../../helpers/stores.js';

const file = readFileSync(new URL('../../../data/arxiv-holidays.json', import.meta.url), 'utf8');
const calendar = createArxivCalendar(parseHolidays(file, 'data/arxiv-holidays.json'));
const AT = '2027-01-08T12:00:00Z';
let store: TestStore;
beforeEach(() => {
  store = openTestStore(() => new Date(AT));
});
afterEach(() => store.close());

/** Papers of cs.LG submitted at these times. */
async function submitted(...times: readonly string[]): Promise<void> {
  const entries = generateEntries(31, times.length).map((entry, index) => ({
    ...entry,
    categories: ['cs.LG'],
    authors: [`Author Number${index}`],
    date: `${times[index]!.slice(0, 19).replace('T', ' ')}+00:00`,
  }));
  await store.ingest(dumpText(entries));
}

const outlook = () => {
  const newest = store.reader.newestDate(AT);
  const windows = newest === null ? [] : lastWindows(calendar, new Date(newest), 14);
  const begins = windows.map(({ from }) => toUtcText(from));
  return store.reader.outlook(ruleFor('10', 'cs.LG'), begins, AT);
};

it('counts what 14 announcements covered, over weekends and holidays without one', async () => {
  const last = '2027-01-07T12:00:00Z';
  const begin = lastWindows(calendar, new Date(last), 14).at(-1)!.from;
  const before = new Date(begin.getTime() - 1_000).toISOString();
  await submitted(before, begin.toISOString(), '2026-12-24T10:00:00Z', last);
  // Four holidays lie in between: fourteen weekdays would reach back to 21 December only.
  expect(toUtcText(begin) < '2026-12-19').toBe(true);
  expect(outlook()).toMatchObject({ days: 14, papers: 3, isExact: true });
});

it('reaches back as far as the store does, and says nothing of an empty one', async () => {
  expect(outlook()).toMatchObject({ days: 0, papers: 0 });
  await submitted('2027-01-06T12:00:00Z', '2027-01-07T12:00:00Z');
  expect(outlook()).toMatchObject({ days: 2, papers: 2 });
});
