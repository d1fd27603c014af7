// Texts made to take long: where time grew with the square of their length, a test would meet its time limit (minutes).
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/parse/detect.js';
import { formatOf, HEAD, parseAll } from '../helpers/parsing.js';
import { taxonomy } from '../helpers/stores.js';

const LONG = 300_000;
/** Units of text that each read differently, repeated to fill a field. */
const FILLERS = [
  ' ',
  '\n',
  '  \n',
  '?',
  '*',
  '(1) ',
  '((',
  '\\(',
  '$^{',
  '<',
  '&amp;',
  '&lt;a href=',
  'first ',
  'and ',
  ', ',
  '- ',
];

const FIELDS: readonly [string, (filler: string) => string][] = [
  ['an RSS title', (text) => `<rss><channel>updates on arXiv.org<item><title>x${text}x</title></item></channel></rss>`],
  [
    'an RSS creator',
    (text) =>
      `<rss><item><title>x</title><guid>oai:arXiv.org:2611.00001v1</guid><creator>x${text}x</creator></item></rss>`,
  ],
  [
    'an RSS description',
    (text) =>
      `<rss><item><title>x</title><guid>oai:arXiv.org:2611.00001v1</guid><description>&lt;p>${text}x</description></item></rss>`,
  ],
  ['an RSS guid', (text) => `<rss>updates on arXiv.org<item><title>x</title><guid>x${text}\nx</guid></item></rss>`],
  [
    'comments of OAI',
    (text) =>
      `<record><metadata><arXiv><id>0704.0001</id><title>x</title><comments>${text} withdrawn</comments></arXiv></metadata></record>`,
  ],
  [
    'a creator of OAI',
    (text) =>
      `<record><metadata><dc><identifier>http://arxiv.org/abs/0704.0001</identifier><title>x</title><creator>x${text}x</creator></dc></metadata></record>`,
  ],
  [
    'authors of arxiv.jp',
    (text) =>
      `T\n要約\nx\n要約(オリジナル)\nx\narxiv情報\n著者 x${text.replaceAll('\n', ' ')}x\n発行日 2025-01-01 00:00:00+00:00\nカテゴリー: cs.LG | T はコメントを受け付けていません`,
  ],
  [
    'a page of arxiv.jp',
    (text) => `<!doctype html><html><body><a href="https://arxiv.jp/" rel="category tag">${text}</a>要約</body></html>`,
  ],
  [
    'an author of the snapshot',
    (text) => JSON.stringify({ id: '0704.0001', submitter: 'S', title: 'x', authors: `x${text}x`, comments: text }),
  ],
];

describe('a field of 300,000 characters', () => {
  it.each(FIELDS)(
    '%s',
    (_, write) => {
      for (const filler of FILLERS) {
        const text = write(filler.repeat(LONG / filler.length));
        const items = parseAll(formatOf(text), text);
        expect(items.map(({ record }) => record)).toEqual(items.map((_item, index) => index + 1));
      }
    },
    120_000,
  );
});

describe('a head', () => {
  it.each([
    '<',
    '<a ',
    '"response":"',
    '要約\n',
    ' ',
    '\n',
    '{"id":"',
    '[{"status":200,"response":"<OAI-PMH',
    '<record',
    '\n<rss ',
  ])('of %j', { timeout: 5_000 }, (filler) => {
    const whole = filler.repeat(HEAD / filler.length);
    expect(() => detectFormat(whole, taxonomy)).not.toThrow();
    expect(detectFormat(`[{"status":${whole}`, taxonomy)?.format).not.toBe('snapshot');
    expect(detectFormat(`null${whole}`, taxonomy)?.format).not.toBe('snapshot');
  });
});
