// Dates as commands show and take them: the newest first whatever the source told, and days of the zone that people see.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApart, type Apart } from '../helpers/apart.js';
import { generateEntries, type Entry } from '../helpers/dump-generator.js';
import { RENDERERS } from '../helpers/formats.js';
import { run } from '../helpers/program.js';

let apart: Apart;
const [model] = generateEntries(5, 1);
const entry = (title: string, date: string): Entry => ({ ...model!, title, date, authors: [`Ann ${title}`] });
const both = (text: string) => ({ plain: text, tex: text });

/** Of an announcement day, which the feed tells, and no other time. */
const feed = RENDERERS['arxiv-rss']({
  arxivId: '2503.00010',
  times: ['2025-03-11T20:00:00Z'],
  title: both('Sprockets of the feed'),
  abstract: 'We turn.',
  abstractJa: '回します。',
  authors: [{ forenames: both('Cyd'), family: both('Roe') }],
  categories: ['cs.LG'],
  comments: '',
  doi: '',
  journalRef: '',
});
/** Hugging Face tells no time of a paper: all that is known is the month of its identifier. */
const daily = JSON.stringify([
  {
    paper: {
      id: '2502.00001',
      title: 'Sprockets of the day',
      summary: 'We sum.',
      authors: [{ name: 'Bo Chen', hidden: false }],
      publishedAt: '2025-02-20T00:00:00.000Z',
      submittedOnDailyAt: '2025-03-12T00:00:00.000Z',
      upvotes: 3,
    },
    publishedAt: '2025-02-20T20:00:00.000Z',
    title: 'Sprockets of the day',
  },
]);

beforeAll(async () => {
  apart = await openApart([
    entry('Sprockets of the evening', '2025-03-05 20:00:00+00:00'),
    entry('Sprockets of the morning', '2025-03-05 10:00:00+00:00'),
  ]);
  const folder = dirname(apart.env['DATABASE_PATH']!);
  for (const [name, text] of [
    ['feed.xml', feed],
    ['daily.json', daily],
  ] as const) {
    writeFileSync(join(folder, name), text);
    await run(['ingest', join(folder, name)], apart.env);
  }
});
afterAll(async () => expect(await apart.close()).toEqual([]));

/** Titles and days of an answer's lines, in order. */
async function lines(command: string, options: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { sandbox, stage } = apart;
  const who = { userId: stage.adminId, locale: 'en-US', channelId: stage.channels['lobby'] };
  const asked = { ...who, kind: 'command', command, subcommand: null, options };
  const { messages } = await sandbox.interact(asked);
  const text = messages[0]?.embeds[0]?.description ?? '';
  return [...text.matchAll(/\*\*\d+\.\*\* \[([^\]]+)\][^\n]*\n[^\n]*?(\d{4}-\d{2}-\d{2})/g)].map(
    ([, title = '', day]) => `${day} ${title.replaceAll('**', '')}`,
  );
}

it('/latest over a feed, a dump and a daily list shows the newest first, each with its date', async () => {
  expect(await lines('latest')).toEqual([
    expect.stringMatching(/^2025-03-1[12] Sprockets of the feed$/),
    '2025-03-06 Sprockets of the evening',
    '2025-03-05 Sprockets of the morning',
    expect.stringMatching(/^2025-02-01 Sprockets of the day$/),
  ]);
});

it('/search takes days of the zone in which it shows them: 20:00 UTC is the next day in Tokyo', async () => {
  expect(await lines('search', { query: 'sprockets until:2025-03-05 since:2025-03-01' })).toEqual([
    '2025-03-05 Sprockets of the morning',
  ]);
  expect(await lines('search', { query: 'sprockets since:2025-03-06 until:2025-03-06' })).toEqual([
    '2025-03-06 Sprockets of the evening',
  ]);
});
