// Translated cards as a Japanese reader sees them: wide and narrow, with formulas in place, and one that stayed in English.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sentencesOf } from '../../src/text/sentences.js';
import { keepPicture, openPage, privately } from '../helpers/browser.js';
import { openDemo, type Demo } from '../helpers/demo.js';
import { fakeJapanese, startFakeTranslator, type FakeTranslator } from '../helpers/fake-translator.js';
import { temporaryFolder } from '../helpers/stores.js';
import { rssFeed } from '../helpers/translation.js';

const TOKEN = /<x id="\d+"\/>/g;
/** `¤` is what was masked; `¤2` in the Japanese the second of the sentence. */
const JAPANESE: Readonly<Record<string, string>> = {
  'Learning the ¤ function of deep networks with ¤ samples': '¤2個のサンプルによる深層ネットワークの¤1関数の学習',
  'We study how the ¤ function of a deep network depends on its width ¤.':
    '深層ネットワークの¤1関数が幅¤2にどのように依存するかを調べる。',
  'We propose a method that reduces the test error by 12.5% while using only ¤ samples.':
    '本研究では、わずか¤1個のサンプルを用いながら、テスト誤差を12.5%低減する手法を提案する。',
  'The method needs no labels and runs within 40 ms.': 'この手法はラベルを必要とせず、40 ms以内に動作する。',
};
const PAPERS = [
  {
    title: 'Learning the $\\beta$ function of deep networks with $O(n \\log n)$ samples',
    abstract: `We study how the $\\beta$ function of a deep network depends on its width $n$.
We propose a method that reduces the test error by 12.5% while using only $O(n \\log n)$ samples.
The method needs no labels and runs within 40 ms.`,
  },
  { title: 'A benchmark of tabular models', abstract: 'We compare 12 models on 200 tables.' },
];

let folder: ReturnType<typeof temporaryFolder>;
let fake: FakeTranslator;
let demo: Demo;
beforeAll(async () => {
  folder = temporaryFolder();
  fake = await startFakeTranslator();
  fake.japaneseFor = (text) =>
    sentencesOf(text)
      .map((sentence) => {
        const tokens = sentence.match(TOKEN) ?? [];
        const japanese = JAPANESE[sentence.replace(TOKEN, '¤')] ?? fakeJapanese(sentence);
        return japanese.replace(/¤(\d)/g, (_, number: string) => tokens[Number(number) - 1] ?? '');
      })
      .join('');
  fake.faultFor = (text) => (/tabular|tables/.test(text ?? '') ? 'preamble' : null);
  writeFileSync(join(folder.path, 'feed.xml'), rssFeed(PAPERS));
  const translator = { TRANSLATOR: 'deepl', TRANSLATOR_URL: fake.url, TRANSLATOR_KEY: 'k' };
  demo = await openDemo({ ...translator, TRANSLATOR_DAILY_CHARACTERS: '0', INBOX_DIR: folder.path });
});
afterAll(async () => {
  expect(await demo.close()).toEqual({ code: 0, complaints: [] });
  await fake.close();
  folder.remove();
});

it.each([1280, 390])('a card has the Japanese title over the original, and its mark, at %d px', async (width) => {
  const page = await openPage(demo.browser, { url: demo.url, channel: '# cs-lg' }, { locale: 'ja', width });
  const card = page.locator('article', { hasText: '深層ネットワークのβ関数の学習' }).first();
  await card.waitFor({ timeout: 30_000 });
  await expect.poll(() => card.innerText(), { timeout: 30_000 }).toContain('わずかO(n log n)個のサンプル');
  const text = await card.innerText();
  expect(text).toMatch(/^.*O\(n log n\)個のサンプルによる.*\n+Learning the β function of deep networks/m);
  expect(text).toContain('機械翻訳 DeepL');
  const refused = page.locator('article', { hasText: 'A benchmark of tabular models' }).first();
  await refused.waitFor();
  expect(await refused.innerText()).not.toContain('機械翻訳');
  await keepPicture(page, `translated ${width}`);
  await card.getByRole('button', { name: '全文' }).click();
  await privately(page).waitFor();
  expect(await privately(page).innerText()).toMatch(/幅nにどのように依存するか[\s\S]*機械翻訳 DeepL/);
  await keepPicture(page, `translated ${width} privately`);
  await privately(page).getByRole('button', { name: '原文' }).click();
  await expect.poll(() => privately(page).innerText()).toContain('depends on its width n');
  await page.close();
});
