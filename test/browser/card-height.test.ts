// How high a card is on the page, measured in a browser: of our own papers, of every sample and of 500 of the corpus.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paperCard } from '../../src/cards/paper-card.js';
import { recordOf, type Paper } from '../../src/domain/paper.js';
import type { CardLanguage } from '../../src/domain/language.js';
import { shownTitle } from '../../src/domain/shown-title.js';
import { createLog } from '../../src/log.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { openBrowser, openPage } from '../helpers/browser.js';
import { control, type Control } from '../helpers/control.js';
import { allSamplePapers, corpusPapers } from '../helpers/real-papers.js';
import { root } from '../helpers/root.js';
import { taxonomy } from '../helpers/stores.js';

/** Most pixels of an embed by the width of the screen. */
const MOST = { 1280: 260, 390: 420 } as const;
/** Titles beyond this may make a card higher. */
const TITLE_POINTS = 120;
/** Cards that a channel shows at once. */
const CARDS_A_CHANNEL = 150;

let sandbox: Sandbox;
let tools: Control;
let browser: Browser;

beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    stateFile: null,
    assetsDir: join(root, 'dist/src/sandbox/page'),
    log: createLog('silent'),
    now: () => new Date(),
  });
  tools = control(sandbox.url);
  await tools.rateLimit(null);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await sandbox.close();
});

async function postJson<T>(path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json', authorization: 'Bot t' };
  const answer = await fetch(sandbox.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

interface Shown {
  readonly paper: Paper;
  readonly language: CardLanguage;
}
interface TooHigh extends Record<string, unknown> {
  readonly height: number;
}

/** The cards that are higher than they may be, tallest first. */
async function tooHigh(cards: readonly Shown[]): Promise<TooHigh[]> {
  const found: TooHigh[] = [];
  for (let at = 0; at < cards.length; at += CARDS_A_CHANNEL) {
    const name = `heights-${at}-${cards.length}`;
    const { id: channel } = await postJson<{ id: string }>('control/channels', { name, type: 0 });
    const shown = new Map<string, Shown>();
    const post = async (each: Shown): Promise<void> => {
      const view = { language: each.language, taxonomy, zone: 'Asia/Tokyo', followed: ['stat'] };
      const { id } = await postJson<{ id: string }>(
        `api/v10/channels/${channel}/messages`,
        paperCard(each.paper, view),
      );
      shown.set(`message-${id}`, each);
    };
    await Promise.all(cards.slice(at, at + CARDS_A_CHANNEL).map(post));
    for (const width of [1280, 390] as const) {
      const page = await openPage(browser, { url: sandbox.url, channel: `# ${name}` }, { locale: 'ja', width });
      await page
        .locator('.embed')
        .nth(shown.size - 1)
        .waitFor();
      const heights = await page.evaluate<[string, number][]>(
        "[...document.querySelectorAll('.embed')].map((embed) => [embed.closest('article').id, embed.getBoundingClientRect().height])",
      );
      await page.close();
      expect(heights).toHaveLength(shown.size);
      for (const [id, height] of heights) {
        const { paper, language } = shown.get(id)!;
        if (height > MOST[width]) found.push({ height, width, language, title: paper.title, key: paper.key });
      }
    }
  }
  return found.sort((a, b) => b.height - a.height);
}

const isExempt = (paper: Paper): boolean =>
  [shownTitle(paper), paper.titleJa ?? ''].some((title) => [...title].length > TITLE_POINTS);
const inAll = (papers: readonly Paper[]): Shown[] =>
  papers
    .filter((paper) => !isExempt(paper))
    .flatMap((paper) => [
      { paper, language: 'en' as const },
      ...(paper.abstractJa === null && paper.titleJa === null
        ? []
        : [
            { paper, language: 'ja' as const },
            { paper, language: 'both' as const },
          ]),
    ]);

const LATIN = 'Wide words make long WWW lines where MMM letters are broad, and narrow ill-filled lists stay little. ';
const JAPANESE = '本研究では、複数の拡散モデルを組み合わせて長い文章を要約する新しい手法を提案し、その有効性を示す。';
const cut = (text: string, length: number): string => text.repeat(20).slice(0, length).trim();

/** Everything that a card shows as long as it may be. */
function ownPapers(): Paper[] {
  const facts = {
    arxivId: '2504.00001',
    version: 12,
    authors: ['Maximiliana Wolfeschlegelsteinhausenbergerdorff', ...Array.from({ length: 99 }, () => 'A B')],
    categories: ['cond-mat.dis-nn', 'stat.ML'],
    primaryCategory: 'cond-mat.dis-nn',
    updatedAt: '2025-04-09T16:45:57Z',
    comments: 'Accepted for publication in Communications in Nonlinear Science. https://github.com/one/two',
    withdrawn: true,
    translation: { site: null, service: 'LibreTranslate' },
    date: null,
    readable: {},
  };
  return [20, 60, 90, 120].flatMap((length) =>
    [60, 200, 1_900].map((abstract) => ({
      ...recordOf(cut(LATIN, length), {}),
      ...facts,
      key: `own-${length}-${abstract}`,
      titleJa: cut(JAPANESE, length),
      abstract: `We study this. ${cut(LATIN, abstract)}`,
      abstractJa: cut(JAPANESE, abstract),
    })),
  );
}

describe('a card is at most 260 pixels high at 1280 and 420 at 390', () => {
  it('of our own papers, however long what it shows', async () =>
    expect(await tooHigh(inAll(ownPapers()))).toEqual([]));

  const samples = allSamplePapers();
  it.skipIf(samples.length === 0)('of every sample (skipped where they are missing)', { timeout: 240_000 }, async () =>
    expect(await tooHigh(inAll(samples))).toEqual([]),
  );

  const corpus = corpusPapers(500);
  it.skipIf(corpus.length === 0)('of 500 of the corpus (skipped where it is missing)', { timeout: 240_000 }, async () =>
    expect(await tooHigh(inAll(corpus))).toEqual([]),
  );
});
