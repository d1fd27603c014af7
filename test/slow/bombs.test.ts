// Texts made to take long: where time grew with the square of their length, a test would meet its time limit (minutes).
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/parse/detect.js';
import { formatOf, HEAD, parseAll } from '../helpers/parsing.js';
import { parseAuthors } from '../../src/domain/author-list.js';
import { readListPage } from '../../src/parse/oai/list-page.js';
import { isWithdrawalNotice } from '../../src/domain/withdrawal-notices.js';
import { codeAddress } from '../../src/cards/code-address.js';
import { looserTexts } from '../../src/search/looser.js';
import { markerOf, markText } from '../../src/search/passage.js';
import { indexText } from '../../src/search/tokens.js';
import { cutWords } from '../../src/text/cut-words.js';
import { inertLine } from '../../src/text/markdown.js';
import { sentencesOf } from '../../src/text/sentences.js';
import { judgeTranslation } from '../../src/translate/checks/judge.js';
import { taxonomy } from '../helpers/stores.js';
import { entryText, generateEntries } from '../helpers/dump-generator.js';
import { NEW_1992 } from '../helpers/listing-texts.js';

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

describe('an answer of a harvest', () => {
  it.each([
    '<error',
    '<error code=',
    '<error code="x',
    '<resumptionToken',
    '<resumptionToken>',
    '<request resumptionToken="',
    '<',
  ])('of %j', { timeout: 60_000 }, (filler) => {
    const text = `<OAI-PMH>${filler.repeat(LONG / filler.length)}</OAI-PMH>`;
    expect(readListPage(text, 1_000)).toMatchObject({ records: 0, next: null });
  });
});

describe('one record of many lines', { timeout: 60_000 }, () => {
  const sound = generateEntries(1, 1).map(entryText).join('');
  const footer = '\n\nカテゴリー: cs.LG | x はコメントを受け付けていません\n';

  it.each(['要約\n', 'x\n', 'x\n要約\n', '提供元\nx\n', '発行日 2025-01-01\n', '著者 x\n', '\n'])(
    'of %j in arxiv.jp text costs no neighbour anything',
    (line) => {
      const many = line.repeat(LONG / 2 / line.length);
      const items = parseAll(formatOf(sound), `${sound}\n\nx\n要約\n${many}著者 x${footer}${sound}`);
      expect(items.at(0)).toMatchObject({ kind: 'record', line: 1 });
      expect(items.at(-1)).toMatchObject({ kind: 'record' });
    },
  );

  it('of rules in a mailing is one record', () => {
    const ruled = NEW_1992.replace('An abstract', `An abstract\n${`${'-'.repeat(78)}\n`.repeat(80_000)}`);
    expect(parseAll(formatOf(NEW_1992), ruled)).toHaveLength(parseAll(formatOf(NEW_1992), NEW_1992).length);
  });
});

describe('a text of one sign', { timeout: 60_000 }, () => {
  const many = (sign: string): string => sign.repeat(LONG);
  it.each<[string, () => unknown]>([
    [
      'a mailing whose date is spaces',
      () => parseAll(formatOf(NEW_1992), NEW_1992.replace('Title:', `Date${many('   ')}x\nTitle:`)),
    ],
    [
      'a line of quotation marks',
      () => parseAll(formatOf('{"id":"1","authors":1,"abstract":1}'), `{"a":${many('"\\')}}\n`),
    ],
    [
      'a printed line of quotation marks',
      () => parseAll(formatOf('{"id":"1","authors":1,"abstract":1}'), `{\n${many('"\\')}\n}`),
    ],
    ['authors in braces', () => parseAuthors(`${many('{')}a, b${many('}')}`)],
    ['the sentences of full stops', () => sentencesOf(`${many('.')}z`)],
    ['the sentences of full stops and spaces', () => sentencesOf('. '.repeat(LONG / 4))],
    ['a notice of brackets', () => isWithdrawalNotice(`${many('【')} retiré`)],
    ['an address of full stops', () => codeAddress([`github.com/a/${many('.')}z`])],
    ['an index of one word', () => indexText(`${many('a')} é`, new Set())],
    ['a line of signs that has almost room', () => inertLine(many('_'), 2 * LONG - 1)],
    ['a cut of commas', () => cutWords(`z${many(',')}zz`, LONG + 2)],
    ['a judged number', () => judgeTranslation({ source: 'We show it.', translation: `これは${many('1')}` })],
    ['judged letters', () => judgeTranslation({ source: 'We show it.', translation: `これは${many('a')}` })],
    ['judged line ends', () => judgeTranslation({ source: 'We show it.', translation: `これは${many('\n')}z` })],
    ['the marks of one letter', () => markText(many('の'), markerOf(['の']))],
    ['particles of a query', () => looserTexts(`学習${'での'.repeat(30)}ん画像`)],
  ])('%s', (_, read) => {
    expect(read).not.toThrow();
  });
});
