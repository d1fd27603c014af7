// Several real processes at one database: they ask arXiv one at a time and keep its pace together.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startArxiv } from '../helpers/arxiv-server.js';
import { createWorld } from '../helpers/arxiv-world.js';
import { calendar } from '../helpers/fetching.js';
import { runProcess } from '../helpers/process.js';
import { openTestStore } from '../helpers/stores.js';

const PACE_MS = 250;

it('three of them never ask at the same time, nor sooner than the pace after one another', async () => {
  const plan = { calendar, from: '2026-06-01', until: '2026-06-02', categories: ['cs.LG'], perDay: 2 };
  const arxiv = await startArxiv({ world: createWorld({ seed: 1, ...plan }), calendar, now: () => new Date() });
  const store = openTestStore(() => new Date());
  const env = {
    ...arxiv.env,
    DATABASE_PATH: store.path,
    INBOX_DIR: join(store.path, '..', 'inbox'),
    SOURCE_PACE_MS: String(PACE_MS),
  };
  const sources = [['econ'], ['cs.LG', 'cs.CL', 'cs.CV'], ['hep-th', 'hep-ph', 'gr-qc']];
  const ended = await Promise.all(sources.map((names) => runProcess(['fetch', ...names], env)));
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  const { requests } = arxiv;
  expect(requests).toHaveLength(9);
  expect(arxiv.mostAtOnce()).toBe(1);
  const gaps = requests.slice(1).map(({ beganMs }, index) => beganMs - requests[index]!.endedMs);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PACE_MS - 5);
  store.close();
  await arxiv.close();
});
