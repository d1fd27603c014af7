// An error of the program inside a parser: it costs the entry on which it happened, with the reason and the stack.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RENDERERS, type Revision } from '../helpers/formats.js';
import { parseAll } from '../helpers/parsing.js';
import { taxonomy } from '../helpers/stores.js';

const PAPER = '../../src/domain/paper.js';
let detectFormat: typeof import('../../src/parse/detect.js').detectFormat;

// The parsers are loaded again with the fault in what they use: other test files of this worker share the sound ones.
beforeAll(async () => {
  vi.resetModules();
  vi.doMock(PAPER, async (original) => {
    const real = (await original()) as typeof import('../../src/domain/paper.js');
    const recordOf: typeof real.recordOf = (title, known) => {
      if (title.includes('Planted')) throw new TypeError('planted');
      return real.recordOf(title, known);
    };
    return { ...real, recordOf };
  });
  ({ detectFormat } = await import('../../src/parse/detect.js'));
});
afterAll(() => {
  vi.doUnmock(PAPER);
  vi.resetModules();
});

const both = (text: string) => ({ tex: text, plain: text });
function revision(title: string, number: number): Revision {
  return {
    arxivId: `2504.0000${number}`,
    times: [`2025-04-09T09:08:0${number}Z`],
    title: both(title),
    abstract: 'We learn.',
    abstractJa: '学習します。',
    authors: [{ forenames: both('Ann'), family: both('One') }],
    categories: ['cs.LG'],
    comments: '12 pages',
    doi: '10.1000/1',
    journalRef: 'J. Tests 1 (2025) 1',
  };
}
const REVISIONS = ['First', 'Planted', 'Third'].map(revision);
const PAGE = `<html><body><a href="https://arxiv.jp/">arxiv.jp</a>${REVISIONS.map(
  (each) =>
    `<article>${RENDERERS['arxiv-jp-text'](each)
      .split('\n')
      .map((line) => `<p>${line}</p>`)
      .join('')}</article>`,
).join('')}</body></html>`;
const joined = (format: keyof typeof RENDERERS, joint = '\n'): string =>
  REVISIONS.map((each) => RENDERERS[format](each)).join(joint);

describe('an entry on which the program itself fails', () => {
  it.each([
    ['arxiv-jp-text', joined('arxiv-jp-text')],
    ['arxiv-jp-html', PAGE],
    ['mailing', joined('mailing')],
    ['snapshot', joined('snapshot')],
  ])('of the format %s costs itself alone', (name, text) => {
    const format = detectFormat(text, taxonomy)!;
    expect(format.format).toBe(name);
    const items = parseAll(format, text);
    expect(items.map(({ kind, record }) => [kind, record])).toEqual([
      ['record', 1],
      ['rejection', 2],
      ['record', 3],
    ]);
    expect(items[1]).toMatchObject({
      reason: 'an error of this program: planted',
      stack: expect.stringContaining('TypeError: planted') as string,
      text: expect.stringContaining('Planted') as string,
    });
  });
});
