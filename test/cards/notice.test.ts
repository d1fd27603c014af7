// The list of cards in doubt: an address in it leads to its paper, or is not shown.
import { describe, expect, it } from 'vitest';
import { candidateList } from '../../src/cards/notice.js';
import { paperLinks } from '../../src/domain/paper.js';
import type { Paper } from '../../src/domain/paper.js';

const paperOf = (arxivId: string | null, title: string): Paper => ({
  key: 's-0123456789',
  arxivId,
  version: null,
  title,
  titleJa: null,
  abstract: 'a',
  abstractJa: null,
  authors: ['A B'],
  categories: ['cs.LG'],
  primaryCategory: 'cs.LG',
  submittedAt: null,
  updatedAt: null,
  announceType: null,
  comments: null,
  journalRef: null,
  doi: null,
  reportNo: null,
  license: null,
  withdrawn: false,
  translation: null,
  date: null,
  readable: {},
});
const listOf = (paper: Paper): string =>
  candidateList('1', { count: 1, first: [{ id: 1, paperKey: paper.key, firstAttemptAt: null, paper }] }, 'en');

describe('the address of a card in doubt', () => {
  it.each([
    ['an identifier', paperOf('2404.00001', 'Title')],
    [
      'a title whose search is much longer than what is shown of it',
      paperOf(null, 'Quite long words '.repeat(12).trim()),
    ],
    ['a Japanese title, of which each letter takes nine', paperOf(null, '長い題名'.repeat(15))],
  ])('is whole for %s', (_, paper) => {
    const links = paperLinks(paper);
    expect(listOf(paper)).toContain(`<${links.abs ?? links.search}>`);
  });
});
