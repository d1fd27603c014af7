// Alarms under each setting: whatever is asked by itself is told when it fails, and nothing is told of what is not asked.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SourceSettings } from '../../../src/config.js';
import type { AlarmKind } from '../../../src/domain/alarms.js';
import { createFetcher } from '../../../src/pipeline/fetch/fetcher.js';
import { openFetching, type Fetching } from '../../helpers/fetching.js';
import { PLACE, ruleFor } from '../../helpers/rules.js';

const ENTRY = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>Entry</title><content:encoded><![CDATA[<p>arxiv情報</p>
<p><a href="https://arxiv.org/abs/3006.00001">Link</a></p><p>著者 Ann Example</p><p>発行日 2030-06-02 10:00:00+00:00</p>]]>
</content:encoded></item></channel></rss>`;

let f: Fetching;
beforeEach(async () => {
  f = await openFetching();
  f.now = new Date('2030-06-03T04:00:00Z');
  const rule = ruleFor('11', 'cs.CL', { guildId: '10', createdBy: 'first', createdAt: '2030-06-01T00:00:00Z' });
  f.store.writer.addSubscription(rule, { ...PLACE, language: 'en' });
});
afterEach(() => f.close());

const NOTHING: Partial<SourceSettings> = { feeds: { isAuto: false, urls: [] }, isHarvesting: false };
const site = (): Partial<SourceSettings> => ({ ...NOTHING, feeds: { isAuto: false, urls: [`${f.url}site/`] } });

/** Looks every ten minutes, as a program does that was started with these settings. */
async function run(hours: number, settings: Partial<SourceSettings>): Promise<void> {
  const fetcher = createFetcher({ ...f.parts, settings: { ...f.settings, ...settings } }, f.ask);
  for (let step = 0; step < hours * 6; step += 1) {
    await fetcher.look();
    f.now = new Date(f.now.getTime() + 600_000);
  }
}

const told = (): string[] => f.told.map(({ content }) => content);
const open = (): AlarmKind[] => f.store.reader.openAlarms().map(({ kind }) => kind);

function openAlarm(kind: AlarmKind, subject: string): void {
  const since = f.now.toISOString();
  f.store.writer.noteAlarms([{ kind, subject, since, text: `About ${subject}.` }], [], since);
}

it('a site that fails is told, and that it is well again, where no feeds of arXiv are read', async () => {
  f.handle = () => ({ status: 503 });
  await run(4, site());
  expect(told()).toEqual([expect.stringMatching(/Reading from 127/)]);
  f.handle = () => ({ body: ENTRY });
  await run(2, site());
  expect(told()).toEqual([expect.anything(), expect.stringMatching(/answers again/)]);
  expect(open()).toEqual([]);
});

it('what may be a key in the address of a site is neither told nor kept in its alarm, also where the server quotes it', async () => {
  const urls = [1, 2].map((page) => `${f.url}site/?key=SECRET${page}`);
  f.handle = ({ href }) => ({ status: 302, headers: { location: href.replace('//', '//me:SECRET3@') } });
  await run(4, { ...NOTHING, feeds: { isAuto: false, urls } });
  expect(told()).toEqual([expect.stringMatching(/Reading from .*\/site\/\).*round in a circle/)]);
  expect(`${told().join()} ${JSON.stringify(f.store.reader.openAlarms())}`).not.toMatch(/SECRET|key=/);
});

it('a harvest that fails is told where no feeds are read at all', async () => {
  f.handle = () => ({ status: 503 });
  await run(8, { ...NOTHING, isHarvesting: true });
  expect(told()).toEqual([expect.stringMatching(/Reading from 127/)]);
});

it('days whose feeds are not read are not told as missed, and what was open of them ends in silence', async () => {
  f.store.writer.noteFeedsBegun('2030-05-01T00:00:00Z');
  openAlarm('hole', '2030-05-31');
  openAlarm('late', 'cs.CL 2030-06-03');
  f.handle = () => ({ body: ENTRY });
  await run(48, site());
  expect(told()).toEqual([]);
  expect(open()).toEqual([]);
});

it('the alarm of a host ends as given up where the settings ask nothing of it any more, though another is asked', async () => {
  openAlarm('failing', 'gone.example');
  for (const message of f.store.reader.dueAlarmMessages(f.now.toISOString()))
    f.store.writer.markAlarmTold(message, 'told', f.now.toISOString());
  f.handle = () => ({ body: ENTRY });
  await run(1, site());
  expect(told()).toEqual([expect.stringMatching(/gone.example is no longer asked/)]);
  expect(open()).toEqual([]);
});

it('with everything off nothing is asked and nothing is told, also of what failed before', async () => {
  f.handle = () => ({ status: 503 });
  await run(4, site());
  f.told.length = 0;
  openAlarm('hole', '2030-05-31');
  const { length } = f.requests;
  await run(30, NOTHING);
  expect(f.requests).toHaveLength(length);
  expect(open()).toEqual([]);
  f.handle = () => ({ body: ENTRY });
  await run(2, site());
  expect(told()).toEqual([]);
});
